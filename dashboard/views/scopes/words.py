"""How view ``scopes`` says things: amounts, bases, what differs, flags and notes."""

from collections.abc import Hashable, Iterable, Sequence

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.comparison import Basis, Comparison
from dashboard.model.scopes import SCOPES, Figure, Inventory, Scope, basis
from dashboard.views.scopes.rows import Entry

FLAG, DIAMOND, HOLLOW, DIFFERS = "⚑", "◆", "◇", "≠"
#: Gases in the order in which methods name them, as they are written.
GASES = {"CO2": "CO₂", "CH4": "CH₄", "N2O": "N₂O", "HFCs": "HFC", "PFCs": "PFC", "SF6": "SF₆", "NF3": "NF₃"}


def amount(lang: str, tonnes: float) -> str:
    """Tonnes in words: as exact as the figure is worth, ``208 500 ton``, ``1,6 miljoner ton``."""
    if abs(tonnes) >= 999_500:
        return i18n.quantity(lang, tonnes).replace(" ", i18n.NBSP)
    step = 100 if abs(tonnes) >= 10_000 else 10 if abs(tonnes) >= 1_000 else 1
    return t(lang, "quantity.tonnes", value=i18n.number(lang, round(tonnes / step) * step)).replace(" ", i18n.NBSP)


def value(lang: str, feature: str, what: Hashable) -> str:
    """A feature's value in words; what the source does not tell is said to be so."""
    if what is None:
        return t(lang, f"scopes.untold.{feature}")
    if feature == "gases":
        return gases(lang, what if isinstance(what, frozenset) else frozenset({str(what)}))
    if feature == "scopes":
        return numbers(lang, what if isinstance(what, tuple) else ())
    if feature == "year":
        return str(what)
    return t(lang, f"scopes.{feature}.{what}")


def gases(lang: str, names: frozenset[str]) -> str:
    """The gases as formulas; a method's name stands for those of the method."""
    if names == {"GPC"}:
        return t(lang, "scopes.gases_gpc")
    if names == {"all"}:
        return t(lang, "scopes.gases_all")
    known = [GASES[name] for name in GASES if name in names]
    other = [t(lang, "scopes.f_gases") if name == "F-gases" else name for name in sorted(names - set(GASES))]
    return i18n.listing(lang, known + other)


def numbers(lang: str, scopes: Sequence[Hashable]) -> str:
    """``scope 1 och 2``; none is said in words."""
    if not scopes:
        return t(lang, "scopes.no_scope")
    if len(scopes) == 1:
        return t(lang, "scopes.number", number=scopes[0])
    return t(lang, "scopes.numbers", numbers=i18n.listing(lang, [str(number) for number in scopes]))


def heading(lang: str, inventory: Inventory) -> str:
    """A group's basis in one line: method, gases, area, and who has looked at it."""
    parts = [
        value(lang, "protocol", inventory.protocol),
        value(lang, "gases", inventory.gases),
        value(lang, "boundary", inventory.boundary),
        *([t(lang, "scopes.grid_heading")] if basis(inventory).get("grid") == "apart" else []),
        t(lang, f"scopes.verified_heading.{inventory.verified}"),
    ]
    return f"{i18n.NBSP}· ".join(parts)


def badge(lang: str, comparison: Comparison) -> str:
    """What sets a group apart from the one above it: their headings tell the values, the badge where one is missing."""
    parts = []
    for one in comparison.differences:
        name = t(lang, f"scopes.feature.{one.feature}")
        untold = [where for where, what in (("here", one.one), ("above", one.other)) if what is None]
        key = "both" if len(untold) == 2 else next(iter(untold), "")
        parts.append(t(lang, f"scopes.badge_untold.{key}", feature=name) if key else name)
    return t(lang, "scopes.badge", parts=i18n.listing(lang, parts))


def features(lang: str, names: Sequence[str]) -> str:
    """Names of features as a list in running text."""
    return i18n.listing(lang, [t(lang, f"scopes.feature.{name}") for name in names])


def spelled(lang: str, shown: Sequence[Entry], own: Sequence[Basis], name: str) -> str:
    """A feature's value of each city in words, cities alike told together: ``Lund: CO₂; Malmö: GPC``."""
    alike: dict[str, list[str]] = {}
    for one, its in zip(shown, own, strict=True):
        alike.setdefault(value(lang, name, its.get(name)), []).append(one.name)
    parts = [f"{i18n.listing(lang, names)}: {said}" for said, names in alike.items()]
    return f"{t(lang, f'scopes.feature.{name}')} ({'; '.join(parts)})"


def reported(lang: str, inventory: Inventory) -> str:
    """When it was reported, and when again."""
    if inventory.reported is None:
        return t(lang, "scopes.reported_untold")
    years = sorted({inventory.reported, *inventory.again})
    return t(lang, "scopes.reported", years=i18n.listing(lang, [str(year) for year in years]))


def repeat(lang: str, inventory: Inventory) -> str:
    """That the figures are another's, in a few words; empty where they are its own."""
    if inventory.repeats is None:
        return ""
    if inventory.repeats_year is not None:
        return t(lang, "scopes.flag.repeats_year", year=inventory.repeats_year)
    return t(lang, "scopes.flag.repeats_report", year=inventory.repeats.reported or inventory.repeats.year)


def flags(lang: str, inventory: Inventory, scope: Scope) -> list[str]:
    """What is odd about a scope's figure, in a few words each."""
    out = []
    figures = [figure for figure in (scope.main, scope.grid) if figure]
    if any(figure.is_disputed for figure in figures):
        out.append(t(lang, "scopes.flag.disputed"))
    if scope.status == "zero":
        out.append(t(lang, "scopes.flag.zero"))
    if figures and inventory.repeats is not None:
        out.append(repeat(lang, inventory))
    return out


def note(lang: str, figure: Figure | None) -> str:
    """A figure's note in the language; empty where there is none."""
    return i18n.note_in(lang, figure.note) if figure else ""


def disputes(lang: str, inventory: Inventory) -> list[str]:
    """Why a figure is doubted, in its note's own words, with the scope that it is about."""
    out = []
    for number in SCOPES:
        scope = inventory.scope(number)
        for figure in (scope.main, scope.grid, scope.whole):
            if figure and figure.is_disputed:
                out.append(_about(t(lang, "scopes.number", number=number), note(lang, figure)))
    stated = ((t(lang, "scopes.stated_total"), inventory.total), ("BASIC", inventory.basic))
    for what, figure in (*stated, ("BASIC+", inventory.basic_plus)):
        if figure and figure.is_disputed:
            out.append(_about(what, note(lang, figure)))
    return out


def _about(what: str, said: str) -> str:
    return capital(f"{what}: {said[0].lower()}{said[1:]}" if said else what)


def capital(words: str) -> str:
    """Words with a capital first letter, as a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"


def totals(lang: str, inventory: Inventory) -> list[str]:
    """The totals that the report states itself, each in words."""
    out = []
    for key, figure in (("basic", inventory.basic), ("basic_plus", inventory.basic_plus), ("total", inventory.total)):
        if figure:
            out.append(t(lang, f"scopes.stated.{key}", amount=amount(lang, figure.tonnes)))
    return out


def notes(lang: str, shown: Iterable[Entry], *, named: bool) -> list[str]:
    """Every note on the figures shown but sectors', as sentences that begin with what they are about."""
    about: dict[str, list[str]] = {}
    for one in shown:
        inventory = one.inventory
        figures: list[tuple[str, Figure | None]] = [
            (t(lang, f"scopes.noted.{key}", number=number), getattr(inventory.scope(number), key))
            for number in SCOPES
            for key in ("main", "whole", "grid")
        ]
        figures += [
            (t(lang, "scopes.stated_total"), inventory.total),
            ("BASIC", inventory.basic),
            ("BASIC+", inventory.basic_plus),
        ]
        for what, figure in figures:
            said = note(lang, figure)
            if said:
                head = f"{one.name}, {inventory.year}, {what}" if named else f"{inventory.year}, {what}"
                kept = about.setdefault(said, [])
                kept += [] if head in kept else [head]
    return [f"{'; '.join(heads)}: {said.rstrip('.')}." for said, heads in about.items()]


def sector_name(lang: str, key: str) -> str:
    """A sector in words; tables may name one that we have no word for, which then stands as it is named."""
    known = f"scopes.sector.{key}"
    return t(lang, known) if known in i18n.texts(lang) else key.replace("_", " ")
