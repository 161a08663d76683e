"""What stands around every slide: whose view it is, sources and address at the foot, and the notes."""

from datetime import date
from typing import Any

from dashboard.exports.bundle import Bundle
from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import cut, lines_of
from dashboard.exports.pptx.page import FOOT, KICKER, MARGIN, ROOM, WIDTH, Page
from dashboard.exports.pptx.shapes import Box, Run
from dashboard.i18n import day, month, t, t_for
from dashboard.views import Shown
from dashboard.views.places import place_of

#: The size of letters at a slide's foot, the room of its left part, and how many lines sources may take.
SMALL, LEFT, LINES = 10.0, 590.0, 2


def dated(bundle: Bundle) -> str:
    """The data's date in words: a day, or a month where the day is not known."""
    lang, parts = bundle.state.lang, [int(part) for part in bundle.tables.data_date.split("-")]
    return day(lang, date(*parts)) if len(parts) == 3 else month(lang, date(parts[0], parts[1], 1))


def kicker(shown: Shown, bundle: Bundle) -> str:
    """The view and the place."""
    return f"{named(shown, bundle)} · {place_of(bundle.state, bundle.tables)}"


def named(shown: Shown, bundle: Bundle) -> str:
    """The view's name."""
    return t(bundle.state.lang, f"view.{shown.view}")


def alt(shown: Shown, bundle: Bundle) -> str:
    """What a picture shows, for whoever cannot see it."""
    place = place_of(bundle.state, bundle.tables)
    said = t(bundle.state.lang, "slides.alt", view=named(shown, bundle), place=place, finding=shown.summary)
    return f"{said} {_made_up(bundle)}".strip()


def _made_up(bundle: Bundle) -> str:
    return t(bundle.state.lang, "fictional") if bundle.tables.fictional else ""


def band(page: Page, bundle: Bundle) -> None:
    """Of made-up data, the sentence that says so across the slide's head."""
    if bundle.tables.fictional:
        said = [[Run(_made_up(bundle), 12, ink("warn"), bold=True)]]
        page.text(Box(0, 0, WIDTH, 22), said, align="center", ground=ink("warn-soft"), anchor="middle", name="Band")


def head(page: Page, text: str) -> None:
    """The line above a title."""
    said = cut(text, ROOM, 14, 1, bold=True)
    page.text(Box(MARGIN, KICKER, ROOM, 18), [[Run(said, 14, ink("accent"), bold=True)]], name="Kicker")


def foot(page: Page, bundle: Bundle, cited: str) -> None:
    """Sources, the address of the same state, the data's date, and the slide's number."""
    lang, muted = bundle.state.lang, ink("muted")
    page.rule(FOOT - 5)
    told = [[Run(cited, SMALL, muted)]] if cited else []
    lead = t(lang, "slides.address")
    shown = cut(bundle.address.replace("&", " &"), LEFT - 150, SMALL, 1).replace(" &", "&")
    told.append([Run(f"{lead} ", SMALL, muted), Run(shown, SMALL, href=bundle.address)])
    page.text(Box(MARGIN, FOOT, LEFT, 40), told, name="Footer")
    right = f"{t(lang, 'product')} · {t(lang, 'slides.dated_short', date=dated(bundle))}"
    page.text(Box(MARGIN + LEFT + 10, FOOT, ROOM - LEFT - 40, 14), [[Run(right, SMALL, muted)]], align="right")
    page.number(Box(WIDTH - MARGIN - 28, FOOT, 28, 14))


def cited(shown: Shown, lang: str) -> str:
    """The sources on two lines at most; how many do not fit is counted."""
    rows = shown.sources.fillna("").to_dict("records")
    if not rows:
        return t(lang, "no_sources")
    names = list(dict.fromkeys(_source(row) for row in rows))
    for kept in range(len(names), 0, -1):
        text, left = "; ".join(names[:kept]), len(names) - kept
        said = t(lang, "slides.more_sources", text=text, count=left) if left else text
        whole = t(lang, "slides.source", text=said)
        if lines_of(whole, LEFT, SMALL) <= LINES:
            return whole
    short = cut(names[0], LEFT - 220, SMALL, 1)
    said = t(lang, "slides.more_sources", text=short, count=len(names) - 1) if len(names) > 1 else short
    return t(lang, "slides.source", text=said)


def _source(row: dict[Any, Any]) -> str:
    return ": ".join(str(row[name]) for name in ("publisher", "title") if row[name])


def notes(shown: Shown, bundle: Bundle) -> str:
    """The finding, how it is counted, every source with its address and terms, and the address of the state."""
    lang = bundle.state.lang
    parts = [_made_up(bundle), shown.summary, _counted(shown, lang), _sources(shown, lang), *_found(bundle)]
    return "\n\n".join(part for part in parts if part)


def _counted(shown: Shown, lang: str) -> str:
    told = list(shown.remarks)
    if shown.state.pace:
        told.append(t(lang, "slides.scenario"))
    return "\n".join([t(lang, "slides.counted"), *told]) if told else ""


def _sources(shown: Shown, lang: str) -> str:
    out = []
    for row in shown.sources.fillna("").to_dict("records"):
        terms = t(lang, "slides.licence", licence=row["licence"]) if row["licence"] else t(lang, "slides.no_licence")
        out.append(", ".join(part for part in (_source(row), str(row["url"]), terms) if part))
    return "\n".join([t(lang, "slides.notes_sources"), *out]) if out else ""


def released(bundle: Bundle) -> str:
    """The data's date and release."""
    return t(bundle.state.lang, "slides.dated", date=dated(bundle), release=bundle.tables.release)


def _found(bundle: Bundle) -> list[str]:
    return [released(bundle), f"{t(bundle.state.lang, 'slides.address')} {bundle.address}"]


def general(bundle: Bundle) -> list[str]:
    """The notes of a slide that is about all views."""
    return [part for part in (_made_up(bundle), *method(bundle), *_found(bundle)) if part]


def method(bundle: Bundle) -> list[str]:
    """How things are counted and on what terms the data may be used, in brief."""
    lang, fictional = bundle.state.lang, bundle.tables.fictional
    told = [t(lang, "slides.method_fictional" if fictional else "slides.method")]
    if bundle.state.pace:
        told.append(t(lang, "slides.scenario"))
    return [*told, t_for(lang, "data.licence.text", fictional=fictional).strip()]
