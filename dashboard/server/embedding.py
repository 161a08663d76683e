"""The code that another site pastes to show a view, and the words and addresses that go with it. All of it pure."""

from html import escape

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.pictures import front
from dashboard.pictures.edition import edition
from dashboard.server import embed_size
from dashboard.server.addresses import Page, to_embed, to_picture, to_view
from dashboard.server.origin import whole
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import build
from dashboard.views.places import place_of

#: The width in pixels that a frame is measured at when nobody says how wide it will be.
ARTICLE = 680
#: Widths of frames in wide windows and on phones: a height must do for each of them, and types differ between systems.
WIDE, PHONE, SPARE = (680, 736, 816), (288, 320, 360), 16
#: A window narrower than this gives its articles less room than the wide picture needs.
TURNS_AT = embed_size.WIDE + 60
#: The preview picture's width and height in pixels.
PREVIEW = (1200, 630)


def title(view_id: str, state: ViewState, tables: Tables) -> str:
    """What a frame is called for whoever cannot see it: the view, the place, and whether it is made up."""
    named = t(state.lang, "embed_code.title", view=t(state.lang, f"view.{view_id}"), place=place_of(state, tables))
    return t(state.lang, "embed_code.fictional", title=named) if tables.fictional else named


def iframe(view_id: str, state: ViewState, tables: Tables, *, width: int | None = None, most: int | None = None) -> str:
    """The frame as HTML, every attribute escaped; it needs no script.

    A ``width`` in pixels makes the height that of such a frame; without one the height follows the window, since an
    embed is taller on a phone. ``most`` is the greatest height allowed, in pixels.
    """
    needed = embed_size.height(view_id, state, tables, width or ARTICLE)
    if width is None:
        limit, room = "", _height_style(view_id, state, tables)
    else:
        limit, room = f"max-width:{width}px;", f"{min(needed, most or needed)}px"
    attributes = {
        "src": whole(to_embed(view_id, state)),
        "title": title(view_id, state, tables),
        "loading": "lazy",
        "referrerpolicy": "strict-origin-when-cross-origin",
        # A site whose policy refuses styles in attributes still gets the height.
        "height": str(min(needed, most or needed)),
        "style": f"width:100%;{limit}height:{room};border:0",
    }
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<iframe{written}></iframe>"


def _height_style(view_id: str, state: ViewState, tables: Tables) -> str:
    """A CSS height of two steps: one for narrow windows, one for the others. Nothing moves when the embed has come."""
    narrow, wide = (
        max(embed_size.height(view_id, state, tables, width) for width in widths) + SPARE for widths in (PHONE, WIDE)
    )
    if abs(narrow - wide) <= 24:
        return f"{max(narrow, wide)}px"
    # Far below the turning point the middle value is huge, far above it hugely negative, or the other way round.
    step = f"{TURNS_AT}px - 100vw" if narrow > wide else f"100vw - {TURNS_AT}px"
    return f"clamp({min(narrow, wide)}px,calc(({step})*999),{max(narrow, wide)}px)"


def with_script(code: str) -> str:
    """The frame and, after it, the script that lets its height follow what is in it."""
    return f'{code}\n<script src="{escape(script())}" async></script>'


def script() -> str:
    """The stable address of the height script."""
    return whole(f"{settings().base_path}embed.js")


def link(view_id: str, state: ViewState) -> str:
    """Where a reader sees the view in full; several cities have no page of their own, so that is their embed."""
    if len(state.cities) > 1:
        return whole(to_embed(view_id, state))
    return f"{whole(to_view(state))}#view-{view_id}"


def default_view(page: Page, tables: Tables) -> str:
    """The view that stands for a page: the share page's own, else the one that the page opens with."""
    if page.view:
        return page.view
    return "process" if build("process", page.state, tables).status == "ready" else "trajectory"


def preview(view_id: str, state: ViewState, tables: Tables) -> str:
    """The address of the picture that a link to the view is shown with; empty where pictures cannot be drawn."""
    if not front.available():
        return ""
    return whole(to_picture(view_id, "png", state.but(theme="auto", size="wide"), edition(tables)))
