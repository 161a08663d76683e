"""The index of what is published, a page in each language: every embed, place by place, with the code to paste."""

from collections.abc import Sequence
from html import escape

from dashboard.i18n import t
from dashboard.publish.plan import Job
from dashboard.server.embed_size import height
from dashboard.state import Language
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS
from dashboard.views.places import place_of

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;color:#16262e;background:#fff}"
    "a{color:#0b5c63}table{border-collapse:collapse}th,td{text-align:left;padding:.4rem 1rem .4rem 0;"
    "border-bottom:1px solid #d5dde1;vertical-align:top}code{background:#f5f7f8;overflow-wrap:anywhere}"
    ".box{overflow-x:auto}a{display:inline-block;min-height:1.5rem}"
)
#: The width that the frame in the example is measured at, in pixels.
ARTICLE = 680


def index(lang: Language, jobs: Sequence[Job], languages: Sequence[Language], tables: Tables, up: str) -> str:
    """The index in a language; ``up`` leads from it to the folder's root."""
    own = [job for job in jobs if job.lang == lang]
    places = list(dict.fromkeys(job.slug for job in own))
    first = next((job for job in own if job.slug), own[0])
    room = height(first.view, first.state, tables, ARTICLE)
    title = f"{t(lang, f'view.{first.view}')}: {place_of(first.state, tables)}"
    code = (
        f'<iframe src="…/{first.key}/" title="{escape(title)}" loading="lazy" '
        f'referrerpolicy="strict-origin-when-cross-origin" style="width:100%;height:{room}px;border:0"></iframe>'
    )
    head = "".join(f'<th scope="col">{escape(t(lang, f"view.{view}"))}</th>' for view in VIEWS)
    rows = "".join(_row(lang, slug, own, tables, up) for slug in places)
    others = " ".join(
        f'<a href="{up}{other}/" hreflang="{other}" lang="{other}">{escape(t(other, "nav.this_language"))}</a>'
        for other in languages
        if other != lang
    )
    made_up = f"<p><strong>{escape(t(lang, 'fictional'))}</strong></p>" if tables.fictional else ""
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(t(lang, "published.heading"))} – {escape(t(lang, "product"))}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(t(lang, "published.heading"))}</h1>
{made_up}<p>{escape(t(lang, "published.lead", release=tables.release, date=tables.data_date))} {others}</p>
<p>{escape(t(lang, "published.code"))}</p>
<p><code>{escape(code)}</code></p>
<p>{escape(t(lang, "published.themes"))}</p>
<div class="box" role="region" tabindex="0" aria-label="{escape(t(lang, "published.heading"))}">
<table>
<thead><tr><th scope="col">{escape(t(lang, "published.place"))}</th>{head}</tr></thead>
<tbody>{rows}</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def _row(lang: Language, slug: str, jobs: Sequence[Job], tables: Tables, up: str) -> str:
    cells, name = [], ""
    for job in (one for one in jobs if one.slug == slug):
        name = place_of(job.state, tables)
        words = escape(t(lang, f"view.{job.view}"))
        cells.append(f'<td><a href="{up}{job.key}/" aria-label="{words}: {escape(name)}">{words}</a></td>')
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>'
