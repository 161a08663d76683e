"""Dates in the forms that people write them, as far as they are told: a day, a month, a year or a span of years."""

import re
from datetime import date, datetime
from typing import Any, Literal

from dashboard.workbook.numbers import Problem, signs

Lang = Literal["sv", "en"]

_MONTHS = {
    1: ("januari", "january", "jan"),
    2: ("februari", "february", "feb", "febr"),
    3: ("mars", "march", "mar"),
    4: ("april", "apr"),
    5: ("maj", "may"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july", "jul"),
    8: ("augusti", "august", "aug"),
    9: ("september", "sep", "sept"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nov"),
    12: ("december", "dec"),
}
MONTHS = {name: number for number, names in _MONTHS.items() for name in names}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
#: Years that a date may have.
FIRST, LAST = 1900, 2100

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}.*)?")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.,]?\s*(\d{4})")
_SPAN = re.compile(r"(\d{4})\s*-\s*(\d{4})")
_WORDS = re.compile(rf"(?:(?:den )?(\d{{1,2}})(?:st|nd|rd|th|:e)?\s+)?({_MONTH})\.?\s+(\d{{4}})")
_WORDS_US = re.compile(rf"({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")


def written(text: str, lang: Lang) -> str | Problem:
    """A date as ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY–YYYY``, from any usual form of it in the language."""
    told = " ".join(text.translate(_DASHES).lower().replace("\u00a0", " ").split())
    if re.fullmatch(r"\d{4}", told):
        return _made(int(told))
    if span := _SPAN.fullmatch(told):
        first, last = int(span[1]), int(span[2])
        return f"{first}–{last}" if FIRST <= first < last <= LAST else Problem("no_day")
    for form in (_ISO, _PACKED, _ISO_MONTH):
        if found := form.fullmatch(told):
            return _made(*map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(told):
        day, month, year = map(int, found.groups())
        if lang == "en" and day <= 12 and month <= 12 and day != month:
            # 3/4 is the third of April to some who write English and the fourth of March to others.
            return Problem(
                "day_or_month", {"one": f"{year}-{month:02}-{day:02}", "other": f"{year}-{day:02}-{month:02}"}
            )
        return _made(year, *((month, day) if month <= 12 else (day, month)))
    if found := _WORDS.fullmatch(told):
        return _made(int(found[3]), MONTHS[found[2]], *([int(found[1])] if found[1] else []))
    if found := _WORDS_US.fullmatch(told):
        return _made(int(found[3]), MONTHS[found[1]], int(found[2]))
    return Problem("no_day")


def _made(year: int, month: int = 0, day: int = 0) -> str | Problem:
    if not FIRST <= year <= LAST:
        return Problem("no_day")
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return Problem("no_such_day")
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def of_cell(value: Any, form: str) -> str | Problem:
    """A date that Excel holds as one, as exact as its format shows it; ``form`` is the cell's number format."""
    if isinstance(value, datetime | date):
        shown = signs(form).lower().split(";")[0]
        if not FIRST <= value.year <= LAST or serial(value) is not None:
            # 2024 typed into a cell that Excel shows as a date is a day in 1905.
            year = serial(value)
            return f"{year}" if year is not None else Problem("no_day")
        if "d" not in shown and "y" in shown:
            return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
        return f"{value:%Y-%m-%d}"
    return Problem("no_day")


def serial(value: date) -> int | None:
    """The year that somebody typed into a cell that Excel shows as a date; ``None`` where it is a date in truth."""
    days = (date(value.year, value.month, value.day) - date(1899, 12, 30)).days
    return days if FIRST <= days <= LAST else None
