"""Slides: a presentation with a slide a view, whose charts the program edits.

Of several views a first slide says whose they are and leads a phone to the same state, and a last one tells method and
terms; a single view is its slide alone, to be put into somebody's own presentation.
"""

import io

from dashboard.exports.bundle import Bundle
from dashboard.exports.pptx import content, cover
from dashboard.exports.pptx.deck import blank
from dashboard.exports.pptx.page import Page
from dashboard.exports.sealed import sealed


def write(bundle: Bundle) -> bytes:
    """The file as bytes; the same for the same views, state and data."""
    deck = blank(bundle)
    lang = bundle.state.lang

    def page() -> Page:
        return Page(deck.slides.add_slide(deck.slide_layouts[0]), lang)

    alone = len(bundle.views) == 1
    if not alone:
        cover.first(page(), bundle)
    for shown in bundle.views:
        # A view without data has something to say only where nothing else is told.
        if alone or shown.status == "ready":
            content.slide(page(), shown, bundle)
    if not alone:
        cover.last(page(), bundle)
    out = io.BytesIO()
    deck.save(out)
    return sealed(out.getvalue(), bundle.tables.data_date)
