"""Whatever a screen shows fits it: every view's picture in its room, words that can be read, figures to write large."""

import re

import pytest

from dashboard.state import LANGUAGES, ViewState
from dashboard.views import SCREEN_ROOM, VIEWS, Shown, build
from tests.unit.pictures import drawn, words

CITIES = (("umea",), ("malmo",), ("umea", "lund"), ("umea", "lund", "malmo", "vaxjo"), ())
#: The made-up municipalities of the small data set, in as many ways.
MADE_UP = (("alsta",), ("bjorko",), ("alsta", "bjorko"), ("alsta", "bjorko", "odevata"), ())
#: 1/45 of a screen's height, where a picture is enlarged by two for 1080 lines.
LEAST = 12.0
#: Views whose figures are often counted on different bases.
APART = ("modal-share", "scopes")
LEAKS = re.compile(r"\b(nan|NaN|None|NaT|inf)\b|<NA>|\{|\}")


def _sizes(shown: Shown) -> list[float]:
    """Every size of words that the figure states, of its layout's, its annotations' and its traces' own."""
    figure = drawn(shown)
    layout = figure["layout"]
    fonts = [layout["template"]["layout"]["font"], layout.get("font", {})]
    fonts += [note.get("font", {}) for note in layout.get("annotations", [])]
    fonts += [axis.get("tickfont", {}) for name, axis in layout.items() if name[1:5] == "axis"]
    for trace in figure["data"]:
        if "text" in trace.get("mode", "") or trace.get("texttemplate") or trace["type"] == "bar":
            fonts.append(trace.get("textfont", {}))
    told = [size for font in fonts for size in _each(font.get("size"))]
    said = " ".join(note.get("text", "") for note in layout.get("annotations", []))
    return told + [float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", said)]


def _each(size: float | list[float] | None) -> list[float]:
    return size if isinstance(size, list) else [] if size is None else [size]


def _check(shown: Shown) -> None:
    if shown.status == "no-data":
        assert shown.figure is None
        assert shown.key == ()
        return
    assert drawn(shown)["layout"]["height"] <= SCREEN_ROOM[shown.state.size][1]
    assert min(_sizes(shown)) >= LEAST
    assert [text for text in words(shown) if LEAKS.search(re.sub("%{.*?}", "", text))] == []
    # Several cities whose figures may not be compared have none to write large.
    may_have_none = shown.view in APART and len(shown.state.cities) > 1
    assert (0 if may_have_none else 1) <= len(shown.key) <= max(3, len(shown.state.cities))
    for one in shown.key:
        number, _ = one.parts
        assert one.label
        assert one.value
        assert one.tone in ("", "good", "bad")
        assert not any(letter.isdigit() for letter in number) or len(number) <= 9, one
        assert not LEAKS.search(f"{one.label} {one.value} {one.context}")


@pytest.mark.parametrize(("size", "lang"), [("landscape", "sv"), ("portrait", "en")])
@pytest.mark.parametrize("cities", CITIES, ids=lambda cities: "+".join(cities) or "all")
@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_fits_its_screen_and_has_figures_to_write_large(tables, view, cities, size, lang):
    _check(build(view, ViewState(lang=lang, cities=cities, mode="screen", size=size), tables))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SCREEN_ROOM)
@pytest.mark.parametrize("cities", MADE_UP, ids=lambda cities: "+".join(cities) or "all")
@pytest.mark.parametrize("view", VIEWS)
def test_a_small_data_set_fits_a_screen_too(tiny, view, cities, size, lang):
    _check(build(view, ViewState(lang=lang, cities=cities, mode="screen", size=size), tiny))
