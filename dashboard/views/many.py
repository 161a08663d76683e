"""Where there are more cities than a picture of all has room for: the first by name, and the sentence that says so."""

from collections.abc import Sequence

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t

#: A picture of all cities has room for so many; where there are more it shows this many, the first by name.
MOST, SHOWN = 250, 60


def few(names: Sequence[str]) -> Sequence[str]:
    """What a picture of all cities has room for: all of them, or the first where there are very many."""
    return names if len(names) <= MOST else names[:SHOWN]


def mark(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """The frame, which says of itself that it shows the first of ``count`` cities where those are too many."""
    if count > MOST:
        frame.attrs["many"] = count
    return frame


def remarks(frame: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """The sentence that a frame so marked needs; none for others."""
    count = frame.attrs.get("many")
    return (t(lang, "scale.cards", shown=i18n.number(lang, SHOWN), count=i18n.number(lang, count)),) if count else ()
