"""Every word of the workbook in Swedish and English, side by side in ``words.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

Lang = Literal["sv", "en"]


@cache
def _words() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


def say(key: str, lang: Lang, **values: object) -> str:
    """The text under a dotted key such as ``how.heading``. ``KeyError`` for an unknown one: a fault of ours."""
    found: Any = _words()
    for part in key.split("."):
        found = found[part]
    text = str(found[0 if lang == "sv" else 1])
    return text.format(**values) if values else text


def label(vocabulary: str, value: str, lang: Lang) -> str:
    """A vocabulary's value in words: ``theme``, ``transport`` gives ``Transport and mobility``."""
    return say(f"vocabulary.{vocabulary}.{value}", lang)


def title(table: str, lang: Lang) -> str:
    """A sheet's title; at most 31 letters, which is all that Excel takes."""
    return say(f"sheet.{table}.title", lang)


def about(table: str, lang: Lang) -> str:
    """What belongs on a sheet, in a sentence or two."""
    return say(f"sheet.{table}.about", lang)


def _field(table: str, name: str) -> dict[str, Any]:
    fields = _words()["field"]
    found: dict[str, Any] = {**fields["common"].get(name, {}), **fields.get(table, {}).get(name, {})}
    return found


def heading(table: str, name: str, lang: Lang) -> str:
    """A column's heading, without its unit."""
    return str(_field(table, name)["heading"][0 if lang == "sv" else 1])


def column(table: str, name: str, lang: Lang) -> str:
    """What a column of a table is called on its sheet; the two halves of a note are one column there."""
    return heading(table, f"note_{lang}" if name == "note" else name, lang)


def help_of(table: str, name: str, lang: Lang) -> str:
    """What to write in a column; at most 255 letters, which is all that Excel shows beside a cell."""
    return str(_field(table, name)["help"][0 if lang == "sv" else 1])


def example(table: str, name: str, lang: Lang) -> Any:
    """What the example row holds in a column: a number, a text, a vocabulary's value; ``None`` for an empty cell."""
    found = _field(table, name).get("example")
    return found[0 if lang == "sv" else 1] if isinstance(found, list) else found


def unit(key: str, lang: Lang) -> str:
    """A unit in words; empty for no unit."""
    return say(f"unit.{key}", lang) if key else ""
