"""A data set's releases and the pointer to the current one: reading only.

``data/sverige/current`` holds one line, such as ``2026-11``: the name of the folder that readers use.
"""

import re
from pathlib import Path

from dashboard.tables.faults import DataError, Fault, UnknownRelease, fault

POINTER = "current"
#: A data set with a file of this name beside the pointer is invented, and every page that shows it says so.
FICTIONAL = "fictional"
RELEASE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-([2-9]|[1-9][0-9]+))?")


def order(release: str) -> tuple[str, int]:
    """Sorts release names by age: ``2026-11``, ``2026-11-2``, …, ``2026-11-10``, ``2026-12``."""
    return release[:7], int(release[8:] or 1)


def ids(dataset: Path) -> list[str]:
    """The releases of a data set, the oldest first. Temporary folders and anything else are passed over."""
    if not dataset.is_dir():
        return []
    names = [path.name for path in dataset.iterdir() if RELEASE.fullmatch(path.name) and path.is_dir()]
    return sorted(names, key=order)


def follow(dataset: Path) -> tuple[str, list[Fault]]:
    """The current release, or the fault that keeps the pointer from naming one."""
    path = dataset / POINTER
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return "", [fault(POINTER, 0, "", "", "no_pointer")]
    except (OSError, UnicodeDecodeError):
        return "", [fault(POINTER, 1, "", "", "bad_pointer")]
    release = text.strip()
    # the form is checked first, so that the pointer can never lead out of the data set
    if not RELEASE.fullmatch(release):
        return "", [fault(POINTER, 1, "", release, "bad_pointer")]
    if not (dataset / release).is_dir():
        return "", [fault(POINTER, 1, "", release, "no_release")]
    return release, []


def resolve(dataset: Path, release: str | None = None) -> str:
    """The release asked for, or the current one. ``UnknownRelease`` or ``DataError`` when there is none."""
    if release is None:
        name, faults = follow(dataset)
        if faults:
            raise DataError(faults)
        return name
    if not RELEASE.fullmatch(release) or not (dataset / release).is_dir():
        raise UnknownRelease(release)
    return release
