"""View ``arena``: the organisations that the sources name in a city's transition arena, in four sectors.

For several cities how their arenas are made up and whom they share; without a city, which cities have a named arena
and who takes part in several. Never a score: a longer list means more published documents, not a better arena.
"""

from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.arena import GROUPS, NOT_STATED, arenas, shared
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import ACTOR_SECTORS
from dashboard.views.arena.figure import figure, heading_of
from dashboard.views.arena.key import key_figures
from dashboard.views.base import Column, Section, Table, View, carried_sources, each, with_sources
from dashboard.views.many import few, mark

COLUMNS = [
    "slug", "city", "key", "name", "group", "role", "since", "certainty", "notes", "source", "url", "elsewhere",
    "is_shared", "letters", "told",
]  # fmt: skip
#: Å, ä and ö come after z, in this order; accents do not count.
_ALPHABET = str.maketrans("åäöéèü", "{|}eeu")
#: A finding names at most so many shared actors; the list below it has all.
NAMED = 8


@lru_cache(maxsize=4)
def _known(tables: Tables) -> tuple[pd.DataFrame, dict[str, tuple[str, ...]], tuple[str, ...]]:
    """All arenas of a release, the organisations that several cities share, and the cities by name; told once."""
    whole = arenas(tables.actors)
    by_name = sorted(dict.fromkeys(whole["code"]), key=lambda code: _by_name(tables.municipality(code).name))
    return whole, shared(whole, by_name), tuple(by_name)


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """A row an organisation and city: the cities in the order asked for (without any, all by name), actors by name.

    ``group`` is the sector or ``not_stated``; ``role`` (in the state's language) and ``notes`` are empty when there
    are none; ``since`` the first version in which a source names it; ``elsewhere`` the other cities of the whole data
    set whose sources name it; ``is_shared`` whether more than one of the cities shown has it; ``told`` how many
    sources name it. The frame's ``attrs["cities"]`` are the slugs and names of the cities shown, those without named
    actors among them.
    """
    whole, everywhere, by_name = _known(tables)
    name_of = {code: tables.municipality(code).name for code in by_name}
    codes = [tables.slugs[slug] for slug in state.cities] or list(few(by_name))
    cities = {tables.municipality(code).slug: tables.municipality(code).name for code in codes}
    rows = whole[whole["code"].isin(codes)]
    here = shared(rows, codes)
    place = {code: number for number, code in enumerate(codes)}
    if rows.empty:
        frame = pd.DataFrame(columns=COLUMNS)
        frame.attrs["cities"] = cities
        return frame
    register = tables.sources.set_index("source_id")
    first = [ids[0] for ids in rows["source_ids"]]
    elsewhere: list[Any] = [
        tuple(name_of[other] for other in few(everywhere.get(key, ())) if other != code)
        for code, key in zip(rows["code"], rows["key"], strict=True)
    ]
    frame = rows.assign(
        slug=[tables.municipality(code).slug for code in rows["code"]],
        city=[name_of[code] for code in rows["code"]],
        group=rows["sector"].fillna(NOT_STATED),
        role=rows[f"role_{state.lang}"].fillna(""),
        notes=[_sentences(state.lang, notes) for notes in rows["notes"]],
        source=[str(register["title"].get(name, name)) for name in first],
        url=[_text(register["url"].get(name)) for name in first],
        elsewhere=elsewhere,
        is_shared=[key in here for key in rows["key"]],
        place=[place[code] for code in rows["code"]],
        letters=[_by_name(name) for name in rows["name"]],
        told=[len(ids) for ids in rows["source_ids"]],
    )
    frame = frame.sort_values(["place", "letters"], kind="stable", ignore_index=True)[COLUMNS]
    frame.attrs["cities"] = cities
    found = with_sources(frame, tables, [name for ids in rows["source_ids"] for name in ids])
    return found if state.cities else mark(found, len(by_name))


def _by_name(name: str) -> str:
    return name.casefold().translate(_ALPHABET)


def _sentences(lang: str, notes: tuple[str, ...]) -> str:
    """The distinct parts of an actor's notes in the language, each as a sentence."""
    parts = [part for note in notes for part in i18n.note_in(lang, note).split("; ") if part]
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in dict.fromkeys(parts))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """How many actors the sources name, of which sectors; or in how many cities, and who stands in several."""
    lang = state.lang
    if frame.empty:
        return t(lang, "arena.none")
    if state.city:
        return _finding(frame, lang)
    number = frame.loc[frame["is_shared"], "key"].nunique()
    if not state.cities:
        cities = i18n.count(lang, frame["slug"].nunique())
        found = t(lang, f"arena.all.{'one' if frame['slug'].nunique() == 1 else 'other'}", cities=cities)
        several = t(lang, f"arena.all_shared.{_form(number)}", count=i18n.count(lang, number))
        return f"{found} {several[0].upper()}{several[1:]}"
    have = frame["slug"].value_counts()
    # "54 actors in Umeå, 34 in Lund": the noun stands once.
    named = [
        t(
            lang,
            f"arena.{'then' if place else 'first'}.{_form(int(have[slug]))}",
            count=i18n.count(lang, int(have[slug])),
            city=city,
        )
        for place, (slug, city) in enumerate(_of(frame))
    ]
    finding = [t(lang, "arena.several", cities=i18n.listing(lang, named))]
    without = [city for slug, city in frame.attrs["cities"].items() if slug not in have]
    if without:
        finding.append(t(lang, "arena.without", cities=i18n.listing(lang, without)))
    sharing = frame[frame["is_shared"]].sort_values("letters", kind="stable")
    names = sharing.groupby("key", sort=False)["name"].first().tolist()
    key = f"arena.several_shared.{'many' if number > NAMED else _form(number)}"
    finding.append(t(lang, key, count=i18n.count(lang, number), names=i18n.listing(lang, names)))
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in finding)


def _form(number: int) -> str:
    return {0: "none", 1: "one"}.get(number, "other")


def _of(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Slug and name of the cities that have actors, in the frame's order."""
    return list(dict.fromkeys(zip(frame["slug"], frame["city"], strict=True)))


def _finding(frame: pd.DataFrame, lang: str) -> str:
    """One city: the count of every sector that has actors, then the sectors that no source names an actor of."""
    city, number = str(frame["city"].iloc[0]), frame["group"].value_counts()
    parts = [
        t(lang, f"arena.part.{group}.{'one' if number[group] == 1 else 'other'}", count=i18n.count(lang, number[group]))
        for group in GROUPS
        if group in number
    ]
    total = i18n.count(lang, len(frame))
    if len(parts) == 1:
        how_many = "one" if len(frame) == 1 else "other"
        finding = t(lang, f"arena.alone.{how_many}", city=city, count=total, part=parts[0])
    else:
        finding = t(lang, "arena.summary", city=city, count=total, parts=i18n.listing(lang, parts))
    absent = [t(lang, f"arena.from.{group}") for group in ACTOR_SECTORS if group not in number]
    return f"{finding} {t(lang, 'arena.absent', sectors=_or(lang, absent))}" if absent else finding


def _or(lang: str, words: list[str]) -> str:
    """``a``, ``a eller b``, ``a, b eller c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {t(lang, 'arena.or')} {words[-1]}"


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What the list is and is not, what the marks mean, and how an actor is known again."""
    if frame.empty:
        return []
    lang = state.lang
    told = [t(lang, "arena.no_score")]
    if state.city:
        told += [t(lang, "arena.since_means"), t(lang, "arena.sector_ours")]
        told += [
            t(lang, f"arena.mark.{word}") for word in ("derived", "disputed") if (frame["certainty"] == word).any()
        ]
    else:
        told += [t(lang, "arena.sector_ours"), t(lang, "arena.same_name")]
    return told


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row an actor; without a city a row a city, with how many actors of each sector its sources name."""
    lang = state.lang
    if not state.cities:
        return _by_city(frame, lang)
    rows = _rows(frame, lang)
    columns = [
        Column("name", t(lang, "arena.column.name")),
        Column("sector", t(lang, "arena.column.sector")),
        Column("role", t(lang, "arena.column.role")),
        Column("since", t(lang, "arena.column.since"), "year"),
        Column("sure", t(lang, "arena.column.certainty")),
        Column("source", t(lang, "arena.column.source"), href="url"),
        *([Column("notes", t(lang, "column.beside"))] if (frame["notes"] != "").any() else []),
    ]
    if not state.city:
        columns.insert(0, Column("city", t(lang, "column.municipality"), city="slug"))
    return Table(tuple(columns), rows)


def _rows(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The frame with its sector, role and certainty as words; a missing role stays missing."""
    return frame.assign(
        sector=[t(lang, f"arena.sector.{group}") for group in frame["group"]],
        role=frame["role"].mask(frame["role"] == ""),
        sure=[t(lang, f"arena.certainty.{word}") for word in frame["certainty"]],
    )[["slug", "city", "name", "sector", "role", "since", "sure", "source", "notes", "url"]]


def _by_city(frame: pd.DataFrame, lang: str) -> Table:
    if frame.empty:
        return Table((), pd.DataFrame())
    count = frame.groupby(["slug", "city", "group"], sort=False).size().unstack(fill_value=0)
    count = count.reindex(columns=list(GROUPS), fill_value=0)
    known = list(ACTOR_SECTORS)
    rows = count.assign(total=count.sum(axis=1)).reset_index()
    # That no source names anyone of a sector does not say that nobody takes part.
    rows[known] = rows[known].astype("Int64").mask(rows[known] == 0)
    columns = [
        Column("city", t(lang, "column.municipality"), city="slug"),
        Column("total", t(lang, "arena.column.total")),
        *(Column(group, t(lang, f"arena.sector.{group}")) for group in GROUPS),
    ]
    return Table(tuple(columns), rows)


def sections(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    """One city: a list a sector, each actor with its role. Otherwise: the actors that several arenas share."""
    lang = state.lang
    if frame.empty:
        return []
    if state.city:
        return [
            Section(heading_of(lang, group, len(own)), tuple(_told(row, lang) for row in each(own)))
            for group in GROUPS
            if len(own := frame[frame["group"] == group])
        ]
    own = frame[frame["is_shared"]].sort_values("letters", kind="stable")
    if own.empty:
        return []
    rows = pd.DataFrame(
        [
            {"name": part["name"].iloc[0], "cities": i18n.listing(lang, part["city"].tolist())}
            for _, part in own.groupby("key", sort=False)
        ]
    )
    columns = (Column("name", t(lang, "arena.column.name")), Column("cities", t(lang, "arena.column.cities")))
    heading = t(lang, "arena.shared" if state.cities else "arena.in_several")
    return [Section(heading, table=Table(columns, rows))]


def _told(row: tuple[object, ...], lang: str) -> str:
    name, role, since = (getattr(row, column) for column in ("name", "role", "since"))
    when = t(lang, "arena.since", year=int(since)).lower()
    return f"{name}: {role} ({when})" if role else f"{name} ({when})"


VIEW = View(
    "arena", select, figure, summary, table, carried_sources, remarks,
    ("measure", "base", "start", "end", "target", "layer"), sections, key_figures,
)  # fmt: skip
