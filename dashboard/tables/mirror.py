"""A remote data set, mirrored in a local folder that the store reads like any other.

The pointer is fetched; when it names a release that is not held, its files are fetched into a hidden folder, checked,
flushed and given their name, and last of all the local pointer moves. Whatever goes wrong, the folder stays on the
last good release, and :func:`trouble` says why.

Only :func:`look` and :func:`fill` touch the network, and no request calls them. All workers share one folder: one of
them fetches, and a small file tells the others when and with what result.
"""

import json
import shutil
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from dashboard.config import Settings
from dashboard.tables import disk, pointer
from dashboard.tables.checking import examine
from dashboard.tables.faults import DataError
from dashboard.tables.schemas import SPECS
from dashboard.tables.wire import SMALL, Missing, Unfetched, Wire

__all__ = ["SHOWN", "Trouble", "Unfetched", "fill", "look", "trouble"]

#: Seconds between two looks at the address; and until a release that could not be taken in is tried again, at first
#: and at most.
INTERVAL, RETRY, LONGEST_RETRY = 15.0, 30.0, 600.0
#: Looks that are asked for are made this many seconds after the last, at the soonest.
SOONEST = 0.5
#: Former releases that are fetched beside the current one.
FORMERS = 3
#: Faults that are told in words.
SHOWN = 10
STATE = ".looked"


@dataclass(frozen=True)
class Trouble:
    """What keeps new data away: the release if it is known, the first faults in words, and how many there are."""

    waiting: str = ""
    faults: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class State:
    """What the last look came to: when it was (seconds since 1970), the trouble, when the release that waits is tried
    again and after how long, and the release whose former ones are here as far as they can be."""

    at: float = 0.0
    trouble: Trouble = field(default_factory=Trouble)
    retry: float = 0.0
    pause: float = 0.0
    complete: str = ""


_told: dict[Path, Trouble] = {}
_own = threading.Lock()


def trouble() -> Trouble:
    """What kept new data away at the last look; nothing for a data set that is a folder. Touches no disk."""
    return _told.get(Settings.from_env().data, Trouble())


def look(*, asked: bool = False) -> None:
    """Looks at the configured address, if there is one and a look is due or ``asked`` for. Never raises ``Unfetched``.

    Returns at once while another thread or worker is looking.
    """
    chosen = Settings.from_env()
    if chosen.address:
        _look(chosen.address, chosen.data, asked=asked)


def fill(chosen: Settings | None = None, *, asked: bool = False) -> str:
    """Has a remote data set, the configured one unless another is named, in its folder before anything is shown.

    Waits while another process fetches it.
    Returns an empty text, or what keeps the newest data away when an older release is held. Raises ``Unfetched`` when
    nothing is held that could be shown.
    """
    chosen = chosen or Settings.from_env()
    if not chosen.address:
        return ""
    until = time.monotonic() + LONGEST_RETRY
    while not _look(chosen.address, chosen.data, asked=asked) and time.monotonic() < until:
        if not pointer.follow(chosen.data)[1]:
            break
        time.sleep(0.2)
    words = "; ".join(_told.get(chosen.data, Trouble()).faults[:3])
    if pointer.follow(chosen.data)[1]:
        raise Unfetched(words or "it is not known why")
    return words


def _look(address: str, folder: Path, *, asked: bool = False) -> bool:
    """One look, where it is due. False when another is looking."""
    if not _own.acquire(blocking=False):
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _due(_read(folder), asked):
            _told[folder] = _read(folder).trouble
            return True
        with disk.locked(folder):
            state = _read(folder)
            if _due(state, asked):
                state = _renewed(address, folder, state, asked=asked)
                _save(folder, state)
        _told[folder] = state.trouble
    except disk.Busy:
        return False
    except OSError as fault:
        why = f"the folder that mirrors the data cannot be written: {fault.strerror}"
        _told[folder] = Trouble("", (why,), 1)
    finally:
        _own.release()
    return True


def _due(state: State, asked: bool) -> bool:
    # A clock that was set back must not keep us from looking.
    return not 0 <= time.time() - state.at < (SOONEST if asked else INTERVAL)


def _renewed(address: str, folder: Path, state: State, *, asked: bool) -> State:
    """The state after a look at the address; new data is in the folder when there is no trouble."""
    now, name = time.time(), ""
    for stale in folder.glob(f"{disk.STAGED}*"):
        shutil.rmtree(stale, ignore_errors=True)
    try:
        wire = Wire(address)
        name = _pointer(wire, folder)
        if name == state.trouble.waiting and now < state.retry and not asked:
            return replace(state, at=now)
        if not (folder / name).is_dir():
            _fetch(wire, folder, name)
        if pointer.follow(folder)[0] != name:
            _up(wire, folder, name)
        done = state.complete == name or _formers(wire, folder, name)
        return State(at=now, complete=name if done else "")
    except DataError as fault:
        told = Trouble(name, tuple(map(str, fault.faults[:SHOWN])), len(fault.faults))
    except Unfetched as fault:
        told = Trouble(name, (str(fault),), 1)
    except OSError as fault:
        told = Trouble(name, (f"it could not be kept here: {fault.strerror}",), 1)
    pause = min(2 * state.pause, LONGEST_RETRY) if name and name == state.trouble.waiting else RETRY
    return State(at=now, trouble=told, retry=now + pause, pause=pause, complete=state.complete)


def _pointer(wire: Wire, folder: Path) -> str:
    """The release that the remote pointer names."""
    text = _small(wire, folder, pointer.POINTER)
    if not pointer.RELEASE.fullmatch(text):
        raise Unfetched(f"{pointer.POINTER}: it names no release")
    return text


def _small(wire: Wire, folder: Path, name: str) -> str:
    """A file of one line, without its ends."""
    target = folder / f"{disk.STAGED}line"
    try:
        return wire.fetch(name, target, limit=SMALL).decode("utf-8").strip()
    except UnicodeDecodeError:
        raise Unfetched(f"{name}: it is no text") from None
    finally:
        target.unlink(missing_ok=True)


def _fetch(wire: Wire, folder: Path, name: str) -> None:
    """Fetches and checks a release. It is given its name when it is whole, and not before."""
    staged = folder / f"{disk.STAGED}{name}"
    try:
        staged.mkdir()
        for table in SPECS:
            target = staged / f"{table}.csv"
            wire.fetch(f"{name}/{table}.csv", target)
            disk.sync(target)
        try:
            former = _small(wire, folder, f"{name}/{disk.FORMER}")
        except Missing:
            # A first release was made from none.
            former = ""
        if former:
            disk.write(staged / disk.FORMER, f"{former}\n")
        disk.sync(staged)
        faults = examine(staged)[1]
        if faults:
            raise DataError(faults)
        staged.rename(folder / name)
        disk.sync(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _up(wire: Wire, folder: Path, name: str) -> None:
    """Moves the local pointer; that invented data is invented is known before, and forgotten after."""
    mark = folder / pointer.FICTIONAL
    try:
        _small(wire, folder, pointer.FICTIONAL)
    except Missing:
        disk.point(folder, name)
        mark.unlink(missing_ok=True)
    else:
        disk.write(mark, "")
        disk.point(folder, name)


def _formers(wire: Wire, folder: Path, name: str) -> bool:
    """Fetches the releases that this one was made from, as far as they can be had. False when a later try may help."""
    for _ in range(FORMERS):
        try:
            name = (folder / name / disk.FORMER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return True
        if not pointer.RELEASE.fullmatch(name):
            return True
        try:
            if not (folder / name).is_dir():
                _fetch(wire, folder, name)
        except (Missing, DataError):
            # Older than what is kept there, or than today's rules: the history ends here.
            return True
        except Unfetched:
            return False
    return True


def _read(folder: Path) -> State:
    try:
        told = json.loads((folder / STATE).read_text(encoding="utf-8"))
        found = told.pop("trouble")
        return State(**told, trouble=Trouble(**{**found, "faults": tuple(found["faults"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return State()


def _save(folder: Path, state: State) -> None:
    new = folder / f"{STATE}-new"
    new.write_text(json.dumps(asdict(state)), encoding="utf-8")
    new.replace(folder / STATE)
