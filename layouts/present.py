"""A presentation's document: the room for its views, its buttons and dialogs, and what its scripts are told."""

import json
from html import escape

from dashboard.i18n import t
from dashboard.server.present import MOST_BYTES, Fault, Links, Show
from dashboard.tables.loading import Tables
from dashboard.views.places import place_of

#: What the scripts say, by the texts' names.
WORDS = (
    "slide", "revealed", "first", "last", "all_at_once", "one_by_one", "one_city", "no_points", "pointing", "edit",
    "remove", "removed", "noted", "absent", "elsewhere", "bad_notes", "too_long", "saved", "opened", "file_big",
    "file_bad", "file_version", "file_other", "failed", "retry", "code_long", "code_dense", "no_full", "no_data",
    "note_count", "note_one", "points", "notes_at", "full_on", "full_off", "leaving",
)  # fmt: skip
#: Buttons that always stand there, then those of the dialog, each with the key that does the same.
BAR = (("back", "←"), ("forward", "→"), ("reveal", "R"), ("point", "P"), ("code", "Q"), ("full", "F"), ("help", "H"))
MORE = (("views", "V"), ("save", "S"), ("open", "O"), ("theme", "T"))
#: Keys that no button stands for, with the words for what they do.
KEYS = (
    ("next", "→ ␣ Page Down"), ("previous", "← Page Up"), ("ends", "Home End"), ("arrows", "← ↑ → ↓"),
    ("pin", "Enter"), ("escape", "Esc"), ("tab", "Tab"),
)  # fmt: skip


def document(shown: Show, tables: Tables, links: Links) -> str:
    """The document of a presentation."""
    state = shown.state
    lang = state.lang
    cities = [tables.municipality(tables.slugs[slug]).name for slug in state.cities]
    told = {
        "slides": [
            {"view": view, "name": t(lang, f"view.{view}"), "address": address}
            for view, address in zip(shown.ready, links.slides, strict=True)
        ],
        "idle": [t(lang, f"view.{view}") for view in shown.views if view not in shown.ready],
        "cities": cities,
        "own": links.own,
        "other": links.other,
        "code": links.code,
        "compare": links.compare,
        "mostBytes": MOST_BYTES,
        "theme": state.theme,
        "words": {word: t(lang, f"present.say.{word}") for word in WORDS},
    }
    scripts = "\n".join(f'<script src="{escape(address)}" defer></script>' for address in links.scripts)
    head = f'<script src="{escape(links.plotly)}" defer></script>\n{scripts}'
    title = f"{t(lang, 'present.title', place=place_of(state, tables))} – {t(lang, 'product')}"
    body = f"""<main id="screen" data-program="{escape(json.dumps(told, ensure_ascii=False))}">
<h1 class="hidden">{escape(t(lang, "present.title", place=place_of(state, tables)))}</h1>
<div id="stage"></div>
<aside id="notes" aria-label="{escape(t(lang, "present.notes"))}" hidden></aside>
<p id="say">{escape(t(lang, "screen.loading"))}</p>
<p id="aloud" class="hidden" role="status"></p>
<div id="hint" role="status"></div>
{_bar(lang)}
</main>
{_editor(lang)}
{_help(lang, links)}
{_dialog("views-list", t(lang, "present.views"), "<ol></ol><p></p>", lang)}
{_code(lang)}
<input type="file" id="file" accept=".json,application/json" aria-label="{escape(t(lang, "present.do.open"))}" hidden>
<noscript><style>#say,.bar{{display:none}}</style><p class="plain">{escape(t(lang, "present.no_script"))}
<a href="{escape(links.compare)}">{escape(t(lang, "present.to_page"))}</a></p></noscript>"""
    return _page(lang, state.theme, title, links.styles, body, head=head)


def apology(fault: Fault) -> str:
    """What stands there when the address names something that is not there: what, what would do, and a way on."""
    lang = fault.lang
    close = f"<p>{escape(t(lang, 'screen.close', names=', '.join(fault.close)))}</p>" if fault.close else ""
    link = f'<p><a href="{escape(fault.compare)}">{escape(t(lang, "present.choose"))}</a></p>'
    body = f'<main id="screen" class="fault"><h1>{escape(fault.sentence)}</h1>{close}{link}</main>'
    return _page(lang, "auto", t(lang, "product"), fault.styles, body, head="", state="fault")


def _bar(lang: str) -> str:
    buttons = "".join(_button(name, key, lang) for name, key in BAR)
    label = escape(t(lang, "present.controls"))
    return f'<div class="bar" role="group" aria-label="{label}">{buttons}<span id="count"></span></div>'


def _button(name: str, key: str, lang: str) -> str:
    words = escape(t(lang, f"present.do.{name}"))
    pressed = ' aria-pressed="false"' if name in ("reveal", "point", "full") else ""
    # An arrow says it by itself, and leaves room for the others.
    seen = ' class="hidden"' if name in ("back", "forward") else ""
    inside = f'<span{seen}>{words}</span> <kbd aria-hidden="true">{key}</kbd>'
    return f'<button type="button" data-do="{name}" title="{words}"{pressed}>{inside}</button>'


def _dialog(name: str, heading: str, inside: str, lang: str) -> str:
    close = f'<button type="button" data-do="close">{escape(t(lang, "present.close"))}</button>'
    return (
        f'<dialog id="{name}" aria-labelledby="{name}-heading">'
        f'<h2 id="{name}-heading" tabindex="-1">{escape(heading)}</h2>{inside}<p class="foot">{close}</p></dialog>'
    )


def _help(lang: str, links: Links) -> str:
    """All keys, and the buttons that are pressed seldom."""
    more = "".join(_button(name, key, lang) for name, key in MORE)
    done = [(t(lang, f"present.key.{name}"), key) for name, key in KEYS]
    done += [(t(lang, f"present.do.{name}"), key) for name, key in (*BAR[2:], *MORE)]
    keys = "".join(f"<div><dt><kbd>{key}</kbd></dt><dd>{escape(words)}</dd></div>" for words, key in done)
    other = "en" if lang == "sv" else "sv"
    ways = (
        f'<a id="to-page" href="{escape(links.compare)}">{escape(t(lang, "present.to_page"))}</a> '
        f'<a id="to-other" href="{escape(links.other)}" lang="{other}" hreflang="{other}">'
        f"{escape(t(lang, 'present.other_language'))}</a>"
    )
    kept = f"<p>{escape(t(lang, 'present.kept'))}</p>"
    inside = f'<p class="buttons">{more}</p><p class="ways">{ways}</p><dl class="legend">{keys}</dl>{kept}'
    return _dialog("help", t(lang, "present.help"), inside, lang)


def _code(lang: str) -> str:
    carry = escape(t(lang, "present.carry"))
    inside = (
        f'<img alt="{escape(t(lang, "present.code_alt"))}" hidden><p class="words" role="status"></p>'
        f'<p><label><input type="checkbox" id="carry" checked> {carry}</label></p>'
        f'<p class="address"><span>{escape(t(lang, "present.address"))}</span> <a href=""></a></p>'
    )
    return _dialog("code", t(lang, "present.code"), inside, lang)


def _editor(lang: str) -> str:
    """Where a note is written; it stands by its point."""
    label = escape(t(lang, "present.write"))
    return (
        f'<div id="editor" role="dialog" aria-label="{label}" hidden>'
        f'<p><label for="words">{label}</label> <span id="about"></span></p>'
        f'<input id="words" type="text" maxlength="120" autocomplete="off">'
        f'<p><button type="button" data-do="keep">{escape(t(lang, "present.keep"))}</button> '
        f'<button type="button" data-do="drop">{escape(t(lang, "present.drop"))}</button></p></div>'
    )


def _page(lang: str, theme: str, title: str, styles: tuple[str, ...], body: str, *, head: str, state: str = "") -> str:
    sheets = "\n".join(f'<link rel="stylesheet" href="{escape(address)}">' for address in styles)
    return f"""<!DOCTYPE html>
<html lang="{lang}" data-theme="{escape(theme)}" data-state="{state or "loading"}" data-shown="0" class="presenting">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
{sheets}
{head}
</head>
<body>{body}</body>
</html>
"""
