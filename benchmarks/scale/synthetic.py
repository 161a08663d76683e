"""A data set of as many made-up municipalities as are asked for, which keeps every rule that real data keeps.

The statistics (emissions, population, places, areas) are drawn at random from a seed. A tenth of the municipalities
take part in the contract; their papers are those of the fictional example, ``data/exempel``, under other names.
"""

from collections.abc import Callable
from itertools import islice, product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pyproj import Transformer

from dashboard.config import ROOT
from dashboard.tables import pointer
from dashboard.tables.schemas import SPECS
from dashboard.tables.vocabulary import SECTORS

RELEASE = "2026-11"
EXAMPLE = ROOT / "data" / "exempel" / RELEASE
YEARS = np.arange(1990, 2025)
#: One municipality in so many takes part in the contract, and one in so many has its area drawn on the map.
CONTRACT_EVERY, BOUNDARY_EVERY = 10, 5
#: Stems and endings of names that no place has.
STEMS = (
    "Zorv Quil Xand Wumm Bligg Fnyk Gnarp Hjolk Jykt Krumel Lufs Mjugg Nöff Plupp Rypt Snosk Tjofs Uvlek Vryk Yrsk "
    "Ånk Ärvl Öjnk Brulk Dvask Fluns Glipp Humsk Jolm Knorv Lyng Mums Nisk Pryl Ruffs Skrang Trulk Vims Wask Zimp"
)
MIDDLES = "a e o u ar el ing or und er is al en ulf"
ENDINGS = "by vik sta hult torp berg sund mark näs rum lund ryd hem fors sele tuna köping holm boda ö"
MOST = len(STEMS.split()) * len(MIDDLES.split()) * len(ENDINGS.split())
SLUGS = str.maketrans("åäöÅÄÖ", "aaoaao")
NOTE = "sv: Påhittat exempel: kommunen finns inte | en: Made-up example: the municipality does not exist"
#: The part of each sector in a municipality's emissions, on the whole; the last is reported from 2023 on.
MIX = np.array([0.38, 0.20, 0.12, 0.09, 0.07, 0.06, 0.04, 0.03, 0.01])
GROUPS = ("A1", "A2", "B3", "B4", "C6", "C7", "C8")


def write(folder: Path, count: int, *, seed: int = 1) -> Path:
    """Writes a data set of ``count`` municipalities (5 to 11 200) and returns its folder.

    A release, the pointer to it and the mark ``fictional``. The same seed gives the same bytes.
    """
    if not 5 <= count <= MOST:
        raise ValueError(f"between 5 and {MOST} municipalities, not {count}")
    release = folder / RELEASE
    release.mkdir(parents=True)
    for name, frame in _tables(count, np.random.default_rng(seed)).items():
        frame.reindex(columns=list(SPECS[name].columns)).to_csv(release / f"{name}.csv", index=False)
    (folder / pointer.FICTIONAL).touch()
    (folder / pointer.POINTER).write_text(f"{RELEASE}\n", encoding="utf-8")
    return folder


def names_of(count: int) -> list[str]:
    """The names of the first ``count`` made-up municipalities."""
    parts = product(ENDINGS.split(), MIDDLES.split(), STEMS.split())
    return [f"{stem}{middle}{ending}" for ending, middle, stem in islice(parts, count)]


def slug_of(place: int) -> str:
    """The slug of the municipality at a place, counted from nought; every tenth takes part in the contract."""
    return _slug(names_of(place + 1)[place])


def _slug(name: str) -> str:
    return name.translate(SLUGS).lower()


def _tables(count: int, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    places, spots = _municipalities(count, rng)
    emissions, nation = _emissions(places, rng)
    made = {
        "municipalities": places.drop(columns="people"),
        "population": _population(places, rng),
        "emissions": emissions,
        "national_emissions": nation,
        "boundaries": _boundaries(places, spots),
    }
    return made | _papers(places, made)


def _municipalities(count: int, rng: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray[Any, Any]]:
    """The register with ``people`` (inhabitants), and each one's square (m: west, south, east, north)."""
    names = names_of(count)
    digits = 4 if count < 10_000 else 5
    numbers = np.arange(count) + 10 ** (digits - 1)
    columns = int(np.ceil(np.sqrt(count * 600 / 1400)))
    rows = -(-count // columns)
    step = min(600_000 / columns, 1_400_000 / rows)
    west = 300_000 + (np.arange(count) % columns) * step
    south = 6_150_000 + (np.arange(count) // columns) * step
    # Counties are bands from south to north.
    band = (np.arange(count) // columns) * 20 // rows + 1
    lon, lat = Transformer.from_crs(3006, 4326, always_xy=True).transform(west + step / 2, south + step / 2)
    groups = rng.choice(GROUPS, count)
    register = pd.read_csv(EXAMPLE / "municipalities.csv", dtype=str)
    people = np.exp(rng.normal(9.7, 0.9, count)).clip(900, 900_000)
    # Who has an example city's papers has its size too: papers of another size would be no possible ones.
    sizes = pd.read_csv(EXAMPLE / "population.csv").drop_duplicates("code", keep="last")["population"].to_numpy()
    takers = people[::CONTRACT_EVERY]
    takers[:] = np.resize(sizes, len(takers)) * rng.uniform(0.9, 1.3, len(takers))
    words = dict(zip(register["skr_group_code"], register["skr_group"], strict=True))
    frame = pd.DataFrame(
        {
            "code": numbers.astype(str),
            "slug": [_slug(name) for name in names],
            "name": names,
            "county_code": [f"{each:02d}" for each in band],
            "county": [f"Påhittat län {each}" for each in band],
            "skr_group_code": groups,
            "skr_group": [words.get(group, "Påhittad grupp") for group in groups],
            "lat": lat.round(4),
            "lon": lon.round(4),
            "point_kind": "locality",
            "certainty": "stated",
            "note": NOTE,
            "source_id": "example-register",
            "people": people.round(),
        }
    )
    return frame, np.stack([west, south, west + step, south + step], axis=1).round(-1)


def _population(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    growth = 1 + rng.normal(0.003, 0.006, (len(places), 1))
    people = places["people"].to_numpy()[:, None] * growth ** (YEARS - YEARS[-1])
    return pd.DataFrame(
        {
            "code": np.repeat(places["code"].to_numpy(), len(YEARS)),
            "year": np.tile(YEARS, len(places)),
            "population": people.round().astype("int64").ravel(),
            "certainty": "stated",
            "source_id": "example-population",
        }
    )


def _emissions(places: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row a municipality and year, and the nation's: all together and two per cent that belong to none of them."""
    count = len(places)
    first = places["people"].to_numpy() * rng.lognormal(1.7, 0.4, count).clip(3, 15)
    parts = MIX * rng.lognormal(0, 0.35, (count, len(MIX)))
    parts /= parts.sum(axis=1, keepdims=True)
    pace = rng.normal(0.985, 0.008, (count, 1, len(MIX)))
    noise = rng.lognormal(0, 0.03, (count, len(YEARS), len(MIX)))
    tonnes = first[:, None, None] * parts[:, None, :] * pace ** (YEARS - YEARS[0])[None, :, None] * noise
    tonnes[:, YEARS < 2023, -1] = np.nan
    tonnes = tonnes.round(1)
    whole = np.nansum(tonnes, axis=0) * 1.02
    whole[YEARS < 2023, -1] = np.nan
    own = pd.DataFrame({"code": np.repeat(places["code"].to_numpy(), len(YEARS)), "year": np.tile(YEARS, count)})
    return _told(own, tonnes.reshape(-1, len(MIX))), _told(pd.DataFrame({"year": YEARS}), whole)


def _told(rows: pd.DataFrame, tonnes: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Rows with their sectors and total (t)."""
    figures = pd.DataFrame(tonnes.round(1), columns=list(SECTORS))
    facts = {"gas": "co2e", "total": np.nansum(tonnes, axis=1).round(1), "status": "measured"}
    source = {"vintage": "Exempel 2026-06", "certainty": "stated", "source_id": "example-emissions-2026"}
    return pd.concat([rows, figures], axis=1).assign(**facts, **source)


def _boundaries(places: pd.DataFrame, spots: np.ndarray[Any, Any]) -> pd.DataFrame:
    chosen = slice(0, None, BOUNDARY_EVERY)
    areas = [f"POLYGON (({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}))" for w, s, e, n in spots[chosen].astype(int)]
    return pd.DataFrame({"code": places["code"][chosen], "wkt": areas, "certainty": "stated",
                         "source_id": "example-boundaries"})  # fmt: skip


def _papers(places: pd.DataFrame, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What the example's cities have, for every tenth municipality: each has the papers of one of them."""
    example = {name: pd.read_csv(EXAMPLE / f"{name}.csv", dtype=str) for name in SPECS if name not in made}
    register = pd.read_csv(EXAMPLE / "municipalities.csv", dtype=str)
    takers = places[::CONTRACT_EVERY].reset_index(drop=True)
    models = register.iloc[np.arange(len(takers)) % len(register)].reset_index(drop=True)
    pairs = pd.DataFrame({"model": models["code"], "old": models["name"], "to": takers["code"], "new": takers["name"]})
    renamed = {old: _renamer(old) for old in register["name"]}
    tables = {}
    for name, frame in example.items():
        if "code" not in frame:
            tables[name] = frame
            continue
        rows = frame[frame["code"].notna()].merge(pairs, left_on="code", right_on="model")
        for column in frame.columns.intersection(["name", "role_sv", "evidence_sv", "evidence_en", "actors", "title"]):
            cells = zip(rows[column], rows["old"], rows["new"], strict=True)
            rows[column] = [renamed[old](cell, new) if isinstance(cell, str) else cell for cell, old, new in cells]
        rows["code"] = rows["to"]
        if name == "memberships":
            # Twins are by their names: those that the example pairs are not the same here.
            rows["partner_code"] = np.nan
        tables[name] = pd.concat([frame[frame["code"].isna()], rows[list(frame.columns)]], ignore_index=True)
    cars = _cars(places)
    kept = tables["indicators"]
    counted = kept["indicator"] == "contract_municipalities"
    kept.loc[counted & (kept["year"] == "2025"), "value"] = str(len(takers))
    tables["indicators"] = pd.concat([kept[kept["indicator"] != "chargeable_car_share"], cars], ignore_index=True)
    return tables


def _renamer(old: str) -> Callable[[str, str], str]:
    return lambda cell, new: cell.replace(old, new)


def _cars(places: pd.DataFrame) -> pd.DataFrame:
    """The share of chargeable cars, ten years of each municipality."""
    years = np.arange(2015, 2025)
    shares = (np.arange(len(places))[:, None] % 17 + 1) * (years - 2014) * 0.3
    return pd.DataFrame(
        {
            "code": np.repeat(places["code"].to_numpy(), len(years)),
            "indicator": "chargeable_car_share",
            "year": np.tile(years, len(places)),
            "value": shares.ravel().round(2),
            "unit": "percent",
            "certainty": "stated",
            "source_id": "example-cars",
        }
    )
