"""The last releases as steps: from which to which, and what changed in each."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.model.history import changes
from dashboard.tables.faults import DataError, UnknownRelease
from dashboard.tables.lineage import Lineage
from dashboard.tables.loading import Tables


@dataclass(frozen=True, eq=False)
class Step:
    """From one release to the one that was made of it.

    ``found`` is what :func:`~dashboard.model.history.changes` gives. Where the former release cannot be read,
    ``before`` is ``None``, ``found`` is empty and ``fault`` says why, as far as it is known.
    """

    former: str
    release: str
    after: Tables
    before: Tables | None
    found: pd.DataFrame
    fault: DataError | None = None

    def narrowed(self, codes: tuple[str, ...] = (), table: str = "") -> pd.DataFrame:
        """What changed about these municipalities, in this table; of all where none is given."""
        found = self.found
        if codes:
            found = found[found["code"].isin(codes)]
        return found[found["table"] == table] if table else found


@dataclass(frozen=True, eq=False)
class History:
    """A release and the steps that led to it, the newest first."""

    lineage: Lineage
    #: The releases that could be read, the newest first: those that the steps are between.
    chain: tuple[Tables, ...]
    steps: tuple[Step, ...] = ()
    #: A municipality's own draft is no release, and has no history.
    draft: bool = False

    @property
    def whole(self) -> bool:
        """Whether the chain goes back to the first release: no link is broken, none is left out."""
        return self.lineage.end == "first" and len(self.chain) == len(self.lineage.releases) and not self.draft


def draft_of(tables: Tables) -> History:
    """The history of what is no release: none."""
    return History(Lineage((tables.release,), "first"), (tables,), draft=True)


def follow(tables: Tables, behind: Lineage, load: Callable[[str], Tables]) -> History:
    """The steps of a lineage. A former release that cannot be read is a step that says so, and the last one.

    ``load`` gives a release by its name, or raises ``DataError``, ``UnknownRelease`` or ``OSError``.
    """
    chain, steps = [tables], []
    for former in behind.releases[1:]:
        after = chain[-1]
        try:
            before = load(former)
        except (DataError, UnknownRelease, OSError) as fault:
            known = fault if isinstance(fault, DataError) else None
            steps.append(Step(former, after.release, after, None, changes(after, after), known))
            break
        steps.append(Step(former, after.release, after, before, changes(before, after)))
        chain.append(before)
    return History(behind, tuple(chain), tuple(steps))
