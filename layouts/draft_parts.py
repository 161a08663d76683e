"""What came of a file, in words and tables: flaws by their sheet, what would change, and the file to send on."""

from base64 import b64encode
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import dash_bootstrap_components as dbc
from dash import html

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server.trying.routes import BOOK
from dashboard.state import Language
from dashboard.tables.loading import Tables
from dashboard.workbook.result import Change, Examined, Flaw, SheetChange
from dashboard.workbook.words import column
from layouts.parts import table_box

#: So many flaws, remarks or changed rows are listed; the copy with comments holds all.
MOST = 400
EXTENSIONS = (".xlsx", ".xlsm", ".csv")


def finding(examined: Examined, lang: Language) -> str:
    """What came of the file, in one sentence: the page's heading."""
    if examined.good:
        what = changed(examined.changes, lang)
        return t(lang, "try.good.heading", what=what) if what else t(lang, "try.good.nothing")
    sheets = {flaw.sheet for flaw in examined.flaws}
    if sheets == {""}:
        return t(lang, "try.flaws.file")
    count = len(examined.flaws)
    if count == 1:
        return t(lang, "try.flaws.one")
    told = {"count": i18n.number(lang, count), "sheets": i18n.number(lang, len(sheets))}
    return t(lang, "try.flaws.sheet" if len(sheets) == 1 else "try.flaws.sheets", **told)


def changed(changes: Sequence[SheetChange], lang: Language) -> str:
    """How many rows are new, changed and removed; empty when none is."""
    counts = {kind: sum(one.count(kind) for one in changes) for kind in ("new", "changed", "removed")}
    told = [
        t(lang, f"try.good.row_{kind}") if count == 1
        else t(lang, f"try.good.rows_{kind}", count=i18n.number(lang, count))
        for kind, count in counts.items() if count
    ]  # fmt: skip
    return i18n.listing(lang, told)


def flaw_tables(
    flaws: Sequence[Flaw], lang: Language, *, mild: bool = False, copied: bool = False, spoken: str = ""
) -> list[Any]:
    """A table a sheet, in the order in which the sheets come: cell, value, what is wrong and what to do.

    ``mild`` are remarks, which are nothing wrong; ``copied`` is whether a copy of the file holds all of them;
    ``spoken`` is the file's own language.
    """
    listed = flaws[:MOST]
    whole = t(lang, "try.file_itself")
    parts: list[Any] = []
    for sheet, group in groupby(sorted(listed, key=_order(listed)), key=lambda one: one.sheet):
        rows = list(group)
        count = sum(one.sheet == sheet for one in flaws)
        told = t(lang, "try.count.one") if count == 1 else t(lang, "try.count.other", count=i18n.number(lang, count))
        name = sheet or whole
        frame = "\0" if mild else t(lang, "try.sheet_count", sheet="\0", count=told)
        before, _, after = frame.partition("\0")
        named = html.Span(sheet, **in_own(spoken, lang)) if sheet else whole
        parts.append(html.H3([before, named, after], className="ok-try-sheet"))
        parts.append(_flaws(rows, name, lang, mild=mild, spoken=spoken))
    if len(flaws) > MOST:
        numbers = {"count": i18n.number(lang, MOST), "all": i18n.number(lang, len(flaws))}
        parts.append(html.P(t(lang, "try.more_copy" if copied else "try.more", **numbers), className="ok-muted"))
    return parts


def _order(flaws: Sequence[Flaw]) -> Any:
    sheets = list(dict.fromkeys(one.sheet for one in flaws))
    return lambda one: sheets.index(one.sheet)


def in_own(spoken: str, lang: Language) -> dict[str, str]:
    """The attribute of what is quoted from a file in ``spoken``, on a page in ``lang``: none where they are one."""
    return {"lang": spoken} if spoken and spoken != lang else {}


def _flaws(flaws: list[Flaw], name: str, lang: Language, *, mild: bool, spoken: str) -> html.Div:
    # A file as a whole has neither cells nor values.
    placed = any(one.cell or one.value for one in flaws)
    keys = [*(["cell", "value"] if placed else []), "worth" if mild else "wrong"]
    rows = []
    for one in flaws:
        value = html.Td(one.value or "–", **(in_own(spoken, lang) if one.value else {}))
        cells = [html.Th(one.cell or "–", scope="row"), value] if placed else []
        # What to do stands below what is wrong, so that the table fits a phone.
        rows.append(html.Tr([*cells, html.Td([html.Strong(_sentence(one.reason(lang))), " ", one.remedy(lang)])]))
    return _table([t(lang, f"try.column.{key}") for key in keys], rows, name)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _table(headings: list[str], rows: list[html.Tr], name: str, kind: str = "ok-try-table") -> html.Div:
    head = html.Thead(html.Tr([html.Th(one, scope="col") for one in headings]))
    return table_box(dbc.Table([head, html.Tbody(rows)], className=f"ok-table {kind}"), name)


def corrected(copy: bytes | None, code: str, tables: Tables, lang: Language) -> list[Any]:
    """The way to a copy of the file that tells each flaw in its cell, where one could be made."""
    if copy is None:
        return []
    name = f"{whose(code, tables)}-{t(lang, 'try.corrected_name')}.xlsx"
    address = f"data:{BOOK};base64,{b64encode(copy).decode()}"
    return [html.P(html.A(t(lang, "try.corrected"), href=address, download=name, className="ok-download"))]


def whose(code: str, tables: Tables) -> str:
    """The municipality's slug for names of files; the data set's name where the file is nobody's in particular."""
    slugs = {own: slug for slug, own in tables.slugs.items()}
    return slugs.get(code, tables.dataset)


def change_list(changes: Sequence[SheetChange], lang: Language, spoken: str = "") -> list[Any]:
    """How many rows each sheet adds, changes and takes away, and below it which; ``spoken`` is the file's language."""
    own = in_own(spoken, lang)
    kinds = ("new", "changed", "removed")
    touched = [one for one in changes if one.changes]
    rows = [
        html.Tr(
            [
                html.Th(one.sheet, scope="row", **own),
                *(html.Td(i18n.number(lang, one.count(kind)), className="ok-number") for kind in kinds),
                html.Td(i18n.number(lang, one.unchanged), className="ok-number"),
            ]
        )
        for one in touched
    ]
    headings = [t(lang, f"try.column.{key}") for key in ("sheet", *kinds, "unchanged")]
    table = _table(headings, rows, t(lang, "try.changes"), kind="ok-try-counts")
    others = [one.sheet for one in changes if not one.changes]
    before, _, after = t(lang, "try.untouched", sheets="\0").partition("\0")
    rest = [before, html.Span(i18n.listing(spoken or lang, others), **own), after]
    return [
        html.H2(t(lang, "try.changes"), className="ok-section"),
        *([table] if touched else []),
        *([html.P(rest, className="ok-muted")] if others else []),
        *(_rows(one, lang, own) for one in touched),
    ]


def _rows(one: SheetChange, lang: Language, own: dict[str, str]) -> html.Details:
    shown = one.changes[:MOST]
    more = []
    if len(one.changes) > MOST:
        numbers = {"count": i18n.number(lang, MOST), "all": i18n.number(lang, len(one.changes))}
        more = [html.P(t(lang, "try.more", **numbers), className="ok-muted")]
    items = html.Ul([html.Li(_change(change, one.table, lang, own)) for change in shown], className="ok-items")
    before, _, after = t(lang, "try.rows_of", sheet="\0").partition("\0")
    return html.Details([html.Summary([before, html.Span(one.sheet, **own), after]), items, *more])


def _change(change: Change, table: str, lang: Language, own: dict[str, str]) -> list[Any]:
    said = html.Strong(f"{t(lang, f'try.kind.{change.kind}')}: ")
    row = html.Span(change.row, **own)
    if not change.values:
        return [said, row]
    keys = ("part", "before", "after")
    rows = [
        html.Tr(
            [
                html.Th(column(table, name, lang), scope="row"),
                html.Td(before or "–", **own),
                html.Td(after or "–", **own),
            ]
        )
        for name, before, after in change.values
    ]
    return [said, row, _table([t(lang, f"try.{key}") for key in keys], rows, change.row)]


def to_send(examined: Examined, tables: Tables, lang: Language, *, still: bool) -> list[Any]:
    """The file under a good name, to whom it goes, the words that go with it, and what its receiver does."""
    ending = PurePath(examined.name).suffix.lower()
    name = f"{whose(examined.code, tables)}-{tables.release}{ending if ending in EXTENSIONS else '.xlsx'}"
    city = tables.municipality(examined.code).name if examined.code else tables.dataset
    what = changed(examined.changes, lang)
    message = t(lang, "try.send_message", city=city, what=what or "–", release=tables.release)
    contact = settings().contact
    named = t(lang, "try.send_named", name=name)
    return [
        html.H2(t(lang, "try.send"), className="ok-section"),
        html.P(t(lang, "try.send_text")),
        # The file is the reader's own; only their browser can give it back.
        html.P(named) if still else html.P(**{"data-try-save": name, "data-word": t(lang, "try.send_name", name=name)}),
        *([_to(contact, message, city, lang)] if contact else []),
        html.P(t(lang, "try.send_words")),
        html.Blockquote(message, className="ok-try-words"),
        html.P(t(lang, "try.send_command")),
        html.Pre(html.Code(f"python -m dashboard import workbook {name}"), className="ok-try-command"),
    ]


def _to(contact: str, message: str, city: str, lang: Language) -> html.P:
    subject = t(lang, "try.send_subject", city=city)
    address = f"mailto:{quote(contact, safe='@')}?subject={quote(subject)}&body={quote(message)}"
    before, _, after = t(lang, "try.send_to", contact="\0").partition("\0")
    return html.P([before, html.A(contact, href=address), after])
