"""One cell of a workbook as its field's value, or why it is none. What has two readings is not guessed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal

from dashboard.workbook import days
from dashboard.workbook.numbers import BEYOND, SPACES, Problem, number, signs
from dashboard.workbook.opening import Cell
from dashboard.workbook.sheets import VOCABULARIES, Field
from dashboard.workbook.words import label, unit

Lang = Literal["sv", "en"]

#: What Excel and LibreOffice show where a formula has gone wrong, in English and Swedish; or a column is too narrow.
ERROR = re.compile(r"#N/A|#GETTING_DATA|#[A-ZÅÄÖ/0]+[!?]|#{3,}|(?:ERR|FEL):\d{3}")
#: What people write in a cell that they have nothing for; marks without a letter or digit are the same.
NOTHING = re.compile(
    r"[\W_]*|x{1,3}|n/?a|n\.a\.?|#n/a|nan|null|tb[ad]|todo|d:o|ditto?|unknown|missing|see above"
    r"|not (?:known|available|applicable)|okän[dt]|saknas|uppgift saknas|framgår (?:ej|inte)|vet (?:ej|inte)"
    r"|ej (?:aktuellt|känt|tillämpligt)|se (?:ovan|nedan)"
)
#: Fields that take any text, and so would take those words as well.
TEXTS = ("text", "sv", "en", "source", "id")
#: The longest text that a cell may hold.
LONGEST = 1_500
#: The longest that is looked at: to fold and compare more than any cell means would take long.
LOOKED_AT = 4 * LONGEST
#: Words of a list are shorter than this.
LONGEST_WORD = 80
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|_x000D_")


def plain(text: object) -> str:
    """A text on one line, its letters composed, without control characters or odd spaces."""
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", str(text))).replace("\u200b", "").split())


def as_typed(value: object) -> str:
    """A cell's value as a reader knows it from the sheet: a date without the hour that nobody has typed."""
    if isinstance(value, datetime) and value.time() == time():
        return f"{value:%Y-%m-%d}"
    return f"{value:.15g}" if isinstance(value, float) else plain(value)


def folded(text: object) -> str:
    """A text as it is compared: without regard to capitals, kinds of dash or space."""
    told = unicodedata.normalize("NFKC", plain(text)).casefold()
    return re.sub(r"[\u2010-\u2015\u2212]", "-", told)


def slug(text: object) -> str:
    """A short name for addresses and tables: lower case, digits and hyphens; empty where nothing is left."""
    letters = unicodedata.normalize("NFKD", plain(text).casefold().translate(str.maketrans("øæ", "oa")))
    return re.sub(r"[^a-z0-9]+", "-", "".join(each for each in letters if not unicodedata.combining(each))).strip("-")


def value_of(cell: Cell, field: Field, lang: Lang) -> Any:
    """What the cell means in the field: a text, a number, a vocabulary's value; or a :class:`Problem`.

    ``lang`` is the workbook's language, which settles what ``1,234`` is.
    """
    value = cell.value
    if isinstance(value, bool):
        return Problem("true_or_false")
    if isinstance(value, str) and ERROR.fullmatch(value.strip().upper()):
        return Problem("formula_error")
    if isinstance(value, str) and "\ufffd" in value:
        return Problem("garbled")
    if isinstance(value, str) and len(value) > LOOKED_AT:
        return Problem("too_long", {"limit": LONGEST})
    if isinstance(value, int | float) and not abs(value) < BEYOND:
        # Infinite, or so large that it is no figure: read as the text that it shows, and told as what it is not.
        cell = Cell(str(value), cell.form)
    meant = READERS[field.kind](cell, field, lang)
    looked_at = ("day", "year", "word") if isinstance(meant, Problem) else TEXTS
    if field.kind in looked_at and NOTHING.fullmatch(folded(value)):
        return Problem("nothing_needed" if field.needed else "nothing")
    return meant


def _text(cell: Cell, _field: Field, _lang: Lang) -> Any:
    value = cell.value
    if isinstance(value, datetime | date | time | timedelta):
        return Problem("date_for_text")
    text = plain(f"{value:.15g}" if isinstance(value, float) else value)
    return Problem("too_long", {"limit": LONGEST}) if len(text) > LONGEST else text


def _id(cell: Cell, field: Field, lang: Lang) -> Any:
    text = _text(cell, field, lang)
    return text if isinstance(text, Problem) else slug(text) or Problem("no_id")


def _number(cell: Cell, field: Field, lang: Lang) -> Any:
    value = cell.value
    if isinstance(value, datetime | date | time | timedelta):
        return Problem("date_for_number")
    if isinstance(value, str):
        return number(value, lang, unit=field.unit, name=unit(field.unit, lang))
    if "%" in signs(cell.form):
        # Excel shows 0.12 as 12 % and holds 0.12.
        if field.unit not in ("", "percent"):
            return Problem("unit_in_cell", {"unit": "%", "wanted": unit(field.unit, lang)})
        return round(float(value) * 100, 10)
    return float(value)


def _whole(cell: Cell, field: Field, lang: Lang) -> Any:
    value = _number(cell, field, lang)
    if isinstance(value, Problem):
        return value
    return int(value) if value == int(value) else Problem("not_whole")


def _year(cell: Cell, field: Field, _lang: Lang) -> Any:
    value = cell.value
    if isinstance(value, datetime | date):
        day = days.of_cell(value, cell.form)
        return day if isinstance(day, Problem) else int(day[:4])
    if isinstance(value, str):
        told = re.fullmatch(rf"(?:år|year)?[{SPACES}]*(\d{{4}})(?:[/–-](?:\d\d)?(\d\d))?", value.strip().casefold())
        if told is None:
            return Problem("not_year")
        # A contract's version is called 2025/26 and counted as 2025; elsewhere two years are not one.
        if told[2] and (field.name != "version" or int(told[2]) != (int(told[1]) + 1) % 100):
            return Problem("not_year")
        return int(told[1])
    if isinstance(value, time | timedelta) or "%" in signs(cell.form) or value != int(value):
        return Problem("not_year")
    return int(value)


def _day(cell: Cell, _field: Field, lang: Lang) -> Any:
    value = cell.value
    if isinstance(value, datetime | date):
        return days.of_cell(value, cell.form)
    if isinstance(value, int | float):
        whole = value == int(value) and days.FIRST <= value <= days.LAST
        return f"{int(value)}" if whole else days.written(f"{value:.15g}", lang)
    return days.written(str(value), lang)


@cache
def _meanings(words: str) -> dict[str, str]:
    """Every way to write a vocabulary's values: its words in both languages, and the tables' own."""
    values = VOCABULARIES[words]
    languages: tuple[Lang, ...] = ("sv", "en")
    said = {folded(label(words, value, lang)): value for lang in languages for value in values}
    return {**{folded(value): value for value in values}, **said}


def _word(cell: Cell, field: Field, lang: Lang) -> Any:
    value = cell.value
    if isinstance(value, datetime | date | time | timedelta):
        return Problem("date_for_text")
    told = folded(int(value) if isinstance(value, float) and value == int(value) else value)
    meanings = _meanings(field.words)
    if told in meanings:
        return meanings[told]
    known = [label(field.words, each, lang) for each in VOCABULARIES[field.words]]
    # What is far longer than any word of the list is like none of them, and would take long to compare.
    close = get_close_matches(told, list(meanings), n=1, cutoff=0.7) if len(told) <= LONGEST_WORD else []
    # Half of a word's name is as good a hint as a misspelt one.
    close = close or [each for each in meanings if len(told) > 2 and each.startswith(told)][:1]
    if close:
        return Problem("not_in_list_close", {"close": label(field.words, meanings[close[0]], lang)})
    shown = ", ".join(known) if len(known) <= 6 else ", ".join([*known[:4], "…"])
    return Problem("not_in_list", {"allowed": shown})


READERS: dict[str, Callable[[Cell, Field, Lang], Any]] = {
    "text": _text,
    "sv": _text,
    "en": _text,
    "source": _text,
    "id": _id,
    "number": _number,
    "percent": _number,
    "whole": _whole,
    "year": _year,
    "day": _day,
    "word": _word,
}
