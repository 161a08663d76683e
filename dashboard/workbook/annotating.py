"""A copy of somebody's workbook with every flaw as a comment at its cell, and a sheet in front that lists them."""

import io
import warnings
from typing import Any

from dashboard.workbook.finding import Lang
from dashboard.workbook.remarks import BAR, FAULTY, NOTED, coloured, theirs
from dashboard.workbook.result import Examined, Flaw
from dashboard.workbook.words import say

#: A comment's size in points.
WIDE, HIGH = 300, 90
#: More than this in one workbook helps nobody, and takes long to write.
MOST = 2_000


def annotated(data: bytes, examined: Examined) -> bytes | None:
    """The workbook with its flaws and remarks written into it, in its own language; macros are left out of it.

    ``None`` for what is no workbook that can be read (a CSV file, a damaged one): there is no cell to write at.
    """
    if data[:2] != b"PK" or not any(each.sheet for each in (*examined.flaws, *examined.remarks)):
        return None
    # imported where it is used: the server's pages never need it
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), keep_links=False)
            _write(book, examined)
            out = io.BytesIO()
            book.save(out)
    except Exception:
        # A file that could be read but not written again is none of ours; its flaws are listed all the same.
        return None
    return out.getvalue()


def _write(book: Any, examined: Examined) -> None:
    for sheet in book.worksheets:
        _cleared(sheet)
    told = [(each, FAULTY) for each in examined.flaws] + [(each, NOTED) for each in examined.remarks]
    for each, colour in told[:MOST]:
        if each.sheet in book.sheetnames and each.cell:
            _comment(book[each.sheet][each.cell], each, examined.lang, colour)
    _listing(book, examined)


def _cleared(sheet: Any) -> None:
    """Takes away what an earlier copy has told: what is corrected since then must not look wrong still."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for cell in [each for each in sheet._cells.values() if getattr(each, "comment", None) is not None]:
        own = theirs(cell)
        if own == cell.comment.text:
            continue
        cell.comment = Comment(own, cell.comment.author) if own else None
        if coloured(cell):
            cell.fill = PatternFill()


def _comment(cell: Any, flaw: Flaw, lang: Lang, colour: str) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        # Of merged cells the first carries what is said of all.
        sheet: Any = cell.parent
        area = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
        cell = sheet.cell(area.min_row, area.min_col)
    text = f"{_sentence(flaw.reason(lang))} {flaw.remedy(lang)}"
    before = cell.comment
    if before is None:
        comment = Comment(text, _author(lang))
    elif text in before.text:
        comment = Comment(before.text, before.author)
    elif before.author == _author(lang):
        # Two flaws in one cell stand below each other.
        comment = Comment(f"{before.text}\n\n{text}", before.author)
    else:
        # What somebody has written there stays, and stays theirs.
        comment = Comment(f"{before.text}{BAR}{_author(lang)}: {text}", before.author)
    comment.width, comment.height = WIDE, HIGH
    cell.comment = comment
    cell.fill = PatternFill("solid", fgColor=colour)


def _author(lang: Lang) -> str:
    return say("listing.author", lang)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _listing(book: Any, examined: Examined) -> None:
    """A sheet in front with every flaw and a way to its cell; an older one is taken away."""
    from openpyxl.styles import Alignment, Font

    lang = examined.lang
    title = say("listing.title", lang)
    heads = [say(f"listing.{name}", lang) for name in ("sheet", "cell", "value", "why", "do")]
    for older in [each for each in book.worksheets if each.title.startswith(title)]:
        # A sheet that somebody else has given that name is theirs, and stays.
        if [older.cell(1, place).value for place in range(1, len(heads) + 1)] == heads:
            book.remove(older)
    # Where the name is taken, openpyxl puts a number behind it.
    sheet = book.create_sheet(title, 0)
    sheet.append(heads)
    for each in (*examined.flaws, *examined.remarks)[:MOST]:
        sheet.append([each.sheet, each.cell, each.value, _sentence(each.reason(lang)), each.remedy(lang)])
        row = sheet.max_row
        for cell in sheet[row]:
            # What somebody has typed is shown as it is, and is never a formula here.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if each.sheet in book.sheetnames and each.cell:
            quoted = each.sheet.replace("'", "''")
            sheet.cell(row, 2).hyperlink = f"#'{quoted}'!{each.cell}"
            sheet.cell(row, 2).font = Font(underline="single", color="FF0B5394")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", (24, 8, 30, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0
    for each in book.worksheets[1:]:
        each.sheet_view.tabSelected = False
