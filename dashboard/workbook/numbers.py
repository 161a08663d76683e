"""Numbers as people type them: ``1 234,5``, ``12 %``, ``−3``, ``1.234.567``; what has two readings is asked about."""

import math
import re
from dataclasses import dataclass, field
from typing import Any, Literal

Lang = Literal["sv", "en"]

#: Every space that a keyboard, a web page or Excel may have put between digits.
SPACES = "\u0020\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff\t"
_GROUPED = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?=[.,]|$|[eE])")
#: Signs that stand for minus before a number.
_MINUS = re.compile(r"^[\u2212\u2013\u2010\u2011\ufe63\uff0d-]")
_PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,](?P<part>\d+))?(?:[eE](?P<power>[+-]?\d{1,2}))?")
_ABOUT = re.compile(
    r"^(ca\.?|cirka|c:a|ungefär|omkring|about|approx\.?|around|~|≈|<|>|≤|≥|minst|högst|at least|at most)\s*\d", re.I
)
_RANGE = re.compile(r"\d\s*(?:[\u2012-\u2015-]|till|to)\s*\d", re.I)

#: What a number format shows as it stands, or does not show: quoted and escaped marks, spaces, colours and languages.
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^]]*\]')
#: Numbers from here on are no figures of a municipality's, and no whole numbers that a table can hold.
BEYOND = 1e15
#: No number is typed with more letters, unit and spaces counted.
LONGEST = 200

#: Short forms of units that are understood, because they say what the column says already.
UNITS = {
    "percent": ("%", "procent", "per cent", "percent"),
    "t": ("t", "ton", "tonnes", "tonne", "tco2e", "t co2e", "ton co2e", "ton co2"),
    "t_per_year": ("t", "ton", "tonnes", "t/år", "ton/år", "ton per år", "t/year", "tonnes a year"),
    "persons": ("personer", "persons", "people", "st"),
}


@dataclass(frozen=True)
class Problem:
    """Why a cell cannot be read: a message's key and the values that it names."""

    key: str
    details: dict[str, Any] = field(default_factory=dict)


def signs(form: str) -> str:
    """The signs of a number format that say how a value is shown: of ``[$-41D]mmmm yyyy`` only ``mmmm yyyy``."""
    return _LITERAL.sub("", form)


def number(text: str, lang: Lang, *, unit: str = "", name: str = "") -> float | Problem:
    """A typed number. ``unit`` is the field's (a key of :data:`UNITS`), ``name`` the same in words, for what is told.

    A field without a unit of its own takes a per cent sign, since another field tells what it counts.
    """
    if len(text) > LONGEST:
        return Problem("no_number")
    bare = re.sub(rf"^[{SPACES}'’]+|[{SPACES}]+$", "", text)
    if not any(mark.isdigit() for mark in bare):
        return Problem("no_number")
    if _ABOUT.match(bare):
        return Problem("about_number")
    minus = bool(_MINUS.match(bare))
    digits = _MINUS.sub("", bare).strip().removeprefix("+")
    digits, told = _parted(digits)
    if told and told.lower() not in UNITS.get(unit or "percent", ()):
        return (
            Problem("range")
            if _RANGE.search(digits + told)
            else Problem("unit_in_cell", {"unit": told, "wanted": name})
        )
    if _RANGE.search(digits):
        return Problem("range")
    value = _value(digits, lang)
    if isinstance(value, Problem):
        return value
    return -value if minus else value


def _parted(text: str) -> tuple[str, str]:
    """The digits, and the unit that stands behind them."""
    found = re.search(r"(?<=\d)[\s\u00a0\u202f]*((?:[^\W\d_]|%|/)[^\d].*|[^\W\d_]|%)$", text)
    if found is None or re.fullmatch(r"[eE][+-]?\d+", found[1]):
        return text, ""
    return text[: found.start()], " ".join(found[1].split())


def _value(digits: str, lang: Lang) -> float | Problem:
    grouped = _GROUPED.match(digits)
    if grouped is not None:
        digits = re.sub(rf"[{SPACES}]", "", grouped[0]) + digits[grouped.end() :]
    if re.search(rf"[{SPACES}]", digits):
        return Problem("odd_spaces")
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        # The last of them parts off the decimals; the others group thousands.
        last = max(digits.rfind(","), digits.rfind("."))
        group = "." if digits[last] == "," else ","
        if digits.count(digits[last]) > 1 or not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", digits[:last]):
            return Problem("no_number")
        digits = digits[:last].replace(group, "") + "." + digits[last + 1 :]
    elif commas > 1 or points > 1:
        group = "," if commas else "."
        if not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", digits):
            return Problem("no_number")
        digits = digits.replace(group, "")
    elif re.fullmatch(r"[1-9]\d{0,2},\d{3}" if lang == "en" else r"[1-9]\d{0,2}\.\d{3}", digits):
        decimal = digits.replace(".", ",") if lang == "sv" else digits.replace(",", ".")
        return Problem("thousand_or_decimal", {"whole": re.sub("[.,]", "", digits), "decimal": decimal})
    if not _PLAIN.fullmatch(digits):
        return Problem("no_number")
    value = float(digits.replace(",", "."))
    return value if math.isfinite(value) and abs(value) < BEYOND else Problem("no_number")
