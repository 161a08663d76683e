"""The contract: when what was signed, what it holds, and that nothing is said beyond what the tables hold."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from plotly.io.json import to_json_plotly

from dashboard.i18n import t
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables.vocabulary import AMOUNT_UNITS, REACHES
from dashboard.views.contract.view import VIEW
from tests.dataset import table

#: What a reader must never meet: a missing value or a placeholder that fell through.
LEAKS = re.compile(r"\b(nan|NaN|None|NaT|inf)\b|<NA>|\{|\}")
LOOKED_AT = (("umea",), ("stockholm",), ("gotland",), ("sundsvall",), ("boras",), (), ("gavle", "umea", "gotland"))


def shown(tables, *cities, lang="en", **more):
    """The view, whether or not it is wired into the page."""
    state = ViewState(lang=lang, cities=cities, **more)
    frame = VIEW.select(tables, state)
    return SimpleNamespace(
        frame=frame,
        figure=json.loads(to_json_plotly(VIEW.figure(frame, state))) if len(frame) else None,
        summary=VIEW.summary(frame, state),
        remarks=VIEW.remarks(frame, state),
        table=VIEW.table(frame, state),
        sources=VIEW.sources(frame),
        sections=VIEW.sections(frame, state),
        lang=lang,
    )


def spots(view, name):
    return [trace for trace in view.figure["data"] if trace.get("meta") == "spots" and trace["name"] == name]


def section(view, key):
    heading = t(view.lang, f"contract.section.{key}")
    return next(part for part in view.sections if part.heading.startswith(heading))


def every_text(view):
    yield view.summary
    yield from view.remarks
    yield from (cell for row in view.table.cells(view.lang) for cell in row)
    yield from (note["text"] for note in view.figure["layout"]["annotations"])
    for trace in view.figure["data"]:
        yield from (text for point in trace.get("customdata", []) for text in point)
    for part in view.sections:
        yield from (part.heading, *part.items)
        if part.table is not None:
            yield from (cell for row in part.table.cells(view.lang) for cell in row)


@pytest.fixture
def made_up(tiny):
    """A contract with all that may go wrong: a dispute, a draft, a part of a whole, a match, and things missing."""
    both = {"version": 2023, "theme": "energy"}
    return replace(
        tiny,
        contracts=table(
            "contracts",
            [
                {"code": "9901", "version": 2021, "standing": "joined", "certainty": "disputed",
                 "note": "sv: Jaså | en: Oh"},
                {"code": "9901", "version": 2022, "standing": "signed", "date": "2022-12-08"},
                {"code": "9902", "version": 2022, "standing": "signed", "certainty": "derived"},
            ],
        ),
        parties=table(
            "parties",
            [
                {"version": 2020, "party": "Vinnova", "since": "2020-12-11", "area": "innovation", "draft": "no",
                 "undertaking_sv": "Stöder", "undertaking_en": "Supports"},
                {"version": 2025, "party": "Vinnova", "since": "2020-12-11", "area": "eu", "draft": "yes",
                 "undertaking_sv": "Kanske", "undertaking_en": "Perhaps"},
            ],
        ),
        investments=table(
            "investments",
            [
                {"code": "9901", **both, "name_sv": "Hela", "name_en": "Whole", "reach": "city", "unit": "msek",
                 "need_low": 800, "need_high": 900, "funded": 100},
                {"code": "9901", **both, "name_sv": "Del", "name_en": "Part", "within": "Whole", "reach": "city",
                 "unit": "msek", "need_low": 300, "need_high": 300},
                {"code": "9901", **both, "name_sv": "Stöd", "name_en": "Grant", "reach": "project", "unit": "msek",
                 "need_low": 10, "need_high": 10, "funded": 5},
            ],
        ),
        experiences=table(
            "experiences",
            [
                {"code": "9901", **both, "direction": "offers", "text_sv": "Ger", "text_en": "Gives"},
                {"code": "9902", **both, "direction": "seeks", "text_sv": "Vill", "text_en": "Wants"},
            ],
        ),
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["narrow", "wide"])
@pytest.mark.parametrize("cities", LOOKED_AT, ids="+".join)
def test_the_view_is_whole_and_lets_no_missing_value_through(tables, cities, size, lang):
    view = shown(tables, *cities, lang=lang, size=size, theme="dark")
    assert [text for text in every_text(view) if LEAKS.search(text)] == []
    assert {trace["type"] for trace in view.figure["data"]} <= {"scatter", "bar"}
    assert len(view.table.rows) > 0
    assert set(view.frame["source_id"].dropna()) == set(view.sources["source_id"])


def test_every_statement_on_a_signing_is_a_row_with_its_source(tables):
    view = shown(tables, "umea")
    own = tables.contracts[tables.contracts["code"] == tables.slugs["umea"]]
    assert len(view.table.rows) == len(own)
    register = tables.sources.set_index("source_id")["url"].fillna("")
    assert sorted(view.table.rows["url"]) == sorted(register[own["source_id"]])
    assert view.table.columns[-1].href == "url"


def test_the_finding_says_when_it_began_and_what_it_was_renewed_to(tables):
    assert "2020" in shown(tables, "umea").summary
    assert "2021–2025/26" in shown(tables, "umea").summary
    assert "letter of intent" in shown(tables, "sundsvall").summary


def test_a_disputed_signing_is_said_to_be_in_the_finding_the_picture_and_the_table(made_up):
    view = shown(made_up, "alsta")
    assert "disagree" in view.summary
    written = " ".join(note["text"] for note in view.figure["layout"]["annotations"]).replace("<br>", " ")
    assert "the sources disagree" in written
    assert view.table.rows["beside"].tolist() == ["The sources disagree. Oh.", ""]


def test_joining_does_not_look_like_signing_and_neither_does_an_unknown_day(made_up):
    (trace,) = spots(shown(made_up, "alsta"), "signings")
    joined, signed = zip(trace["marker"]["symbol"], trace["marker"]["color"], strict=True)
    (trace,) = spots(shown(made_up, "bjorko"), "signings")
    undated = (trace["marker"]["symbol"][0], trace["marker"]["color"][0])
    assert len({joined, signed, undated}) == 3


def test_a_draft_is_marked_as_one_and_what_is_none_is_not(made_up):
    rows = section(shown(made_up, "alsta"), "parties").table.rows.set_index("what")
    assert rows["draft"].to_dict() == {"Perhaps": "draft", "Supports": "not a draft"}
    assert any("draft" in text for text in shown(made_up, "alsta").remarks)


def test_the_agencies_text_of_2025_is_a_draft_in_the_real_data(tables):
    rows = section(shown(tables, "umea"), "parties").table.rows
    drafts = tables.parties[tables.parties["draft"] == "yes"]
    assert set(rows.loc[rows["draft"] == "draft", "what"]) == set(drafts["undertaking_en"])


def test_a_part_is_never_added_to_what_contains_it(made_up):
    view = shown(made_up, "alsta")
    whole = next(part for part in view.sections if "everyone in the city" in part.heading)
    assert whole.table.rows["need"].tolist() == ["800–900", "300"]
    assert whole.table.rows["holder"].fillna("").tolist() == ["", "Whole"]
    assert whole.table.rows["gap"].tolist() == ["700–800", t("en", "missing")]
    # 800 and 300 would make 1,100, 900 and 300 would make 1,200.
    told = [cell for row in whole.table.cells("en") for cell in row]
    assert not re.search(r"1,?[12]00", " ".join([whole.heading, *whole.items, *told]))


def test_a_grant_stands_apart_from_what_a_city_needs_and_has_no_gap(made_up):
    view = shown(made_up, "alsta")
    (grant,) = [part for part in view.sections if "projects and studies" in part.heading]
    assert grant.table.rows["what"].tolist() == ["Grant"]
    assert "gap" not in [column.name for column in grant.table.columns]


def test_no_table_of_a_real_city_mixes_reach_or_unit(tables):
    start = t("en", "contract.investments_heading", where="", unit="").split(":")[0]
    for slug in ("stockholm", "malmo", "umea", "goteborg"):
        view = shown(tables, slug)
        own = tables.investments[tables.investments["code"] == tables.slugs[slug]]
        parts = [part for part in view.sections if part.heading.startswith(start)]
        # What has no amount stands in a part of its own, after all that has one.
        kinds = [*own.groupby(["reach", "unit"]).size(), *([bare] if (bare := own["unit"].isna().sum()) else [])]
        assert sorted(len(part.table.rows) for part in parts) == sorted(kinds)


def test_stockholms_plan_in_two_currencies_is_told_as_one(tables):
    view = shown(tables, "stockholm")
    assert any("one plan in two currencies" in item for part in view.sections for item in part.items)


def test_experiences_are_matched_from_both_sides_and_lead_to_the_other_city(made_up):
    for slug, other, why in (("alsta", "bjorko", "Björkö seeks what Alsta offers"),
                             ("bjorko", "alsta", "Alsta offers what Björkö seeks")):  # fmt: skip
        part = section(shown(made_up, slug), "partners")
        assert part.table.rows["other_slug"].tolist() == [other]
        assert part.table.rows["why"].tolist() == [why]
        assert part.table.columns[0].city == "other_slug"


def test_without_a_city_the_themes_say_who_offers_and_who_seeks(made_up):
    part = section(shown(made_up), "themes")
    assert any("offered by Alsta; sought by Björkö" in item for item in part.items)


def test_what_is_missing_is_said_to_be_missing(made_up):
    view = shown(made_up, "bjorko")
    for key in ("beyond", "actions", "gaps", "investments", "inventories", "links"):
        assert section(view, key).items[-1] == t("en", "contract.nothing")
        assert section(view, key).table is None
    written = [note["text"] for note in view.figure["layout"]["annotations"]]
    assert t("en", "missing") in written
    assert not spots(view, "held")


def test_an_effect_that_no_source_gives_in_tonnes_is_missing_and_not_zero(tables):
    rows = section(shown(tables, "umea"), "actions").table
    own = tables.actions[tables.actions["code"] == tables.slugs["umea"]]
    place = [column.name for column in rows.columns].index("effect")
    cells = [row[place] for row in rows.cells("en")]
    assert cells.count(t("en", "missing")) == own["effect_t"].isna().sum()


def test_a_member_without_a_known_signing_is_neither_left_out_nor_said_to_have_signed(tables):
    view = shown(tables, "gotland")
    assert t("en", "contract.summary.member", name="Gotland") == view.summary
    assert not spots(view, "signings")
    assert (view.table.rows["standing"] == t("en", "contract.standing.member")).all()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_municipality_outside_the_contract_has_an_empty_frame_and_is_told_so(tables, lang):
    view = shown(tables, "ale", lang=lang)
    assert view.frame.empty
    assert view.summary == t(lang, "contract.none")
    assert view.table.rows.empty
    assert view.sources.empty
    assert view.sections == []
    assert shown(tables, "ale", "arvika", lang=lang).summary == t(lang, "contract.none_of_them")


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_a_city_outside_the_contract_that_is_chosen_beside_others_is_not_passed_over(tables, size):
    view = shown(tables, "umea", "ale", size=size)
    assert "Ale" in view.summary
    written = " ".join(note["text"] for note in view.figure["layout"]["annotations"]).replace("<br>", " ")
    assert t("en", "contract.absent") in written


def test_the_count_of_a_version_is_that_of_the_table(tables):
    view = shown(tables)
    signed = tables.contracts[tables.contracts["standing"] == "signed"].groupby("version")["code"].nunique()
    rows = view.table.rows.set_index("version")
    assert rows.loc["2020", "signed"] == signed[2020]
    assert rows.loc["2025/26", "signed"] == signed[2025]
    assert rows.index.is_unique
    assert f"{signed[2025]} of 48" in view.summary


def test_a_common_commitment_counts_only_where_the_city_is_in_that_version(tiny):
    common = table(
        "commitments", [{"version": 2025, "number": 1, "theme": "governance", "text_sv": "A", "text_en": "A"}]
    )
    signed = table("contracts", [{"code": "9901", "version": year, "standing": "signed"} for year in (2020, 2025)])
    (trace,) = spots(shown(replace(tiny, commitments=common, contracts=signed), "alsta"), "held")
    assert [x for x, point in zip(trace["x"], trace["customdata"], strict=True) if "commitment" in point[2]] == [2025]
    early = replace(tiny, commitments=common, contracts=signed[signed["version"] == 2020])
    assert all(
        "commitment" not in point[2] for trace in spots(shown(early, "alsta"), "held") for point in trace["customdata"]
    )


@pytest.mark.parametrize("size", ["narrow", "wide"])
@pytest.mark.parametrize("cities", [("umea",), (), ("umea", "gavle")], ids="+".join)
def test_points_can_be_pointed_at_and_say_in_plain_text_what_they_are(tables, cities, size):
    view = shown(tables, *cities, size=size)
    points = [point for trace in view.figure["data"] if trace.get("meta") == "spots" for point in trace["customdata"]]
    assert points
    assert all(len(point) == 4 and "<" not in point[2] and point[2] for point in points)
    slugs = {point[0] for point in points} - {""}
    assert slugs == (set(cities) if len(cities) > 1 else set())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_tables_has_a_text(tables, lang):
    words = {
        "contract.standing": [*tables.contracts["standing"].unique(), "member"],
        "contract.area": tables.parties["area"].unique(),
        "contract.reach": REACHES,
        "contract.reach_remark": REACHES,
        "contract.unit": [*AMOUNT_UNITS, *tables.inventories["unit"].unique()],
        "contract.indicator": tables.inventories["indicator"].unique(),
        "contract.inventory_sector": tables.inventories["sector"].dropna().unique(),
        "contract.boundary": tables.inventories["boundary"].dropna().unique(),
    }
    for prefix, names in words.items():
        assert all(t(lang, f"{prefix}.{name}").strip() for name in names)
