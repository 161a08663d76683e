"""The list of what is known says what the tables say, in words, and every cell leads somewhere on the page."""

from collections import Counter
from dataclasses import replace

import pytest

from dashboard.config import ROOT
from dashboard.i18n import t
from dashboard.model.coverage import DATED_BY, coverage, totals
from dashboard.server.addresses import parse
from dashboard.state import LANGUAGES
from dashboard.tables.loading import Tables, load
from layouts.pages import whole
from tests.layouts.tree import having, of_kind, prop, text


@pytest.fixture(scope="module")
def made_up() -> Tables:
    return load(ROOT / "data" / "exempel")


def page(tables: Tables, lang: str) -> list:
    return whole(parse(f"/{lang}/about/data", {}, tables), tables)


def table_of(tree: list, name: str):
    (found,) = [one for one in of_kind(tree, "Table") if name in (prop(one, "className") or "").split()]
    return found


every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_set = pytest.mark.parametrize("dataset", ["tables", "made_up", "tiny"])


@every_language
@every_set
def test_the_matrix_has_a_row_a_city_of_the_contract_and_a_column_a_table(request, dataset, lang):
    tables = request.getfixturevalue(dataset)
    head, *rows = of_kind(table_of(page(tables, lang), "ok-matrix"), "Tr")
    frame = coverage(tables)
    members = frame[frame["in_contract"]]
    assert [prop(one, "scope") for one in of_kind(head, "Th")] == ["col"] * (1 + len(DATED_BY))
    assert [text(of_kind(row, "Th")[0]) for row in rows] == [
        tables.municipality(code).name for code in members["code"].unique()
    ]
    cells = [cell for row in rows for cell in of_kind(row, "Td")]
    for cell, known in zip(cells, members.to_dict("records"), strict=True):
        said = text(cell)
        if known["status"] == "known":
            undated = known["year"] is None or known["year"] != known["year"] or str(known["year"]) == "<NA>"
            assert said == (t(lang, "coverage.cell.undated") if undated else str(known["year"]))
        elif known["status"] == "old":
            assert said == t(lang, "coverage.cell.old", year=known["year"])
            assert not said.isdigit()
        else:
            assert said == t(lang, f"coverage.cell.{known['status']}")


@every_language
@every_set
def test_a_known_cell_leads_to_its_source_and_a_missing_one_to_how_to_add_it(request, dataset, lang):
    tables = request.getfixturevalue(dataset)
    tree = page(tables, lang)
    frame = coverage(tables)
    cells = of_kind(table_of(tree, "ok-matrix"), "Td")
    for cell, known in zip(cells, frame[frame["in_contract"]].to_dict("records"), strict=True):
        links = [prop(link, "href") for link in of_kind(cell, "A")]
        where = {"missing": ["#correct"], "not_applicable": []}
        assert links == where.get(known["status"], [f"#source-{known['source_id']}"])
    ids = Counter(prop(one, "id") for one in having(tree, "id"))
    for link in of_kind(tree, "A"):
        if prop(link, "href").startswith("#"):
            assert ids[prop(link, "href")[1:]] == 1
    (add,) = having(tree, "id", "correct")
    assert all(name in text(add) for name in ("modal_share.csv", "scopes.csv", "sources.csv"))


@every_language
def test_the_register_has_every_source_under_its_own_name(tables, lang):
    rows = {prop(row, "id"): text(row) for row in of_kind(table_of(page(tables, lang), "ok-register"), "Tr")}
    for source in tables.sources.to_dict("records"):
        assert source["title"] in rows[f"source-{source['source_id']}"]


@every_language
def test_totals_are_of_the_contracts_municipalities_and_of_all(tables, lang):
    frame = coverage(tables)
    body = of_kind(of_kind(table_of(page(tables, lang), "ok-totals"), "Tbody"), "Tr")
    counted = [totals(frame[frame["in_contract"]]), totals(frame)]
    for row, name in zip(body, DATED_BY, strict=True):
        said = [int(text(cell)) for cell in of_kind(row, "Td")]
        assert said == [part.loc[name, status] for part in counted for status in ("known", "old", "missing")]


@every_language
def test_every_municipality_outside_the_contract_is_named_once_and_folded_away(tables, lang):
    (listed,) = having(page(tables, lang), "className", "ok-patterns")
    names = [text(link) for details in of_kind(listed, "Details") for link in of_kind(details, "A")]
    frame = coverage(tables)
    outside = frame.loc[~frame["in_contract"], "code"].unique()
    assert sorted(names) == sorted(tables.municipality(code).name for code in outside)
    assert not any(prop(details, "open") for details in of_kind(listed, "Details"))
    assert len(of_kind(listed, "Li")) < 20


@every_language
def test_where_all_take_part_there_are_no_others_to_list(made_up, lang):
    tree = page(made_up, lang)
    assert having(tree, "className", "ok-patterns") == []
    assert t(lang, "coverage.others") not in text(tree)
    assert len(of_kind(of_kind(table_of(tree, "ok-totals"), "Thead"), "Th")) == 5


@every_language
def test_where_nobody_takes_part_there_is_no_matrix(tiny, lang):
    nobody = replace(tiny, memberships=tiny.memberships[:0], contracts=tiny.contracts[:0])
    tree = page(nobody, lang)
    assert [one for one in of_kind(tree, "Table") if "ok-matrix" in prop(one, "className")] == []
    assert t(lang, "coverage.others") in text(tree)


@every_language
def test_the_list_says_what_it_is_for_what_old_means_and_where_the_file_is(tables, lang):
    tree = page(tables, lang)
    said = text(tree)
    assert t(lang, "coverage.work_list") in said
    assert t(lang, "coverage.legend", year=2020) in said
    assert f"/{lang}/export/coverage.csv" in {prop(link, "href") for link in of_kind(tree, "A")}


@every_language
def test_the_boxes_can_be_reached_and_the_matrix_passed_by_keyboard(tables, lang):
    tree = page(tables, lang)
    for key in ("coverage.totals_named", "coverage.matrix_named"):
        (box,) = having(tree, "aria-label", t(lang, key))
        assert (prop(box, "tabIndex"), prop(box, "role")) == (0, "region")
    (skip,) = [link for link in of_kind(tree, "A") if text(link) == t(lang, "coverage.skip")]
    assert prop(skip, "href") == "#coverage-after"
