"""What must stand beside the picture of view ``scopes``: whose figures they are, what differs, and what is doubted."""

from collections.abc import Sequence

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.scopes import Inventory
from dashboard.state import ViewState
from dashboard.views.scopes.rows import Entry, bases, differing, entries
from dashboard.views.scopes.words import amount, disputes, features, spelled, value


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """The sentences beside the picture; between cities the warning comes first."""
    if frame.empty:
        return []
    lang, shown = state.lang, entries(frame, state)
    out = [*_warning(shown, state), _verified(lang, shown)]
    without = list(frame.attrs.get("without", ()))
    if without:
        out.append(t(lang, "scopes.without", names=i18n.listing(lang, without)))
    if not state.cities:
        return [*out, t(lang, "scopes.remark.coverage"), *_repeats(lang, shown)]
    out.append(t(lang, "scopes.remark.not_added"))
    if any(scope.grid for one in shown for scope in one.inventory.scopes):
        out.append(t(lang, "scopes.remark.grid"))
    out += [*_repeats(lang, shown), *_flagged(lang, shown)]
    return [*out, *_territorial(lang, shown, state)]


def _warning(shown: Sequence[Entry], state: ViewState) -> list[str]:
    """Between cities: that the figures are no ranking, and each feature that differs with each one's value."""
    if state.city or len(shown) < 2:
        return []
    own = bases(shown, state)
    apart = differing(own)
    if not apart:
        return [t(state.lang, "scopes.remark.unranked")]
    if not state.cities:
        return [t(state.lang, "scopes.remark.unranked_for", parts=features(state.lang, apart))]
    parts = [spelled(state.lang, shown, own, name) for name in apart]
    return [t(state.lang, "scopes.warning", parts=i18n.listing(state.lang, parts))]


def _verified(lang: str, shown: Sequence[Entry]) -> str:
    """That the figures are the municipalities' own, and whether anybody has verified them."""
    met = {one.inventory.verified for one in shown}
    key = met.pop() if len(met) == 1 else "several"
    return t(lang, f"scopes.remark.verified.{key}")


def _repeats(lang: str, shown: Sequence[Entry]) -> list[str]:
    return [
        t(
            lang,
            "scopes.remark.repeated",
            name=one.name,
            year=one.inventory.year,
            before=one.inventory.repeats.year,
            reported=one.inventory.repeats.reported or t(lang, "scopes.untold.reported"),
        )
        for one in shown
        if one.inventory.repeats
    ]


def _flagged(lang: str, shown: Sequence[Entry]) -> list[str]:
    """That what is flagged is doubted, and in how many inventories; the notes tell why."""
    years = sorted({one.inventory.year for one in shown if disputes(lang, one.inventory)})
    zeros = any(scope.status == "zero" for one in shown for scope in one.inventory.scopes)
    out = [t(lang, "scopes.remark.disputed", years=i18n.spans(lang, years))] if years else []
    return [*out, *([t(lang, "scopes.remark.zero")] if zeros else [])]


def _territorial(lang: str, shown: Sequence[Entry], state: ViewState) -> list[str]:
    """How far scope 1 is from the territorial total of the same year and why, and the years that have none."""
    out = [_difference(lang, one, named=not state.city) for one in shown if one.reference]
    if out:
        out.append(t(lang, "scopes.remark.territorial_counts"))
    none = sorted({one.inventory.year for one in shown if not one.reference})
    if none:
        out.append(t(lang, "scopes.remark.not_in_series", years=i18n.spans(lang, none)))
    return out


def _difference(lang: str, one: Entry, *, named: bool) -> str:
    told, inventory = one.reference, one.inventory
    assert told is not None
    total = amount(lang, told.territorial)
    who = f"{one.name} {inventory.year}" if named else str(inventory.year)
    if told.scope_1 is None or told.difference is None:
        return t(lang, "scopes.remark.territorial_alone", who=who, total=total)
    if told.share is None:
        gap = amount(lang, abs(told.difference))
    else:
        share = i18n.percent(lang, abs(told.share), 0 if abs(told.share) >= 0.02 else 1)
        gap = t(lang, "scopes.gap", amount=amount(lang, abs(told.difference)), share=share)
    side = "above" if told.difference > 0 else "below" if told.difference < 0 else "same"
    said = t(
        lang,
        f"scopes.remark.territorial_{side}",
        who=who,
        scope=_scope_1(lang, inventory, is_sum=told.is_sum),
        amount=amount(lang, told.scope_1),
        total=total,
        gap=gap,
    )
    if one.is_estimate:
        said = f"{said} {t(lang, 'scopes.remark.territorial_estimate')}"
    if "boundary" in told.comparison.features:
        said = f"{said} {t(lang, 'scopes.remark.territorial_area')}"
    if told.comparison.comparable:
        return said
    return f"{said} {t(lang, 'scopes.remark.territorial_differs', parts=_apart(lang, one))}"


def _scope_1(lang: str, inventory: Inventory, *, is_sum: bool) -> str:
    """What of scope 1 is held against the total, in words."""
    if is_sum:
        return t(lang, "scopes.scope_1.sum")
    return t(lang, "scopes.scope_1.whole" if inventory.scope("1").whole else "scopes.scope_1.stated")


def _apart(lang: str, one: Entry) -> str:
    """What an inventory and the territorial series are counted on differently, the inventory's value first."""
    assert one.reference is not None
    told = [
        t(
            lang,
            "scopes.territorial_part",
            feature=features(lang, [each.feature]),
            own=value(lang, each.feature, each.one),
            territorial=value(lang, each.feature, each.other),
        )
        for each in one.reference.comparison.differences
    ]
    return "; ".join(told)
