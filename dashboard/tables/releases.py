"""Writing releases: all or nothing, one at a time, and back again.

A release is written into a hidden folder beside the others, flushed to the disk, checked, and only then given
its name; last of all the pointer is replaced in one step. Killed at any moment, an import leaves the pointer on
a whole release. What it may leave besides is a hidden folder, which readers pass over and the next import
removes, or a whole release that nothing points to.

Each release names the one it was made from in a file of its own, which is how ``undo`` finds the way back.
"""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.tables import pointer
from dashboard.tables.checking import examine
from dashboard.tables.disk import FORMER, LOCK, STAGED, Busy
from dashboard.tables.disk import locked as _locked
from dashboard.tables.disk import point as _point
from dashboard.tables.disk import sync as _sync
from dashboard.tables.disk import write as _write
from dashboard.tables.faults import DataError
from dashboard.tables.pointer import ids as releases
from dashboard.tables.schemas import SPECS
from dashboard.tables.writing import csv_text

__all__ = [
    "FORMER",
    "LOCK",
    "STAGED",
    "Busy",
    "NothingToUndo",
    "check_release",
    "next_id",
    "releases",
    "undo",
    "write_release",
]


class NothingToUndo(RuntimeError):
    """The current release is the first, or the one before it is gone."""


def next_id(dataset: Path, today: date) -> str:
    """The name of a new release: ``YYYY-MM``, with ``-2``, ``-3`` … when the month already has one."""
    month = f"{today:%Y-%m}"
    taken = [pointer.order(name)[1] for name in pointer.ids(dataset) if name.startswith(month)]
    return f"{month}-{max(taken) + 1}" if taken else month


def write_release(dataset: Path, changed: Mapping[str, pd.DataFrame], *, base: str, today: date) -> str:
    """A new release: the current one with some tables replaced. Returns its name.

    ``base`` is the release that ``changed`` was made from; if another has become current meanwhile, that is
    ``Busy`` too, so that no import silently undoes the one before it.

    Raises ``DataError`` when the whole would have faults (nothing is then written), ``Busy``, or ``OSError``.
    """
    with _locked(dataset):
        for stale in dataset.glob(f"{STAGED}*"):
            shutil.rmtree(stale, ignore_errors=True)
        former, name = pointer.resolve(dataset), next_id(dataset, today)
        if former != base:
            raise Busy(dataset.name)
        staged = dataset / f"{STAGED}{name}"
        try:
            _fill(staged, dataset / former, changed)
            _write(staged / FORMER, f"{former}\n")
            _sync(staged)
            _refuse(staged)
            staged.rename(dataset / name)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        _sync(dataset)
        _point(dataset, name)
        return name


def check_release(dataset: Path, changed: Mapping[str, pd.DataFrame]) -> None:
    """Checks what :func:`write_release` would write, elsewhere. Raises ``DataError`` when it has faults."""
    with tempfile.TemporaryDirectory() as elsewhere:
        staged = Path(elsewhere) / "staged"
        _fill(staged, dataset / pointer.resolve(dataset), changed)
        _refuse(staged)


def undo(dataset: Path) -> tuple[str, str]:
    """Moves the pointer back to the release that the current one was made from. Returns both names, the left first.

    The release that is left stays on the disk. Raises ``NothingToUndo``, ``DataError`` or ``Busy``.
    """
    with _locked(dataset):
        current = pointer.resolve(dataset)
        try:
            former = (dataset / current / FORMER).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise NothingToUndo(current) from None
        if not pointer.RELEASE.fullmatch(former) or not (dataset / former).is_dir():
            raise NothingToUndo(current)
        _point(dataset, former)
        return current, former


def _fill(staged: Path, former: Path, changed: Mapping[str, pd.DataFrame]) -> None:
    """A release folder: changed tables written, all others copied to the byte."""
    staged.mkdir()
    for name, spec in SPECS.items():
        path = staged / f"{name}.csv"
        if name in changed:
            _write(path, csv_text(changed[name], spec))
        else:
            shutil.copyfile(former / path.name, path)
            _sync(path)


def _refuse(staged: Path) -> None:
    faults = examine(staged)[1]
    if faults:
        raise DataError(faults)
