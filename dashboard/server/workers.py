"""Figures of several workers in one place: each has files of its own in a folder, and whoever is asked reads all.

The files are prometheus_client's. They are as large as they get when they are made, since a file in memory that grows
on a full disk would end its process; a worker that finds no room counts nothing, and serves.
"""

import logging
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

log = logging.getLogger(__name__)

#: Where prometheus_client looks for the folder.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
#: What is added up over time, and outlives the worker that counted it.
LASTING = ("counter", "histogram")
#: The kinds of file that one worker has, and the bytes of each: three times what all names take.
KINDS, SIZE = (*LASTING, "gauge_livesum", "gauge_livemin"), 1 << 18
#: How the folders' names begin; the user's and the leading process' numbers come next.
PREFIX = "omstallningskartan-metrics-"
#: Whose files hold what former workers have counted.
FORMER = "former"


def share() -> bool:
    """Have this process and what is forked from it count into one folder, a new one; those that killed servers left are
    taken away. False where there is no such folder: then each worker tells its own figures."""
    try:
        own = Path(tempfile.gettempdir()) / f"{PREFIX}{os.getuid()}-{os.getpid()}"
        _tidy(own.parent)
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir(mode=0o700)
        os.environ[VARIABLE] = str(own)
        prepare()
    except OSError as fault:
        os.environ.pop(VARIABLE, None)
        log.warning("each worker tells its own metrics: no folder for them (%s)", fault.strerror)
        return False
    values.ValueClass = values.MultiProcessValue()
    return True


def _tidy(base: Path) -> None:
    for left in base.glob(f"{PREFIX}{os.getuid()}-*"):
        pid = left.name.rpartition("-")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            shutil.rmtree(left, ignore_errors=True)


def folder() -> Path | None:
    """The folder that is shared; None where each process counts for itself."""
    return Path(os.environ[VARIABLE]) if VARIABLE in os.environ else None


def prepare() -> None:
    """Make room for this process' files. Raises OSError when there is none."""
    shared = folder()
    for kind in KINDS if shared else ():
        assert shared is not None
        with (shared / f"{kind}_{os.getpid()}.db").open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, SIZE)


def forget(pid: int) -> None:
    """A worker has ended: what it has counted is added to what former ones have, and the rest goes. Never raises."""
    shared = folder()
    if shared is None:
        return
    mark_process_dead(pid)
    for kind in LASTING:
        with suppress(OSError, RuntimeError):
            _fold(shared / f"{kind}_{pid}.db", shared / f"{kind}_{FORMER}.db")


def _fold(path: Path, into: Path) -> None:
    aside = path.with_suffix(".ended")
    path.rename(aside)
    try:
        with into.open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, SIZE)
        kept = MmapedDict(str(into))
        try:
            for key, value, *_ in MmapedDict.read_all_values_from_file(str(aside)):
                kept.write_value(key, kept.read_value(key)[0] + value, 0.0)
        finally:
            kept.close()
    finally:
        aside.unlink()


def gathered(own: CollectorRegistry) -> CollectorRegistry:
    """The figures of all workers, or of this one where nothing is shared."""
    if folder() is None:
        return own
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def end() -> None:
    """Take the folder away."""
    if (shared := folder()) is not None:
        shutil.rmtree(shared, ignore_errors=True)
