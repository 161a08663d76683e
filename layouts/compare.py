"""Municipalities side by side: every view of them, what differs most between them, and who is like them.

The choices are a plain form that the server answers (:mod:`dashboard.server.choosing`), so that the address always
tells the whole comparison; with scripts the page follows each choice by itself (assets/share.js).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dash import html

from dashboard import i18n
from dashboard.i18n import t
from dashboard.server.addresses import Page, close_to, to_compare, to_present, to_print, to_share, to_tables
from dashboard.server.comparing import with_city
from dashboard.server.origin import whole
from dashboard.state import MAX_CITIES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS, Shown, build
from layouts.compare_form import form
from layouts.differences import differences
from layouts.fields import copied
from layouts.files import files
from layouts.parts import data_table, tables_of, view_block
from layouts.peers import peers
from layouts.pressing import pressed
from layouts.static_html import to_html
from layouts.what_if import what_if


def compare(page: Page, tables: Tables, *, at_once: bool = False) -> list[Any]:
    """The page; its tables come when they are opened, or with all else (``at_once``)."""
    lang, state = page.lang, page.state
    names = [_name(slug, tables) for slug in state.cities]
    choices = html.Section(form(page, tables), className="ok-compare-choices")
    shown = _shown(page, tables, names, at_once=at_once) if names else [_begin(page, tables)]
    return [
        html.Div(
            [
                html.H1(_heading(lang, names), id="heading", tabIndex=-1),
                html.P(t(lang, "compare.lead" if names else "compare.lead_none"), className="ok-lead"),
                *_faults(page, tables),
            ],
            className="ok-hero",
        ),
        html.Div([choices, html.Div(shown, className="ok-compare-result")], className="ok-compare"),
    ]


def _name(slug: str, tables: Tables) -> str:
    return tables.municipality(tables.slugs[slug]).name


def _heading(lang: str, names: list[str]) -> str:
    match names:
        case []:
            return t(lang, "title.compare")
        case [name]:
            return t(lang, "compare.heading_one", name=name)
        case _:
            return t(lang, "compare.heading", names=i18n.listing(lang, names))


def _shown(page: Page, tables: Tables, names: list[str], *, at_once: bool) -> list[Any]:
    """What is compared, from what to do with it down to who else is alike."""
    state = page.state
    views = page.views or tuple(VIEWS)
    blocks = [block(view, state, tables, at_once=at_once) for view in views]
    alike, differs = (_part(which, page, tables) for which in (peers, differences))
    alone = len(names) == 1
    return [
        html.P(_finding(page, names, tables), id="finding-compare", className="ok-muted ok-prose"),
        # Whoever has nobody to compare with is first of all shown who there is.
        *([_one_more(page.lang, names[0]), alike] if alone else []),
        _actions(page, tables),
        _contents(page.lang, views, alone=alone),
        *([] if alone else [differs]),
        html.P(t(page.lang, "compare.on_paper"), className="d-none d-print-block"),
        html.Div(_with_scenario(blocks, views, what_if(page, tables)), className="ok-views"),
        *([] if alone else [alike]),
    ]


def _with_scenario(blocks: list[Any], views: tuple[str, ...], form: Any) -> list[Any]:
    """The blocks with the form of the scenario right above the picture that it changes, if that is shown."""
    at = views.index("trajectory") if "trajectory" in views else len(blocks)
    return [*blocks[:at], *([form] if at < len(blocks) else []), *blocks[at:]]


@lru_cache(maxsize=128)
def _part(made: Callable[[Page, Tables], Any], page: Page, tables: Tables) -> Any:
    """A part of the page that its whole address decides, made once."""
    return pressed(made(page, tables))


def _finding(page: Page, names: list[str], tables: Tables) -> str:
    """How all of it is shown, in a few words; they are read aloud when a choice has changed them."""
    lang, state = page.lang, page.state
    listed, measure = i18n.listing(lang, names), t(lang, f"compare.measured.{state.measure}", base=state.base)
    if len(names) > 1:
        align, layout = t(lang, f"compare.aligned.{state.align}"), t(lang, f"compare.laid.{state.layout}")
        parts = [t(lang, "compare.shown", names=listed, measure=measure, align=align, layout=layout)]
    else:
        parts = [t(lang, "compare.shown_one", names=listed, measure=measure)]
    if state.refs:
        refs = i18n.listing(lang, [_ref(lang, ref, tables) for ref in state.refs])
        seen = state.measure != "total" and state.align == "year"
        said = t(lang, "compare.beside", refs=refs) if seen else t(lang, "compare.beside_not", refs=refs)
        parts.append(said[:1].upper() + said[1:])
    if page.views:
        parts.append(t(lang, "compare.views_named", views=", ".join(t(lang, f"view.{view}") for view in page.views)))
    return " ".join(parts)


def _ref(lang: str, ref: str, tables: Tables) -> str:
    if ref == "nation":
        return i18n.t_for(lang, "all_municipalities", fictional=tables.fictional)
    return t(lang, f"compare.ref.{ref}")


def _one_more(lang: str, name: str) -> html.P:
    return html.P(t(lang, "compare.one_more", name=name), className="ok-share-note", role="status")


def _actions(page: Page, tables: Tables) -> html.Section:
    """What can be done with the comparison as it stands."""
    lang, state, views = page.lang, page.state, page.views
    links = [
        html.A(t(lang, "compare.present"), href=to_present(state, views), className="ok-button ok-first"),
        html.A(t(lang, "compare.print"), href=to_print(state, views), className="ok-button"),
        html.A(t(lang, "compare.share"), href=to_share((views or tuple(VIEWS))[0], state), className="ok-button"),
    ]
    link = copied(
        "compare-link", whole(to_compare(state, views)), lang, t(lang, "compare.link"), t(lang, "compare.link_why")
    )
    folds = [
        html.Details([html.Summary(t(lang, f"compare.{name}")), inside], id=f"compare-{name}-fold")
        for name, inside in (("files", files(state, views, tables)), ("link", link))
    ]
    return html.Section(
        [html.Div(links, className="ok-actions"), html.Div(folds, className="ok-compare-folds")],
        **{"aria-label": t(lang, "compare.actions")},
    )


def _contents(lang: str, views: tuple[str, ...], *, alone: bool) -> html.Nav:
    """The way to each part of the page."""
    parts: dict[str, str] = {}
    for view in views:
        # The scenario's form stands right above what it changes.
        parts |= {"what-if": t(lang, "what_if.title")} if view == "trajectory" else {}
        parts[f"view-{view}"] = t(lang, f"view.{view}")
    if not alone:
        parts = {"differences": t(lang, "compare.differences"), **parts, "peers": t(lang, "compare.peers")}
    items = [html.Li(html.A(name, href=f"#{part}")) for part, name in parts.items()]
    return html.Nav(
        [html.H2(t(lang, "compare.contents"), className="ok-label"), html.Ul(items, className="ok-contents")],
        **{"aria-label": t(lang, "compare.contents")},
    )


def block(view: str, state: ViewState, tables: Tables, *, at_once: bool = False) -> Any:
    """A view of the cities, with a line about those of them that it has nothing of."""
    shown = build(view, state, tables)
    lacking = _lacking(view, shown, state, tables)
    if at_once:
        return view_block(shown, tools=_noted(lacking))
    return _block(view, shown.state, tables, lacking)


def _lacking(view: str, shown: Shown, state: ViewState, tables: Tables) -> tuple[str, ...]:
    """Who is not in a view that others are in, and why, in sentences."""
    out = _left_out(shown, state)
    if not out:
        return ()
    # Who only has no lap to be aligned by has figures all the same.
    nothing = _left_out(build(view, state.but(align="year"), tables), state) if state.align == "lap" else out
    unaligned = tuple(slug for slug in out if slug not in nothing)
    lang = state.lang
    told = [t(lang, f"compare.lacking.{view}", names=_named(lang, nothing, tables))] if nothing else []
    told += [t(lang, "compare.lacking_lap", names=_named(lang, unaligned, tables))] if unaligned else []
    return tuple(told)


def _named(lang: str, slugs: tuple[str, ...], tables: Tables) -> str:
    return i18n.listing(lang, [_name(slug, tables) for slug in slugs])


def _left_out(shown: Shown, state: ViewState) -> tuple[str, ...]:
    """The state's cities that a view that has something has nothing of."""
    if shown.status != "ready" or "slug" not in shown.frame:
        return ()
    there = set(shown.frame["slug"])
    return tuple(slug for slug in state.cities if slug not in there)


def _noted(lines: tuple[str, ...]) -> html.Div | None:
    return html.Div([html.P(line) for line in lines], className="ok-share-note") if lines else None


# What is shown again is neither built nor pressed again; nothing changes a component once it is made.
@lru_cache(maxsize=512)
def _block(view: str, state: ViewState, tables: Tables, lacking: tuple[str, ...]) -> Any:
    shown = build(view, state, tables)
    return pressed(view_block(shown, tools=_noted(lacking), later=to_tables(view, state)))


def forget() -> None:
    """Empty the caches, as when new data has come."""
    for cached in (_block, _part):
        cached.cache_clear()


def table_html(view: str, state: ViewState, tables: Tables, name: str) -> str | None:
    """One of a view's tables, for the box that waits for it; None where there is no table of the name."""
    shown = build(view, state, tables)
    table = tables_of(shown).get(name)
    if table is None:
        return None
    lang = state.lang
    called = t(lang, f"view.{view}") if name == "data" else shown.sections[int(name)].heading
    return to_html(data_table(table, shown.state, called).children, own=True)


def _begin(page: Page, tables: Tables) -> html.Section:
    """Where nobody is chosen: whom one may begin with."""
    lang = page.lang
    members = tables.memberships[tables.memberships["role"] == "pioneer"]
    known = {code: slug for slug, code in tables.slugs.items()}
    slugs = sorted(
        {known[code] for code in members["code"] if code in known},
        key=lambda one: i18n.alphabetical(_name(one, tables)),
    )
    head = html.H2(t(lang, "compare.begin"), className="ok-section")
    return html.Section([head, html.P(t(lang, "compare.begin_with")), _added(page, tuple(slugs), tables)])


def _added(page: Page, slugs: tuple[str, ...], tables: Tables) -> html.Ul:
    """Links that each add a municipality to what is compared."""
    items = [
        html.Li(html.A(_name(slug, tables), href=to_compare(with_city(page.state, slug), page.views))) for slug in slugs
    ]
    return html.Ul(items, className="ok-chips ok-suggested")


def _faults(page: Page, tables: Tables) -> list[html.Div]:
    """What the address asks for and cannot be had, in words, with what may have been meant."""
    if not page.faults:
        return []
    lang = page.lang
    lines = [html.Li(_fault(page, key, value, tables)) for key, value in page.faults]
    others = page.state.cities and any(key == "cities" for key, _ in page.faults)
    after = [html.P(t(lang, "compare.fault.others"))] if others else []
    head = html.P(html.Strong(t(lang, "compare.wrong")))
    return [html.Div([head, html.Ul(lines), *after], role="alert", className="ok-alert")]


def _fault(page: Page, key: str, value: str, tables: Tables) -> list[Any]:
    lang = page.lang
    wrong = _name(value, tables) if key in ("twice", "too_many") else value
    told = t(lang, f"compare.fault.{key}", wrong=wrong, count=i18n.count(lang, MAX_CITIES), base=page.state.base)
    if key not in ("cities", "add"):
        return [told]
    close = tuple(slug for slug in close_to(value, tables.slugs) if slug not in page.state.cities)
    return [told, *([" ", t(lang, "compare.fault.maybe"), _added(page, close, tables)] if close else [])]
