"""CDP's open tables of city-wide emissions, one a reporting year: scopes as the cities report them, unverified.

The headings change from year to year (2017 to 2020 at hand) and are recognised by their words. Grid supply that
is reported apart stays apart; a cell that says ``Not Applicable`` or nothing stays missing.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.sources.cdp_words import boundary, figures, gases, note, protocol
from dashboard.sources.files import read_csv
from dashboard.sources.names import Names
from dashboard.sources.result import Import, failed, source_row
from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.loading import Tables
from dashboard.tables.reading import NUMBER, number_fault

#: Each reporting year's table: title and address.
KNOWN = {
    2017: ("CDP 2017 Cities Community Wide Emissions", "2017-Cities-Community-Wide-Emissions/kyi6-dk5h"),
    2018: ("CDP 2018 City-wide Emissions", "2018-City-wide-Emissions/wii4-buw5"),
    2019: ("CDP-ICLEI 2019 City-wide Emissions", "2019-City-wide-Emissions/542d-zyj8"),
    2020: ("CDP-ICLEI 2020 City-Wide Emissions", "2020-City-Wide-Emissions/p43t-fbkj"),
    2021: ("CDP-ICLEI 2021 City-wide Emissions", "2021-City-wide-Emissions/tmta-7i7p"),
}
#: Names of reporters that are not their municipality's name.
ALIASES = {"visby": "Gotland", "gothenburg": "Göteborg"}
_MISSING = {"", "-", "not applicable", "n/a", "na", "ie", "ne", "no", "question not applicable"}
_DRESS = re.compile(r"\b(city|municipality|kommun|stad|region|town|of|the)\b", re.I)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*-\s*(\d{4}-\d{2}-\d{2})")


def read(path: Path, tables: Tables, *, vintage: str | None = None, today: date) -> Import:
    """Scope figures of the Swedish cities in a table, in tonnes. The reporting year is the vintage."""
    del vintage
    try:
        header, rows = read_csv(path, known=_known)
    except DataError as error:
        return failed(path, *error.faults)
    columns = _columns(header)
    names, faults, records = Names(tables), [], []
    for line, row in rows:
        if row[columns["country"]].strip().casefold() == "sweden":
            found, wrong = _city(row, line, header, columns, names, path.name)
            records += found
            faults += wrong
    if not faults and not records:
        faults.append(fault(path.name, 0, "", "", "layout", detail="no figures of any Swedish city"))
    if faults:
        return Import(description=path.name, faults=tuple(faults))
    for record in records:
        period = record.pop("period")
        record["note"] = note(
            gas=record["gases"],
            area=record["boundary"],
            period=period,
            # the other scopes may well be nil; that a city causes nothing outside its boundary cannot be
            zero=record["tonnes"] == 0 and record["scope"] == "3" and record["part"] != "grid_supply",
            again=_again(record, tables.scopes),
        )
    frame = pd.DataFrame(records).astype({"year": "Int64", "reported": "Int64", "tonnes": "float64"})
    frame = frame.astype({name: "str" for name in frame if name not in ("year", "reported", "tonnes")})
    years = sorted({int(year) for year in frame["reported"]})
    sources = pd.concat([_source(year, today) for year in years], ignore_index=True)
    said = ", ".join(map(str, years))
    description = f"CDP, reported {said}: {len(frame)} figures of {frame['code'].nunique()} Swedish cities"
    return Import(description, {"scopes": frame, "sources": sources})


def _known(header: list[str]) -> bool:
    return {"country", "organization", "reported", "year"} <= set(_columns(header)) and bool(figures(header))


def _columns(header: list[str]) -> dict[str, int]:
    """Where the columns stand that every row needs, and those that say how it was reckoned."""
    heads = [name.casefold() for name in header]
    wanted = {
        "country": "country",
        "organization": "organization",
        "city": "city",
        "reported": r"(year reported to cdp|reporting year)",
        "year": "accounting year",
        "protocol": "(primary )?protocol",
        "gases": "gases included",
        "boundary": r"(inventory )?boundary( \(.*\))?",
        "scopes": "scopes included",
    }
    return {name: at for name, form in wanted.items() if (at := _at(heads, form)) is not None}


def _at(heads: list[str], form: str) -> int | None:
    return next((at for at, head in enumerate(heads) if re.fullmatch(form, head)), None)


def _city(
    row: list[str], line: int, header: list[str], columns: dict[str, int], names: Names, file: str
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """One city's figures as records; cities without any figure are passed over, whoever they are."""

    def said(column: str) -> str:
        return " ".join(row[columns[column]].split()) if column in columns else ""

    faults: list[Fault] = []
    values: list[tuple[str, str, float]] = []
    for at, (scope, part) in figures(header, said("scopes")).items():
        text = row[at].strip()
        if text.casefold() in _MISSING:
            continue
        if NUMBER.fullmatch(text) and 0 <= float(text) < 1e12:
            values.append((scope, part, float(text)))
        else:
            negative = NUMBER.fullmatch(text) and float(text) < 0
            faults.append(fault(file, line, header[at][:40], text, "negative" if negative else number_fault(text)))
    if not values and not faults:
        return [], []
    code = _code(said("city"), said("organization"), names)
    if code is None:
        faults.append(fault(file, line, "Organization", said("organization"), "unknown_name"))
    year = accounting_year(said("year"))
    if year is None:
        faults.append(fault(file, line, header[columns["year"]], said("year"), "no_year"))
    if not re.fullmatch("[0-9]{4}", said("reported")):
        faults.append(fault(file, line, header[columns["reported"]], said("reported"), "no_year"))
    if faults or code is None or year is None:
        return [], faults
    reported = int(said("reported"))
    about = {
        "protocol": protocol(said("protocol")),
        "gases": gases(said("gases")),
        "boundary": boundary(said("boundary")),
        "verified": "no",
        "certainty": "stated",
    }
    about["period"] = "" if re.fullmatch(r"\d{4}-01-01\s*-\s*\d{4}-12-\d{2}", said("year")) else said("year")
    key = {"code": code, "year": year, "reported": reported, "source_id": f"cdp-{reported}-emissions", "sector": None}
    return [key | {"scope": scope, "part": part, "tonnes": value} | about for scope, part, value in values], []


def _again(record: dict[str, Any], known: pd.DataFrame) -> tuple[int, bool] | None:
    """Whether a figure stands in an earlier report already: the report's year, or the other year that it was for."""
    same = known[
        (known["code"] == record["code"])
        & (known["scope"] == record["scope"])
        & (known["part"] == record["part"])
        & (known["tonnes"] == record["tonnes"])
        & (known["reported"] < record["reported"])
        & known["source_id"].str.startswith("cdp-")
        & (known["tonnes"] > 0)
    ].sort_values("reported")
    if same.empty:
        return None
    year, reported = int(same["year"].iloc[0]), int(same["reported"].iloc[0])
    return (reported, True) if year == record["year"] else (year, False)


def accounting_year(said: str) -> int | None:
    """The year of a range of days: the one it ends in, unless it ends with that year's first day."""
    match = _RANGE.fullmatch(said)
    try:
        last = date.fromisoformat(match[2]) if match else None
    except ValueError:
        return None
    if last is None:
        return int(said) if re.fullmatch("[0-9]{4}", said) else None
    return (last - timedelta(days=1)).year


def _code(city: str, organization: str, names: Names) -> str | None:
    """The municipality that a city's or organisation's name means, or ``None`` where none or several do."""
    for name in (city, organization):
        bare = " ".join(_DRESS.sub(" ", name).split())
        # "Göteborgs Stad": the genitive comes last, since some names end in s themselves
        for each in (name, bare, ALIASES.get(bare.casefold(), ""), bare.removesuffix("s")):
            found = [exact] if (exact := names.exact(each)) else names.without_accents(each)
            if each and len(found) == 1:
                return found[0]
    return None


def _source(year: int, today: date) -> pd.DataFrame:
    title, address = KNOWN.get(year, (f"CDP {year} City-wide Emissions", ""))
    return source_row(
        f"cdp-{year}-emissions",
        title=title,
        publisher="CDP and ICLEI" if year >= 2019 else "CDP",
        url=f"https://data.cdp.net/Emissions/{address}" if address else "https://data.cdp.net/",
        licence="CDP Open Data Portal, source to be named",
        published=str(year),
        today=today,
        note="sv: Rapporterat av städerna själva, inte granskat | en: Reported by the cities themselves, not verified",
    )
