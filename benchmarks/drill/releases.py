"""A data set of two releases and a pointer that is moved between them, while a server shows it.

The figures are the real ones: the earlier release is the current one without the last year of emissions, which is how
two releases mostly differ. Nothing is made up, and nothing is written beside the folder given.
"""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from dashboard.tables import pointer

#: What the earlier release is called; no real one is as old.
EARLIER = "2000-01"


@dataclass
class Releases:
    """The data set in ``folder``; ``earlier`` and ``later`` are the names of its releases."""

    folder: Path
    earlier: str
    later: str

    @property
    def current(self) -> str:
        """The release that the pointer names."""
        return pointer.resolve(self.folder)

    @property
    def other(self) -> str:
        """The release that it does not name."""
        return self.earlier if self.current == self.later else self.later

    def move(self) -> str:
        """Point to the other release, in one step as an import does. Returns its name."""
        name = self.other
        new = self.folder / f".{pointer.POINTER}"
        new.write_text(f"{name}\n", encoding="utf-8")
        new.replace(self.folder / pointer.POINTER)
        return name


def two(folder: Path, source: Path) -> Releases:
    """Copy the current release of ``source`` into ``folder``, and an earlier one made of it; the later is current."""
    later = pointer.resolve(source)
    for name in (EARLIER, later):
        shutil.copytree(source / later, folder / name)
    if (source / pointer.FICTIONAL).exists():
        (folder / pointer.FICTIONAL).touch()
    _without_last_year(folder / EARLIER / "emissions.csv")
    (folder / pointer.POINTER).write_text(f"{later}\n", encoding="utf-8")
    return Releases(folder, EARLIER, later)


def _without_last_year(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    year = head.index("year")
    last = max(row[year] for row in rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *(row for row in rows if row[year] != last)])
