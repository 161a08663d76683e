"""The figures of view ``contract`` that a screen writes large."""

from collections.abc import Iterator

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import by_version
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure, each
from dashboard.views.contract.words import (
    counted,
    date_word,
    in_order,
    of_version,
    parties,
    signed,
    version_word,
)

#: A screen has room for so many.
MOST = 3


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """When a city began, how many versions it signed and what the newest holds; several: the versions of each."""
    lang, own = state.lang, signed(frame)
    if not state.cities:
        return list(_of_all(frame, own, lang))[:MOST]
    rows = [(code, name, own[own["code"] == code]) for code, _, name in in_order(frame, state.cities)]
    if len(rows) > 1:
        return [_of_city(lang, name, part) for _, name, part in rows]
    code, _, part = rows[0]
    return [_began(lang, part), *_signed(lang, part), *_held(frame, code, lang)][:MOST]


def _began(lang: str, own: pd.DataFrame) -> KeyFigure:
    """The first version that the city is in, and how it came into it."""
    if own.empty:
        return _unknown(lang, t(lang, "contract.key.signed"))
    first = next(each(own))
    said = date_word(lang, first.date) or t(lang, "contract.day_unknown")
    if first.certainty != "stated":
        said = f"{said}, {t(lang, f'contract.certainty.{first.certainty}')}"
    return KeyFigure(t(lang, f"contract.key.{first.standing}"), version_word(first.version), said)


def _unknown(lang: str, label: str) -> KeyFigure:
    return KeyFigure(label, t(lang, "contract.key.unknown"), t(lang, "contract.no_signing"))


def _signed(lang: str, own: pd.DataFrame) -> Iterator[KeyFigure]:
    part = own[own["standing"] == "signed"]
    if part.empty:
        return
    said = counted(lang, part["version"].tolist(), int((part["certainty"] == "derived").sum()))
    yield KeyFigure(t(lang, "contract.key.versions"), i18n.number(lang, len(part)), said)


def _held(frame: pd.DataFrame, code: str, lang: str) -> Iterator[KeyFigure]:
    """What the newest version of which actions are known holds of them; then the parties."""
    known = frame.loc[(frame["kind"] == "action") & (frame["code"] == code), "version"].dropna()
    if len(known):
        version = int(known.max())
        count = i18n.number(lang, len(of_version(frame, code, version, "action")))
        label = t(lang, "contract.key.actions", version=version_word(version))
        yield KeyFigure(label, count, t(lang, "contract.key.actions_of"))
    yield from _parties(frame, lang)


def _parties(frame: pd.DataFrame, lang: str) -> Iterator[KeyFigure]:
    rows = parties(frame)
    if len(rows):
        said = t(lang, "contract.key.parties_of", version=version_word(int(rows["first"].max())))
        yield KeyFigure(t(lang, "contract.key.parties"), i18n.number(lang, len(rows)), said)


def _of_city(lang: str, name: str, own: pd.DataFrame) -> KeyFigure:
    part = own[own["standing"] == "signed"]
    if own.empty:
        return _unknown(lang, name)
    if part.empty:
        first = next(each(own))
        return KeyFigure(name, version_word(first.version), t(lang, f"contract.standing.{first.standing}"))
    count = i18n.number(lang, len(part))
    many = "one" if len(part) == 1 else "other"
    said = t(lang, f"contract.key.of_city.{many}", version=version_word(int(part["version"].min())))
    if derived := int((part["certainty"] == "derived").sum()):
        said = t(lang, "contract.key.derived", versions=said, count=i18n.count(lang, derived, common=True))
    return KeyFigure(name, count, said)


def _of_all(frame: pd.DataFrame, own: pd.DataFrame, lang: str) -> Iterator[KeyFigure]:
    counts = list(each(by_version(own)))
    last, first = counts[-1], counts[0]
    total = frame[(frame["kind"] == "total") & (frame["version"] == last.version)]["value"]
    value, key = i18n.number(lang, last.signed), "all_known"
    if len(total):
        value, key = t(lang, "contract.key.of", count=value, all=i18n.number(lang, int(total.max()))), "all_of"
    label = t(lang, "contract.key.all", version=version_word(last.version))
    yield KeyFigure(label, value, t(lang, f"contract.key.{key}"))
    if first.version != last.version:
        label = t(lang, "contract.key.all", version=version_word(first.version))
        yield KeyFigure(label, i18n.number(lang, first.signed), t(lang, "contract.key.all_first_of"))
    yield from _parties(frame, lang)
