"""An empty presentation in the house's format, font and colours."""

from typing import Any

from pptx import Presentation
from pptx.util import Pt

from dashboard.exports.bundle import Bundle
from dashboard.exports.pptx.ink import ink
from dashboard.exports.pptx.lettering import FONT
from dashboard.exports.pptx.page import HEIGHT, LANGS, MARGIN, ROOM, TITLE, WIDTH
from dashboard.i18n import t
from dashboard.theme import CITY_COLOURS
from dashboard.views.places import place_of

#: The library's layout with a title and nothing else; the other layouts are for a narrower slide.
TITLE_ONLY = "Title Only"
#: The accents of the library's theme, in their order.
ACCENTS = (b"4F81BD", b"C0504D", b"9BBB59", b"8064A2", b"4BACC6", b"F79646")


def blank(bundle: Bundle) -> Any:
    """A presentation without slides, 16:9, with one layout: a title."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in [one for one in deck.slide_layouts if one.name != TITLE_ONLY]:
        deck.slide_layouts.remove(layout)
    for shapes in (deck.slide_master.shapes, deck.slide_layouts[0].shapes):
        for shape in shapes:
            _widen(shape)
    _theme(deck)
    _properties(deck, bundle)
    return deck


def _widen(shape: Any) -> None:
    """A placeholder of a 4:3 slide (720 by 540 points) in its place on a wide one; titles stand where ours do."""
    if shape.placeholder_format.type is not None and shape.placeholder_format.idx == 0:
        shape.left, shape.top, shape.width, shape.height = Pt(MARGIN), Pt(TITLE), Pt(ROOM), Pt(66)
        return
    shape.left, shape.width = round(shape.left * WIDTH / 720), round(shape.width * WIDTH / 720)


def _theme(deck: Any) -> None:
    """The house's font and colours, for whatever somebody adds."""
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            blob = part.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
            for old, new in zip(ACCENTS, CITY_COLOURS[0], strict=True):
                blob = blob.replace(old, new.removeprefix("#").upper().encode())
            part._blob = blob.replace(b"1F497D", ink("ink").encode())


def _properties(deck: Any, bundle: Bundle) -> None:
    lang = bundle.state.lang
    about = deck.core_properties
    about.author = about.last_modified_by = t(lang, "product")
    about.title = f"{t(lang, 'product')}: {place_of(bundle.state, bundle.tables)}"
    about.language, about.subject, about.keywords = LANGS[lang], bundle.address, ""
    about.comments = t(lang, "fictional") if bundle.tables.fictional else ""
    about.revision = 1
