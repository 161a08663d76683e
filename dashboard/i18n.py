"""Words, numbers and dates in Swedish and English.

Texts lie in ``locales/sv.toml`` and ``locales/en.toml`` under the same keys (a test says so); numbers and dates
are Babel's. A leaf: it knows nothing of the product but its words.
"""

import math
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
NBSP = "\u00a0"
MINUS = "\u2212"
#: Plotly's decimal and thousands separators.
SEPARATORS = {"sv": f",{NBSP}", "en": ".,"}


@cache
def texts(lang: str) -> dict[str, str]:
    """Every text of a language by its dotted key."""
    with (Path(__file__).parent / "locales" / f"{lang}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def _flat(tree: dict[str, Any], prefix: str = "") -> Any:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def t(lang: str, key: str, **values: object) -> str:
    """The text under a key, its ``{names}`` filled in. An unknown key is a KeyError: a fault of ours, never shown."""
    return texts(lang)[key].format(**values) if values else texts(lang)[key]


def t_for(lang: str, key: str, *, fictional: bool, **values: object) -> str:
    """As :func:`t`, but of a made-up data set the text that takes the key's place there (``invented.…``), if any.

    The one place where texts tell the made-up municipalities from the real ones.
    """
    instead = f"invented.{key}"
    return t(lang, instead if fictional and instead in texts(lang) else key, **values)


def number(lang: str, value: float | None, decimals: int = 0, *, sign: bool = False) -> str:
    """A number as the language writes it; a missing one is the language's word for missing."""
    if value is None or math.isnan(value):
        return t(lang, "missing")
    rounded = round(float(value), decimals) + 0.0
    text: str = format_decimal(
        abs(rounded), format=f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale=LOCALES[lang]
    )
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if sign and rounded > 0 else text


def significant(lang: str, value: float | None, digits: int = 3) -> str:
    """A number to so many significant digits: 47.5, 1.03, 365 010 is left whole."""
    if value is None or math.isnan(value):
        return t(lang, "missing")
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    return number(lang, value, max(0, digits - max(whole, 1)))


def percent(lang: str, fraction: float | None, decimals: int = 0, *, sign: bool = False) -> str:
    """A fraction (0.24) as per cent: ``24 %`` with a no-break space in Swedish, ``24%`` in English."""
    if fraction is None or math.isnan(fraction):
        return t(lang, "missing")
    return number(lang, fraction * 100, decimals, sign=sign) + ("%" if lang == "en" else f"{NBSP}%")


def quantity(lang: str, tonnes: float | None) -> str:
    """Tonnes of carbon dioxide equivalents in words that a reader can hold: ``365 000 ton``, ``47,5 miljoner ton``."""
    if tonnes is None or math.isnan(tonnes):
        return t(lang, "missing")
    if abs(tonnes) >= 999_500:
        return t(lang, "quantity.million", value=significant(lang, tonnes / 1e6))
    step = 1000 if abs(tonnes) >= 20_000 else 100 if abs(tonnes) >= 2_000 else 1
    return t(lang, "quantity.tonnes", value=number(lang, round(tonnes / step) * step))


def day(lang: str, value: date) -> str:
    """A date in words: ``21 november 2026``."""
    return str(format_date(value, "d MMMM y", locale=LOCALES[lang]))


def month(lang: str, value: date) -> str:
    """A month in words: ``november 2026``."""
    return str(format_date(value, "MMMM y", locale=LOCALES[lang]))


def listing(lang: str, items: list[str]) -> str:
    """``a``, ``a och b``, ``a, b och c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {t(lang, 'and')} {items[-1]}"


def count(lang: str, number_of: int, *, common: bool = False) -> str:
    """A count in running text: in words up to twelve, in digits above. ``common`` is Swedish's gender: *en kommun*."""
    if common and number_of == 1:
        return t(lang, "count.common_one")
    return t(lang, f"count.{number_of}") if 1 <= number_of <= 12 else number(lang, number_of)


def spans(lang: str, years: list[int]) -> str:
    """Years in ascending order with neighbours drawn together: ``1990, 2000 och 2020–2024``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listing(lang, [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs])


def notes_in(lang: str, notes: Iterable[object]) -> list[str]:
    """The distinct notes of a column in this language, as sentences."""
    halves = dict.fromkeys(note_in(lang, note) for note in notes)
    return [half if half.endswith(".") else f"{half}." for half in halves if half]


def note_in(lang: str, note: object) -> str:
    """The half of a table's ``sv: … | en: …`` note that is in this language; empty where there is none."""
    if not isinstance(note, str):
        return ""
    halves = dict(part.strip().split(": ", 1) for part in note.split(" | ") if ": " in part)
    return halves.get(lang, "")


def alphabetical(name: str) -> str:
    """A key that sorts å, ä and ö after z, as Swedish does."""
    return name.lower().translate(str.maketrans("åäö", "{|}"))
