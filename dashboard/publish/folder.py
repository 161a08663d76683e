"""The folder that is published to: nothing in it is ever half.

Pictures, figures and tables are named by what is in them (``files/{hash}.svg``), so that new ones never disturb old
documents. Documents are written aside (``.next``) and moved into place together when all of them are there; a run
that broke while moving is finished by the next one. What no document needs any more goes last.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import brotli

MANIFEST = "manifest.json"
#: Marks that every document is written; it lists what goes when they have been moved.
READY = "ready.json"
#: How the files are named that are known by their content.
NAMED = re.compile(r"files/\.?[0-9a-f]{20}\.[a-z.]+")
#: Files smaller than this gain nothing from a compressed twin.
WORTH = 1024
#: What compresses well; a host that knows the twins (``.br``) sends them as they are.
TEXT = (".svg", ".json", ".css", ".js", ".csv")


class NotOurs(OSError):
    """The folder holds something else; it is left alone."""


class Folder:
    """An output folder, its journal of what is done, and the documents that wait to be moved."""

    def __init__(self, root: Path, made_from: str) -> None:
        self.root, self.made_from = root, made_from
        self.next = root / ".next"
        self._journal = self.next / "journal"

    def open(self) -> None:
        """Make the folder ready: finish a broken move, forget what was begun from other data.

        Raises ``NotOurs`` for a folder that is neither empty nor published to before, ``OSError`` for one that cannot
        be written.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        begun = {path.name for path in self.root.iterdir()}
        if begun and MANIFEST not in begun and ".next" not in begun:
            raise NotOurs(0, "the folder is not empty and was not published to before", str(self.root))
        if (self.next / READY).exists():
            self._move()
        if self._begun_from() != self.made_from:
            shutil.rmtree(self.next, ignore_errors=True)
        self.next.mkdir(exist_ok=True)
        (self.next / "from").write_text(self.made_from, encoding="utf-8")

    def published(self) -> dict[str, Any]:
        """The manifest of what stands there; empty where there is none."""
        try:
            found = json.loads((self.root / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def is_current(self, keys: Iterable[str]) -> bool:
        """Whether all that is asked for, and no more, stands there already, made from the same."""
        manifest = self.published()
        if manifest.get("made_from") != self.made_from or set(manifest.get("jobs", [])) != set(keys):
            return False
        return all((self.root / name).is_file() for name in manifest.get("files", {}))

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
            if not (self.root / names[-1]).is_file():
                _write(self.root / names[-1], brotli.compress(content, quality=9))
        return names

    def document(self, name: str, text: str) -> str:
        """Write a document aside, under the path that it will have."""
        path = self.next / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    def finish(self, jobs: Mapping[str, list[str]], more: Iterable[str], about: Mapping[str, Any]) -> dict[str, Any]:
        """Move the documents into place, write the manifest last, and take away what nothing needs.

        ``jobs`` are the files of each, ``more`` those of none. Returns the manifest.
        """
        names = sorted({*(name for files in jobs.values() for name in files), *more})
        digests = {name: _digest(self.next / name, self.root / name) for name in names}
        manifest = {**about, "made_from": self.made_from, "jobs": sorted(jobs), "files": digests}
        (self.next / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (self.next / READY).write_text(json.dumps(self._unneeded(digests)), encoding="utf-8")
        self._move()
        return manifest

    def _unneeded(self, needed: Mapping[str, str]) -> list[str]:
        """What was published before and is no more; whatever else somebody has put in the folder stays."""
        former = [name for name in self.published().get("files", {}) if ".." not in name and not name.startswith("/")]
        ours = [path.relative_to(self.root).as_posix() for path in (self.root / "files").glob("*")]
        return sorted({*former, *(name for name in ours if NAMED.fullmatch(name))} - set(needed))

    def _move(self) -> None:
        """Everything into its place; can be done again from any point that it was broken off at."""
        for path in [each for each in self.next.rglob("*.html") if each.is_file()]:
            place = self.root / path.relative_to(self.next)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        if (self.next / MANIFEST).exists():
            (self.next / MANIFEST).replace(self.root / MANIFEST)
        for name in json.loads((self.next / READY).read_text("utf-8")):
            path = self.root / name
            path.unlink(missing_ok=True)
            while path.parent != self.root and path.parent.is_dir() and not any(path.parent.iterdir()):
                path = path.parent
                path.rmdir()
        shutil.rmtree(self.next)

    def _begun_from(self) -> str:
        try:
            return (self.next / "from").read_text("utf-8")
        except OSError:
            return ""


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; a file of that content that is there already is left as it is."""
    if path.is_file() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(content)
    aside.replace(path)


def _digest(*places: Path) -> str:
    found = next(path for path in places if path.is_file())
    return hashlib.sha256(found.read_bytes()).hexdigest()
