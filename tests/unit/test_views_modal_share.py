"""View modal-share: what it finds, by which survey, and that it says so wherever figures may not be compared."""

import re
from dataclasses import replace

import pytest

from dashboard.config import ROOT
from dashboard.exports import csv
from dashboard.i18n import t
from dashboard.state import LANGUAGES
from dashboard.tables.loading import Tables, load
from dashboard.views.modal_share.plan import plan
from dashboard.views.modal_share.rows import cities, shown
from dashboard.views.modal_share.words import points
from tests.unit.modal import badges, built, lines, plain, written
from tests.unit.pictures import drawn, words

LEAKS = re.compile(r"\b(nan|NaN|None|NaT|inf)\b|<NA>|\{|\}")
FORMS = ("umea", "ostersund", "helsingborg", "kalmar", "jonkoping", "gavle", "goteborg", "lund")


@pytest.fixture(scope="module")
def made_up() -> Tables:
    return load(ROOT / "data" / "exempel")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("data", ["real", "made up"])
def test_every_city_is_whole_in_both_languages_and_every_size(tables, made_up, data, lang):
    chosen = tables if data == "real" else made_up
    having = {*chosen.modal_share["code"], *chosen.modal_targets["code"]}
    having_slugs = [(slug,) for slug, code in chosen.slugs.items() if code in having]
    for cities_asked in [(), *having_slugs, tuple(chosen.slugs)[:4]]:
        for size, mode in (("wide", "screen"), ("narrow", "page"), ("portrait", "embed")):
            made = built(chosen, *cities_asked, lang=lang, size=size, mode=mode, theme="dark")
            if made.status == "no-data":
                continue
            tables_of = [made.table, *(part.table for part in made.sections if part.table is not None)]
            said = [*words(made), *(cell for one in tables_of for row in one.cells(lang) for cell in row)]
            assert [text for text in said if LEAKS.search(re.sub("%{.*?}", "", text))] == []
            assert {trace["type"] for trace in drawn(made)["data"]} == {"bar"}
            assert drawn(made)["layout"]["height"] > 100
            assert len(made.table.rows) > 0
            assert made.summary.endswith(".")
            assert all(remark.endswith(".") and not remark[0].islower() for remark in made.remarks)
            assert set(made.sources["source_id"]) == set(made.frame["source_id"].dropna())


def test_umea_tells_its_three_bases_apart(tables):
    made = built(tables, "umea")
    said = plain(made.summary)
    assert "58 % av resorna" in said
    assert "hållbara 2022 (app)" in said
    assert "44 % när siffran räknas om så att den kan jämföras med 2014, då den var 40 %." in said
    assert "Målet för 2025, minst 65 % hållbara resor (tätorten), kan inte bedömas: " in said
    assert "underlagen skiljer sig (tätorten i målet, hela kommunen i undersökningen)" in said
    beside = plain(" ".join(made.remarks))
    assert "7 procentenheter kvar (2022, app: 58 %)" in beside
    assert "21 procentenheter kvar (2022, omräkning: 44 %)" in beside
    assert "45 % bland män och 34 % bland kvinnor" in beside
    english = built(tables, "umea", lang="en").summary
    assert "cannot be judged" in english
    assert "the urban area in the goal, the whole municipality in the survey" in english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_finding_is_two_sentences_at_most(tables, lang):
    for slug, code in tables.slugs.items():
        if code in {*tables.modal_share["code"], *tables.modal_targets["code"]}:
            said = re.sub(r"\d\.\d", "", built(tables, slug, lang=lang).summary)
            assert len(re.findall(r"\.(?: |$)", said)) <= 2, said


def test_surveys_apart_only_for_what_none_tells_stand_under_one_heading_that_says_so(tables):
    said = written(built(tables, "helsingborg"))
    assert said.count("Undersökt: hela kommunen, alla resor, metoden anges inte") == 1
    assert "Raderna här jämförs inte med varandra: metoden anges inte." in said


def test_an_undated_survey_is_called_undated(tables):
    assert "odaterad: 58 %" in written(built(tables, "kalmar"))
    assert "(året anges inte)" in built(tables, "kalmar").summary
    lund = built(tables, "lund")
    assert written(lund).index("2023: 32 %") < written(lund).index("odaterad")
    assert {row[0] for row in lund.table.cells("sv")} == {"2023", "odaterad"}


def test_the_sustainable_share_is_a_figure_and_our_own_sum_is_called_that(tables):
    malmo = built(tables, "malmo")
    assert "2018: 65 % hållbara resor" in written(malmo)
    assert any("vår summa" in remark and "2018" in remark for remark in malmo.remarks)
    assert not any("vår summa" in remark for remark in built(tables, "lulea").remarks)


def test_a_city_with_goals_and_no_survey_shows_them_and_says_so(tables):
    made = built(tables, "ostersund")
    assert made.status == "ready"
    assert "inte hittat någon publicerad resvaneundersökning" in made.summary
    assert "40\u00a0% bil, 20\u00a0% kollektivtrafik och 40\u00a0% gång och cykel" in made.summary
    assert len(made.table.rows) == len(tables.modal_targets[tables.modal_targets["code"] == "2380"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_with_neither_has_no_data_and_how_to_add_it(tables, lang):
    made = built(tables, "arjang", lang=lang)
    assert made.status == "no-data"
    assert made.summary == t(lang, "modal-share.none")
    assert made.table.rows.empty
    assert made.sources.empty
    assert made.remarks == made.sections == ()


def test_cities_side_by_side_stand_in_the_reader_s_order_and_are_never_ranked(tables):
    for slugs in (("umea", "malmo", "lulea"), ("lulea", "umea", "malmo")):
        made = built(tables, *slugs)
        assert [city.slug for city, _ in shown(made.frame)] == list(slugs)
        assert len(badges(made)) == 2
        assert "Det går inte att ställa dem mot varandra: de skiljer sig i fråga om metoden" in made.summary
        assert lines(made) == []
        assert any("44\u00a0%" in remark for remark in made.remarks), "Umeå's other figure of the same year"
    together = built(tables, "malmo", "lund")
    assert badges(together) == []
    assert "samma område, resor och metod" in together.summary


def test_what_a_picture_does_not_show_is_not_explained_beside_it(tables):
    def told(*slugs: str) -> bool:
        return any("Streckad ruta" in remark for remark in built(tables, *slugs).remarks)

    assert told("umea")
    assert not told("umea", "lulea"), "women's and men's bars stand in the one city's picture only"


def test_a_city_without_anything_is_named_beside_one_that_has(tables):
    assert "Årjäng" in built(tables, "umea", "arjang").summary
    assert "Östersund" in built(tables, "ostersund", "arjang").summary


def test_without_cities_every_city_s_survey_is_shown_alphabetically_under_headings(tables):
    made = built(tables)
    names = [city.name for city in cities(made.frame)]
    assert len(names) == tables.modal_share["code"].nunique()
    assert names[0] == "Eskilstuna"
    assert names[-1] == "Örebro"
    assert made.frame["survey"].nunique() == len(names)
    assert f"{len(names)} kommuner" in made.summary
    assert "inte att rangordna" in made.summary
    blocks = plan(made.frame, "sv")
    assert all(block.group.heading for block in blocks)
    assert all(block.group.badge for block in blocks[1:])


@pytest.mark.parametrize("slug", FORMS)
def test_the_goals_stand_in_a_table_with_verdict_and_reason(tables, slug):
    made = built(tables, slug)
    found = made.sections[0].table if made.sections else made.table
    assert found is not None
    own = tables.modal_targets[tables.modal_targets["code"] == tables.slugs[slug]]
    assert len(found.rows) == len(own)
    assert (found.rows["verdict"] != "").all()
    assert (found.rows["detail"] != "").all()


def test_a_row_of_the_table_is_a_survey_group_and_mode(tables):
    made = built(tables, "umea")
    own = tables.modal_share[tables.modal_share["code"] == "2480"]
    assert sorted(made.table.rows["share"] * 100) == pytest.approx(sorted(own["share"]))
    assert {"kvinnor", "män", "alla"} == set(made.table.rows["group"])


def test_how_a_goal_without_a_bound_is_read_is_said(tables):
    assert any("Mål utan ”minst” eller ”högst”" in remark for remark in built(tables, "helsingborg").remarks)
    assert not any("Mål utan" in remark for remark in built(tables, "umea").remarks)


def test_notes_are_told_once_with_their_surveys(tables):
    told = [said for part in built(tables, "lulea").sections for said in part.items if "bara buss" in said]
    assert told[0].startswith("2020: ")
    assert told[0].lower().count("påverkat av pandemin") == 1
    assert told[1].startswith("2015, 2010, 2005 och 2000: ")


def spoilt(tables: Tables, slug: str, survey: str, **changes) -> Tables:
    rows = tables.modal_share.copy()
    own = (rows["code"] == tables.slugs[slug]) & (rows["survey"] == survey)
    for column, value in changes.items():
        rows.loc[own, column] = value
    return replace(tables, modal_share=rows)


def test_a_recalculated_share_stands_beside_the_earlier_only_where_the_model_says_that_it_may(tables):
    fits = built(tables, "umea").summary
    assert "2014" in fits
    for changes in ({"area": "city"}, {"trips": "commuting"}):
        assert "2014" not in built(spoilt(tables, "umea", "umea-2014-paper", **changes), "umea").summary


def test_a_gap_too_small_to_write_is_not_written_as_none():
    assert points("sv", 0.04).startswith("mindre än 0,1")
    assert points("en", 7.0) == "7 percentage points"


def test_the_finding_on_all_names_what_differs_and_nothing_else(tables):
    own = tables.modal_share[tables.modal_share["survey"].isin(["umea-2022-app", "gavle-2018"])]
    alike = built(replace(tables, modal_share=own)).summary
    assert "rangordna" not in alike
    apart = built(spoilt(replace(tables, modal_share=own), "gavle", "gavle-2018", area="city")).summary
    assert "området skiljer sig" in apart
    assert "metoden" not in apart


def test_a_csv_has_years_and_persons_as_whole_numbers(tables):
    for cities_asked in ((), ("lund",), ("umea",)):
        said = csv.write(built(tables, *cities_asked))
        assert not re.search(r"\b(19|20)\d\d\.0\b|\b2300\.0", said)


def test_a_goal_runs_through_what_it_is_of_and_not_through_women_and_men(tables):
    umea = built(tables, "umea")
    high = [line["y1"] - line["y0"] for line in lines(umea)]
    assert max(high) < 60
    lund = built(tables, "lund")
    assert len(lines(lund)) == sum("car" in survey.of() for _, survey in shown(lund.frame))


def test_no_badge_is_empty(tables, made_up):
    for chosen in (tables, made_up):
        for slug in chosen.slugs:
            if chosen.slugs[slug] in {*chosen.modal_share["code"], *chosen.modal_targets["code"]}:
                assert not [text for text in badges(built(chosen, slug)) if re.search(r": ?\.|: *$", text)]


def test_a_survey_that_may_be_held_against_the_goal_stands_apart_from_one_that_may_not(tables):
    said = written(built(tables, "jonkoping"))
    assert re.search(r"2014: [^|]*11 procentenheter till målet(?! ≠)", said)


def test_a_proposal_and_a_scenario_are_never_called_goals(tables):
    lund, gavle = built(tables, "lund"), built(tables, "gavle")
    assert "inte ett antaget mål" in lund.summary
    assert "Förslag utan år" in written(lund)
    assert "Mål utan år" not in written(lund)
    assert "Scenario 2030" in written(gavle)


def test_what_is_awaited_is_a_survey_or_the_year(tables):
    assert "ingen undersökning än" in written(built(tables, "ostersund"))
    assert "målåret är inte här än" in written(built(tables, "goteborg"))


def test_a_survey_of_unknown_method_is_not_called_comparable(tables):
    assert "jämförbar undersökning" not in built(tables, "helsingborg").summary
    assert "metoden anges inte" in built(tables, "helsingborg").summary
    assert "jämförbar undersökning" in built(tables, "goteborg").summary
