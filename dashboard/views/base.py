"""What a view is, and the small things that all views share."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import Any, Literal, TypeVar
from weakref import finalize

import pandas as pd

from dashboard import i18n
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.charts import Chart
from dashboard.views.drawing import Drawing, plain_template

#: Fields of the state that change nothing in most views.
RARE = ("slots", "refs", "align", "layout", "pace", "by", "reveal")
#: More municipalities than this are too many to be shown one by one: pictures and lists then gather the quiet ones.
MANY = 1000
#: The room of a picture on a screen, width and height in pixels at the page's type: a screen draws it in just this room
#: and enlarges it as a whole, so that its words can be read from afar. It may be less high, never higher.
SCREEN_ROOM = {"landscape": (612, 456), "portrait": (418, 396)}

Result = TypeVar("Result")
Unit = Literal["text", "year", "tonnes", "tonnes_per_person", "index", "percent", "points"]


@dataclass(frozen=True)
class Column:
    """A column of a view's table: its name in the rows, its heading (translated) and its unit."""

    name: str
    heading: str
    unit: Unit = "text"
    decimals: int = 0
    #: What an empty cell says where nothing is missing; by default the language's word for missing.
    none: str = ""
    #: The rows' column that holds a municipality's slug: the cell then leads to its page.
    city: str = ""
    #: The rows' column that holds an address: the cell then leads there.
    href: str = ""


@dataclass(frozen=True)
class Table:
    """The figures of a view as people read them: headings and units in words, rows as tidy values."""

    columns: tuple[Column, ...]
    rows: pd.DataFrame

    def cells(self, lang: str) -> list[list[str]]:
        """Every cell as text in the language; a missing value is said in words."""
        kept = [self.rows[column.name].tolist() for column in self.columns]
        return [
            [cell(lang, value, column) for value, column in zip(row, self.columns, strict=True)]
            for row in zip(*kept, strict=True)
        ]


def cell(lang: str, value: Any, column: Column) -> str:
    """One value as text; years without a thousands separator, percentages with their sign."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return column.none or i18n.t(lang, "missing")
    if column.unit == "text":
        return str(value)
    if column.unit == "year":
        return str(int(value))
    if column.unit == "percent":
        return i18n.percent(lang, float(value), column.decimals)
    return i18n.number(lang, float(value), column.decimals)


@dataclass(frozen=True)
class Section:
    """A part of a view below its picture: a heading with a list, a table, or both."""

    heading: str
    items: tuple[str, ...] = ()
    table: Table | None = None
    #: Whether it stands open when the page comes.
    open: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """A figure and its unit, what it is, and what it means beside another; ``tone`` is ``good``, ``bad`` or nothing."""

    label: str
    value: str
    context: str
    tone: str = ""

    @property
    def parts(self) -> tuple[str, str]:
        """The number, and its unit in words (``47,5``, ``miljoner ton``): the number is what is written large."""
        number, _, unit = self.value.partition(" ")
        return (number, unit) if any(letter.isdigit() for letter in number) else (self.value, "")


@dataclass(frozen=True)
class View:
    """One unit of the product; every place that shows it asks these functions and nothing else.

    ``select(tables, state)`` gives the tidy frame; the others take that frame (and the state), never tables.
    ``remarks`` are the sentences that must stand beside the figure: caveats, uncertainty, what cannot be shown.
    """

    id: str
    select: Callable[[Tables, ViewState], pd.DataFrame]
    figure: Callable[[pd.DataFrame, ViewState], Drawing]
    summary: Callable[[pd.DataFrame, ViewState], str]
    table: Callable[[pd.DataFrame, ViewState], Table]
    sources: Callable[[pd.DataFrame], pd.DataFrame]
    remarks: Callable[[pd.DataFrame, ViewState], list[str]] = field(default=lambda _frame, _state: [])
    #: Fields of the state that change nothing in this view.
    ignores: tuple[str, ...] = ("layer",)
    sections: Callable[[pd.DataFrame, ViewState], list[Section]] = field(default=lambda _frame, _state: [])
    #: The two or three figures that a screen shows large beside the picture, the most telling first.
    key: Callable[[pd.DataFrame, ViewState], list[KeyFigure]] = field(default=lambda _frame, _state: [])
    #: Fields of the state that only some views look at (:data:`RARE`), and that this one does.
    heeds: tuple[str, ...] = ()
    #: The charts that files hold in the picture's place; none where the picture is no chart.
    charts: Callable[[pd.DataFrame, ViewState], list[Chart]] = field(default=lambda _frame, _state: [])

    def idle(self) -> tuple[str, ...]:
        """The fields of the state that change nothing in this view."""
        return (*self.ignores, *(name for name in RARE if name not in self.heeds))


@dataclass(frozen=True)
class Shown:
    """A view in a state, ready for any place: built once, cached, never changed in place.

    What not every place shows (table, sections, key figures) is made when it is first asked for.
    """

    view: str
    state: ViewState
    status: Literal["ready", "no-data"]
    #: The figure as Plotly's JSON-ready dictionary; None without data.
    figure: dict[str, Any] | None
    summary: str
    remarks: tuple[str, ...]
    sources: pd.DataFrame
    #: The tidy frame that all of it was made from.
    frame: pd.DataFrame
    make_table: Callable[[], Table]
    make_sections: Callable[[], Sequence[Section]] = tuple
    make_key: Callable[[], Sequence[KeyFigure]] = tuple

    @cached_property
    def table(self) -> Table:
        """The figures as people read them."""
        return self.make_table()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The parts below the picture."""
        return tuple(self.make_sections())

    @cached_property
    def key(self) -> tuple[KeyFigure, ...]:
        """The key figures."""
        return tuple(self.make_key())


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """The frame's rows as named tuples, typed loosely: pandas cannot know a column's type.

    What ``itertuples`` gives, many times as fast for the few rows and many columns of a view's frame: all cells come at
    once, and the kind of tuple is made once for all frames of the same columns.
    """
    return map(_row(tuple(map(str, frame.columns)))._make, frame.to_numpy(dtype=object).tolist())


@lru_cache(maxsize=256)
def _row(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)


def once_a_frame(function: Callable[[pd.DataFrame], Result]) -> Callable[[pd.DataFrame], Result]:
    """Remember what a function makes of a frame for as long as the frame lives; frames of views are never changed."""
    made: dict[int, Result] = {}

    @wraps(function)
    def remembered(frame: pd.DataFrame) -> Result:
        name = id(frame)
        if name not in made:
            made[name] = function(frame)
            finalize(frame, made.pop, name, None)
        return made[name]

    return remembered


class Cited(tuple[dict[str, Any], ...]):
    """Rows of the source register, on their way with a frame.

    pandas copies ``attrs`` deeply at every step; these rows are never changed, so that the copy may be itself.
    """

    def __deepcopy__(self, memo: object) -> "Cited":
        return self


def with_sources(frame: pd.DataFrame, tables: Tables, source_ids: Iterable[object]) -> pd.DataFrame:
    """The frame, carrying the register's rows that it rests on as records (frames in attrs cannot be compared)."""
    wanted = [name for name in dict.fromkeys(source_ids) if isinstance(name, str)]
    register = tables.sources[tables.sources["source_id"].isin(wanted)]
    frame.attrs["sources"] = Cited(
        {str(key): value for key, value in row.items()} for row in register.to_dict("records")
    )
    return frame


def carried_sources(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the source register that :func:`with_sources` put on the frame."""
    columns = ["source_id", "title", "publisher", "url", "published", "retrieved", "licence", "note"]
    return pd.DataFrame(list(frame.attrs.get("sources", ())), columns=columns)


def drawn(state: ViewState, traces: Sequence[dict[str, Any]], *, height: int, **layout: Any) -> Drawing:
    """A figure of the traces in the state's theme, mode and language."""
    chosen = plain_template(state.theme, state.mode, i18n.SEPARATORS[state.lang])
    return Drawing(list(traces), {"template": chosen, "height": height, **layout})


def time_axis(state: ViewState, years: Sequence[int]) -> dict[str, Any]:
    """A true time axis over the years shown, with round years as ticks: four or so on a phone, eight on a desk."""
    first, last = max(state.start, min(years)), min(state.end, max(years))
    step = 10 if state.size == "narrow" and last - first > 20 else 5 if last - first > 12 else 2
    ticks = [year for year in range(first - first % step, last + 1, step) if year >= first]
    return {"range": [first - 1.2, last + 1.2], "tickvals": ticks, "ticktext": [str(year) for year in ticks]}


def spaced(years: Sequence[int], least: float) -> list[int]:
    """Those of the years that stand at least so far apart, the last one always among them."""
    kept: list[int] = []
    for year in sorted(set(years), reverse=True):
        if not kept or kept[-1] - year >= least:
            kept.append(year)
    return kept[::-1]


def spread(places: Sequence[float], *, least: float, low: float, high: float) -> list[float]:
    """Label places moved apart so that neighbours are ``least`` apart, order kept, within ``low`` to ``high``."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [places[i] for i in order]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + least)
    if moved and moved[-1] > high:
        moved[-1] = high
        for i in range(len(moved) - 2, -1, -1):
            moved[i] = min(moved[i], moved[i + 1] - least)
    if moved and moved[0] < low:
        shift = low - moved[0]
        moved = [place + shift for place in moved]
    out = [0.0] * len(places)
    for i, place in zip(order, moved, strict=True):
        out[i] = place
    return out


def wrapped(text: str, width: int) -> str:
    """Text with Plotly's line breaks, at most ``width`` characters a line; no-break spaces hold."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def unit_label(unit: str) -> dict[str, Any]:
    """The unit in words above the axis, where the reader's eye begins."""
    return {
        "text": unit, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom",
        "xshift": -40, "yshift": 8,
    }  # fmt: skip
