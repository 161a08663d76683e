"""Large releases that have been checked, kept typed beside the code, so that the next start need not check them anew.

What is kept bears the digest of every byte of the release's files and of the code that checks: a file that has changed
in whatever way has another, and is read and checked as ever. A release whose files are small is never kept; to check
it takes no longer than to find it.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.config import ROOT
from dashboard.tables.reading import kind
from dashboard.tables.schemas import SPECS

#: Where they are kept, and how many.
FOLDER, KEPT = ROOT / "build" / "checked", 3
#: From so many bytes of tables on (a country of some 1 500 municipalities) it is worth it.
LARGE = 16 * 1024 * 1024
MARK = b"omstallningskartan-checked-1\n"
#: Each kind of column as arrays: numbers, numbers with a mask, and places in a list of texts (-1: empty).
_TYPES = {"float64": "<f8", "int64": "<i8", "bool": "|b1", "int32": "<i4"}

Frames = dict[str, pd.DataFrame]


def is_large(folder: Path) -> bool:
    """Whether a release's tables are large enough to be kept."""
    with suppress(OSError):
        return sum(path.stat().st_size for path in folder.glob("*.csv")) >= LARGE
    return False


def digest(folder: Path) -> str:
    """What names a release: each file's name and bytes, and the code that reads and checks. Or nothing,
    when a file cannot be read."""
    told = hashlib.sha256(_code())
    for path in sorted(folder.glob("*.csv")):
        try:
            with path.open("rb") as file:
                told.update(f"{path.name}:{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
        except OSError:
            return ""
    return told.hexdigest()


@cache
def _code() -> bytes:
    """A digest of the rules: of this folder's code and of the libraries that it reads and checks with."""
    told = hashlib.sha256(f"{pd.__version__} {np.__version__}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        told.update(path.read_bytes())
    return told.digest()


def recall(name: str) -> Frames | None:
    """The tables that are kept under a digest; ``None`` when there are none, or when they are not whole."""
    try:
        data = (FOLDER / name).read_bytes()
    except OSError:
        return None
    body = memoryview(data)[len(MARK) + 32 :]
    if not data.startswith(MARK) or hashlib.sha256(body).digest() != data[len(MARK) : len(MARK) + 32]:
        return None
    size = int.from_bytes(body[:8], "big")
    told = json.loads(bytes(body[8 : 8 + size]))
    arrays = body[8 + size :]
    return {table: _frame(table, columns, arrays) for table, columns in told.items()}


def remember(name: str, frames: Mapping[str, pd.DataFrame]) -> None:
    """Keep checked tables under a digest, in place of the oldest. Where nothing can be written nothing is kept."""
    arrays = bytearray()
    told = {table: {str(name): _packed(frame[name], arrays) for name in frame} for table, frame in frames.items()}
    head = json.dumps(told, ensure_ascii=False).encode()
    body = len(head).to_bytes(8, "big") + head + bytes(arrays)
    aside = FOLDER / f".{name}.{secrets.token_hex(4)}"
    with suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(MARK + hashlib.sha256(body).digest() + body)
            aside.replace(FOLDER / name)
        finally:
            aside.unlink(missing_ok=True)
        for old in sorted(FOLDER.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink()


def _packed(column: pd.Series, arrays: bytearray) -> dict[str, Any]:
    """A column's arrays laid behind the others, and how to find and read them."""
    if str(column.dtype) == "float64":
        return {"is": "float64", "at": [_laid(column.to_numpy(), "float64", arrays)]}
    if str(column.dtype) == "Int64":
        missing = column.isna().to_numpy()
        values = column.fillna(0).to_numpy(dtype="int64")
        return {"is": "Int64", "at": [_laid(values, "int64", arrays), _laid(missing, "bool", arrays)]}
    places, texts = pd.factorize(column.astype(object))
    return {"is": "str", "texts": list(texts), "at": [_laid(places, "int32", arrays)]}


def _laid(values: np.ndarray[Any, Any], of: str, arrays: bytearray) -> list[Any]:
    data = np.ascontiguousarray(values, dtype=_TYPES[of]).tobytes()
    arrays += bytes(-len(arrays) % 8)
    at = len(arrays)
    arrays += data
    return [of, at, len(values)]


def _frame(table: str, columns: Mapping[str, Any], arrays: memoryview) -> pd.DataFrame:
    """A table as reading would have given it, each text in memory once."""
    kinds = {name: kind(column) for name, column in SPECS[table].schema.columns.items()}
    return pd.DataFrame({name: _column(kinds[name], columns[name], arrays) for name in kinds})


def _column(kind_: str, told: Mapping[str, Any], arrays: memoryview) -> pd.Series:
    found = [np.frombuffer(arrays, _TYPES[of], count, at) for of, at, count in told["at"]]
    if kind_ == "float64":
        return pd.Series(found[0].astype("float64"), dtype="float64")
    if kind_ == "Int64":
        return pd.Series(pd.arrays.IntegerArray(found[0].astype("int64"), found[1].astype("bool")))
    texts = np.array([*told["texts"], None], dtype=object)
    return pd.Series(texts[found[0]], dtype="str")
