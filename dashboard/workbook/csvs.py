"""A CSV file as a sheet, in any of the encodings and with any of the separators that Excel writes."""

import csv
import io
import re

from dashboard.workbook.opening import MAX_COLUMNS, MAX_ROWS, Book, Cell, Grid, Refused, look

#: Letters of a text that was read in the wrong encoding.
GARBLED = re.compile("Ã[¥¤¶…„–]|\ufffd")


def decoded(data: bytes) -> str:
    """The text of a file that Excel or another program has written. Raises :class:`Refused` for what is no text.

    Byte order marks tell the Unicode encodings; what is no UTF-8 is Windows' western alphabet, or, where that gives
    letters that no Swede writes, that of older Macintoshes.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return _text(data.decode(encoding))
            except UnicodeDecodeError:
                raise Refused("no_text") from None
    try:
        return _text(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise Refused("no_text")
    windows = data.decode("cp1252", "replace")
    mac = data.decode("mac_roman")
    return _text(windows if _swedish(windows) >= _swedish(mac) else mac)


def _text(text: str) -> str:
    if "\0" in text:
        raise Refused("no_text")
    if re.match(r"\s*<(!doctype|html|\?xml)", text[:200], re.IGNORECASE):
        raise Refused("web_page")
    return text


def _swedish(text: str) -> int:
    """How much of a text beyond ASCII is what Swedes write."""
    return sum(1 if each in "åäöÅÄÖéÉüÜ–’”−\u00a0…" else -1 for each in text if ord(each) > 127)


def open_csv(data: bytes, name: str) -> Book:
    """The file as a workbook of one sheet, titled by its name. Raises :class:`Refused`."""
    look(data)
    text = decoded(data)
    # Excel's own word on what parts the cells.
    told = re.match(r"sep=([^\"\r\n])\r?\n", text)
    if told:
        text = text[told.end() :]
    first = max(text.splitlines()[:30], key=lambda line: max(map(line.count, ";\t,")), default="")
    separator = told[1] if told else max(";\t,", key=first.count)
    rows: dict[int, dict[int, Cell]] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise Refused("too_many_rows", limit=MAX_ROWS)
            filled = {place: Cell(cell.strip()) for place, cell in enumerate(row, 1) if cell.strip()}
            if filled:
                rows[number] = filled
    except (csv.Error, ValueError):
        raise Refused("damaged") from None
    title = re.sub(r"\.[^.]*$", "", name)[:31] or "CSV"
    return Book((Grid(title, rows),))
