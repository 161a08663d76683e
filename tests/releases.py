"""Small data sets of several releases, for tests of what changed between them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from tests import dataset

Frames = dict[str, pd.DataFrame]
#: Names of releases, the oldest first.
NAMES = ("2026-02", "2026-05", "2026-08", "2026-11", "2026-11-2", "2026-12")


def total(year: int, tonnes: float, code: str = "9901") -> Callable[[Frames], None]:
    """Gives a municipality's transport emissions of a year another value, and the total with them."""

    def change(frames: Frames) -> None:
        emissions = frames["emissions"]
        at = emissions.index[(emissions["code"] == code) & (emissions["year"] == year)]
        emissions.loc[at, "total"] += tonnes - emissions.loc[at, "transport"]
        emissions.loc[at, "transport"] = tonnes
        national = frames["national_emissions"]
        here = national.index[national["year"] == year]
        # the sectors of the nation hold what its municipalities have
        national.loc[here, ["transport", "total"]] += 100_000

    return change


def write(folder: Path, steps: int, changes: Mapping[int, Callable[[Frames], None]] | None = None) -> Path:
    """A data set of ``steps`` + 1 releases, each made of the one before it; the last is current.

    ``changes`` are made in the release of that place and stay in those after it.
    """
    frames = dataset.frames()
    for place, name in enumerate(NAMES[: steps + 1]):
        if changes and place in changes:
            changes[place](frames)
        dataset.write(folder, frames, release=name)
        if place:
            (folder / name / "former").write_text(f"{NAMES[place - 1]}\n", encoding="utf-8")
    return folder
