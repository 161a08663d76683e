"""The folder that is published to: nothing in it is ever half.

Pictures, figures and tables are named by what is in them (``files/{hash}.svg``), so that new ones never disturb old
documents. Documents are written aside (``.next``) and moved into place together when all of them are there; a run
that broke while moving is finished by the next one. What no document needs any more goes last.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import brotli

MANIFEST = "manifest.json"
#: Where a run keeps what is not in its place yet; the name tells whose it is.
STAGE = ".omstallningskartan"
#: Marks that every document is written; it lists what goes when they have been moved.
READY = "ready.json"
#: What publishing may ever take away again: files known by their content, and documents.
FILE = re.compile(r"files/[0-9a-f]{20}\.[a-z]+(\.br)?")
DOCUMENT = re.compile(r"((sv|en)/(embed/[a-z-]+/([a-z0-9-]+/)?)?)?(index|light|dark)\.html")
#: Files smaller than this gain nothing from a compressed twin.
WORTH = 1024
#: What compresses well; a host that knows the twins (``.br``) sends them as they are.
TEXT = (".svg", ".json", ".css", ".js", ".csv")


class NotOurs(OSError):
    """The folder holds something else; it is left alone."""


class InUse(OSError):
    """Another run is publishing to the folder."""


class Folder:
    """An output folder, its journal of what is done, and the documents that wait to be moved."""

    def __init__(self, root: Path, made_from: str) -> None:
        self.root, self.made_from = root, made_from
        self.next = root / STAGE
        self._journal = self.next / "journal"
        self._lock: int | None = None
        self._packed: set[str] = set()

    def open(self) -> None:
        """Take the folder for this run: finish a broken move, forget what was begun from other data.

        Raises ``NotOurs`` for a folder that is neither empty nor published to before, ``InUse`` while another run is at
        work, ``OSError`` for one that cannot be written.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        if any(self.root.iterdir()) and not self.published() and not (self.next / "from").is_file():
            raise NotOurs(0, "the folder is not empty and was not published to before", str(self.root))
        self._take()
        if self._ready() is not None:
            self._move()
        if self.next.is_dir() and self._begun_from() != self.made_from:
            shutil.rmtree(self.next)
        self.next.mkdir(exist_ok=True)
        _write(self.next / "from", self.made_from.encode())

    def close(self) -> None:
        """Let others publish to the folder; what is begun stays for the next run."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take(self) -> None:
        """The lock lies on the folder itself, and ends with the process whatever ends it."""
        self._lock = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise InUse(0, "another run is publishing to this folder", str(self.root)) from None

    def published(self) -> dict[str, Any]:
        """The manifest of what stands there; empty where there is none of ours."""
        try:
            found = json.loads((self.root / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        ours = isinstance(found, dict) and isinstance(found.get("made_from"), str)
        return found if ours and isinstance(found.get("files"), dict) and isinstance(found.get("jobs"), list) else {}

    def is_current(self, keys: Iterable[str]) -> bool:
        """Whether all that is asked for, and no more, stands there whole and made from the same; no run is broken."""
        return not self.next.exists() and self.stands(keys)

    def stands(self, keys: Iterable[str]) -> bool:
        """Whether all that is asked for is in its place, as after a broken move has been finished."""
        manifest = self.published()
        if manifest.get("made_from") != self.made_from or set(manifest["jobs"]) != set(keys):
            return False
        return all(_digest(self.root / str(name)) == digest for name, digest in manifest["files"].items())

    def done(self) -> dict[str, list[str]]:
        """The jobs that an earlier, broken run finished, with the files that each needs."""
        try:
            lines = self._journal.read_text("utf-8").splitlines()
        except OSError:
            return {}
        finished: dict[str, list[str]] = {}
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                # The line that was being written when the run broke.
                continue
            if all((self.root / name).is_file() or (self.next / name).is_file() for name in entry["files"]):
                finished[entry["job"]] = entry["files"]
        return finished

    def finished(self, job: str, files: list[str]) -> None:
        """Note that a job is done."""
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps({"job": job, "files": files}) + "\n")

    def add(self, content: bytes, extension: str) -> list[str]:
        """Write a file named by its content, and its compressed twin. The first path returned is the file's own."""
        name = f"files/{hashlib.sha256(content).hexdigest()[:20]}{extension}"
        names = [name]
        _write(self.root / name, content)
        if extension in TEXT and len(content) > WORTH:
            names.append(f"{name}.br")
            if name not in self._packed:
                _write(self.root / names[-1], brotli.compress(content, quality=9))
                self._packed.add(name)
        return names

    def nothing_to_do(self) -> None:
        """Take the stage away again: there was no more to do than to finish a move."""
        shutil.rmtree(self.next)

    def document(self, name: str, text: str) -> str:
        """Write a document aside, under the path that it will have."""
        path = self.next / name
        _write(path, text.encode())
        return name

    def finish(self, jobs: Mapping[str, list[str]], more: Iterable[str], about: Mapping[str, Any]) -> dict[str, Any]:
        """Move the documents into place, write the manifest last, and take away what nothing needs.

        ``jobs`` are the files of each, ``more`` those of none. Returns the manifest.
        """
        names = sorted({*(name for files in jobs.values() for name in files), *more})
        digests = {name: _digest(self.next / name) or _digest(self.root / name) for name in names}
        manifest = {**about, "made_from": self.made_from, "jobs": sorted(jobs), "files": digests}
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        gone = self._unneeded(digests)
        _write(self.next / MANIFEST, text.encode())
        _write(self.next / READY, json.dumps(gone).encode())
        self._move()
        return manifest

    def _unneeded(self, needed: Mapping[str, Any]) -> list[str]:
        """What was published before and is no more; whatever else somebody has put in the folder stays."""
        former = [
            name for name in self.published().get("files", {}) if FILE.fullmatch(name) or DOCUMENT.fullmatch(name)
        ]
        there = [path.relative_to(self.root).as_posix() for path in (self.root / "files").glob("*")]
        ours = [name for name in there if FILE.fullmatch(name)]
        return sorted({*former, *ours} - set(needed))

    def _ready(self) -> list[str] | None:
        """What goes once the documents are moved; None while they are not all written."""
        try:
            listed = json.loads((self.next / READY).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return [str(name) for name in listed] if isinstance(listed, list) else None

    def _move(self) -> None:
        """Everything into its place; can be done again from any point that it was broken off at."""
        gone = self._ready() or []
        for path in [each for each in self.next.rglob("*.html") if each.is_file()]:
            place = self.root / path.relative_to(self.next)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        if (self.next / MANIFEST).exists():
            (self.next / MANIFEST).replace(self.root / MANIFEST)
        for name in gone:
            self._take_away(name)
        shutil.rmtree(self.next)

    def _take_away(self, name: str) -> None:
        path = self.root / name
        inside = path.resolve().is_relative_to(self.root.resolve())
        if not inside or path.is_symlink() or not path.is_file():
            return
        path.unlink()
        while path.parent != self.root and not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()

    def _begun_from(self) -> str:
        try:
            return (self.next / "from").read_text("utf-8")
        except OSError:
            return ""


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, whoever else writes the same; a file of that content that is there is left as it is."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as aside:
        aside.write(content)
    made = Path(aside.name)
    try:
        made.chmod(0o644)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
