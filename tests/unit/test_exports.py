"""A view's file holds the view's own figures, can be opened in a spreadsheet, and can do no harm there."""

import csv
import io
from dataclasses import replace

import pytest

from dashboard.exports.csv import PLAIN, SPREADSHEET, write
from dashboard.i18n import t
from dashboard.state import LANGUAGES, MEASURES, ViewState
from dashboard.views import VIEWS, build

#: What a spreadsheet takes for a formula.
FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@now", "\t=1", "\r=1", '=HYPERLINK("https://example.org")')


def read(text: str, lang: str = "en") -> list[list[str]]:
    delimiter = SPREADSHEET[lang].delimiter
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def blocks(shown, **how) -> list[list[list[str]]]:
    """What stands between empty rows: the main table, the finding with the sources, then a block a further table."""
    found: list[list[list[str]]] = [[]]
    for row in read(write(shown, **how), "en" if how else shown.state.lang):
        if row:
            found[-1].append(row)
        else:
            found.append([])
    return found


def parts(shown) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """The heading, the rows, and what stands under the empty row."""
    (head, *rows), foot, *_ = blocks(shown)
    return head, rows, foot


@pytest.mark.parametrize("measure", MEASURES)
def test_the_file_holds_the_figures_of_the_table_to_the_sixth_decimal(tables, measure):
    shown = build("sectors", ViewState(lang="en", cities=("umea",), measure=measure), tables)
    head, rows, _ = parts(shown)
    assert head[0] == "Sector"
    assert [name.split(" ")[0] for name in head[1:]] == ["1990", "2000", "2005", "2010", "2015"] + [
        str(year) for year in range(2020, 2025)
    ]
    for row, known in zip(rows, shown.table.rows.to_dict("records"), strict=True):
        assert row[0] == known["label"]
        assert float(row[-1]) == pytest.approx(known["2024"], abs=5e-7)


def test_umea_2024_is_365_010_tonnes_in_the_file_too(tables):
    _, rows, _ = parts(build("trajectory", ViewState(lang="en", cities=("umea",)), tables))
    latest = next(row for row in rows if row[0] == "2024")
    assert round(float(latest[2])) == 365_010


def test_missing_is_an_empty_cell_and_never_zero(tables):
    _, rows, _ = parts(build("sectors", ViewState(lang="en", cities=("umea",)), tables))
    abroad = next(row for row in rows if row[0] == "International transport")
    assert abroad[1:9] == [""] * 8
    assert float(abroad[10]) > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_tell_the_unit_in_the_readers_language(tables, lang):
    head, _, _ = parts(build("sectors", ViewState(lang=lang, cities=("umea",), measure="capita"), tables))
    assert head[-1] == f"2024 [{t(lang, 'csv_unit.tonnes_per_person')}]"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_finding_and_the_sources_stand_at_the_foot(tables, view, lang):
    shown = build(view, ViewState(lang=lang, cities=("umea",)), tables)
    _, _, foot = parts(shown)
    assert foot[0] == [shown.summary]
    assert len(foot) == 1 + len(shown.sources)
    assert all(row[0] == t(lang, "sources") for row in foot[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_of_made_up_figures_says_so_and_a_file_of_real_ones_does_not(tiny, lang):
    shown = build("trajectory", ViewState(lang=lang, cities=("alsta",)), tiny)
    warning = [t(lang, "fictional")]
    rows = read(write(shown, fictional=True), lang)
    assert rows[rows.index([]) + 2] == warning
    assert warning not in read(write(shown), lang)


def test_a_spreadsheet_reads_swedish_letters(tables):
    text = write(build("trajectory", ViewState(cities=("umea",)), tables))
    assert text.startswith("\ufeff")
    assert "Umeå" in text.encode("utf-8").decode("utf-8-sig")
    assert "\r\n" in text


def test_years_are_whole_numbers(tables):
    _, rows, _ = parts(build("trajectory", ViewState(cities=("umea",)), tables))
    assert all(row[0].isdigit() for row in rows)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_disarmed(tiny, formula):
    goals = tiny.targets.assign(text_en=formula)
    sources = tiny.sources.assign(title=formula, publisher=formula)
    shown = build("goals", ViewState(lang="en", cities=("alsta",)), replace(tiny, targets=goals, sources=sources))
    cells = [cell for row in read(write(shown)) for cell in row]
    assert any(formula.strip() in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if cell.startswith("-") and not cell[1:].replace(".", "").isdigit()] == []


def test_a_view_without_data_is_a_file_that_says_so(tables):
    text = write(build("goals", ViewState(lang="en", cities=("arjang",)), tables))
    assert [t("en", "goals.none")] in read(text)


def test_a_swedish_spreadsheet_gets_semicolons_and_decimal_commas_and_programs_never_do(tables):
    shown = build("sectors", ViewState(cities=("umea",), measure="capita"), tables)
    known = shown.table.rows.iloc[0]["2024"]
    (_, first, *_), *_ = blocks(shown)
    assert "." not in first[-1]
    assert float(first[-1].replace(",", ".")) == pytest.approx(known, abs=5e-7)
    (_, first, *_), *_ = blocks(shown, dialect=PLAIN)
    assert float(first[-1]) == pytest.approx(known, abs=5e-7)


@pytest.mark.parametrize(("view", "lang"), [("contract", "sv"), ("scopes", "en"), ("modal-share", "en")])
def test_each_further_table_of_a_view_follows_under_its_heading(tables, view, lang):
    shown = build(view, ViewState(lang=lang, cities=("umea",)), tables)
    _, _, *more = blocks(shown)
    held = [part for part in shown.sections if part.table is not None]
    assert len(more) == len(held) > 0
    for (heading, head, *rows), part in zip(more, held, strict=True):
        assert heading == [part.heading]
        assert [name.split(" [")[0] for name in head] == [column.heading for column in part.table.columns]
        assert len(rows) == len(part.table.rows)
