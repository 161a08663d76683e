"""The parts under view ``contract``'s picture: what the contract says, one collapsed part a subject."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import PROGRAMME, undertakings
from dashboard.state import ViewState
from dashboard.tables.vocabulary import CONTRACT_THEMES
from dashboard.views.base import Column, Section, Table, each
from dashboard.views.contract.changes import changes
from dashboard.views.contract.experiences import own_experiences, partners, themes
from dashboard.views.contract.investments import investments
from dashboard.views.contract.parts import part, since_years, tail_columns, tails, version_cell
from dashboard.views.contract.words import date_word, known_or, plain, version_word

#: Goals that limit emissions; the rest are what a contract wants beyond them.
BEYOND = ("social", "adaptation")
AREAS = ("policy", "calculation", "financing", "innovation", "coordination", "eu")

Part = Callable[[pd.DataFrame, ViewState], Section]


def sections(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    """Every part that a reader would look for; one that our sources do not fill says so in one line."""
    if frame.empty:
        return []
    if not state.cities:
        return [
            signings(frame, state),
            changes(frame, state),
            parties(frame, state),
            commitments(frame, state),
            themes(frame, state),
        ]
    made: list[Part] = [changes, parties, partial(goals, beyond=False), partial(goals, beyond=True), actions, gaps]
    tail: list[Part] = [commitments, own_experiences, partners, inventories, links]
    return [
        *(make(frame, state) for make in made),
        *investments(frame, state),
        *(make(frame, state) for make in tail),
    ]


def signings(frame: pd.DataFrame, state: ViewState) -> Section:
    """Who signed or joined which version, a row a source's statement."""
    lang = state.lang
    own = frame[frame["kind"].isin(["signing", "member"])].sort_values(["name", "version"], kind="stable")
    rows = pd.DataFrame(
        {
            "version": [version_word(version) for version in own["version"]],
            "standing": [t(lang, f"contract.standing.{standing}") for standing in own["standing"]],
            "date": [date_word(lang, value) or None for value in own["date"]],
            **tails(own, lang),
        }
    )
    columns = [
        Column("version", t(lang, "contract.column.version")),
        Column("standing", t(lang, "contract.column.standing")),
        Column("date", t(lang, "contract.column.date"), none=t(lang, "contract.day_unknown")),
    ]
    return part(lang, "signings", Table(tuple(tail_columns(lang, columns, several=True)), rows))


def parties(frame: pd.DataFrame, state: ViewState) -> Section:
    """What the parties undertake, by version and area; a declared draft is marked as one."""
    lang = state.lang
    own = undertakings(frame[frame["kind"] == "party"])
    own = own.assign(place=own["area"].map(AREAS.index)).sort_values(
        ["version", "place"], ascending=[False, True], kind="stable"
    )
    everyone = set(frame.loc[frame["kind"] == "party", "party"])
    rows = pd.DataFrame(
        {
            "version": [version_word(version) for version in own["version"]],
            "area": [t(lang, f"contract.area.{area}") for area in own["area"]],
            "what": own["what"],
            "parties": [_party_names(lang, names, everyone) for names in own["parties"]],
            "draft": [t(lang, "contract.draft" if draft == "yes" else "contract.no_draft") for draft in own["draft"]],
            **tails(own, lang),
        }
    )
    columns = [
        Column("area", t(lang, "contract.column.area")),
        Column("what", t(lang, "contract.column.undertaking")),
        Column("parties", t(lang, "contract.column.parties")),
        Column("version", t(lang, "contract.column.version")),
        Column("draft", t(lang, "contract.column.draft")),
    ]
    items = (t(lang, "contract.remark.draft"),) if own["draft"].eq("yes").any() else ()
    return part(lang, "parties", Table(tuple(tail_columns(lang, columns, several=False)), rows), items)


def _party_names(lang: str, names: tuple[str, ...], everyone: set[str]) -> str:
    if len(names) > 1 and set(names) >= everyone - {PROGRAMME}:
        return t(lang, "contract.all_parties" if PROGRAMME in names else "contract.all_agencies")
    return i18n.listing(lang, list(names))


def goals(frame: pd.DataFrame, state: ViewState, *, beyond: bool) -> Section:
    """The goals for emissions, or those beyond them, as the city words them, with year and standing."""
    lang = state.lang
    own = frame[(frame["kind"] == "goal") & (frame["boundary"].isin(BEYOND) == beyond)]
    rows = pd.DataFrame(
        {
            "what": own["what"],
            "year": own["year"],
            "boundary": [t(lang, f"boundary.{boundary}") for boundary in own["boundary"]],
            "standing": [t(lang, f"standing.{standing}") for standing in own["standing"]],
            "version": [version_cell(version) for version in own["version"]],
            **tails(own, lang),
        }
    )
    columns = [
        Column("what", t(lang, "contract.column.goal")),
        Column("year", t(lang, "contract.column.year"), "year", none="–"),
        Column("boundary", t(lang, "contract.column.boundary")),
        Column("standing", t(lang, "contract.column.goal_standing")),
        Column("version", t(lang, "contract.column.version"), none="–"),
    ]
    key = "beyond" if beyond else "goals"
    items = () if beyond or own.empty else (t(lang, "contract.goals_remark"),)
    return part(lang, key, Table(tuple(tail_columns(lang, columns, several=len(state.cities) > 1)), rows), items)


def actions(frame: pd.DataFrame, state: ViewState) -> Section:
    """The roadmap's actions with stage, theme, years, effect where the source states one, and co-benefits."""
    lang = state.lang
    own = frame[frame["kind"] == "action"].sort_values(["version", "theme"], ascending=[False, True], kind="stable")
    rows = pd.DataFrame(
        {
            "what": own["what"],
            "theme": [t(lang, f"theme.{theme}") for theme in own["theme"]],
            "stage": [t(lang, f"stage.{stage}") for stage in own["standing"]],
            "years": [since_years(row.start, row.end) for row in each(own)],
            "effect": own["effect_t"],
            "co_benefits": own["detail"],
            "actors": own["actors"],
            "version": [version_cell(version) for version in own["version"]],
            **tails(own, lang),
        }
    )
    columns = [
        Column("what", t(lang, "contract.column.action")),
        Column("theme", t(lang, "contract.column.theme")),
        Column("stage", t(lang, "contract.column.stage")),
        Column("years", t(lang, "contract.column.years"), none="–"),
        Column("effect", t(lang, "contract.column.effect"), "tonnes"),
        Column("co_benefits", t(lang, "contract.column.co_benefits"), none="–"),
        Column("version", t(lang, "contract.column.version")),
    ]
    if own["actors"].notna().any():
        columns.insert(6, Column("actors", t(lang, "contract.column.actors"), none="–"))
    items = () if own.empty else (t(lang, "contract.actions_remark"),)
    return part(lang, "actions", Table(tuple(tail_columns(lang, columns, several=len(state.cities) > 1)), rows), items)


def gaps(frame: pd.DataFrame, state: ViewState) -> Section:
    """What the city itself says is missing or stands in the way."""
    lang = state.lang
    own = frame[frame["kind"] == "gap"].sort_values("version", ascending=False, kind="stable")
    rows = pd.DataFrame(
        {
            "what": own["what"],
            "theme": [t(lang, f"theme.{theme}") for theme in own["theme"]],
            "version": [version_cell(version) for version in own["version"]],
            "locator": own["locator"],
            **tails(own, lang),
        }
    )
    columns = [
        Column("what", t(lang, "contract.column.gap")),
        Column("theme", t(lang, "contract.column.theme")),
        Column("version", t(lang, "contract.column.version")),
        Column("locator", t(lang, "contract.column.locator"), none="–"),
    ]
    return part(lang, "gaps", Table(tuple(tail_columns(lang, columns, several=len(state.cities) > 1)), rows))


def commitments(frame: pd.DataFrame, state: ViewState) -> Section:
    """The commitments common to all, then those that a city chose; each with its theme."""
    lang = state.lang
    own = frame[frame["kind"] == "commitment"]
    own = own.assign(chosen=own["code"].notna()).sort_values(["chosen", "code", "version", "number"], kind="stable")
    rows = pd.DataFrame(
        {
            "number": own["number"],
            "what": own["what"],
            "theme": [t(lang, f"theme.{theme}") for theme in own["theme"]],
            "whose": [
                t(lang, "contract.chosen_by" if row.chosen else "contract.common_to_all", name=row.name)
                for row in each(own)
            ],
            "version": [version_cell(version) for version in own["version"]],
            **tails(own, lang),
        }
    )
    columns = [
        Column("number", t(lang, "contract.column.number"), "index", none="–"),
        Column("what", t(lang, "contract.column.commitment")),
        Column("theme", t(lang, "contract.column.theme")),
        Column("whose", t(lang, "contract.column.whose")),
        Column("version", t(lang, "contract.column.version")),
    ]
    eight = [t(lang, f"theme.{theme}") for theme in CONTRACT_THEMES]
    items = (t(lang, "contract.eight_themes", themes="; ".join(eight)),)
    return part(lang, "commitments", Table(tuple(tail_columns(lang, columns, several=False)), rows), items)


def inventories(frame: pd.DataFrame, state: ViewState) -> Section:
    """The figures of the EU Climate City Contract, the whole city first, with what they cover and where they stand."""
    lang = state.lang
    own = frame[frame["kind"] == "inventory"]
    own = own.assign(whole=own["sector"].isna()).sort_values(
        ["whole", "sector"], ascending=[False, True], kind="stable"
    )
    rows = pd.DataFrame(
        {
            "indicator": [known_or(lang, f"contract.indicator.{name}", name) for name in own["indicator"]],
            "sector": [
                known_or(lang, f"contract.inventory_sector.{name}", name) if name else None for name in own["sector"]
            ],
            "value": [plain(lang, value) for value in own["value"]],
            "unit": [known_or(lang, f"contract.unit.{unit}", unit) for unit in own["unit"]],
            "year": own["year"],
            "boundary": [
                known_or(lang, f"contract.boundary.{name}", name) if name else None for name in own["boundary"]
            ],
            "locator": own["locator"],
            **tails(own, lang),
        }
    )
    columns = [
        Column("indicator", t(lang, "contract.column.figure")),
        Column("sector", t(lang, "contract.column.sector"), none=t(lang, "contract.whole")),
        Column("value", t(lang, "contract.column.value")),
        Column("unit", t(lang, "contract.column.unit")),
        Column("year", t(lang, "contract.column.year"), "year", none="–"),
        Column("boundary", t(lang, "contract.column.boundary")),
        Column("locator", t(lang, "contract.column.locator"), none="–"),
    ]
    items = () if own.empty else (t(lang, "contract.inventory_remark"),)
    return part(
        lang, "inventories", Table(tuple(tail_columns(lang, columns, several=len(state.cities) > 1)), rows), items
    )


def links(frame: pd.DataFrame, state: ViewState) -> Section:
    """The documents, each with its address."""
    lang = state.lang
    own = frame[frame["kind"] == "link"].sort_values("version", ascending=False, kind="stable")
    rows = pd.DataFrame(
        {
            "what": own["what"],
            "version": [version_cell(version) for version in own["version"]],
            **tails(own, lang),
            "address": own["url"],
        }
    )
    columns = [
        Column("what", t(lang, "contract.column.document"), href="address"),
        Column("version", t(lang, "contract.column.version")),
    ]
    return part(lang, "links", Table(tuple(tail_columns(lang, columns, several=len(state.cities) > 1)), rows))
