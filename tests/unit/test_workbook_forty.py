"""Forty faults of differing kinds in one workbook of a fictional municipality: each is told at its own cell."""

import io
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from dashboard.tables.loading import Tables, load
from dashboard.workbook import annotated, examine
from dashboard.workbook.messages import keys
from dashboard.workbook.words import say
from tests.workbooks import at, book, saved, shown, title

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = "min-kalla"

SOURCES = [
    {"source_id": SOURCE, "title": "Stadsköpings klimatredovisning", "publisher": "Stadsköpings kommun"},
    {"source_id": "annan-kalla", "title": "Stadsköpings resvanor", "publisher": "Stadsköpings kommun"},
]
GOAL = {"text_sv": "Målet", "text_en": "The goal", "kind": "reduction", "boundary": "territorial", "gas": "co2e",
        "value_low": 80, "value_high": 80, "unit": "percent", "target_year": 2035, "baseline_year": 2020,
        "source_id": SOURCE}  # fmt: skip
SCOPE = {"year": 2023, "scope": "1", "part": "total", "tonnes": 320_000, "reported": 2024, "protocol": "gpc",
         "gases": "CO2", "boundary": "municipality", "verified": "no", "source_id": SOURCE}  # fmt: skip
EVIDENCE = {"version": 2025, "phase": "3", "stage": "done", "date": "2025-03", "source_id": SOURCE,
            "note_sv": "Det här är påhittat", "note_en": "This is made up"}  # fmt: skip
SHARE = {"survey": "egen-2025", "survey_year": 2025, "area": "municipality", "trips": "all", "group": "all",
         "method": "paper", "mode": "walk", "share": 20, "source_id": SOURCE}  # fmt: skip
ACTION = {"version": 2025, "name_sv": "Åtgärd", "name_en": "Action", "theme": "energy", "stage": "planned",
          "source_id": SOURCE}  # fmt: skip
NEED = {"version": 2025, "name_sv": "Behov", "name_en": "Need", "theme": "energy", "reach": "city", "unit": "msek",
        "need_low": 10, "need_high": 20, "source_id": SOURCE}  # fmt: skip
WORD = {"version": 2025, "theme": "energy", "text_sv": "Text", "text_en": "Text in English", "source_id": SOURCE}

#: A table's rows without any fault; no two of them say the same.
GOOD = {
    "targets": [{**GOAL, "text_sv": f"Mål {year}", "target_year": year} for year in range(2031, 2040)],
    "scopes": [{**SCOPE, "year": year, "reported": year + 1} for year in range(2013, 2024)],
    "process": [{**EVIDENCE, "evidence_sv": f"Belägg {n}", "evidence_en": f"Evidence {n}"} for n in range(8)],
    "actions": [{**ACTION, "name_sv": f"Åtgärd {n}", "name_en": f"Action {n}"} for n in range(6)],
    "investments": [{**NEED, "name_sv": f"Behov {n}", "name_en": f"Need {n}"} for n in range(5)],
    "commitments": [{**WORD, "number": n + 1, "text_en": f"Commitment {n}"} for n in range(4)],
    "experiences": [{**WORD, "direction": "offers", "text_en": f"Experience {n}"} for n in range(3)],
    "modal_share": [
        {**SHARE, "survey": f"egen-{year}", "survey_year": year, "mode": mode, "share": share}
        for year, modes in ((2015, 3), (2018, 3), (2021, 3), (2012, 1), (2013, 1))
        for mode, share in (("walk", 20), ("bicycle", 25), ("car", 45))[:modes]
    ],
    "links": [{"version": 2025, "title": f"Bilaga {n}", "url": f"https://example.org/{n}", "source_id": SOURCE}
              for n in range(3)],
    "sources": SOURCES,
}  # fmt: skip

#: Each fault: table, row of ours, field, what is typed there, and the message that it is told by.
FAULTS = [
    ("targets", 0, "text_en", None, "empty_cell"),
    ("targets", 1, "kind", "Klimatneutrall", "not_in_list_close"),
    ("targets", 2, "value_low", "ca 80", "about_number"),
    ("targets", 3, "value_low", "70–80", "range"),
    ("targets", 4, "target_year", "i framtiden", "not_year"),
    ("targets", 5, "target_year", 2010, "target_before_baseline"),
    ("targets", 6, "value_low", 90, "low_above_high"),
    ("targets", 7, "decided", "våren 2024", "no_day"),
    ("targets", 8, "boundary", "Månen", "not_in_list"),
    ("scopes", 0, "tonnes", "320 kton", "unit_in_cell"),
    ("scopes", 1, "tonnes", "320.000", "thousand_or_decimal"),
    ("scopes", 2, "tonnes", "32 00 00", "odd_spaces"),
    ("scopes", 3, "tonnes", "=1/0", "formula_without_value"),
    ("scopes", 4, "tonnes", "#DIV/0!", "formula_error"),
    ("scopes", 5, "tonnes", -5, "negative"),
    ("scopes", 6, "tonnes", 90_000_000_000, "above_own"),
    ("scopes", 7, "reported", 2001, "reported_before"),
    ("scopes", 8, "verified", True, "true_or_false"),
    ("process", 0, "version", 1999, "out_of_range"),
    ("process", 1, "phase", 7, "not_in_list"),
    ("process", 2, "date", "2025-02-30", "no_such_day"),
    ("process", 3, "evidence_sv", "x" * 2_000, "too_long"),
    ("process", 4, "source_id", "finns-inte", "unknown_source"),
    ("process", 5, "note_en", None, "note_one_language"),
    ("process", 6, "locator", datetime(2026, 1, 5), "date_for_text"),
    ("process", 7, "evidence_sv", "K\ufffdllor", "garbled"),
    ("actions", 0, "theme", None, "empty_cell"),
    ("actions", 1, "effect_t", datetime(2026, 2, 1), "date_for_number"),
    ("actions", 2, "start", "31/2 2025", "no_such_day"),
    ("investments", 0, "need_low", "tio miljoner", "no_number"),
    ("investments", 1, "funded", "-5", "negative"),
    ("investments", 2, "unit", "riksdaler", "not_in_list"),
    ("commitments", 0, "number", 1.5, "not_whole"),
    ("commitments", 1, "number", 100, "out_of_range"),
    ("modal_share", 2, "share", 70, "share_sum"),
    ("modal_share", 4, "area", "urban_area", "one_survey"),
    ("modal_share", 6, "share", 120, "out_of_range"),
    ("modal_share", 9, "comparable_with", "egen-2012", "own_survey"),
    ("modal_share", 10, "comparable_with", "ingen", "unknown_survey"),
    ("links", 0, "url", "www.example.org", "not_url"),
    ("links", 2, "url", "https://example.org/1", "duplicate_key"),
    ("sources", 1, "title", None, "empty_cell"),
]


@cache
def tables() -> Tables:
    return load(ROOT / "data" / "exempel")


def spoilt() -> tuple[Workbook, list[tuple[str, str, str]]]:
    """The workbook with its faults, and for each the sheet, the cell and the message that are to be told."""
    made = book(GOOD)
    expected = []
    for table, row, field, typed, key in FAULTS:
        sheet = made[title(table, "sv")]
        cell = at(sheet, field, row, table)
        sheet[cell] = shown(table, field, typed, "sv")
        expected.append((sheet.title, cell, key))
    return made, expected


@pytest.fixture(scope="module")
def examined():
    made, expected = spoilt()
    data = saved(made)
    return data, examine(data, "stadskoping.xlsx", tables()), expected


def test_without_the_faults_all_is_well_and_shows_up():
    good = examine(saved(book(GOOD)), "stadskoping.xlsx", tables())
    assert good.flaws == ()
    assert {each.table: each.count("new") for each in good.changes} == {name: len(rows) for name, rows in GOOD.items()}
    draft = good.over(tables())
    assert draft.draft
    assert not tables().draft
    assert draft.targets["text_sv"].str.startswith("Mål 20").sum() == len(GOOD["targets"])


def test_forty_faults_of_differing_kinds_are_planted():
    assert len(FAULTS) >= 40
    assert len({key for *_, key in FAULTS}) >= 30
    assert {key for *_, key in FAULTS} <= set(keys())


def test_each_fault_is_told_at_its_own_cell_and_nothing_else_is(examined):
    _, found, expected = examined
    assert sorted((flaw.sheet, flaw.cell, flaw.key) for flaw in found.flaws) == sorted(expected)
    assert not found.frames


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_fault_says_why_and_what_to_do_in_both_languages(examined, lang):
    _, found, _ = examined
    for flaw in found.flaws:
        for text in (flaw.reason(lang), flaw.remedy(lang), flaw.text(lang)):
            assert text.strip()
            assert "{" not in text
            assert "None" not in text
        assert not flaw.reason(lang).endswith(".")
        assert flaw.remedy(lang).endswith(".")


def test_the_copy_carries_each_fault_as_a_comment_at_its_cell_and_lists_them_in_front(examined):
    data, found, expected = examined
    copy = load_workbook(io.BytesIO(annotated(data, found)))
    for sheet, cell, _ in expected:
        assert copy[sheet][cell].comment is not None, (sheet, cell)
    listing = copy.worksheets[0]
    told = {(row[0].value, row[1].value) for row in listing.iter_rows(min_row=2) if row[1].value}
    assert told == {each[:2] for each in expected}


def test_a_sheet_that_somebody_has_named_as_the_list_is_stays_and_an_older_list_goes(examined):
    made = load_workbook(io.BytesIO(examined[0]))
    made[title("actions", "sv")].title = say("listing.title", "sv")
    data = saved(made)
    found = examine(data, "x.xlsx", tables())
    copy = annotated(data, found)
    again = annotated(copy, examine(copy, "x.xlsx", tables()))
    for one in (copy, again):
        names = load_workbook(io.BytesIO(one)).sheetnames
        assert len(names) == len(made.sheetnames) + 1
        assert say("listing.title", "sv") in names[1:]


def test_the_corrected_copy_is_taken_in(examined):
    data, found, _ = examined
    copy = load_workbook(io.BytesIO(annotated(data, found)))
    for table, row, field, _, _ in FAULTS:
        sheet = copy[title(table, "sv")]
        sheet[at(sheet, field, row, table)] = shown(table, field, GOOD[table][row].get(field), "sv")
    corrected = examine(saved(copy), "stadskoping-rattad.xlsx", tables())
    assert corrected.flaws == ()
    assert sum(each.count("new") for each in corrected.changes) == sum(map(len, GOOD.values()))
