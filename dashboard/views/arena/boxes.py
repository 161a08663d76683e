"""Where names go in the picture of view ``arena``: how wide a text is, where it breaks, and which column it stands in.

Every label keeps within its column at the least width that a size of picture can have, so that nothing overlaps at
any greater width: columns grow with the picture, text does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.views.lettering import LINE, broken


@dataclass(frozen=True)
class Entry:
    """One actor (or city) in a panel: its name, muted words under it, its mark, and what its mark tells."""

    name: str
    under: str = ""
    symbol: str = "circle"
    #: What the mark carries: a slug, an address, the text for a screen reader, then the hover label's lines.
    point: tuple[str, ...] = ("", "", "", "", "")


@dataclass(frozen=True)
class Group:
    """Entries under one small heading; an empty heading takes no room."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Text:
    """A label: left edge as a fraction of the width, top in pixels, its lines, and what it is."""

    x: float
    y: float
    lines: tuple[str, ...]
    kind: str  # "panel", "group", "name" or "note"
    #: How many of the lines are the muted ones, counted from the last.
    muted: int = 0


@dataclass
class Panel:
    """A panel laid out: its labels, its marks (fraction, pixels, entry) and its height in pixels."""

    texts: list[Text] = field(default_factory=list)
    marks: list[tuple[float, float, Entry]] = field(default_factory=list)
    height: float = 0.0


@dataclass(frozen=True)
class Frame:
    """What a panel is laid out in: its edges (fractions), columns, the picture's least width and text size (px)."""

    left: float
    right: float
    columns: int
    least: float
    size: float

    @property
    def pad(self) -> float:
        """Room inside the panel's edges, as a fraction of the picture's width."""
        return 12 * self.size / 13 / self.least

    @property
    def step(self) -> float:
        """From one column to the next, as a fraction."""
        return (self.right - self.left - 2 * self.pad) / self.columns

    @property
    def room(self) -> float:
        """Pixels for a name beside its mark, where the picture is as narrow as it gets."""
        return self.step * self.least - self.indent - 9

    @property
    def indent(self) -> float:
        """From the middle of a mark to its name, in pixels."""
        return 10 * self.size / 13


def dealt(heights: Sequence[float], columns: int) -> list[int]:
    """The column of each of the heights, filled one after the other so that the tallest is as low as can be."""
    ends = sorted({sum(heights[i:j]) for i in range(len(heights)) for j in range(i + 1, len(heights) + 1)})
    for most in ends:
        out, column, used = [], 0, 0.0
        for height in heights:
            if used and used + height > most + 1e-6:
                column, used = column + 1, 0.0
            out.append(column)
            used += height
        if column < columns:
            return out
    return []


def laid_out(heading: str, groups: Sequence[Group], frame: Frame, *, empty: str = "", top: float = 0.0) -> Panel:
    """A panel: its heading, then a group after the other, each over all the columns. ``empty``: said without entries.

    ``top`` is room left above the heading, in pixels.
    """
    panel, size = Panel(), frame.size
    line, x = LINE * size, frame.left + frame.pad
    across = (frame.right - frame.left - 2 * frame.pad) * frame.least
    y = top + size
    title = broken(heading, across, size + 2, bold=True)
    panel.texts.append(Text(x, y, tuple(title), "panel"))
    y += len(title) * LINE * (size + 2) + 0.4 * size
    for group in groups:
        if group.heading:
            small = broken(group.heading, across, size)
            panel.texts.append(Text(x, y, tuple(small), "group"))
            y += len(small) * line + 0.3 * size
        y = _placed(panel, group, frame, y) + 0.4 * size
    if not groups and empty:
        lines = broken(empty, across, size)
        panel.texts.append(Text(x, y, tuple(lines), "note"))
        y += len(lines) * line
    panel.height = y + 0.4 * size
    return panel


def _placed(panel: Panel, group: Group, frame: Frame, top: float) -> float:
    """Puts a group's entries in the panel, in columns from ``top``. Returns where they end."""
    size, line = frame.size, LINE * frame.size
    names = [broken(entry.name, frame.room, size) for entry in group.entries]
    unders = [broken(entry.under, frame.room, size) if entry.under else [] for entry in group.entries]
    heights = [(len(name) + len(under)) * line + 0.5 * size for name, under in zip(names, unders, strict=True)]
    ends = [top] * frame.columns
    columns = dealt(heights, frame.columns)
    for entry, name, under, height, column in zip(group.entries, names, unders, heights, columns, strict=True):
        x, y = frame.left + frame.pad + column * frame.step, ends[column]
        # The mark stands on the middle of the first line, half a mark in from the column's edge.
        panel.marks.append((x + 5 / frame.least, y + 0.55 * line, entry))
        panel.texts.append(Text(x + 5 / frame.least, y, (*name, *under), "name", len(under)))
        ends[column] = y + height
    return max(ends)
