"""How a data set is written so that it lasts: flushed files, a pointer moved in one step, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.tables import pointer

#: In a release: the name of the release that it was made from.
FORMER = "former"
#: In a data set: who holds it writes; and how the name of a release begins that is not yet whole.
LOCK = ".lock"
STAGED = ".new-"


class Busy(RuntimeError):
    """Another import is at work on the same data set."""


def write(path: Path, text: str) -> None:
    """Writes a text as UTF-8, as it is, and waits until the disk has it. Raises ``OSError``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Makes a file or folder last through a power cut. Raises ``OSError``."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point(dataset: Path, name: str) -> None:
    """Moves the pointer to a release in one step. Raises ``OSError``."""
    new = dataset / f".{pointer.POINTER}"
    write(new, f"{name}\n")
    new.replace(dataset / pointer.POINTER)
    sync(dataset)


@contextmanager
def locked(dataset: Path) -> Iterator[None]:
    """Holds the data set's lock; the system lets go of it when the process ends, however it ends. Raises ``Busy``."""
    with (dataset / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(dataset.name) from None
        yield
