"""What a workbook's flaws say, and what to do about them, in both languages.

The words of a table's own rules (``tables.messages``) are written for those who know the tables; a civil servant is
told the same in the words of the workbook.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

Lang = Literal["sv", "en"]
Texts = dict[str, dict[str, list[str]]]


@cache
def _texts() -> Texts:
    with (Path(__file__).parent / "messages.toml").open("rb") as file:
        return tomllib.load(file)


def keys() -> tuple[str, ...]:
    """Every message's key."""
    return tuple(_texts())


def reason(key: str, details: Mapping[str, Any], lang: Lang) -> str:
    """Why something is wrong, without a full stop. ``KeyError`` for an unknown key: a fault of ours."""
    return _said(key, "why", details, lang)


def remedy(key: str, details: Mapping[str, Any], lang: Lang) -> str:
    """What to do about it, as a sentence."""
    return _said(key, "do", details, lang)


def _said(key: str, part: str, details: Mapping[str, Any], lang: Lang) -> str:
    text = _texts()[key][part][0 if lang == "sv" else 1]
    # A detail may itself be told in both languages.
    told = {name: value[lang] if isinstance(value, dict) else value for name, value in details.items()}
    return text.format(**told)
