"""Single files from a remote data set, over fsspec: within limits of size and time, and never something else instead.

Nothing here says an address as it was given: it may hold a password or a key.
"""

import asyncio
import importlib
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import fsspec
from fsspec.callbacks import Callback

#: Bytes of a file, of the pointer and its like, and of all files of one fetch.
LARGEST, SMALL, LARGEST_ALL = 64 * 1024 * 1024, 1024, 256 * 1024 * 1024
#: Seconds to be let in, between two parts of an answer, for a file, and for all files of one fetch.
CONNECT, QUIET, FILE, ALL = 10.0, 20.0, 120.0, 600.0
WEB = ("http", "https")
#: What the first bytes of a web page look like, in whatever place it is sent.
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<head")


class Unfetched(Exception):
    """A file or data set that could not be fetched: says which and why, in English and without the address."""


class Missing(Unfetched):
    """There is no such file."""


class _Meter(Callback):  # type: ignore[misc]
    """Counts what comes, and stops a fetch that is too large or takes too long."""

    def __init__(self, name: str, limit: int, until: float) -> None:
        super().__init__()
        self.name, self.limit, self.until = name, limit, until
        self.come = 0

    def set_size(self, size: int | None) -> None:
        """What the sender says that it will be."""
        self._refuse(size or 0)

    def relative_update(self, inc: int = 1) -> None:
        """So many bytes more have come."""
        self.come += inc
        self._refuse(self.come)

    def _refuse(self, size: int) -> None:
        if size > self.limit:
            raise Unfetched(f"{self.name} is larger than {self.limit} bytes")
        if time.monotonic() > self.until:
            raise Unfetched(f"{self.name} took too long")


class Wire:
    """The way to one remote data set, for one fetch. Raises ``Unfetched`` for an address that nobody can follow."""

    def __init__(self, address: str) -> None:
        self.until = time.monotonic() + ALL
        self.left = LARGEST_ALL
        self._web = urlsplit(address).scheme in WEB
        self._root: str
        try:
            self._files, self._root = fsspec.core.url_to_fs(address, **_options(urlsplit(address).scheme))
        except ImportError as fault:
            kind = urlsplit(address).scheme
            extra = "pip install s3fs, or the project's extra s3" if kind in ("s3", "s3a") else f"a package for {kind}"
            raise Unfetched(f"addresses that begin with {kind}:// need one package more: {extra}") from fault
        except Exception as fault:
            raise Unfetched(f"the address cannot be used ({type(fault).__name__})") from fault

    def fetch(self, name: str, target: Path, *, limit: int | None = None) -> bytes:
        """Fetches a file of the data set, such as ``2026-11/emissions.csv``, to ``target``. Returns its beginning.

        Raises ``Missing`` when there is none, ``Unfetched`` for anything else that comes in its place.
        """
        meter = _Meter(name, min(limit or LARGEST, self.left), min(self.until, time.monotonic() + FILE))
        try:
            self._files.get_file(self._at(name), str(target), callback=meter)
            with target.open("rb") as file:
                begins = file.read(SMALL)
        except Unfetched as fault:
            # Raised by the session's own check, which does not know what was asked for.
            raise type(fault)(str(fault) if name in str(fault) else f"{name}: {fault}") from None
        except FileNotFoundError:
            raise Missing(f"{name}: there is no such file") from None
        except Exception as fault:
            raise Unfetched(f"{name}: {_why(fault)}") from fault
        self.left -= meter.come
        if begins.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
            raise Unfetched(f"{name}: a web page came in its place (is a login needed?)")
        return begins

    def _at(self, name: str) -> str:
        if not self._web:
            return f"{self._root.rstrip('/')}/{name}"
        # What follows the question mark lets us in, and belongs behind the file's name.
        parts = urlsplit(self._root)
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", fragment=""))


def _options(scheme: str) -> dict[str, Any]:
    """What fsspec is told: nothing is remembered between two fetches, and nobody is waited for without end."""
    fresh = {"skip_instance_cache": True, "use_listings_cache": False}
    if scheme in WEB:
        client = importlib.import_module("aiohttp")
        patience = client.ClientTimeout(total=FILE, sock_connect=CONNECT, sock_read=QUIET)
        session = {"timeout": patience, "raise_for_status": _only_files}
        return {**fresh, "client_kwargs": session, "allow_redirects": False}
    if scheme in ("s3", "s3a"):
        return {**fresh, "config_kwargs": {"connect_timeout": CONNECT, "read_timeout": QUIET}}
    return fresh


async def _only_files(answer: Any) -> None:
    """Lets an answer through that is a file, whole and from where it was asked for."""
    if answer.status in (404, 410):
        raise Missing("there is no such file")
    if 300 <= answer.status < 400:
        raise Unfetched("the server sends elsewhere (a redirect), which is not followed: give the address itself")
    if answer.status in (401, 403):
        raise Unfetched(f"the server does not let us in (status {answer.status})")
    if answer.status != 200:
        raise Unfetched(f"the server answers with status {answer.status}")
    if answer.content_type in ("text/html", "application/xhtml+xml"):
        raise Unfetched("a web page came in its place (is a login needed?)")
    if "Content-Length" not in answer.headers and "Transfer-Encoding" not in answer.headers:
        raise Unfetched("the server does not say how long the file is, so that a broken one could not be told")


def _why(fault: Exception) -> str:
    """A fault of the network in words; its own would tell the address."""
    kind = type(fault).__name__
    if isinstance(fault, (asyncio.TimeoutError, TimeoutError)) or "Timeout" in kind:
        return "no answer in time"
    if "Payload" in kind or "TransferEncoding" in kind:
        return "the answer broke off"
    if "Connect" in kind or "Disconnect" in kind or "Resolve" in kind:
        return "the server cannot be reached"
    if "Credentials" in kind or isinstance(fault, PermissionError):
        return "the server does not let us in"
    return f"it could not be fetched ({kind})"
