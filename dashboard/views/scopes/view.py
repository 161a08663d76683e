"""View ``scopes``: the figures by scope that municipalities report themselves, and what must be known to read them."""

import pandas as pd

from dashboard import i18n
from dashboard.i18n import alphabetical, t
from dashboard.model.scopes import SCOPES, Inventory, latest
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import View, carried_sources, with_sources
from dashboard.views.emissions_frame import series_of
from dashboard.views.many import few, mark
from dashboard.views.scopes.charts import charts
from dashboard.views.scopes.figure import figure
from dashboard.views.scopes.key import key_figures
from dashboard.views.scopes.remarks import remarks
from dashboard.views.scopes.rows import COLUMNS, Entry, bases, differing, entries
from dashboard.views.scopes.table import sections, table
from dashboard.views.scopes.words import amount, features, numbers, repeat


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """The rows of table ``scopes`` of the cities chosen, of all without any, as the table has them.

    With them ``slug`` and ``name``, and ``territorial``: the statistics' total (t) of the row's municipality and year,
    missing where that year is not in the series, with ``territorial_status``. Every row stays, also of inventories
    that are not shown: figures given again are known by the earlier ones. ``attrs["without"]`` names the cities
    chosen that have none.
    """
    codes = [tables.slugs[slug] for slug in state.cities]
    every = [] if codes else _by_name(tables)
    rows = tables.rows("scopes", *codes) if codes else tables.scopes
    if len(few(every)) < len(every):
        rows = tables.rows("scopes", *few(every))
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    slugs = {code: slug for slug, code in tables.slugs.items()}
    series = {str(code): series_of(tables, str(code)).set_index("year") for code in rows["code"].unique()}
    names = {code: str(tables.municipality(code).name) for code in {*series, *codes}}
    places = list(zip(rows["code"], rows["year"], strict=True))
    frame = rows.assign(
        slug=rows["code"].map(slugs),
        name=rows["code"].map(names),
        territorial=[float(series[code]["total"].get(year, float("nan"))) for code, year in places],
        territorial_status=[str(series[code]["status"].get(year, "")) for code, year in places],
    )[COLUMNS].reset_index(drop=True)
    frame.attrs["without"] = tuple(names[code] for code in codes if code not in series)
    shown = entries(frame, state)
    cited: list[object] = [name for one in shown for name in one.inventory.source_ids]
    for one in shown:
        if state.cities and one.reference:
            cited += str(series[one.inventory.code].at[one.inventory.year, "source_id"]).split("; ")
    return mark(with_sources(frame, tables, cited), len(every))


def _by_name(tables: Tables) -> list[str]:
    """The municipalities with an inventory, by name."""
    return sorted(tables.scopes["code"].unique(), key=lambda code: alphabetical(tables.municipality(code).name))


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """What the latest inventory says, scope by scope; of several cities, what sets their inventories apart."""
    lang = state.lang
    if frame.empty:
        return t(lang, "scopes.none")
    shown = entries(frame, state)
    if not state.cities:
        return _coverage(lang, shown)
    newest = latest([one.inventory for one in shown])
    if len(newest) > 1:
        return _several(lang, shown, state)
    return _sentence(lang, shown[0].name, newest[0])


def _coverage(lang: str, shown: list[Entry]) -> str:
    counted = [sum(number in one.inventory.reported_scopes for one in shown) for number in SCOPES]
    one, two, three = (_municipalities(lang, number) for number in counted)
    key = "one" if len(shown) == 1 else "other"
    return t(lang, f"scopes.summary.coverage.{key}", count=i18n.count(lang, len(shown)), one=one, two=two, three=three)


def _municipalities(lang: str, number: int) -> str:
    """A count that stands for municipalities, of which one is ``en``."""
    if number < 2:
        return t(lang, "scopes.single" if number else "scopes.nobody")
    return i18n.count(lang, number)


def _several(lang: str, shown: list[Entry], state: ViewState) -> str:
    names = i18n.listing(lang, [one.name for one in shown])
    apart = differing(bases(shown, state))
    if not apart:
        return t(lang, "scopes.summary.alike", names=names)
    return t(lang, "scopes.summary.several", names=names, features=features(lang, apart))


def _sentence(lang: str, name: str, inventory: Inventory) -> str:
    """One inventory in a sentence: amounts, then what is nought or not reported; and a second one of its flag."""
    told = {number: inventory.scope(number) for number in SCOPES}
    if all(scope.status == "not_split" for scope in told.values()):
        total = inventory.total
        key = "not_split" if total else "only_basic"
        stated = total or inventory.basic_plus or inventory.basic
        out = t(lang, f"scopes.summary.{key}", name=name, year=inventory.year, total=_amount(lang, stated))
        return out + _flags(lang, inventory)
    given = [
        t(lang, "scopes.summary.in_scope", amount=_amount(lang, scope.main), number=number)
        for number, scope in told.items()
        if scope.status == "reported"
    ]
    rest = []
    for status in ("zero", "grid_only", "not_reported"):
        own = [number for number, scope in told.items() if scope.status == status]
        if own:
            rest.append(
                t(lang, f"scopes.summary.{status}.{'one' if len(own) == 1 else 'other'}", what=numbers(lang, own))
            )
    key = "one_city" if given else "nothing_above"
    head = t(lang, f"scopes.summary.{key}", name=name, parts=i18n.listing(lang, given), year=inventory.year)
    return "; ".join([head, *rest]) + "." + _flags(lang, inventory)


def _amount(lang: str, figure: object) -> str:
    tonnes = getattr(figure, "tonnes", None)
    return t(lang, "missing") if tonnes is None else amount(lang, tonnes)


def _flags(lang: str, inventory: Inventory) -> str:
    doubted = [
        number for number in SCOPES for scope in [inventory.scope(number)] if scope.main and scope.main.is_disputed
    ]
    out = ""
    if doubted:
        out += " " + t(lang, "scopes.summary.disputed", what=numbers(lang, doubted))
    elif inventory.total and inventory.total.is_disputed:
        out += " " + t(lang, "scopes.summary.disputed_total")
    if inventory.repeats is not None:
        out += " " + t(lang, "scopes.summary.repeated", what=repeat(lang, inventory))
    return out


VIEW = View(
    "scopes", select, figure, summary, table, carried_sources, remarks,
    ("measure", "base", "start", "end", "target", "layer"), sections, key_figures,
    charts=charts,
)  # fmt: skip
