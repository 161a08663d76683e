"""The bars and marks of view ``scopes``, gathered into one trace a kind, with what is said of each on hover."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.scopes import Figure, Scope
from dashboard.theme import faded
from dashboard.views.base import wrapped
from dashboard.views.ledger import Ledger
from dashboard.views.scopes.rows import Entry
from dashboard.views.scopes.words import DIFFERS, FLAG, features, flags, heading, note

#: How wide the outline of what is not reported is, in parts of its panel: it stands for no amount.
OUTLINE = 0.4
HOVER = 46
#: A bar's fill, its pattern and the pattern's ink, a kind; what is doubted or repeated is never filled as the rest.
FILLS = {"main": ("accent", "", "accent"), "zero": ("accent", "", "accent"), "grid": ("muted", "", "muted")}
FLAGGED, OUTLINED = ("warn-soft", "x", "warn"), ("", "/", "muted")


@dataclass
class Strokes:
    """What has been drawn so far on a ledger whose panels are ``top`` tonnes wide."""

    ledger: Ledger
    top: float
    bars: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    marks: list[tuple[float, float, str, str]] = field(default_factory=list)

    def bar(self, entry: Entry, scope: Scope, kind: str, x: tuple[float, float], y: tuple[float, float]) -> None:
        """A bar from where its panel begins, so many tonnes long; an outline stands for no tonnes at all."""
        lang = self.ledger.state.lang
        start, tonnes = x
        edge = {"xref": "x", "yref": "y", "x0": start, "y0": y[0], "y1": y[1]}
        ink = self.ledger.ink("muted")
        if kind == "outline":
            tonnes = OUTLINE * self.top
            dotted = {"color": ink, "width": 1, "dash": "dot"}
            self.ledger.shapes.append({"type": "rect", **edge, "x1": start + tonnes, "line": dotted})
        else:
            line = {"color": ink, "width": 3 if kind == "zero" else 1}
            self.ledger.shapes.append({"type": "line", **edge, "x1": start, "line": line})
        name = kind if kind in ("grid", "outline") else f"scope_{scope.number}"
        said = self._hover(entry, scope, scope.grid if kind == "grid" else scope.main, is_grid=kind == "grid")
        fill, shape, hatch = {**FILLS, "flagged": FLAGGED, "outline": OUTLINED}[kind]
        self.bars.setdefault(name, []).append(
            {
                "base": start, "x": tonnes, "y": sum(y) / 2, "width": y[1] - y[0], "hover": said, "shape": shape,
                "fill": self.ledger.ink(fill) if fill else faded(ink, 0), "hatch": self.ledger.ink(hatch),
                "line": 1.5 if kind == "flagged" else 0, "name": _name(lang, name),
            }
        )  # fmt: skip

    def mark(self, entry: Entry, start: float, y: float) -> None:
        """The territorial total as a diamond in scope 1's panel; nothing where the year has none."""
        told, lang = entry.reference, self.ledger.state.lang
        if told is None:
            return
        lines = [
            f"<b>{_whose(entry)}</b>",
            t(
                lang,
                "scopes.hover.territorial_estimate" if entry.is_estimate else "scopes.hover.territorial",
                year=entry.inventory.year,
                tonnes=i18n.number(lang, told.territorial),
            ),
        ]
        if not told.comparison.comparable:
            lines.append(
                f"{DIFFERS} {t(lang, 'scopes.hover.differs', features=features(lang, told.comparison.features))}"
            )
        symbol = "diamond-open" if entry.is_estimate else "diamond"
        self.marks.append((start + told.territorial, y, symbol, _broken(lines)))

    def traces(self) -> list[dict[str, Any]]:
        """A trace a kind of bar, and one of the territorial marks on top."""
        return [*(self._trace(own) for own in self.bars.values()), *([self._diamonds()] if self.marks else [])]

    def _trace(self, own: list[dict[str, Any]]) -> dict[str, Any]:
        columns = {key: [bar[key] for bar in own] for key in own[0]}
        return {
            "type": "bar",
            "orientation": "h",
            "name": own[0]["name"],
            **{key: columns[key] for key in ("base", "x", "y", "width")},
            "marker": {
                "color": columns["fill"],
                "line": {"color": columns["hatch"], "width": columns["line"]},
                "pattern": {
                    "shape": columns["shape"], "fgcolor": columns["hatch"], "bgcolor": columns["fill"],
                    "fillmode": "overlay", "fgopacity": 0.85, "size": 6, "solidity": 0.25,
                },
            },
            "customdata": columns["hover"],
            "hovertemplate": "%{customdata}<extra></extra>",
        }  # fmt: skip

    def _diamonds(self) -> dict[str, Any]:
        x, y, symbols, said = (list(column) for column in zip(*self.marks, strict=True))
        return {
            "type": "scatter", "mode": "markers", "name": "territorial", "x": x, "y": y, "cliponaxis": False,
            "marker": {
                "symbol": symbols, "size": 12 * self.ledger.scale, "color": self.ledger.ink("trend"),
                "line": {"color": self.ledger.ink("paper"), "width": 1.5},
            },
            "customdata": said, "hovertemplate": "%{customdata}<extra></extra>",
        }  # fmt: skip

    def _hover(self, entry: Entry, scope: Scope, figure: Figure | None, *, is_grid: bool) -> str:
        lang = self.ledger.state.lang
        lines = [f"<b>{_whose(entry)}, {t(lang, 'scopes.scope', number=scope.number)}</b>"]
        if figure is None:
            key = "not_split" if scope.status == "not_split" else "grid_only" if scope.grid else "not_reported"
            lines.append(t(lang, f"scopes.hover.{key}"))
        else:
            key = "grid" if is_grid else figure.part
            lines.append(t(lang, f"scopes.hover.{key}", tonnes=i18n.number(lang, figure.tonnes)))
            lines += [f"{FLAG} {said}" for said in flags(lang, entry.inventory, scope)]
            lines.append(note(lang, figure))
        return _broken([*lines, heading(lang, entry.inventory)])


def _whose(entry: Entry) -> str:
    return f"{entry.name} {entry.inventory.year}"


def _name(lang: str, kind: str) -> str:
    if kind in ("grid", "outline"):
        return t(lang, f"scopes.trace.{kind}")
    return t(lang, "scopes.scope", number=kind.removeprefix("scope_"))


def _broken(lines: Iterable[str]) -> str:
    return "<br>".join(wrapped(line, HOVER) for line in lines if line)
