"""What people do to a workbook, and what comes of it: sheets moved, rows hidden, cells merged, CSV files."""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from dashboard.i18n import note_in
from dashboard.tables.faults import UnknownRelease
from dashboard.tables.loading import Tables, load
from dashboard.tables.writing import csv_text
from dashboard.workbook import annotated, examine
from dashboard.workbook.overlay import records
from dashboard.workbook.sheets import SHEETS
from dashboard.workbook.template import template
from dashboard.workbook.words import example, title
from tests.workbooks import at, book, saved, shown

ROOT = Path(__file__).resolve().parent.parent.parent
LINK = {"version": 2025, "title": "Bilaga", "url": "https://example.org/a", "source_id": "min-kalla"}
SOURCE = {"source_id": "min-kalla", "title": "Egen redovisning", "publisher": "Kommunen"}
ROWS = {"links": [LINK, {**LINK, "url": "https://example.org/b"}], "sources": [SOURCE]}


@cache
def tables() -> Tables:
    return load(ROOT / "data" / "exempel")


@cache
def known(code: str) -> dict[str, list[dict]]:
    """What is known of a municipality, as rows of a workbook."""
    rows = {}
    for sheet in SHEETS:
        if sheet.table != "sources":
            frame = tables().frames()[sheet.table]
            rows[sheet.table] = [_halved(row) for row in records(frame[frame["code"] == code])]
    used = {row["source_id"] for own in rows.values() for row in own}
    rows["sources"] = [_halved(row) for row in records(tables().sources) if row["source_id"] in used]
    return rows


def _halved(row: dict) -> dict:
    return {**row, **{f"note_{lang}": note_in(lang, row["note"]) or None for lang in ("sv", "en")}}


def told(made, **options):
    return examine(saved(made), "prov.xlsx", tables(), **options)


def whole(**changes):
    """A workbook with all that is known, and the tables named by ``changes`` as they are given."""
    return book({**known("9902"), **changes}, code="9902", release=tables().release)


def summary(found):
    return {each.table: {kind: each.count(kind) for kind in ("new", "changed", "removed") if each.count(kind)}
            for each in found.changes if each.changes}  # fmt: skip


@pytest.mark.parametrize("code", ["9901", "9902", "9905"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_known_comes_back_unchanged(code, lang):
    found = told(book(known(code), lang=lang, code=code, release=tables().release))
    assert (found.flaws, found.remarks, dict(found.frames)) == ((), (), {})
    assert sum(each.unchanged for each in found.changes) == sum(map(len, known(code).values()))
    assert (found.lang, found.code) == (lang, code)


def test_new_changed_and_removed_rows_are_told_and_laid_over():
    goals = [dict(row) for row in known("9902")["targets"]]
    goals[0]["value_low"] = goals[0]["value_high"] = 77
    gone = goals.pop()
    goals.append({**goals[1], "text_sv": "Ett nytt mål", "target_year": 2033, "goal_id": None})
    found = told(whole(targets=goals))
    assert found.flaws == ()
    assert summary(found) == {"targets": {"new": 1, "changed": 1, "removed": 1}}
    after, before = found.over(tables()).targets, tables().targets
    assert gone["goal_id"] not in set(after.loc[after["code"] == "9902", "goal_id"])
    assert "alvsunda-2033" in set(after["goal_id"])
    others = lambda frame: frame[frame["code"] != "9902"].reset_index(drop=True)  # noqa: E731
    pd.testing.assert_frame_equal(others(after), others(before))


def test_columns_are_changed_alone_and_the_rest_of_the_row_stays_to_the_letter():
    rows = [dict(row) for row in known("9902")["process"]]
    rows[0]["locator"] = "s. 9"
    (change,) = next(each for each in told(whole(process=rows)).changes if each.table == "process").changes
    assert [name for name, _, _ in change.values] == ["locator"]
    assert change.values[0][2] == "s. 9"


def test_sheets_may_be_renamed_and_put_in_another_order():
    made = whole()
    for place, sheet in enumerate(made.worksheets):
        sheet.title = f"Flik {place}"
    made._sheets.reverse()
    assert (told(made).flaws, summary(told(made))) == ((), {})


def test_a_sheet_that_is_not_there_changes_nothing_and_an_emptied_one_removes_its_rows():
    made = whole()
    del made[title("process", "sv")]
    assert summary(told(made)) == {}
    assert summary(told(whole(process=[]))) == {"process": {"removed": len(known("9902")["process"])}}


def test_columns_may_be_moved_and_rows_put_in_above_them():
    made = whole()
    sheet = made[title("links", "sv")]
    sheet.insert_rows(1, 4)
    sheet.insert_cols(2)
    sheet["B7"] = "Egen kolumn"
    sheet["B8"] = "något"
    found = told(made)
    assert (found.flaws, summary(found)) == ((), {})
    assert [(each.key, each.value) for each in found.remarks] == [("column_passed_over", "Egen kolumn")]


def test_empty_rows_between_and_after_are_passed_over():
    made = whole()
    sheet = made[title("links", "sv")]
    sheet.insert_rows(5)
    sheet["C900"] = "   "
    assert (told(made).flaws, summary(told(made))) == ((), {})


def test_hidden_rows_are_read_and_told_of():
    made = book(ROWS)
    made[title("links", "sv")].row_dimensions[4].hidden = True
    found = told(made)
    assert summary(found)["links"] == {"new": 2}
    assert [each.details["rows"] for each in found.remarks if each.key == "hidden_rows"] == ["4"]


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    made = book(ROWS)
    sheet = made[title("links", "sv")]
    cell = at(sheet, "version", 0, "links")
    sheet.merge_cells(f"{cell}:{at(sheet, 'version', 1, 'links')}")
    found = told(made)
    assert found.flaws == ()
    assert (
        found.over(tables()).links.query("code == '9901' and url == 'https://example.org/b'")["version"].item() == 2025
    )


def test_a_formula_with_a_value_is_read_and_one_without_is_told():
    found = told(book({"links": [{**LINK, "version": "=2020+5"}], "sources": [SOURCE]}))
    assert [(each.key, each.cell) for each in found.flaws] == [("formula_without_value", "B4")]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("marked", [True, False])
def test_an_example_row_is_never_taken_in(lang, marked):
    made = book(ROWS, lang=lang)
    sheet = made[title("links", lang)]
    fields = next(each for each in SHEETS if each.table == "links").fields
    row = [shown("links", each.name, example("links", each.name, lang), lang) for each in fields]
    sheet.append([{"sv": "Exempel", "en": "Example"}[lang] if marked else None, *row])
    found = told(made)
    assert found.flaws == ()
    assert summary(found)["links"] == {"new": 2}
    assert ("example_unmarked" in {each.key for each in found.remarks}) is not marked


def test_a_row_that_is_marked_as_an_example_and_holds_something_else_is_asked_about():
    made = book(ROWS)
    made[title("links", "sv")]["A4"] = "Exempel"
    assert [(each.key, each.cell) for each in told(made).flaws] == [("example_changed", "A4")]


def test_headings_that_are_gone_missing_or_twice_are_told():
    made = book({**ROWS, "links": [LINK]})
    sheet = made[title("links", "sv")]
    url = at(sheet, "url", -1, "links")
    sheet[url] = None
    assert [(each.key, each.cell) for each in told(made).flaws] == [("heading_missing", "A3")]
    sheet[url] = sheet[at(sheet, "title", -1, "links")].value
    assert {each.key for each in told(made).flaws} == {"heading_missing", "heading_twice"}
    sheet.delete_rows(3)
    assert [(each.key, each.sheet) for each in told(made).flaws] == [("no_headings", title("links", "sv"))]


def test_the_same_table_on_two_sheets_is_told():
    made = book(ROWS)
    made.copy_worksheet(made[title("links", "sv")])
    assert "sheet_twice" in {each.key for each in told(made).flaws}


def test_what_the_workbook_leaves_as_it_was_is_left_as_others_have_made_it():
    """The template was made from an older release; since then a row came, one changed and one went."""
    former = tables()
    links = former.links.copy()
    own = links.index[links["code"] == "9901"]
    links.loc[own[0], "title"] = "Rättad av någon annan"
    newer = pd.concat(
        [links.drop(own[1]), links.loc[[own[2]]].assign(url="https://example.org/nyare")], ignore_index=True
    )
    now = Tables(**_with(former, newer))
    made = book({"links": known("9901")["links"]}, release=former.release)
    found = examine(saved(made), "prov.xlsx", now, releases=lambda _: former)
    assert found.flaws == ()
    assert summary(found) == {}
    assert [each.details["count"] for each in found.remarks if each.key == "rows_kept"] == [1]


def _with(former: Tables, links: pd.DataFrame) -> dict:
    plain = {"dataset": former.dataset, "release": "2099-01", "fictional": True}
    return {**plain, **former.frames(), "links": links}


def test_without_the_release_that_it_was_made_from_nothing_is_removed():
    def gone(name: str) -> Tables:
        raise UnknownRelease(name)

    made = book({"links": known("9901")["links"][:1]}, release="2001-01")
    found = examine(saved(made), "prov.xlsx", tables(), releases=gone)
    assert summary(found) == {}
    assert [each.key for each in found.remarks] == ["release_unknown"]


@pytest.mark.parametrize(
    ("code", "name", "key"),
    [("9999", None, "no_such_municipality"), (None, None, "no_municipality"), ("9901", "Älvsunda", "name_and_code"),
     (None, "Lilleby", "no_such_municipality")],
)  # fmt: skip
def test_whose_figures_they_are_must_be_told(code, name, key):
    made = book(ROWS, code=code)
    made.worksheets[0].append(["Kommun", name])
    assert [each.key for each in told(made).flaws] == [key]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_empty_template_without_a_municipality_asks_for_one(lang):
    data = template(tables(), None, lang, today=date(2026, 11, 22))
    assert [(each.key, each.value) for each in examine(data, "tom.xlsx", tables()).flaws] == [("no_municipality", "")]
    assert examine(data, "tom.xlsx", tables(), city="stadskoping").flaws == ()


def test_cells_that_cannot_be_read_are_told_together_with_whose_they_are():
    made = book({**ROWS, "links": [{**LINK, "version": "snart"}]}, code=None)
    assert {each.key for each in told(made).flaws} == {"no_municipality", "not_year"}


@pytest.mark.parametrize(("code", "name"), [(9901, None), (None, "Stadsköpings kommun"), (None, "stadsköping")])
def test_a_code_may_be_a_number_and_a_name_is_enough(code, name):
    made = book(ROWS, code=code)
    made.worksheets[0].append(["Kommun", name])
    assert (told(made).flaws, told(made).code) == ((), "9901")


def test_a_source_that_others_rest_on_is_not_changed_by_one():
    (shared,) = (row for row in known("9901")["sources"] if row["source_id"] == "example-inventory-2020")
    found = told(book({"links": [LINK], "sources": [SOURCE, {**shared, "title": "Mitt eget namn"}]}))
    assert [each.key for each in found.flaws] == ["shared_source"]


def test_a_csv_file_from_the_product_is_read_as_it_is_and_with_semicolons():
    spec = next(each for each in SHEETS if each.table == "links").spec
    own = tables().links.query("code == '9902'")
    text = csv_text(own, spec)
    for data in (text.encode(), text.replace(",", ";").encode("cp1252"), b"\xef\xbb\xbf" + text.encode()):
        found = examine(data, "links.csv", tables())
        assert (found.flaws, summary(found), found.code) == ((), {}, "9902")
        assert annotated(data, found) is None


def test_a_csv_file_of_several_municipalities_or_of_another_is_refused():
    spec = next(each for each in SHEETS if each.table == "links").spec
    data = csv_text(tables().links, spec).encode()
    assert {each.key for each in examine(data, "links.csv", tables()).flaws} == {"other_municipality"}
    own = csv_text(tables().links.query("code == '9902'"), spec).encode()
    assert [each.key for each in examine(own, "links.csv", tables(), city="stadskoping").flaws] == ["another_city"]


def test_a_csv_file_with_our_headings_needs_the_municipality_to_be_told():
    data = "Kontraktsversion;Dokumentets namn;Adress;Källa\n".encode()
    assert examine(data, "x.csv", tables()).flaws
