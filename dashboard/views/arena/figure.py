"""The picture of view ``arena``: four sectors round the city's name, or how several arenas are made up."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.arena import GROUPS, NOT_STATED
from dashboard.state import ViewState
from dashboard.tables.vocabulary import ACTOR_SECTORS
from dashboard.views.arena.boxes import Entry, Frame, Group, Panel, laid_out
from dashboard.views.arena.canvas import SYMBOLS, Canvas
from dashboard.views.arena.screen import one_city
from dashboard.views.arena.screen_several import everyone, several
from dashboard.views.base import SCREEN_ROOM, each, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import broken, width_of

GAP = 8.0
#: The centre's radius and the ring of open floor round it, in pixels at a text of 13 px.
CENTRE, FLOOR = 62.0, 72.0
#: A sector with so few actors has one column in its quarter of a wide picture, so that names need not be broken.
ONE_COLUMN = 16


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """One arena, several side by side, or, without a city, what all of them share."""
    if state.size in SCREEN_ROOM:
        return (one_city if state.city else several if state.cities else everyone)(frame, state)
    canvas = Canvas(state)
    if state.city:
        return canvas.drawn(_round(canvas, frame))
    if state.cities:
        return canvas.drawn(_side_by_side(canvas, frame))
    top = _stacked(canvas, [(t(state.lang, "arena.in_several"), _in_several(frame, state))], 0.0, linked=False)
    return canvas.drawn(_stacked(canvas, [(t(state.lang, "arena.cities"), _cities(frame, state))], top, linked=True))


def heading_of(lang: str, group: str, number: int) -> str:
    """A sector's name with how many actors it has; the name alone where no source names any."""
    name = t(lang, f"arena.sector.{group}")
    return f"{name} · {i18n.number(lang, number)}" if number else name


def _round(canvas: Canvas, frame: pd.DataFrame) -> float:
    """One city's arena: a quarter a sector round its name; on a phone one below the other. Returns the height."""
    lang = canvas.state.lang
    name, total = str(frame["city"].iloc[0]), len(frame)
    of = {group: frame[frame["group"] == group] for group in GROUPS}
    if canvas.is_narrow:
        height = _named(canvas, name, total)
        for group in ACTOR_SECTORS:
            place = canvas.frame(0, 1, 2)
            panel = _sector(of[group], group, place, lang)
            canvas.box(place, height, height + panel.height)
            canvas.put(panel, place, height)
            height += panel.height + GAP
    else:
        quarters = [
            canvas.frame(left, right, 1 if len(of[group]) <= ONE_COLUMN else 2)
            for group, (left, right) in zip(ACTOR_SECTORS, [(0, 0.496), (0.504, 1)] * 2, strict=True)
        ]
        panels = [_sector(of[group], group, place, lang) for group, place in zip(ACTOR_SECTORS, quarters, strict=True)]
        upper, lower, floor = panels[:2], panels[2:], FLOOR * canvas.scale
        middle = max(panel.height for panel in upper) + floor
        # The lowest line stands clear of the round corners.
        height = middle + floor + max(panel.height for panel in lower) + 16 * canvas.scale
        for side, place, panel in zip(("left", "right"), quarters[:2], upper, strict=True):
            canvas.box(place, 0, middle - GAP / 2, round_at=f"top {side}")
            canvas.put(panel, place, 0)
        for side, place, panel in zip(("left", "right"), quarters[2:], lower, strict=True):
            canvas.box(place, middle + GAP / 2, height, round_at=f"bottom {side}")
            canvas.put(panel, place, middle + floor)
        canvas.disc(middle, floor, "paper")
        _centre(canvas, name, total, middle)
        height += GAP
    if len(of[NOT_STATED]):
        place = canvas.frame(0, 1, 2)
        panel = _sector(of[NOT_STATED], NOT_STATED, place, lang)
        canvas.box(place, height + 1, height + panel.height, outlined=True)
        canvas.put(panel, place, height)
        height += panel.height + GAP
    return height


def _sector(rows: pd.DataFrame, group: str, place: Frame, lang: str) -> Panel:
    """A sector's panel: its actors by the version in which a source first names them."""
    groups = [
        Group(
            t(lang, "arena.since", year=since), tuple(_actor(row, lang) for row in each(rows[rows["since"] == since]))
        )
        for since in sorted(set(rows["since"].tolist()))
    ]
    return laid_out(heading_of(lang, group, len(rows)), groups, place, empty=t(lang, "arena.sector_none"))


def _actor(row: Any, lang: str) -> Entry:
    since = t(lang, "arena.since", year=int(row.since))
    sure = t(lang, f"arena.certainty.{row.certainty}")
    told = [f"{t(lang, f'arena.sector.{row.group}')}, {since.lower()}", row.role]
    told += [t(lang, "arena.elsewhere", cities=i18n.listing(lang, list(row.elsewhere)))] if row.elsewhere else []
    told += [] if row.certainty == "stated" else [f"{sure[0].upper()}{sure[1:]}"]
    told += [row.notes, row.source]
    lines = [line for line in told if line]
    said = ". ".join([row.name, *(line.rstrip(".") for line in lines)])
    hover = "<br>".join(wrapped(line, 44) for line in lines)
    return Entry(row.name, symbol=SYMBOLS[row.certainty], point=("", row.url, said, row.name, hover))


def _named(canvas: Canvas, name: str, total: int) -> float:
    """The city's name over the panels, where there is no room for a centre. Returns its height."""
    scale, lang = canvas.scale, canvas.state.lang
    count = t(lang, f"arena.actors.{'one' if total == 1 else 'other'}", count=i18n.number(lang, total))
    lines = broken(name, canvas.least - 32 * scale, 17 * scale, bold=True)
    height = (len(lines) * 22 + 40) * scale
    canvas.box(canvas.frame(0, 1, 1), 0, height, token="accent-soft")
    middle = {"xanchor": "center", "yanchor": "middle", "align": "center", "name": "centre"}
    big = "<br>".join(f"<b style='font-size:{17 * scale}px'>{line}</b>" for line in lines)
    canvas.note(0.5, height / 2, f"{big}<br>{count}", **middle)
    return height + GAP


def _centre(canvas: Canvas, name: str, total: int, y: float) -> None:
    """The round middle with the city's name, in as large a text as its longest word lets it be."""
    scale, lang = canvas.scale, canvas.state.lang
    canvas.disc(y, CENTRE * scale, "accent-soft")
    words = name.replace("-", "- ").split()
    widest = max(width_of(word, 1, bold=True) for word in words)
    size = max(12 * scale, min(18 * scale, 1.75 * CENTRE * scale / widest))
    lines = [line.replace("- ", "-") for line in broken(" ".join(words), 1.8 * CENTRE * scale, size, bold=True)]
    count = t(lang, f"arena.actors.{'one' if total == 1 else 'other'}", count=i18n.number(lang, total))
    big = "<br>".join(f"<b style='font-size:{size:.1f}px'>{line}</b>" for line in lines)
    middle = {"xanchor": "center", "yanchor": "middle", "align": "center", "name": "centre"}
    canvas.note(0.5, y, f"{big}<br>{count}", **middle)


def _side_by_side(canvas: Canvas, frame: pd.DataFrame) -> float:
    """How several arenas are made up, and below it the actors that they share. Returns the height."""
    lang, scale = canvas.state.lang, canvas.scale
    cities: dict[str, str] = frame.attrs["cities"]
    a_row = 1 if canvas.is_narrow else 2 if len(cities) in (2, 4) else 3
    shown = [group for group in GROUPS if group != NOT_STATED or (frame["group"] == NOT_STATED).any()]
    most = int(frame.groupby(["slug", "group"]).size().max())
    labels = max(width_of(t(lang, f"arena.sector_short.{group}"), canvas.size) for group in shown) + 14 * scale
    left, head, step, height = labels / canvas.least, 34 * scale, 24 * scale, 0.0
    slugs = list(cities)
    for first in range(0, len(slugs), a_row):
        for place, group in enumerate(shown):
            y = height + head + (place + 0.5) * step
            word = t(lang, f"arena.sector_short.{group}")
            canvas.note(left, y, word, xanchor="right", yanchor="middle", xshift=-10, name="label")
        for column, slug in enumerate(slugs[first : first + a_row]):
            at = left + (1 - left) * column / a_row
            _made_up(canvas, frame[frame["slug"] == slug], slug, cities[slug], shown, most, (at, height, a_row, left))
        height += head + len(shown) * step + 14 * scale
    sharing = _in_several(frame, canvas.state)
    return _stacked(
        canvas, [(t(lang, "arena.shared"), sharing)], height, linked=False, empty=t(lang, "arena.shared_no")
    )


def _made_up(
    canvas: Canvas,
    own: pd.DataFrame,
    slug: str,
    city: str,
    shown: Sequence[str],
    most: int,
    place: tuple[float, float, int, float],
) -> None:
    """One city's small multiple: its name, and a bar a sector that ends in a mark and a number."""
    lang, scale, (x, top, a_row, left) = canvas.state.lang, canvas.scale, place
    number = {group: int((own["group"] == group).sum()) for group in shown}
    # The number beyond the longest bar needs room at the least width.
    unit = ((1 - left) / a_row - 44 * scale / canvas.least) / max(most, 1)
    size = min(15 * scale, 15 * scale * ((1 - left) / a_row * canvas.least - 8) / width_of(city, 15 * scale, bold=True))
    canvas.note(x, top + 8 * scale, f"<b>{city}</b>", font={"size": max(size, canvas.size - 1)}, name="city")
    ys = [top + 34 * scale + (row + 0.5) * 24 * scale for row in range(len(shown))]
    faint = {"color": canvas.ink("muted"), "size": canvas.size}
    if own.empty:
        canvas.note(x, ys[0], t(lang, "arena.sector_none"), yanchor="middle", font=faint, name="label")
        return
    canvas.traces.append({
        "type": "bar", "orientation": "h", "name": city, "x": [unit * number[group] for group in shown], "y": ys,
        "base": [x] * len(shown), "width": 8 * scale, "marker": {"color": canvas.ink("accent")}, "hoverinfo": "skip",
    })  # fmt: skip
    for group, y in zip(shown, ys, strict=True):
        if not number[group]:
            # None without a sector is a fact; none in a sector only says that no source names any.
            nobody = i18n.number(lang, 0) if group == NOT_STATED else t(lang, "arena.sector_none")
            canvas.note(x, y, nobody, yanchor="middle", font=faint, name="label")
            continue
        names = own.loc[own["group"] == group, "name"].tolist()
        word, count = t(lang, f"arena.sector.{group}"), i18n.number(lang, number[group])
        some = i18n.listing(lang, names)
        point = (slug, "", f"{city}, {word}: {count}. {some}", f"{city}, {word}: {count}", wrapped(some, 44))
        canvas.marks.append((x + unit * number[group], y, Entry(city, point=point)))
        canvas.note(x + unit * number[group], y, count, yanchor="middle", xshift=9 * scale, name="label")


def _stacked(
    canvas: Canvas, panels: Iterable[tuple[str, list[Entry]]], height: float, *, linked: bool, empty: str = ""
) -> float:
    """Panels over the whole width below what is there. Returns the new height."""
    for heading, entries in panels:
        columns = (2 if linked else 1) if canvas.is_narrow else (4 if linked else 3)
        place = canvas.frame(0, 1, columns)
        panel = laid_out(heading, [Group("", tuple(entries))] if entries else [], place, empty=empty)
        canvas.box(place, height, height + panel.height)
        canvas.put(panel, place, height)
        height += panel.height + GAP
    return height


def _in_several(frame: pd.DataFrame, state: ViewState) -> list[Entry]:
    """The actors of more than one of the arenas, each with its cities."""
    entries = []
    for _, own in frame[frame["is_shared"]].sort_values("letters", kind="stable").groupby("key", sort=False):
        name, cities = str(own["name"].iloc[0]), i18n.listing(state.lang, own["city"].tolist())
        slug = str(own["slug"].iloc[0]) if own["slug"].nunique() == 1 else ""
        url = str(own["url"].iloc[0])
        entries.append(Entry(name, cities, point=(slug, url, f"{name}: {cities}", name, wrapped(cities, 44))))
    return entries


def _cities(frame: pd.DataFrame, state: ViewState) -> list[Entry]:
    """The cities whose arena has named actors, each leading to its page."""
    lang = state.lang
    entries = []
    for (slug, city), own in frame.groupby(["slug", "city"], sort=False):
        count = t(lang, f"arena.actors.{'one' if len(own) == 1 else 'other'}", count=i18n.number(lang, len(own)))
        entries.append(Entry(str(city), count, point=(str(slug), "", f"{city}: {count}", str(city), count)))
    return entries
