"""A screen's document: the room for its views, what stands around them, and the programme that its scripts follow."""

import json
from html import escape

from dashboard.i18n import t
from dashboard.server.program import Program
from dashboard.server.screen import Fault, Links, dated, now, shell
from dashboard.tables.loading import Tables
from dashboard.views.places import place_of

#: Hours since the last word from the server, and days since the data's date, after which figures are called old: the
#: statistics come once a year, so that a year and a month without new ones means that nobody looks after them.
OLD_AFTER_HOURS, OLD_AFTER_DAYS = 24, 400
#: What the scripts say, by the texts' names.
WORDS = ("checked", "away", "late", "old_check", "old_data", "waiting", "unshown", "paused", "pause", "resume")


def document(program: Program, tables: Tables, links: Links) -> str:
    """The document of a programme."""
    state = program.state
    lang = state.lang
    told = {
        "slides": list(links.slides),
        "seconds": program.seconds,
        "check": links.check,
        "plotly": links.plotly,
        "worker": links.worker,
        "scope": links.scope,
        "shell": shell(),
        "oldHours": OLD_AFTER_HOURS,
        "oldDays": OLD_AFTER_DAYS,
        "dated": dated(lang, tables),
        "date": tables.data_date,
        "now": now(),
        "words": {word: t(lang, f"screen.{word}") for word in WORDS},
    }
    title = f"{place_of(state, tables)} – {t(lang, 'product')}"
    scripts = "\n".join(f'<script src="{escape(address)}" defer></script>' for address in links.scripts)
    clock = '<p id="clock"></p>' if program.clock else ""
    boot = f'<script src="{escape(links.boot)}"></script>'
    head = f'{boot}\n<script src="{escape(links.plotly)}" defer></script>\n{scripts}'
    body = f"""<main id="screen" data-program="{escape(json.dumps(told, ensure_ascii=False))}">
<div id="stage"></div>
<p id="say" role="status">{escape(t(lang, "screen.loading"))}</p>
<footer><p id="dated"></p>{clock}</footer>
<div id="bar" aria-hidden="true"><i></i></div>
{_controls(lang)}
<p id="hint" role="status"></p>
</main>
{_without_script(lang, links)}"""
    return _page(lang, state.theme, title, links.style, body, head=head)


def _without_script(lang: str, links: Links) -> str:
    """The way to a page that reads without scripts."""
    link = f'<a href="{escape(links.page)}">{escape(t(lang, "screen.no_script_link"))}</a>'
    hidden = "<style>#say,#controls,#bar{display:none}</style>"
    return f'<noscript>{hidden}<p class="plain">{escape(t(lang, "screen.no_script"))} {link}</p></noscript>'


def _controls(lang: str) -> str:
    """Back, pause and forward; they fade. No link leads away: nobody is there to come back."""
    drawn = {"back": "M15 5 L7 12 L15 19", "pause": "M8 5 V19 M16 5 V19", "forward": "M9 5 L17 12 L9 19"}
    buttons = "".join(
        f'<button type="button" id="{name}" aria-label="{escape(t(lang, f"screen.{name}"))}">'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg></button>'
        for name, path in drawn.items()
    )
    return f'<div id="controls" role="group" aria-label="{escape(t(lang, "screen.controls"))}">{buttons}</div>'


def apology(fault: Fault) -> str:
    """What stands on the screen when its address names something that is not there: what, what would do, and where to
    set it right. It asks again by itself."""
    lang = fault.lang
    close = f"<p>{escape(t(lang, 'screen.close', names=', '.join(fault.close)))}</p>" if fault.close else ""
    setup = f'<p><a href="{escape(fault.setup)}">{escape(t(lang, "screen.set_up"))}</a></p>'
    again = escape(t(lang, "screen.again"))
    body = (
        f'<main id="screen" class="fault"><h1>{escape(fault.sentence)}</h1>{close}{setup}'
        f'<p class="example">{escape(t(lang, "screen.example"))}</p><p class="again">{again}</p></main>'
    )
    head = f'<script src="{escape(fault.script)}" defer></script>'
    return _page(lang, "auto", t(lang, "product"), fault.style, body, head=head, state="fault")


def _page(lang: str, theme: str, title: str, style: str, body: str, *, head: str, state: str = "loading") -> str:
    return f"""<!DOCTYPE html>
<html lang="{lang}" data-theme="{escape(theme)}" data-state="{state}" data-shown="0" data-contact="yes">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{escape(style)}">
{head}
</head>
<body>{body}</body>
</html>
"""
