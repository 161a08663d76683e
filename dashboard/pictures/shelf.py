"""Pictures on disk: compressed, written whole or not at all, and never more than the shelf holds."""

import hashlib
import logging
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from dashboard.config import settings

log = logging.getLogger(__name__)

#: The most that all pictures may take together, in bytes; what was not looked at for longest goes first.
MOST = 400 * 1024 * 1024
#: A picture that is looked at is marked as such once a day.
DAY = 86_400
#: Bytes before each picture that tell whether it is whole.
SEAL = 8
#: Why nothing could be kept the last time; empty when it could.
_trouble = [""]


def read(name: str) -> bytes | None:
    """The picture of that name (``edition/file``), or None; one that is damaged is taken away."""
    path = settings().pictures / name
    try:
        kept = path.read_bytes()
        if time.time() - path.stat().st_mtime > DAY:
            path.touch()
        seal, content = kept[:SEAL], kept[SEAL:]
        if seal == _seal(content):
            return content
        path.unlink()
    except OSError:
        return None
    return None


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=SEAL).digest()


def has(name: str) -> bool:
    """Whether the picture of that name is there."""
    return (settings().pictures / name).is_file()


def write(name: str, content: bytes) -> None:
    """Put a picture there. A full or read-only disk is no reason not to show it: then nothing is kept."""
    path = settings().pictures / name
    aside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            aside = Path(file.name)
            file.write(_seal(content) + content)
        aside.replace(path)
        _tell("")
    except OSError as fault:
        _tell(fault.strerror or type(fault).__name__)
        if aside is not None:
            with suppress(OSError):
                aside.unlink()


def weighed() -> tuple[int, int]:
    """The bytes of all pictures together, and how many there are."""
    sizes = []
    for path in settings().pictures.rglob("*.*"):
        with suppress(OSError):
            sizes.append(path.stat().st_size)
    return sum(sizes), len(sizes)


def _tell(trouble: str) -> None:
    """One line when nothing can be kept, and one when that is over: never one a picture."""
    if trouble and trouble != _trouble[0]:
        log.warning("pictures cannot be kept, and are drawn anew each time: %s", trouble)
    if _trouble[0] and not trouble:
        log.info("pictures are kept again")
    _trouble[0] = trouble


def prune(*, most: int = MOST) -> int:
    """Take pictures away until the rest holds at most ``most`` bytes. Returns how many went."""
    kept = []
    for path in settings().pictures.rglob("*"):
        try:
            stat = path.stat()
        except OSError:
            continue
        if path.is_file():
            kept.append((stat.st_mtime, stat.st_size, path))
    room, gone = most, 0
    for _, size, path in sorted(kept, reverse=True):
        room -= size
        if room < 0:
            path.unlink(missing_ok=True)
            gone += 1
    for folder in settings().pictures.glob("*/"):
        # Empty folders are those of former editions; the others refuse.
        try:
            folder.rmdir()
        except OSError:
            continue
    return gone
