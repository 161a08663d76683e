"""One release of a data set, loaded whole: the frozen :class:`Tables` that all other code reads."""

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard.tables import pointer, remembered
from dashboard.tables.by_code import ByCode
from dashboard.tables.checking import examine
from dashboard.tables.faults import DataError, Fault, UnknownRelease, fault

__all__ = ["DataError", "Fault", "Municipality", "Tables", "UnknownRelease", "load"]


@dataclass(frozen=True)
class Municipality:
    """One row of ``municipalities``; text that is missing is an empty string, a missing coordinate ``None``."""

    code: str
    slug: str
    name: str
    county_code: str
    county: str
    skr_group_code: str
    skr_group: str
    lat: float | None
    lon: float | None
    point_kind: str


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables of one release; never changed in place, and compared by identity.

    Text columns are pandas' ``str`` with ``NaN`` where a cell is empty, years ``Int64`` with ``NA``, figures
    ``float64`` with ``NaN``. Emissions are in tonnes; the columns are explained in ``data/README.md``.
    """

    dataset: str
    release: str
    fictional: bool
    sources: pd.DataFrame
    municipalities: pd.DataFrame
    population: pd.DataFrame
    emissions: pd.DataFrame
    national_emissions: pd.DataFrame
    targets: pd.DataFrame
    scopes: pd.DataFrame
    modal_share: pd.DataFrame
    modal_targets: pd.DataFrame
    memberships: pd.DataFrame
    contracts: pd.DataFrame
    parties: pd.DataFrame
    phases: pd.DataFrame
    inventories: pd.DataFrame
    indicators: pd.DataFrame
    process: pd.DataFrame
    actors: pd.DataFrame
    gaps: pd.DataFrame
    commitments: pd.DataFrame
    actions: pd.DataFrame
    investments: pd.DataFrame
    experiences: pd.DataFrame
    links: pd.DataFrame
    boundaries: pd.DataFrame
    #: Whether somebody's own figures, which nobody has published, are laid over the release.
    draft: bool = False

    @cached_property
    def slugs(self) -> dict[str, str]:
        """Slug to municipality code, in the order of the table: ``{"umea": "2480", …}``."""
        return dict(zip(self.municipalities["slug"], self.municipalities["code"], strict=True))

    @cached_property
    def _municipalities(self) -> dict[str, Municipality]:
        names = [each.name for each in fields(Municipality)]
        frame = self.municipalities[names].astype(object)
        texts = frame.drop(columns=["lat", "lon"]).fillna("")
        points = frame[["lat", "lon"]].where(frame[["lat", "lon"]].notna(), None)
        rows = pd.concat([texts, points], axis=1)[names].to_dict("records")
        return {row["code"]: Municipality(**{str(key): value for key, value in row.items()}) for row in rows}

    def municipality(self, code: str) -> Municipality:
        """The municipality of a code. ``KeyError`` when there is none."""
        return self._municipalities[code]

    @cached_property
    def _indexes(self) -> dict[str, ByCode]:
        return {}

    def rows(self, name: str, *codes: str) -> pd.DataFrame:
        """The rows that some municipalities have in a table, in its order: looked up, so that no table is gone through.

        ``name`` is a table with a column ``code``. The rows keep the table's index.
        """
        if (index := self._indexes.get(name)) is None:
            index = self._indexes[name] = ByCode(getattr(self, name))
        return index.of(*codes)

    @cached_property
    def data_date(self) -> str:
        """When the newest source was fetched, ``YYYY-MM-DD`` or ``YYYY-MM``; the release's month if none says."""
        dates = self.sources["retrieved"].dropna().str.extract(r"(\d{4}-\d{2}(?:-\d{2})?)", expand=False).dropna()
        return str(max(dates, default=self.release[:7]))

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits of everything in the tables: the same figures give the same digits anywhere."""
        digest = hashlib.sha256(b"fictional" if self.fictional else b"")
        for name, frame in self.frames().items():
            digest.update(f"{name}:{','.join(frame.columns)}".encode())
            digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
        return digest.hexdigest()[:16]

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {
            each.name: value for each in fields(self) if isinstance(value := getattr(self, each.name), pd.DataFrame)
        }


def load(folder: Path, *, release: str | None = None) -> Tables:
    """A release of the data set in ``folder``, checked: the current one unless another is named.

    Raises ``DataError`` with every fault, or ``UnknownRelease``.
    """
    if not folder.is_dir():
        raise DataError([fault(folder.name, 0, "", "", "not_a_folder")])
    name = pointer.resolve(folder, release)
    frames = _checked(folder / name)
    fictional = (folder / pointer.FICTIONAL).exists()
    return Tables(dataset=folder.name, release=name, fictional=fictional, draft=False, **frames)


def _checked(release: Path) -> dict[str, pd.DataFrame]:
    """A release's tables, checked now or, where it is large and the very same files were, before."""
    is_large = remembered.is_large(release)
    name = remembered.digest(release) if is_large else ""
    if name and (kept := remembered.recall(name)) is not None:
        return kept
    frames, faults = examine(release)
    if faults:
        raise DataError(faults)
    # Files that change while they are read must not be kept under what they were before.
    if name and remembered.digest(release) == name:
        remembered.remember(name, frames)
        # The kept ones hold each text once, in a third of the room.
        return remembered.recall(name) or frames
    return frames
