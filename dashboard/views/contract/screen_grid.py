"""The grid of view ``contract`` on a screen: versions across; signings, counts and parties in rows down it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.views.base import each
from dashboard.views.contract.frame import HELD
from dashboard.views.contract.marks import diamond
from dashboard.views.contract.words import (
    agencies,
    date_word,
    of_version,
    short_words,
    signed_words,
    unsigned_words,
    version_word,
    versions,
)
from dashboard.views.lettering import LINE, width_of
from dashboard.views.sheet import Sheet

#: The room for words before the versions, by size.
LABELS = {"landscape": 128.0, "portrait": 104.0}


@dataclass
class Grid:
    """Versions across a sheet, and rows down it, each so high."""

    sheet: Sheet
    frame: pd.DataFrame
    row: float
    #: What is told of signings: 2 the day under each, 1 a line of what is not plain, 0 one such line for all cities.
    told: int

    #: Every signing and every party, read once for all the sizes that are tried.
    own: pd.DataFrame
    came: pd.DataFrame

    def __post_init__(self) -> None:
        self.lang = self.sheet.state.lang
        self.years = versions(self.frame)
        self.left = LABELS[self.sheet.state.size]
        if not self.sheet.state.cities and self.sheet.state.size == "portrait":
            self.left = 66.0
        self.step = (self.sheet.width - self.left) / len(self.years)

    def x(self, version: float) -> float:
        """The middle of a version's column."""
        return self.left + (version - self.years[0] + 0.5) * self.step

    def centred(self, x: float, y: float, lines: Sequence[str] | str, **more: Any) -> float:
        """Lines round a middle; returns where they end."""
        return self.sheet.say(x, y, lines, xanchor="center", align="center", **more)

    def head(self) -> float:
        """The versions' names over fine lines."""
        sheet = self.sheet
        sheet.say(0, 0, t(self.lang, "contract.version"), token="muted")
        for year in self.years:
            word = version_word(year)
            fits = width_of(word, sheet.size, bold=True) < self.step - 2
            self.centred(self.x(year), 0, word if fits else word[2:], bold=True)
        y = LINE * sheet.size + 5
        sheet.rule((0, y), (sheet.width, y))
        return y

    def city(self, code: str, label: str, y: float) -> float:
        """A thread with a diamond a signing, and under it the day, or what is not a plain signing in words."""
        sheet, lang = self.sheet, self.lang
        own = self.own[self.own["code"] == code]
        middle = y + 0.62 * self.row
        lines = sheet.lines(label, self.left - 6, bold=True)
        ends = sheet.say(0, middle - sheet.high(lines) / 2, lines, bold=True)
        if own.empty:
            said = sheet.lines(unsigned_words(lang, self.frame, code), sheet.width - self.left)
            sheet.say(self.left, middle - sheet.high(said) / 2, said, token="muted")
        elif len(own) > 1:
            sheet.rule((self.x(own["version"].min()), middle), (self.x(own["version"].max()), middle), "accent", 2)
        low = middle + 0.42 * self.row
        for one in each(own):
            sign = diamond(one)
            sheet.mark(self.x(one.version), middle, sign["symbol"], 0.66 * self.row, fill=sign["fill"])
            if self.told == 2:
                told = [line for text in short_words(lang, one) for line in sheet.lines(text, self.step - 4)]
                ends = max(ends, self.centred(self.x(one.version), low, told, token="muted"))
        ends = max(ends, low)
        if self.told == 1 and (told_odd := odd(lang, own)):
            ends = sheet.say(self.left, ends, sheet.lines(told_odd, sheet.width - self.left), token="muted")
        return ends + 0.16 * self.row

    def held(self, code: str, y: float) -> float:
        """A row a kind with its count in every version; kinds of which nothing is known share a line of words."""
        sheet, lang, missing = self.sheet, self.lang, []
        for kind in HELD:
            counts = {year: len(of_version(self.frame, code, year, kind)) for year in self.years}
            name = t(lang, "contract.screen.inventory" if kind == "inventory" else f"contract.row.{kind}")
            if not any(counts.values()):
                missing.append(name)
                continue
            sheet.rule((0, y), (sheet.width, y), "grid")
            middle = y + self.row / 2
            sheet.say(0, middle, name, yanchor="middle")
            for year, count in counts.items():
                if not count:
                    self.centred(self.x(year), middle, "–", token="muted", yanchor="middle")
                    continue
                size = min(sheet.size + 2, 0.7 * self.row)
                self.centred(self.x(year), middle, i18n.number(lang, count), bold=True, size=size, yanchor="middle")
                sheet.box((self.x(year) - 19, y + 2), (self.x(year) + 19, y + self.row - 2), token="accent-soft")
            y += self.row
        if missing:
            said = t(lang, "contract.screen.untold", kinds=i18n.listing(lang, missing))
            y = sheet.say(0, y + 4, sheet.lines(said, sheet.width), token="muted")
        return y

    def parties(self, y: float) -> float:
        """A bar a version that parties came in with, from there on, with their names; counted where too long."""
        sheet, lang, rows = self.sheet, self.lang, self.came
        if rows.empty:
            return y
        y += 6
        sheet.say(0, y, t(lang, "contract.row.parties"), bold=True)
        for _, own in rows.groupby(["first", "is_dated"], sort=True):
            version, is_dated = int(own["first"].iloc[0]), bool(own["is_dated"].iloc[0])
            start = self.left + (version - self.years[0]) * self.step
            room = sheet.width - start - 14
            said = i18n.listing(lang, own["party"].tolist())
            if not is_dated:
                said = f"{said}, {t(lang, 'contract.screen.named', version=version_word(version))}"
            if width_of(said, sheet.size) > room:
                said = i18n.listing(lang, own["party"].tolist()) if not is_dated else agencies(lang, own)
            high = sheet.size * LINE + 6
            sheet.box((start, y), (sheet.width, y + high), token="accent-soft", edge="" if is_dated else "muted")
            sheet.say(start + 7, y + 3, said)
            y += high + 4
        return y


def odd(lang: str, own: pd.DataFrame) -> str:
    """What is not a plain signing with a known day, versions alike told together: ``2022, 2023: vår tolkning``."""
    alike: dict[str, list[str]] = {}
    for one in each(own):
        plain = one.standing == "signed"
        words = [word for word in signed_words(lang, one) if word != date_word(lang, one.date)]
        if plain and one.certainty == "stated" and isinstance(one.date, str):
            continue
        if words:
            alike.setdefault(", ".join(words), []).append(version_word(one.version))
    return "; ".join(f"{i18n.listing(lang, when)}: {said}" for said, when in alike.items())
