"""The accessibility statement says all that the law asks for, and the paragraph for others says the same."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t, texts
from dashboard.server.addresses import parse
from dashboard.state import LANGUAGES, ViewState
from layouts.accessibility import REPORT_TO_DIGG, SHORTCOMINGS, TESTED, accessibility, paragraph
from layouts.pages import first_html, whole
from tests.layouts.tree import having, of_kind, prop, text

every_language = pytest.mark.parametrize("lang", LANGUAGES)


def statement(tables, lang):
    return whole(parse(f"/{lang}/about/accessibility", {}, tables), tables)


@every_language
def test_the_statement_has_every_part_of_the_form(tables, lang):
    headings = [text(one) for one in of_kind(statement(tables, lang), "H2")]
    parts = (
        "who",
        "how",
        "unable",
        "report",
        "supervision",
        "technical",
        "shortcomings",
        "outside",
        "testing",
        "dates",
    )
    assert headings[: len(parts)] == [t(lang, f"accessibility.{part}.heading") for part in parts]


@every_language
def test_the_statement_says_how_far_the_law_is_followed_in_the_laws_own_words(tables, lang):
    said = text(statement(tables, lang))
    assert {"sv": "delvis förenlig med lagen", "en": "complies with the act in part"}[lang] in said
    assert {"2018:1937", "EN 301 549", "WCAG 2.2"} <= set(re.findall(r"2018:1937|EN 301 549|WCAG 2\.2", said))


@every_language
def test_the_statement_tells_when_it_was_made(tables, lang):
    tested = i18n.day(lang, date.fromisoformat(TESTED))
    assert text(statement(tables, lang)).count(tested) == 3


@every_language
def test_the_statement_leads_to_the_authority_and_to_where_data_are_corrected(tables, lang):
    links = {prop(one, "href") for one in of_kind(statement(tables, lang), "A", "Link")}
    assert REPORT_TO_DIGG in links
    (corrections,) = [one for one in links if one.startswith("/") and urlsplit(one).fragment]
    there = parse(urlsplit(corrections).path, {}, tables)
    assert having(whole(there, tables), "id", urlsplit(corrections).fragment)


@every_language
def test_every_shortcoming_is_told_with_its_requirement_and_a_way_around(tables, lang):
    items = [text(one) for one in of_kind(statement(tables, lang), "Li")]
    for one in SHORTCOMINGS:
        key = f"accessibility.shortcoming.{one.name}"
        (told,) = [item for item in items if t(lang, f"{key}.heading") in item]
        assert t(lang, f"{key}.what") in told
        assert t(lang, f"{key}.instead") in told
        assert set(re.findall(r"\d\.\d\.\d+", told)) == set(one.criteria)


def test_every_text_of_a_shortcoming_belongs_to_one_that_is_listed():
    told = {key.split(".")[2] for key in texts("sv") if key.startswith("accessibility.shortcoming.")}
    assert told == {one.name for one in SHORTCOMINGS}


@every_language
def test_the_ready_paragraph_says_what_is_embedded_how_it_was_tested_and_every_shortcoming_of_embeds(lang):
    said = paragraph(lang, "kartan.example")
    assert "kartan.example" in said
    assert i18n.day(lang, date.fromisoformat(TESTED)) in said
    assert {"WCAG 2.2", "EN 301 549", "axe-core"} <= set(re.findall(r"WCAG 2\.2|EN 301 549|axe-core", said))
    short = {one.name: t(lang, f"accessibility.shortcoming.{one.name}.short") for one in SHORTCOMINGS}
    assert {name for name, words in short.items() if words in said} == {
        one.name for one in SHORTCOMINGS if one.embedded
    }
    assert "\n" not in said


@every_language
def test_a_shortcoming_names_the_same_requirement_in_short_as_in_full(lang):
    for one in SHORTCOMINGS:
        short = t(lang, f"accessibility.shortcoming.{one.name}.short")
        assert tuple(re.findall(r"\d\.\d\.\d+", short)) == one.criteria


@every_language
@pytest.mark.parametrize("route", ["", "/city/umea", "/about/method", "/about/accessibility", "/nothing"])
def test_every_page_links_to_the_statement_in_its_footer(tables, route, lang):
    page = parse(f"/{lang}{route}", {}, tables)
    (footer,) = of_kind(whole(page, tables), "Footer")
    (link,) = [one for one in of_kind(footer, "Link") if prop(one, "href") == f"/{lang}/about/accessibility"]
    assert text(link) == t(lang, "title.accessibility")
    assert f'href="/{lang}/about/accessibility"' in first_html(page, tables)


@every_language
def test_the_button_for_the_theme_tells_which_it_is(tables, lang):
    for theme, pressed in (("dark", "true"), ("light", "false"), ("auto", "false")):
        page = parse(f"/{lang}/about/accessibility", {"theme": theme}, tables)
        assert page.state == ViewState(lang=lang, theme=theme)
        (button,) = having(whole(page, tables), "aria-pressed")
        assert prop(button, "aria-pressed") == pressed
        assert text(button) == t(lang, "nav.theme")


@every_language
def test_whoever_runs_the_server_can_be_written_to_once_they_have_said_how(tables, lang, monkeypatch):
    page = parse(f"/{lang}/about/accessibility", {}, tables)
    assert t(lang, "accessibility.unable.no_contact") in text(accessibility(page, tables))
    own = replace(settings(), contact="klimat@kommun.example")
    monkeypatch.setattr("layouts.accessibility.settings", lambda: own)
    told = accessibility(page, tables)
    assert t(lang, "accessibility.unable.no_contact") not in text(told)
    assert "mailto:klimat@kommun.example" in [prop(link, "href") for link in of_kind(told, "A")]
