"""The frame of view ``contract``: everything that the tables hold on a contract, in one frame with a kind a row."""

from typing import Any

import pandas as pd

from dashboard.model.contract import OPPOSITE, UNLIKE, goals_joined
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import with_sources

#: Membership in this programme tells that a city is in version 2025/26, even where no signing was found.
PROGRAMME, PROGRAMME_VERSION = "klimatneutrala_stader_2030_2025_26", 2025
#: What a version holds, in the order in which a contract is read.
HELD = ("goal", "action", "gap", "investment", "commitment", "inventory", "link")
TEXTS = (
    "kind", "code", "slug", "name", "date", "what", "detail", "theme", "standing", "party", "area", "draft", "start",
    "end", "actors", "reach", "key", "within", "holder", "unit", "direction", "boundary", "indicator", "sector",
    "locator", "certainty", "note", "source_id", "source", "url", "source_url",
)  # fmt: skip
NUMBERS = ("version", "number", "year", "effect_t", "need_low", "need_high", "funded", "value")
COLUMNS = [*TEXTS, *NUMBERS]


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """A row a fact of the contracts of the cities chosen; ``kind`` says which table it is from.

    Kinds: signing, member (in the programme, no signing found), absent (asked for beside others, but not named in the
    contract), party, goal, action, gap, investment, commitment (its code is empty where it is common to all),
    experience, elsewhere (another municipality's that answers to one here), inventory, link, total (how many are in a
    version by the contract itself). ``what`` and ``detail`` are in the state's language. Without cities: all
    signings, the parties, the common commitments, all experiences. A municipality that neither signed nor takes part
    has nothing here, whatever else is known of it.
    """
    codes = [tables.slugs[slug] for slug in state.cities]
    parts = [_signings(tables, codes), _members(tables, codes)]
    if not any(len(part) for part in parts):
        return pd.DataFrame(columns=COLUMNS)
    parts += [_parties(tables, state.lang), _commitments(tables, codes, state.lang)]
    parts += _experiences(tables, codes, state.lang)
    parts += [_goals(tables, codes, state.lang), *_held(tables, codes, state.lang)] if codes else [_totals(tables)]
    parts.append(_absent(parts, codes))
    frame = pd.concat([part.reindex(columns=COLUMNS) for part in parts if len(part)], ignore_index=True)
    frame = _named(frame, tables, codes)
    return with_sources(frame, tables, frame["source_id"].unique())


def _of(table: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """The rows of the cities chosen, in their order; all rows where none is chosen."""
    if not codes:
        return table
    own = table[table["code"].isin(codes)]
    return own.iloc[own["code"].map({code: place for place, code in enumerate(codes)}).argsort(kind="stable")]


def _signings(tables: Tables, codes: list[str]) -> pd.DataFrame:
    return _of(tables.contracts, codes).assign(kind="signing")


def _members(tables: Tables, codes: list[str]) -> pd.DataFrame:
    """Cities in the programme of 2025/26 for which no source tells of a signing of that version."""
    signed = tables.contracts.loc[tables.contracts["version"] == PROGRAMME_VERSION, "code"]
    own = _of(tables.memberships, codes)
    own = own[(own["programme"] == PROGRAMME) & ~own["code"].isin(signed)].drop_duplicates(["code", "source_id"])
    return own.assign(kind="member", version=PROGRAMME_VERSION, standing="member", date=own["since"])


def _absent(parts: list[pd.DataFrame], codes: list[str]) -> pd.DataFrame:
    """Cities asked for beside others that no source names in the contract: they are said to be so, not left out."""
    known = {code for part in parts[:2] for code in part["code"]}
    return pd.DataFrame({"code": [code for code in codes if code not in known]}, dtype="str").assign(kind="absent")


def _parties(tables: Tables, lang: str) -> pd.DataFrame:
    own = tables.parties
    return own.assign(kind="party", date=own["since"], what=own[f"undertaking_{lang}"])


def _commitments(tables: Tables, codes: list[str], lang: str) -> pd.DataFrame:
    table = tables.commitments
    own = table[table["code"].isna() | table["code"].isin(codes)]
    return own.assign(kind="commitment", what=own[f"text_{lang}"])


def _experiences(tables: Tables, codes: list[str], lang: str) -> list[pd.DataFrame]:
    table = tables.experiences.assign(what=tables.experiences[f"text_{lang}"])
    own = _of(table, codes)
    if not codes:
        return [own.assign(kind="experience")]
    asked = {(OPPOSITE[way], theme) for way, theme in zip(own["direction"], own["theme"], strict=True)}
    answers = [pair in asked and pair[1] != UNLIKE for pair in zip(table["direction"], table["theme"], strict=True)]
    others = table[pd.Series(answers, index=table.index, dtype=bool) & ~table["code"].isin(codes)]
    return [own.assign(kind="experience"), others.assign(kind="elsewhere")]


def _goals(tables: Tables, codes: list[str], lang: str) -> pd.DataFrame:
    joined = goals_joined(_of(tables.targets, codes), f"text_{lang}")
    return joined.assign(kind="goal", key=joined["goal_id"], year=joined["target_year"], date=joined["decided"])


def _held(tables: Tables, codes: list[str], lang: str) -> list[pd.DataFrame]:
    actions, gaps = _of(tables.actions, codes), _of(tables.gaps, codes)
    investments, links = _of(tables.investments, codes), _of(tables.links, codes)
    name, text = f"name_{lang}", f"text_{lang}"
    keys = zip(investments["code"], investments["version"], investments["name_en"], investments[name], strict=True)
    names = {(code, version, key): own for code, version, key, own in keys}
    held = zip(investments["code"], investments["version"], investments["within"], strict=True)
    holders = pd.Series([names.get(key) for key in held], index=investments.index, dtype="object")
    return [
        actions.assign(
            kind="action", what=actions[name], detail=actions[f"co_benefits_{lang}"], key=actions["name_en"],
            standing=actions["stage"],
        ),
        gaps.assign(kind="gap", what=gaps[text]),
        investments.assign(
            kind="investment", what=investments[name], detail=investments[f"funding_{lang}"],
            # The container's name as the reader knows it; ``within`` is the key that binds the two.
            key=investments["name_en"], holder=holders,
        ),
        _of(tables.inventories, codes).assign(kind="inventory"),
        links.assign(kind="link", what=links["title"]),
    ]  # fmt: skip


def _totals(tables: Tables) -> pd.DataFrame:
    own = tables.indicators[tables.indicators["indicator"] == "contract_municipalities"]
    return own.assign(kind="total", version=own["year"])


def _named(frame: pd.DataFrame, tables: Tables, codes: list[str]) -> pd.DataFrame:
    """The frame with each municipality's name and slug, each source's title and address, and types that hold."""
    places = {code: tables.municipality(code) for code in {*frame["code"].dropna(), *codes}}
    register: dict[Any, Any] = tables.sources.set_index("source_id")[["title", "url"]].to_dict("index")
    known = [register.get(name, {"title": "", "url": ""}) for name in frame["source_id"]]
    frame = frame.assign(
        slug=[places[code].slug if code in places else "" for code in frame["code"]],
        name=[places[code].name if code in places else "" for code in frame["code"]],
        source=[row["title"] for row in known],
        source_url=[row["url"] if isinstance(row["url"], str) else "" for row in known],
    )
    texts = {name: frame[name].astype("object").where(frame[name].notna(), None) for name in TEXTS}
    numbers = {name: frame[name].astype("Float64").astype("float64") for name in NUMBERS if name != "version"}
    return pd.DataFrame({**texts, **numbers, "version": frame["version"].astype("Int64")})[COLUMNS]
