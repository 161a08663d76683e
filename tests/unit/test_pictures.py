"""Pictures: what is drawn, under which name it is kept, and how the shelf keeps it."""

import json
import os
from dataclasses import replace

import pytest

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.pictures import ahead, chromium, front, orders, shelf
from dashboard.pictures.client import Busy, NoPictures
from dashboard.pictures.edition import edition
from dashboard.state import ViewState
from dashboard.tables.loading import load
from dashboard.views import VIEWS, build

UMEA = ViewState(cities=("umea",))


def words(order):
    """What is written in an ordered picture, as one line."""
    layout = json.loads(order.figure)["layout"]
    texts = [layout.get("title", {}).get("text", ""), *(note["text"] for note in layout["annotations"])]
    return " ".join(texts).replace("<br>", " ")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A shelf of the test's own."""
    own = replace(settings(), pictures=tmp_path / "pictures")
    monkeypatch.setattr(shelf, "settings", lambda: own)
    return own.pictures


def test_the_edition_is_the_same_for_the_same_data_and_another_for_other(tables):
    again = load(settings().data)
    assert edition(again) == edition(tables)
    changed = tables.emissions.copy()
    changed.loc[changed.index[-1], "transport"] += 1
    assert edition(replace(tables, emissions=changed)) != edition(tables)
    assert edition(replace(tables, fictional=True)) != edition(tables)


def test_every_state_that_looks_otherwise_has_a_name_of_its_own(tables):
    states = [
        UMEA, UMEA.but(lang="en"), UMEA.but(theme="dark"), UMEA.but(size="narrow"), UMEA.but(measure="capita"),
        UMEA.but(start=2000), UMEA.but(end=2030), UMEA.but(cities=("lund",)), UMEA.but(cities=("lund", "umea")),
        UMEA.but(layer="n6"),
    ]  # fmt: skip
    names = {front.name_of("still", "svg", "trajectory", state, tables) for state in states}
    assert len(names) == len(states)
    assert front.name_of("still", "svg", "sectors", UMEA, tables) not in names


def test_what_makes_no_difference_makes_no_other_name(tables):
    still = front.name_of("still", "svg", "trajectory", UMEA, tables)
    assert still == front.name_of("still", "svg", "trajectory", UMEA.but(release=tables.release, mode="embed"), tables)
    assert still == front.name_of("still", "svg", "trajectory", UMEA.but(theme="light"), tables)
    card = front.name_of("card", "png", "trajectory", UMEA, tables)
    assert card == front.name_of("card", "png", "trajectory", UMEA.but(size="narrow"), tables)


@pytest.mark.parametrize("view", VIEWS)
def test_a_still_picture_has_the_size_that_its_figure_is_laid_out_for(tables, view):
    for size, width in orders.WIDTHS.items():
        shown = build(view, UMEA.but(mode="embed", size=size), tables)
        order = orders.still(shown)
        assert (order.format, order.width, order.height) == ("svg", width, shown.figure["layout"]["height"])
        assert json.loads(order.figure)["data"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_picture_in_a_file_says_what_it_shows_and_where_it_is_from(tables, lang):
    shown = build("trajectory", UMEA.but(lang=lang), tables)
    order = orders.file(shown, tables, "png")
    text = words(order)
    assert shown.summary in text
    assert "SMHI" in text
    assert tables.release in text
    assert order.height > shown.figure["layout"]["height"]


def test_a_made_up_picture_says_so_wherever_it_stands_alone():
    made_up = load(settings().data.parent / "exempel")
    city = next(iter(made_up.slugs))
    shown = build("trajectory", ViewState(cities=(city,)), made_up)
    assert t("sv", "fictional") in words(orders.file(shown, made_up, "svg"))
    assert t("sv", "fictional") in words(orders.card(shown, made_up, None))


def test_a_finding_too_long_for_a_card_is_cut_and_shows_that_it_is(tables):
    shown = build("trajectory", UMEA, tables)
    text = words(orders.card(replace(shown, summary="ord " * 200), tables, None))
    assert " …</b>" in text
    assert text.count("ord") < 200


def test_a_view_without_data_has_no_picture(tables):
    with pytest.raises(front.NothingToDraw):
        front.order_of("still", "svg", "goals", ViewState(cities=("arjang",)), tables, lambda _: b"")


def test_a_picture_is_drawn_once_and_then_kept(tables, empty):
    asked = []

    def draw(order):
        asked.append(order)
        return b"<svg/>"

    for _ in range(3):
        content = front.picture("still", "svg", "trajectory", UMEA, tables, draw=draw)
        assert front.unpacked(content) == b"<svg/>"
    assert len(asked) == 1
    assert len(list(empty.rglob("*.svg"))) == 1


@pytest.mark.parametrize("fault", [Busy, NoPictures])
def test_what_could_not_be_drawn_is_not_kept(tables, empty, fault):
    def draw(_order):
        raise fault

    with pytest.raises(fault):
        front.picture("still", "svg", "trajectory", UMEA, tables, draw=draw)
    assert not list(empty.rglob("*.svg"))


def test_the_shelf_holds_what_it_may_and_lets_the_oldest_go(empty):
    for i in range(4):
        shelf.write(f"edition{i % 2}/{i}.svg", b"x" * 100)
        os.utime(empty / f"edition{i % 2}" / f"{i}.svg", (i, i))
    assert shelf.prune(most=2 * (100 + shelf.SEAL)) == 2
    assert [shelf.read(f"edition{i % 2}/{i}.svg") for i in range(4)] == [None, None, b"x" * 100, b"x" * 100]
    assert shelf.prune(most=0) == 2
    assert not list(empty.iterdir())


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_picture_is_taken_away_and_drawn_anew(tables, empty, damage):
    front.picture("still", "svg", "trajectory", UMEA, tables, draw=lambda _: b"<svg/>")
    (path,) = empty.rglob("*.svg")
    path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert shelf.read(path.relative_to(empty).as_posix()) is None
    again = front.picture("still", "svg", "trajectory", UMEA, tables, draw=lambda _: b"<svg>2</svg>")
    assert front.unpacked(again) == b"<svg>2</svg>"


def test_a_shelf_that_cannot_be_written_keeps_nothing_and_harms_nobody(empty):
    empty.write_text("a file stands where the folder should")
    shelf.write("edition/one.svg", b"x")
    assert shelf.read("edition/one.svg") is None


def test_that_the_disk_is_full_is_said_once_and_leaves_no_half_behind(empty, monkeypatch, caplog):
    caplog.set_level("INFO", logger=shelf.__name__)
    monkeypatch.setattr(shelf, "_trouble", [""])

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", full)
        for number in range(50):
            shelf.write(f"edition/{number}.svg", b"x" * 100)
    assert [one for one in empty.rglob("*") if one.is_file()] == []
    shelf.write("edition/one.svg", b"x")
    assert shelf.read("edition/one.svg") == b"x"
    assert [one.getMessage() for one in caplog.records] == [
        "pictures cannot be kept, and are drawn anew each time: No space left on device",
        "pictures are kept again",
    ]


def test_ahead_are_the_contracts_cities_and_the_country_in_every_look(tables):
    wanted = list(ahead.wanted(tables))
    places = {each.state.cities for each in wanted}
    assert () in places
    assert ("umea",) in places
    assert ("ale",) not in places
    assert len(wanted) == len(set(wanted)) == len(places) * len(VIEWS) * 2 * 4


def test_no_browser_is_used_when_none_shall_be(monkeypatch):
    monkeypatch.setenv("CHROME", "")
    assert chromium.find() is None
    assert not front.available()
