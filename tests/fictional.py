"""The fictional data set in a folder of its own, and releases of it that differ wherever one looks."""

import shutil
from pathlib import Path

import pandas as pd

from dashboard.config import ROOT

FIRST, SECOND, FAULTY = "2026-11", "2026-12", "2027-01"
#: What the first municipality is called in the two releases.
NAMES = {FIRST: "Stadsköping", SECOND: "Nyköpstad"}
FIGURES = ["transport", "industry", "agriculture", "electricity_heat", "machinery", "heating", "waste", "products"]


def write(folder: Path) -> Path:
    """The data set with its own release current, a second with other names and lower emissions, and a faulty one."""
    shutil.copytree(ROOT / "data" / "exempel", folder)
    for name in (SECOND, FAULTY):
        shutil.copytree(folder / FIRST, folder / name)
        (folder / name / "former").write_text(f"{FIRST}\n", encoding="utf-8")
    places = folder / SECOND / "municipalities.csv"
    places.write_text(places.read_text("utf-8").replace(NAMES[FIRST], NAMES[SECOND]), encoding="utf-8")
    path = folder / SECOND / "emissions.csv"
    table = pd.read_csv(path, dtype=str)
    for column in [*FIGURES, "international_transport", "total"]:
        less = (pd.to_numeric(table[column]) * 0.9).round(2)
        table[column] = less.map(lambda value: "" if pd.isna(value) else f"{value:.2f}")
    table.to_csv(path, index=False)
    spoilt = folder / FAULTY / "population.csv"
    lines = spoilt.read_text("utf-8").splitlines()
    spoilt.write_text("\n".join([lines[0], lines[1].replace(",", ",x", 1), *lines[2:], ""]), encoding="utf-8")
    return folder


def point(folder: Path, release: str) -> None:
    """Moves the pointer in one step, as an import does."""
    new = folder / ".current"
    new.write_text(f"{release}\n", encoding="utf-8")
    new.replace(folder / "current")
