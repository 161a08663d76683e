"""What a page says of itself to programs that show a link to it: Open Graph, a card, and where its oEmbed answer is."""

from html import escape
from urllib.parse import quote

from dashboard.config import settings
from dashboard.i18n import LOCALES, t
from dashboard.server import embedding
from dashboard.server.addresses import Page, title, to_page, to_share
from dashboard.server.origin import whole
from dashboard.state import LANGUAGES
from dashboard.tables.loading import Tables
from dashboard.views import build

#: Pages that show a view, and can be shown elsewhere.
SHAREABLE = ("overview", "city", "share")


def oembed_address(address: str) -> str:
    """Where the oEmbed answer for one of our whole addresses is."""
    return f"{whole(settings().base_path)}oembed?url={quote(address, safe='')}"


def own_address(page: Page) -> str:
    """The page's whole address in its one spelling; a share page keeps the theme that its embed has."""
    return whole(to_share(page.view, page.state) if page.kind == "share" else to_page(page))


def head(page: Page, tables: Tables) -> str:
    """Link and meta elements for a page's ``<head>``; nothing for a page that is not there."""
    if page.status != 200:
        return ""
    address = own_address(page)
    lines = [f'<link rel="canonical" href="{escape(address)}">']
    if page.kind not in SHAREABLE:
        return lines[0]
    view = embedding.default_view(page, tables)
    name = embedding.title(view, page.state, tables)
    lines.append(
        f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed_address(address))}"'
        f' title="{escape(name)}">'
    )
    lines += [f'<meta property="{key}" content="{escape(value)}">' for key, value in _graph(page, view, tables)]
    lines.append(f'<meta name="twitter:card" content="{_card(page, view, tables)}">')
    return "\n".join(lines)


def _graph(page: Page, view: str, tables: Tables) -> list[tuple[str, str]]:
    lang = page.lang
    finding = build(view, page.state, tables).summary
    made_up = f"{t(lang, 'fictional')} " if tables.fictional else ""
    pairs = [
        ("og:type", "website"),
        ("og:site_name", t(lang, "product")),
        ("og:title", title(page, tables)),
        ("og:description", made_up + finding),
        ("og:url", own_address(page)),
        ("og:locale", LOCALES[lang]),
        *(("og:locale:alternate", LOCALES[other]) for other in LANGUAGES if other != lang),
    ]
    if picture := embedding.preview(view, page.state, tables):
        pairs += [
            ("og:image", picture),
            ("og:image:type", "image/png"),
            ("og:image:width", str(embedding.PREVIEW[0])),
            ("og:image:height", str(embedding.PREVIEW[1])),
            ("og:image:alt", f"{embedding.title(view, page.state, tables)}. {finding}"),
        ]
    return pairs


def _card(page: Page, view: str, tables: Tables) -> str:
    return "summary_large_image" if embedding.preview(view, page.state, tables) else "summary"
