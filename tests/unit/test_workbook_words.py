"""The workbook's words: every text in both languages, short enough for Excel, told apart, and none that nobody uses."""

import re
import tomllib
from itertools import combinations
from typing import Any

import pytest

from dashboard.config import ROOT
from dashboard.i18n import texts
from dashboard.workbook import words
from dashboard.workbook.sheets import BY_TABLE, SHEETS, VOCABULARIES, Sum

LANGUAGES = ("sv", "en")
WORDS: dict[str, Any] = tomllib.loads((ROOT / "dashboard" / "workbook" / "words.toml").read_text("utf-8"))
COLUMNS = [(sheet, each) for sheet in SHEETS for each in (*sheet.fields, *sheet.sums)]
#: What is written the same in Swedish and in English.
SAME = {
    "CO2e", "CO2", "GPC", "Scope 1", "Scope 2", "Scope 3", "BASIC", "BASIC+", "Scenario", "App", "Euro",
    "Gas", "Scope", "Version", "Organisation", "Cell",
}  # fmt: skip
#: Where pages say the same thing, by vocabulary: the texts' keys.
PAGES = {
    "actor_sector": "arena.sector", "amount_unit": "contract.unit", "area": "modal.area", "boundary": "boundary",
    "direction": "contract.direction", "group": "modal.group", "inventory_unit": "contract.unit",
    "method": "modal.method", "mode": "modal.mode", "reach": "contract.reach", "stage": "stage",
    "target_trips": "modal.trips", "theme": "theme", "trips": "modal.trips", "verified": "scopes.verified",
}  # fmt: skip


def _pairs(tree: Any, prefix: str = "") -> list[tuple[str, list[str]]]:
    """Every pair of texts that readers see, by its dotted key; examples are looked at by themselves."""
    if isinstance(tree, list):
        return [(prefix, tree)]
    if not isinstance(tree, dict):
        return []
    return [pair for key, value in tree.items() if key != "example" or not re.search(r"^\.field", prefix)
            for pair in _pairs(value, f"{prefix}.{key}")]  # fmt: skip


def test_every_vocabulary_has_a_word_for_each_value_and_for_nothing_else():
    assert {name: set(held) for name, held in WORDS["vocabulary"].items()} == {
        name: set(values) for name, values in VOCABULARIES.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VOCABULARIES)
def test_labels_of_a_vocabulary_are_short_and_told_apart(name, lang):
    labels = [words.label(name, value, lang) for value in VOCABULARIES[name]]
    assert len({label.casefold() for label in labels}) == len(labels)
    assert all(0 < len(label) < 60 and "," not in label and label == label.strip() for label in labels)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "key"), PAGES.items())
def test_a_label_is_the_word_that_the_pages_use(name, key, lang):
    known = {value: texts(lang)[f"{key}.{value}"] for value in VOCABULARIES[name]}
    assert {value: words.label(name, value, lang).casefold() for value in known} == {
        value: text.casefold() for value, text in known.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_phases_are_named_as_the_map_names_them(tables, lang):
    named = zip(tables.phases["number"], tables.phases[f"name_{lang}"], strict=True)
    assert {str(number): words.label("phase", str(number), lang) for number in tables.phases["number"]} == {
        str(number): f"{number} {name}" for number, name in named
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_are_named_as_excel_allows_and_told_apart(lang):
    titles = [words.title(sheet.table, lang) for sheet in SHEETS]
    titles += [words.say("how.sheet", lang), words.say("how.lists", lang)]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= 31 and not re.search(r"[\[\]:*?/\\]", title) for title in titles)
    assert all(words.about(sheet.table, lang).endswith(".") for sheet in SHEETS)
    assert set(WORDS["sheet"]) == {sheet.table for sheet in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_a_sheet_names_the_section_that_it_goes_with(sheet):
    assert sheet.section in words.about(sheet.table, "sv")
    assert sheet.section in words.about(sheet.table, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("sheet", "column"), COLUMNS, ids=lambda each: getattr(each, "name", getattr(each, "table", ""))
)
def test_a_column_has_a_heading_and_help_that_excel_can_show(sheet, column, lang):
    heading, told = words.heading(sheet.table, column.name, lang), words.help_of(sheet.table, column.name, lang)
    assert 0 < len(heading) <= 32
    assert "*" not in heading
    assert "\n" not in heading
    assert 0 < len(told) <= 255
    assert told.endswith(".")
    needed = not isinstance(column, Sum) and column.needed
    assert ({"sv": "Måste fyllas i.", "en": "Must be filled in."}[lang] in told) is needed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("sheet", "field"), [(s, f) for s, f in COLUMNS if getattr(f, "default", "")],
                         ids=lambda each: getattr(each, "name", getattr(each, "table", "")))  # fmt: skip
def test_the_help_says_what_an_empty_cell_means(sheet, field, lang):
    meant = words.label(field.words, field.default, lang)
    told = words.help_of(sheet.table, field.name, lang)
    assert {"sv": f"Tom cell betyder {meant}.", "en": f"An empty cell means {meant}."}[lang] in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_tell_columns_and_sheets_apart(lang):
    headings = {sheet.table: [words.heading(sheet.table, name, lang) for name in sheet.columns] for sheet in SHEETS}
    mark = words.say("mark.heading", lang)
    assert all(len(set(held)) == len(held) and mark not in held for held in headings.values())
    for one, other in combinations(headings, 2):
        assert set(headings[one]) - set(headings[other])
        assert set(headings[other]) - set(headings[one])


def test_days_are_asked_for_in_every_form_that_is_read():
    days = [(sheet.table, field.name) for sheet, field in COLUMNS if getattr(field, "kind", "") == "day"]
    assert len(days) == 6
    assert all("ÅÅÅÅ, ÅÅÅÅ-MM eller ÅÅÅÅ-MM-DD" in words.help_of(*each, "sv") for each in days)
    assert all("YYYY, YYYY-MM or YYYY-MM-DD" in words.help_of(*each, "en") for each in days)


def test_no_field_and_no_unit_has_words_that_nobody_uses():
    common = dict(WORDS["field"]["common"])
    for table, held in WORDS["field"].items():
        if table != "common":
            assert set(held) <= set(BY_TABLE[table].columns), table
    uses = {name for sheet in SHEETS for name in sheet.columns}
    assert set(common) <= uses
    assert set(WORDS["unit"]) == {each.unit for _, each in COLUMNS if each.unit}


def test_no_other_word_is_unused():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "dashboard" / "workbook").glob("*.py"))
    left = [f"{part}.{key}" for part in ("mark", "about", "how", "check", "listing") for key in WORDS[part]
            if f'"{key}"' not in code and f'"{part}.{key}"' not in code and f".{key}\"" not in code]  # fmt: skip
    # These are put together from the name of what they are about.
    made = re.compile(r"how\.colour_(needed|free|sum|example)(_text)?|how\.\w+_text|check\.\w+_title")
    assert [key for key in left if not made.fullmatch(key)] == []


def test_both_languages_say_it_in_their_own_words():
    pairs = _pairs(WORDS)
    assert len(pairs) > 400
    for key, pair in pairs:
        assert len(pair) == 2, key
        assert all(text.strip() == text and text for text in pair), key
        assert pair[0] != pair[1] or pair[0] in SAME, key
        assert re.findall(r"\{\w+\}", pair[0]) == re.findall(r"\{\w+\}", pair[1]), key
        assert not re.search(r"\d %", pair[0]), f"{key}: a plain space before %"
        assert not re.search(r"\d\s%", pair[1]), f"{key}: a space before % in English"
        assert not re.search(r"\b(the|and|which|must|goal)\b", pair[0]), key
        assert not re.search(r"[åäöÅÄÖ]|\b(och|inte|som)\b", pair[1]), key
