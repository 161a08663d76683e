"""A table's rows by municipality, looked up in an index that is made once, never searched for row by row."""

import numpy as np
import pandas as pd


class ByCode:
    """Where each municipality's rows stand in a table with a column ``code``; rows without a code are nobody's."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        places, codes = pd.factorize(frame["code"])
        order = np.argsort(places, kind="stable")
        # Rows without a code have the place -1 and stand before all others.
        ends = np.searchsorted(places[order], np.arange(-1, len(codes)), side="right")
        spans = zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
        self._spans = dict(zip((str(code) for code in codes), spans, strict=True))
        self._order = order

    def of(self, *codes: str) -> pd.DataFrame:
        """The rows of some municipalities in the table's order; none for codes that it does not hold."""
        found = [self._at(code) for code in dict.fromkeys(codes)]
        return self._frame.iloc[np.sort(np.concatenate(found))] if found else self._frame.iloc[:0]

    def _at(self, code: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        start, end = self._spans.get(code, (0, 0))
        return self._order[start:end].astype("int64")
