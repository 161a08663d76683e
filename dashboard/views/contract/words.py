"""The words that view ``contract`` says in more than one place: versions, signings, counts, dates and amounts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from babel.dates import format_date

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import PROGRAMME, parties_since, signings
from dashboard.views.contract.frame import HELD

#: The version that is named by two years.
DOUBLE = 2025


def version_word(version: int) -> str:
    """``2021``, and ``2025/26`` for the version that spans two years."""
    return f"{version}/{(version + 1) % 100}" if version == DOUBLE else str(version)


def versions_word(lang: str, versions: list[int]) -> str:
    """Versions with neighbours drawn together: ``2021–2025/26``."""
    return i18n.spans(lang, sorted(versions)).replace(str(DOUBLE), version_word(DOUBLE))


def counted(lang: str, versions: list[int], derived: int) -> str:
    """The versions signed, and of how many of them the signing is our reading: ``2020–2024, varav tre är …``."""
    said = versions_word(lang, versions)
    if not derived:
        return said
    return t(lang, "contract.key.derived", versions=said, count=i18n.count(lang, derived, common=True))


def date_word(lang: str, value: Any) -> str:
    """``8 december 2021``, ``december 2021`` or ``2021``, as exactly as it is known; empty where it is not."""
    if not isinstance(value, str):
        return ""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    return i18n.day(lang, date(*parts)) if len(parts) == 3 else i18n.month(lang, date(parts[0], parts[1], 1))


def short_day(lang: str, value: Any, version: int) -> str:
    """``8 dec.`` under the version whose year it is; the whole date where the year differs or no day is known."""
    if isinstance(value, str) and len(value) == 10 and value.startswith(str(version)):
        return str(format_date(date.fromisoformat(value), "d MMM", locale=i18n.LOCALES[lang])).replace(" ", i18n.NBSP)
    return date_word(lang, value)


def short_words(lang: str, row: Any) -> list[str]:
    """What :func:`signed_words` says, in words that fit a narrow column."""
    when = short_day(lang, row.date, row.version)
    lead = [] if row.standing == "signed" else [t(lang, f"contract.standing_short.{row.standing}")]
    tail = [] if row.certainty == "stated" else [t(lang, f"contract.certainty.{row.certainty}")]
    return [*lead, *([when] if when else [] if lead else [t(lang, "contract.day_unknown")]), *tail]


def signed_words(lang: str, row: Any) -> list[str]:
    """What is known of a signing, in short lines: the day (or that it joined), and how sure it is."""
    when = date_word(lang, row.date)
    if row.standing == "signed":
        lines = [when or t(lang, "contract.day_unknown")]
    else:
        lines = [t(lang, f"contract.standing.{row.standing}"), *([when] if when else [])]
    return [*lines, *([] if row.certainty == "stated" else [t(lang, f"contract.certainty.{row.certainty}")])]


def known_or(lang: str, key: str, word: str) -> str:
    """The text under a key, or the table's own word: the vocabulary of inventories is open."""
    return i18n.texts(lang).get(key, word.replace("_", " "))


def count_word(lang: str, kind: str, count: int) -> str:
    """``12 åtgärder``: so many of a kind."""
    said = t(lang, f"contract.count.{kind}.{'one' if count == 1 else 'other'}", count=i18n.number(lang, count))
    return said.replace(" ", i18n.NBSP, 1)


def beside(lang: str, certainty: Any, note: Any) -> str:
    """What must be known beside a fact: that it is our reading or disputed, and the tables' own note."""
    said = i18n.note_in(lang, note)
    word = "" if certainty in ("stated", None) else t(lang, f"contract.certainty.{certainty}")
    # A note that says itself that it is our reading need not be told twice.
    parts = ["" if said.lower().startswith(word.split(" ")[0]) else word, said]
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part)


def plain(lang: str, value: float | None) -> str:
    """A number with no more decimals than it has, and never more than two."""
    if value is None or pd.isna(value):
        return t(lang, "missing")
    decimals = next(places for places in (0, 1, 2) if places == 2 or round(value, places) == round(value, 2))
    return i18n.number(lang, value, decimals)


def amount(lang: str, low: float, high: float) -> str:
    """An amount, or a range as a range: ``200–400``."""
    if pd.isna(low) and pd.isna(high):
        return t(lang, "missing")
    ends = [plain(lang, value) for value in (low, high) if not pd.isna(value)]
    return "–".join(dict.fromkeys(ends))


def signed(frame: pd.DataFrame) -> pd.DataFrame:
    """The signings of the frame, a row a municipality and version, as the model puts them together, with names."""
    own = frame[frame["kind"] == "signing"]
    names = frame.drop_duplicates("code").set_index("code")[["name", "slug"]]
    source = own.drop_duplicates(["code", "version"]).set_index(["code", "version"])["source_url"]
    found = signings(own).join(names, on="code").join(source, on=["code", "version"])
    return found.sort_values(["code", "version"]).reset_index(drop=True)


def parties(frame: pd.DataFrame) -> pd.DataFrame:
    """The parties of the frame's contract and since when, as the model puts them together."""
    return parties_since(frame[frame["kind"] == "party"].rename(columns={"date": "since"}))


def chosen(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The municipalities that the frame is about (code, slug, name), in the order in which they were asked for."""
    own = frame[frame["kind"].isin(["signing", "member", "absent"])].drop_duplicates("code")
    return list(own[["code", "slug", "name"]].itertuples(index=False, name=None))


def unsigned_words(lang: str, frame: pd.DataFrame, code: str) -> str:
    """What is said of a city without a signing: that no data were found, or that no source names it at all."""
    is_absent = ((frame["kind"] == "absent") & (frame["code"] == code)).any()
    return t(lang, "contract.absent" if is_absent else "contract.no_signing")


def in_order(frame: pd.DataFrame, slugs: Iterable[str]) -> list[tuple[str, str, str]]:
    """As :func:`chosen`, in the order of the slugs."""
    by_slug = {slug: (code, slug, name) for code, slug, name in chosen(frame)}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def versions(frame: pd.DataFrame) -> list[int]:
    """Every version from the first to the last that anything is known of."""
    known = frame.loc[frame["kind"] != "elsewhere", "version"].dropna()
    return list(range(int(known.min()), int(known.max()) + 1))


def of_version(frame: pd.DataFrame, code: str, version: int, kind: str) -> pd.DataFrame:
    """What a kind holds in a version of a city's contract; a common commitment counts where the city is in it."""
    own = frame[(frame["kind"] == kind) & (frame["version"] == version)]
    is_common = own["code"].isna()
    if not is_common.any():
        return own[own["code"] == code]
    is_in = frame["kind"].isin(["signing", "member"]) & (frame["code"] == code) & (frame["version"] == version)
    return own[(own["code"] == code) | (is_common & bool(is_in.any()))]


def held_words(lang: str, frame: pd.DataFrame, code: str, version: int) -> list[str]:
    """What a version is known to hold, a count in words a kind that holds anything."""
    counts = {kind: len(of_version(frame, code, version, kind)) for kind in HELD}
    return [count_word(lang, kind, count) for kind, count in counts.items() if count]


def party_words(lang: str, row: Any) -> str:
    """Since when a party is one, or since which version it is named."""
    if row.is_dated:
        return t(lang, "contract.party.since", date=date_word(lang, row.since))
    return t(lang, "contract.party.named", version=version_word(row.first))


def agencies(lang: str, rows: pd.DataFrame) -> str:
    """``sex myndigheter och Viable Cities``: the parties, counted; empty where none is known."""
    count = int((rows["party"] != PROGRAMME).sum())
    counted = t(lang, f"contract.agencies.{'one' if count == 1 else 'other'}", count=i18n.count(lang, count))
    named = [counted] if count else []
    return i18n.listing(lang, [*named, *([PROGRAMME] if (rows["party"] == PROGRAMME).any() else [])])
