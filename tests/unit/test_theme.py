"""Colours can be read and told apart by everyone, in light and in dark."""

import pytest

from dashboard.i18n import SEPARATORS
from dashboard.tables.vocabulary import SECTORS
from dashboard.theme import (
    CITY_COLOURS,
    SECTOR_COLOURS,
    SECTOR_COLOURS_DARK,
    SIZES,
    TOKENS,
    colour,
    css_variables,
    faded,
    sector_colour,
    template,
)
from tests.unit.colours import VISIONS, closest, contrast

THEMES = ("light", "dark")
#: Tokens that words are written in, on paper and on ground.
TEXT = ("ink", "muted", "accent", "measured", "trend", "path", "scenario", "gap", "good", "bad", "wait", "warn")
#: Words on a coloured ground: the words' token and the ground's.
ON_COLOUR = (("on-accent", "accent"), ("ink", "accent-soft"), ("accent", "accent-soft"), ("warn", "warn-soft"))
#: A distance in CIELAB at which two patches side by side are plainly two colours.
PLAIN = 12


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "ground"])
@pytest.mark.parametrize("token", TEXT)
def test_text_stands_out_four_and_a_half_times(theme, ground, token):
    assert contrast(TOKENS[theme][token], TOKENS[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("token", "ground"), ON_COLOUR)
def test_text_on_a_coloured_ground_stands_out_too(theme, token, ground):
    assert contrast(TOKENS[theme][token], TOKENS[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_names_of_cities_can_be_read_in_their_colours(theme):
    paper = TOKENS[theme]["paper"]
    assert [shade for shade in CITY_COLOURS[theme == "dark"] if contrast(shade, paper) < 4.5] == []


def test_marks_stand_out_three_times_on_a_dark_ground():
    paper = TOKENS["dark"]["paper"]
    assert [sector for sector, shade in SECTOR_COLOURS_DARK.items() if contrast(shade, paper) < 3] == []


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("palette", [SECTOR_COLOURS, SECTOR_COLOURS_DARK], ids=THEMES)
def test_any_two_sectors_are_told_apart_with_every_common_colour_vision(palette, vision):
    distance, one, other = closest(palette.values(), vision)
    assert distance >= PLAIN, f"{one} and {other}"


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("palette", CITY_COLOURS, ids=THEMES)
def test_any_two_cities_are_told_apart_with_every_common_colour_vision(palette, vision):
    distance, one, other = closest(palette, vision)
    assert distance >= PLAIN, f"{one} and {other}"


def test_the_measure_of_colours_is_itself_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert closest(["#ffffff", "#000000"], "full")[0] == pytest.approx(100, abs=0.1)
    # Red and green of like lightness: far apart for most, close for an eye without green cones.
    red, green = "#b04a4a", "#6a7a3a"
    assert closest([red, green], "deuteranopia")[0] < closest([red, green], "full")[0] / 2


def test_every_sector_has_its_colour_in_both_themes():
    assert set(SECTOR_COLOURS) == set(SECTOR_COLOURS_DARK) == set(SECTORS)
    assert sector_colour("light", "transport") != sector_colour("dark", "transport")


def test_both_themes_have_the_same_tokens_and_the_style_sheet_has_them_all():
    assert set(TOKENS["light"]) == set(TOKENS["dark"])
    light, dark = css_variables().strip().split("\n")
    for theme, block in (("light", light), ("dark", dark)):
        assert all(f"--ok-{name}:{value};" in block for name, value in TOKENS[theme].items())
        assert f"color-scheme:{theme}" in block


def test_auto_is_drawn_light_until_the_browser_says_otherwise():
    assert colour("auto", "ink") == colour("light", "ink") != colour("dark", "ink")


def test_a_faded_colour_keeps_its_hue():
    assert faded("#0b5c63", 0.25) == "rgba(11,92,99,0.25)"


@pytest.mark.parametrize("mode", SIZES)
def test_a_mode_changes_the_size_of_text_and_print_is_always_black_on_white(mode):
    made = template("dark", mode, SEPARATORS["sv"])
    assert made.layout.font.size == SIZES[mode][1]
    assert made.layout.separators == ",\u00a0"
    assert made.layout.font.color == TOKENS["light" if mode == "print" else "dark"]["ink"]
