"""Numbers, dates and words as people type them, and what is asked about instead of guessed."""

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.workbook.cells import plain, slug, value_of
from dashboard.workbook.days import written
from dashboard.workbook.finding import name_of
from dashboard.workbook.numbers import Problem, number
from dashboard.workbook.opening import Cell
from dashboard.workbook.sheets import VOCABULARIES, Field
from dashboard.workbook.words import label


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 234,5", 1234.5),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234", 1234),
        ("−3", -3),
        ("–4,5", -4.5),
        ("-0.125", -0.125),
        ("+5", 5),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("0,5", 0.5),
        (".5", Problem("no_number")),
        ("1,2E+05", 120_000),
        (" 12 ", 12),
        ("'12", 12),
    ],
)
def test_numbers_as_swedes_type_them(typed, value):
    assert number(typed, "sv") == value


@pytest.mark.parametrize(("typed", "unit", "value"), [("12 %", "percent", 12), ("12%", "", 12), ("5 ton", "t", 5),
                                                     ("5 t CO2e", "t", 5), ("80 procent", "percent", 80)])  # fmt: skip
def test_a_unit_that_says_what_the_column_says_is_passed_over(typed, unit, value):
    assert number(typed, "sv", unit=unit) == value


@pytest.mark.parametrize(
    ("typed", "unit", "key"),
    [
        ("12 %", "t", "unit_in_cell"),
        ("5 kton", "t", "unit_in_cell"),
        ("ca 200", "", "about_number"),
        ("> 5", "", "about_number"),
        ("10–12", "", "range"),
        ("10 till 12", "", "range"),
        ("12 34", "", "odd_spaces"),
        ("tolv", "", "no_number"),
        ("1,2,3", "", "no_number"),
        ("1e400", "", "no_number"),
        ("", "", "no_number"),
    ],
)
def test_what_is_no_number_says_why(typed, unit, key):
    assert number(typed, "sv", unit=unit) == Problem(key, number(typed, "sv", unit=unit).details)


def test_what_has_two_readings_is_asked_about_and_depends_on_the_language():
    assert number("1.234", "sv") == Problem("thousand_or_decimal", {"whole": "1234", "decimal": "1,234"})
    assert number("1.234", "en") == 1.234
    assert number("1,234", "en").key == "thousand_or_decimal"
    assert number("1,234", "sv") == 1.234


@settings(max_examples=60, deadline=None)
@given(st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 4)))
def test_a_number_written_the_swedish_way_reads_back(value):
    whole, _, part = f"{abs(value):,.4f}".partition(".")
    text = ("−" if value < 0 else "") + whole.replace(",", "\u00a0") + "," + part
    assert number(text, "sv") == pytest.approx(value, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_numbers_or_dates(text):
    assert isinstance(number(text, "sv"), float | Problem)
    assert isinstance(written(text, "en"), str | Problem)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-3-5", "2024-03-05"),
        ("15/3 2024", "2024-03-15"),
        ("3/4 2024", "2024-04-03"),
        ("15 mars 2024", "2024-03-15"),
        ("mars 2024", "2024-03"),
        ("den 1 maj 2021", "2021-05-01"),
        ("15.3.2024", "2024-03-15"),
        ("20240315", "2024-03-15"),
        ("2021-2023", "2021–2023"),
        ("2024-03-15 00:00:00", "2024-03-15"),
        ("våren 2024", Problem("no_day")),
        ("24-03-15", Problem("no_day")),
        ("2024-02-30", Problem("no_such_day")),
        ("2024-13", Problem("no_such_day")),
        ("1850", Problem("no_day")),
        ("2023-2021", Problem("no_day")),
    ],
)
def test_dates_in_any_usual_form(typed, value):
    assert written(typed, "sv") == value


def test_an_english_date_of_two_readings_is_asked_about():
    assert written("3/4 2024", "en") == Problem("day_or_month", {"one": "2024-04-03", "other": "2024-03-04"})
    assert written("15/3 2024", "en") == "2024-03-15"
    assert written("March 15, 2024", "en") == "2024-03-15"


def test_a_date_of_excels_is_as_exact_as_it_is_shown():
    day = Field("date", "day")
    assert value_of(Cell(datetime(2024, 3, 15), "yyyy-mm-dd"), day, "sv") == "2024-03-15"
    assert value_of(Cell(datetime(2024, 3, 1), "mmm-yy"), day, "sv") == "2024-03"
    assert value_of(Cell(datetime(2024, 1, 1), "yyyy"), day, "sv") == "2024"
    # 2024 typed into a cell that Excel shows as a date
    assert value_of(Cell(datetime(1905, 7, 16), "yyyy-mm-dd"), day, "sv") == "2024"
    assert value_of(Cell(2024), day, "sv") == "2024"
    # the language of a format is told by a number that may hold letters: 41D is Swedish
    assert value_of(Cell(datetime(2024, 3, 1), "[$-41D]mmmm yyyy;@"), day, "sv") == "2024-03"
    assert value_of(Cell(datetime(2024, 1, 1), 'yyyy" (mod.)"'), day, "sv") == "2024"


def test_a_year_may_be_a_number_a_text_or_a_date():
    year, version = Field("year", "year"), Field("version", "year")
    for value in (2030, 2030.0, "2030", "år 2030", date(2030, 6, 1)):
        assert value_of(Cell(value), year, "sv") == 2030
    assert value_of(Cell("2025/26"), version, "sv") == 2025
    for value in (2030.5, "2025/26", "30", "snart"):
        assert value_of(Cell(value), year, "sv") == Problem("not_year")


def test_a_share_that_excel_shows_as_per_cent_is_per_cent():
    share = Field("share", "percent", unit="percent")
    assert value_of(Cell(0.58, "0%"), share, "sv") == 58
    assert value_of(Cell(58), share, "sv") == 58
    # a sign that the format merely writes behind the number multiplies nothing
    assert value_of(Cell(58), share, "sv") == value_of(Cell(58, '0" %"'), share, "sv") == 58
    assert value_of(Cell(58, "0\\ \\%"), share, "sv") == 58
    assert value_of(Cell(0.1, "0%"), Field("tonnes", "number", unit="t"), "sv").key == "unit_in_cell"


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 1e30, 10**400])
def test_what_is_beyond_all_figures_is_told_and_breaks_nothing(value):
    keys = {"number": "no_number", "percent": "no_number", "whole": "no_number", "year": "not_year", "day": "no_day"}
    for kind, key in keys.items():
        assert value_of(Cell(value), Field("x", kind), "sv").key in (key, "nothing")
    assert value_of(Cell(value), Field("x", "word", "certainty"), "sv").key in ("not_in_list", "nothing")


@pytest.mark.parametrize("text", ["a" + " " * 32_000 + "b", "(" * 32_000, "1" + " " * 32_000 + "x", "1\t" * 16_000])
def test_a_cell_made_to_take_long_takes_none(text):
    begun = time.process_time()
    for kind in ("number", "year", "day", "text", "id"):
        assert isinstance(value_of(Cell(text), Field("x", kind), "sv"), Problem)
    name_of(Cell(text))
    number(text, "sv")
    assert time.process_time() - begun < 0.2


@pytest.mark.parametrize("words", list(VOCABULARIES))
def test_every_word_of_every_list_is_understood_in_both_languages_and_by_its_own_name(words):
    field = Field("x", "word", words)
    for value in VOCABULARIES[words]:
        for typed in (label(words, value, "sv"), label(words, value, "en").upper(), value, f"  {value} "):
            assert value_of(Cell(typed), field, "sv") == value


def test_a_word_that_is_nearly_right_is_answered_with_the_right_one():
    problem = value_of(Cell("Beslutatt"), Field("stage", "word", "stage"), "sv")
    assert problem.key == "not_in_list_close"
    assert problem.details["close"] == label("stage", "decided", "sv")
    half = value_of(Cell("Minskning"), Field("kind", "word", "target_kind"), "sv")
    assert half.details["close"] == label("target_kind", "reduction", "sv")
    assert value_of(Cell("Månen"), Field("stage", "word", "stage"), "sv").key == "not_in_list"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (True, "true_or_false"),
        ("#REF!", "formula_error"),
        ("Ume\ufffd", "garbled"),
        (datetime(2026, 1, 5), "date_for_text"),
        ("x" * 1_501, "too_long"),
    ],
)
def test_what_is_no_text_says_why(value, key):
    assert value_of(Cell(value), Field("x"), "sv").key == key


def test_texts_are_put_on_one_line_and_short_names_are_made_of_them():
    assert plain(" Åre\u0300\n  och\tRe_x000D_ \x07") == "Årè och Re"
    assert slug("Klimatplan för Umeå 2025!") == "klimatplan-for-umea-2025"
    assert value_of(Cell("!!!"), Field("x", "id"), "sv") == Problem("no_id")
    assert value_of(Cell("Ω"), Field("x", "id"), "sv") == Problem("no_id")
    assert value_of(Cell(5.0), Field("locator"), "sv") == "5"
