"""One frozen :class:`Settings`, read from the environment; nothing else reads the environment."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: What may stand in ``frame-ancestors``: everyone, this server itself, nobody, a scheme, a host, a star and a host.
SITE = re.compile(r"\*|'self'|'none'|https?:|(https?://)?(\*\.)?[A-Za-z0-9.-]+(:([0-9]{1,5}|\*))?")

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What may differ between two places that run the same code.

    ``data`` is the folder of one data set (releases and the pointer ``current``); ``base_path`` starts and ends
    with a slash; ``public_url`` is the address that readers use, without a slash at its end, or empty.
    ``frame_ancestors`` are the sites that may frame embeds, as the Content-Security-Policy spells them; ``pictures``
    is the folder where still pictures are kept; ``contact`` is the e-mail address of whoever runs the server, or empty.
    ``log_format`` is ``text`` or ``json``; ``metrics`` tells who may read ``/metrics``: ``local``, ``on`` or ``off``.
    ``pictures_socket`` is the folder in which a process of its own draws pictures, or None: then the server starts one.
    ``address`` is where the data comes from when it is no folder (``https://``, ``s3://`` …), or empty; ``data`` is
    then the folder that mirrors it.
    """

    data: Path = ROOT / "data" / "sverige"
    public_url: str = ""
    base_path: str = "/"
    frame_ancestors: str = "*"
    log_level: str = "INFO"
    pictures: Path = ROOT / "build" / "pictures"
    contact: str = ""
    address: str = ""
    log_format: str = "text"
    metrics: str = "local"
    pictures_socket: Path | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, *, data: str = "") -> "Settings":
        """Read ``DASHBOARD_*``; a data set may be given by its name (``exempel``), as a path or as an address.

        ``data``, where it is not empty, goes before the environment's word.
        """
        env = os.environ if env is None else env
        data = data or env.get("DASHBOARD_DATA", "")
        base = env.get("DASHBOARD_BASE_PATH", "/").strip("/")
        return cls(
            data=_mirror(data, env) if cls.is_address(data) else cls.data_folder(data) if data else cls.data,
            address=data if cls.is_address(data) else "",
            public_url=env.get("DASHBOARD_PUBLIC_URL", "").rstrip("/"),
            base_path=f"/{base}/" if base else "/",
            frame_ancestors=_sites(env.get("DASHBOARD_FRAME_ANCESTORS", "*")),
            log_level=env.get("DASHBOARD_LOG_LEVEL", "INFO").upper(),
            pictures=Path(env["DASHBOARD_PICTURES"]).resolve() if env.get("DASHBOARD_PICTURES") else cls.pictures,
            contact=env.get("DASHBOARD_CONTACT", "").strip(),
            log_format=_one_of(env.get("DASHBOARD_LOG_FORMAT", ""), ("text", "json")),
            metrics=_one_of(env.get("DASHBOARD_METRICS", ""), ("local", "on", "off"), else_="off"),
            pictures_socket=Path(env["DASHBOARD_PICTURES_SOCKET"]).resolve()
            if env.get("DASHBOARD_PICTURES_SOCKET")
            else None,
        )

    @staticmethod
    def is_address(text: str) -> bool:
        """Whether a data set is named by an address, to be fetched, and not by a folder."""
        return "://" in text

    @staticmethod
    def data_folder(name_or_path: str) -> Path:
        """A bare name is looked for beside the real data; anything else is a path."""
        named = ROOT / "data" / name_or_path
        is_bare_name = Path(name_or_path).name == name_or_path
        return named if is_bare_name and named.is_dir() else Path(name_or_path).resolve()


def _one_of(text: str, words: tuple[str, ...], *, else_: str = "") -> str:
    """The word that is set; the first where none is, and ``else_`` (or the first) where it is none of them."""
    word = text.strip().lower()
    return word if word in words else words[0] if not word or not else_ else else_


def _mirror(address: str, env: Mapping[str, str]) -> Path:
    """The folder that mirrors a remote data set: one an address, so that none is ever taken for another.

    Its own name is the last word of the address, since files and answers tell the data set's name.
    """
    kept = Path(env["DASHBOARD_MIRROR"]).resolve() if env.get("DASHBOARD_MIRROR") else ROOT / "build" / "data"
    words = re.findall(r"[A-Za-z0-9_-]+", re.split(r"[?#]", address)[0].partition("://")[2].partition("/")[2])
    digest = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:12]
    return kept / digest / (words[-1] if words else "data")


def _sites(text: str) -> str:
    """The sites that may frame embeds; nobody's where anything in the setting is no site.

    A mistyped site must neither end the policy's line nor open the door to all.
    """
    words = text.replace(",", " ").split(" ")
    sites = [word for word in words if word]
    return " ".join(sites) if sites and all(map(SITE.fullmatch, sites)) else "'none'"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings.from_env()
