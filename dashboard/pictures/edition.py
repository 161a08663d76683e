"""The edition: one short name for the data and the code that pictures are drawn from; it changes with either."""

import hashlib
from functools import cache, lru_cache
from importlib.metadata import version

from dashboard.config import ROOT
from dashboard.tables.loading import Tables

#: What a picture's look depends on besides the data: our own code and texts, and what draws.
OWN = ("dashboard/views", "dashboard/model", "dashboard/pictures", "dashboard/locales")
SINGLE = ("dashboard/theme.py", "dashboard/i18n.py", "dashboard/state.py")
DRAWN_BY = ("plotly", "kaleido", "Babel")


@lru_cache(maxsize=8)
def edition(tables: Tables) -> str:
    """Sixteen hexadecimal digits; the same for the same release, code and libraries, on every machine."""
    return hashlib.sha256(f"{tables.dataset}/{tables.release}/{tables.digest}/{_code()}".encode()).hexdigest()[:16]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    files = [path for room in OWN for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".toml")]
    for path in sorted([*files, *(ROOT / name for name in SINGLE)]):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    for name in DRAWN_BY:
        digest.update(f"{name}=={version(name)}".encode())
    return digest.hexdigest()
