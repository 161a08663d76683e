"""CDP's words, year by year, in the vocabulary of our table ``scopes``."""

import re

_SCOPES = (("direct emissions", "1"), ("indirect emissions", "2"), ("emissions occurring outside", "3"))
_TOTALS = {
    r"total scope 1 emissions.*": "1",
    r"total scope 2 emissions.*": "2",
    r"total scope 3 emissions.*": "3",
    r"total basic emissions.*": "basic",
    r"total basic\+ emissions.*": "basic_plus",
}
_GASES = ("CO2", "CH4", "N2O", "HFCs", "PFCs", "SF6", "NF3")


def figures(header: list[str], scopes: str = "") -> dict[int, tuple[str, str]]:
    """The columns that hold figures: place to (scope, part). ``scopes`` says what 2017's single total contains."""
    found = {}
    for at, name in enumerate(header):
        head = name.casefold()
        for start, scope in _SCOPES:
            if head.startswith(start):
                found[at] = (scope, "excluding_grid_supply" if "excluding" in head else "grid_supply")
        for form, scope in _TOTALS.items():
            if re.fullmatch(form, head):
                found[at] = (scope, "total")
        if re.fullmatch(r"total emissions \(metric tonnes co2e\)", head):
            found[at] = ("basic" if "basic" in scopes.casefold() else "total", "total")
    return found


def protocol(said: str) -> str | None:
    """By which rules a city reckoned."""
    head = said.casefold()
    if head.startswith("global protocol for community"):
        return "gpc"
    if head.startswith("regional or country"):
        return "regional_or_national"
    if head.startswith("city specific"):
        return "city_specific"
    return "other" if said else None


def gases(said: str) -> str | None:
    """The gases, in one order and spelling; CDP writes N2O with a zero."""
    if said.casefold() == "gpc gases":
        return "GPC"
    given = {part.strip().replace("N20", "N2O") for part in re.split("[,;]", said) if part.strip()}
    ordered = [gas for gas in _GASES if gas in given] + sorted(given - set(_GASES))
    return ", ".join(ordered) or None


def boundary(said: str) -> str | None:
    """What area a city's inventory covers, beside the municipality's."""
    head = said.casefold()
    if head.startswith(("same", "administrative boundary")):
        return "municipality"
    if head.startswith("larger"):
        return "larger"
    if head.startswith(("smaller", "partial")):
        return "partial"
    return "other" if said else None


def note(*, gas: str | None, area: str | None, period: str, zero: bool, again: tuple[int, bool] | None) -> str | None:
    """What a reader must know of a figure before comparing it, in both languages.

    ``again`` tells of the same figure in an earlier report: when that was (or, if for another year, for which
    year it stood), and whether it was for the same year.
    """
    told = []
    if gas == "CO2":
        told.append(("Gäller bara koldioxid", "Covers carbon dioxide only"))
    if area == "larger":
        told.append(("Området är större än kommunen", "The area is larger than the municipality"))
    if area == "partial":
        told.append(("Området är bara en del av kommunen", "The area is only a part of the municipality"))
    if period:
        told.append((f"Redovisningsperioden är {period}", f"The accounting period is {period}"))
    if zero:
        told.append(("En rapporterad nolla, knappast en uppmätt", "A reported zero, hardly a measured one"))
    if again and again[1]:
        told.append((f"Samma siffra som rapporterades {again[0]}", f"The same figure as reported in {again[0]}"))
    elif again:
        told.append((f"Siffran för {again[0]} rapporterad en gång till", f"The figure of {again[0]} reported again"))
    if not told:
        return None
    return f"sv: {'. '.join(sv for sv, _ in told)} | en: {'. '.join(en for _, en in told)}"
