"""Which releases lie behind one: the one that it was made from, the one before that, and so on.

Each release that an import made names its former in a file (see ``releases``). Nothing here trusts that file: it may
be absent, garbled, name a release that is gone, or lead in a ring.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.tables import pointer
from dashboard.tables.releases import FORMER

#: Releases that are told of, the present one among them: a page of what changed goes four steps back.
MOST = 5

#: How a chain ends: at a release that was made from none, or because no more are told of; else what is wrong with the
#: file that names the former: it cannot be read, names no release that is there, or one that the chain has already.
End = Literal["first", "more", "unreadable", "gone", "ring"]


@dataclass(frozen=True)
class Lineage:
    """A release and those behind it, the newest first; never empty."""

    releases: tuple[str, ...]
    end: End
    #: What the last file names, where that cannot be followed; empty where it cannot even be read.
    named: str = ""

    @property
    def broken(self) -> bool:
        """Whether a former release is named that cannot be found."""
        return self.end in ("unreadable", "gone", "ring")


def lineage(dataset: Path, release: str, *, most: int = MOST) -> Lineage:
    """The chain of releases behind one, read from the data set's folder, at most ``most`` long. Never raises."""
    chain = [release]
    while True:
        former = _former(dataset / chain[-1])
        if former is None:
            return Lineage(tuple(chain), "first")
        if not pointer.RELEASE.fullmatch(former):
            return Lineage(tuple(chain), "unreadable")
        if former in chain:
            return Lineage(tuple(chain), "ring", former)
        if not (dataset / former).is_dir():
            return Lineage(tuple(chain), "gone", former)
        if len(chain) == most:
            return Lineage(tuple(chain), "more", former)
        chain.append(former)


def _former(folder: Path) -> str | None:
    """What a release says that it was made from: ``None`` where it says nothing, empty where nobody can read it."""
    try:
        # a name is a dozen letters: whatever else lies there is not read to its end
        with (folder / FORMER).open(encoding="utf-8") as file:
            return file.read(80).strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""
