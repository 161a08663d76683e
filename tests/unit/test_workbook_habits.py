"""What people do to workbooks out of habit: nothing is lost without a word, and no filler is taken for a fact."""

import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from dashboard.tables.loading import Tables, load
from dashboard.workbook import annotated, examine
from dashboard.workbook.cells import value_of
from dashboard.workbook.numbers import Problem
from dashboard.workbook.opening import Cell
from dashboard.workbook.sheets import Field
from dashboard.workbook.words import title
from tests.workbooks import at, book, saved

SOURCE = {"source_id": "egen", "title": "Egen plan", "publisher": "Kommunen"}
ACTION = {
    "version": 2025, "name_sv": "Cykelvägar till skolan", "name_en": "Cycle paths to school", "theme": "transport",
    "stage": "decided", "effect_t": 12, "source_id": "egen",
}  # fmt: skip
SHEET = title("actions", "sv")


@cache
def tables() -> Tables:
    return load(Path(__file__).resolve().parent.parent.parent / "data" / "exempel")


def made(*rows):
    return book({"actions": rows or [ACTION], "sources": [SOURCE]})


def told(workbook):
    return examine(saved(workbook), "a.xlsx", tables())


@pytest.mark.parametrize("filler", ["-", "–", "?", '"', "n/a", "Okänt", "saknas", "se ovan", "See above", "..."])
def test_filler_is_no_fact_in_any_kind_of_cell(filler):
    for kind, words in (("text", ""), ("sv", ""), ("source", ""), ("day", ""), ("year", ""), ("word", "theme")):
        assert value_of(Cell(filler), Field("x", kind, words), "sv") == Problem("nothing"), kind
        assert value_of(Cell(filler), Field("x", kind, words, needed=True), "sv") == Problem("nothing_needed")


def test_texts_and_words_that_only_hold_such_a_word_are_read():
    assert value_of(Cell("Pengar saknas"), Field("x"), "sv") == "Pengar saknas"
    assert value_of(Cell("unknown"), Field("x", "word", "verified"), "sv") == "unknown"


@pytest.mark.parametrize("error", ["#SAKNAS!", "#VÄRDEFEL!", "#DIVISION/0!", "#NAMN?", "#N/A", "#####", "Err:502"])
def test_a_formula_gone_wrong_is_told_in_every_program(error):
    assert value_of(Cell(error), Field("x"), "sv") == Problem("formula_error")


def test_two_years_are_one_in_a_version_only():
    for typed in ("2025/26", "2025-26", "2025/2026"):
        assert value_of(Cell(typed), Field("version", "year"), "sv") == 2025
        assert value_of(Cell(typed), Field("survey_year", "year"), "sv") == Problem("not_year")
    assert value_of(Cell("2025-31"), Field("version", "year"), "sv") == Problem("not_year")


def test_per_cent_in_quotation_marks_is_only_a_letter():
    assert value_of(Cell(12, '0"%"'), Field("x", "number"), "sv") == 12
    assert value_of(Cell(0.12, "0.0%"), Field("x", "number"), "sv") == 12


def test_a_per_cent_sign_beside_another_unit_is_told_and_a_small_share_of_a_goal_is_asked_about():
    row = {"version": 2025, "indicator": "emissions", "value": "12 %", "unit": "kt", "source_id": "egen"}
    assert [each.key for each in told(book({"inventories": [row], "sources": [SOURCE]})).flaws] == ["unit_in_cell"]
    found = told(book({"inventories": [{**row, "value": 0.8, "unit": "percent"}], "sources": [SOURCE]}))
    assert "small_percent" in {each.key for each in found.remarks}


def test_a_sum_below_the_table_is_one_flaw():
    workbook = made(ACTION, {}, {"effect_t": 12})
    flaws = told(workbook).flaws
    assert [(each.key, each.cell) for each in flaws] == [("lone_row", at(workbook[SHEET], "effect_t", 2, "actions"))]


def test_a_number_merged_over_rows_is_not_counted_twice():
    workbook = made(ACTION, {**ACTION, "name_sv": "Bussar", "name_en": "Buses", "effect_t": None})
    sheet = workbook[SHEET]
    first, second = (at(sheet, "effect_t", row, "actions") for row in (0, 1))
    sheet.merge_cells(f"{first}:{second}")
    assert [(each.key, each.cell) for each in told(workbook).flaws] == [("merged_number", second)]


def test_what_is_not_read_is_told_with_its_place():
    workbook = made({**ACTION, "name_en": "Cykelvägar till alla skolor", "name_sv": "Cykelvägar till alla skolor"})
    sheet = workbook[SHEET]
    sheet["Z4"] = "fråga Anna"
    sheet["Y3"], sheet["Y4"] = "Ansvarig", "Anna"
    sheet["C4"].comment = Comment("osäkert", "Anna")
    found = told(workbook)
    assert found.flaws == ()
    where = {each.key: each.cell for each in found.remarks}
    assert (where["no_heading_above"], where["column_passed_over"]) == ("Z4", "Y3")
    assert (where["comments_passed_over"], where["same_twice"]) == ("C4", at(sheet, "name_en", 0, "actions"))


def test_a_copy_corrected_and_tried_again_tells_only_what_is_still_wrong_and_keeps_peoples_own_comments():
    workbook = made({**ACTION, "effect_t": "okänt", "version": "snart"})
    sheet = workbook[SHEET]
    version, effect = (at(sheet, name, 0, "actions") for name in ("version", "effect_t"))
    sheet[version].comment = Comment("osäkert", "Anna")
    copy = load_workbook(io.BytesIO(annotated(saved(workbook), told(workbook))))
    sheet = copy[SHEET]
    assert sheet[version].comment.text.startswith("osäkert\n\nOmställningskartan: Här ska det stå ett årtal")
    assert sheet[effect].comment.author == "Omställningskartan"
    sheet[effect] = 12
    # LibreOffice keeps a comment and forgets whose it is.
    sheet[effect].comment.author = " "
    again = annotated(saved(copy), told(copy))
    sheet = load_workbook(io.BytesIO(again))[SHEET]
    assert sheet[effect].comment is None
    assert sheet[effect].fill.fill_type is None
    assert sheet[version].comment.text.count("årtal") == 1
    sheet = copy[SHEET]
    sheet[version] = 2025
    found = told(copy)
    assert found.flaws == ()
    assert [each.cell for each in found.remarks if each.key == "comments_passed_over"] == [version]


def test_a_csv_file_is_not_sent_to_a_first_sheet_for_its_municipality():
    text = "Källans namn i arbetsboken;Källans titel;Utgivare\negen;Egen plan;Kommunen\n"
    assert [each.key for each in examine(text.encode(), "a.csv", tables()).flaws] == ["no_municipality_csv"]
