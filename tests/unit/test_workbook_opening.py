"""Files that are no workbook, or are made to do harm: refused in words, at once, in little memory."""

import io
import resource
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest

from dashboard.tables.loading import Tables, load
from dashboard.workbook import annotated, examine
from dashboard.workbook.csvs import decoded
from dashboard.workbook.opening import Refused, open_book
from tests.workbooks import book, saved

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = {"links": [{"version": 2025, "title": "Bilaga", "url": "https://example.org", "source_id": "a"}]}
SHEET = "xl/worksheets/sheet2.xml"
#: What refusing a file may take, at most: seconds, and memory in kB.
SECONDS, MEMORY = 3.0, 200_000


@cache
def tables() -> Tables:
    return load(ROOT / "data" / "exempel")


@cache
def good() -> bytes:
    return saved(book(ROWS))


def zipped(**parts: bytes) -> bytes:
    """The good workbook with some of its parts replaced or added; a name's double underscore is a slash."""
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        whole = {info.filename: archive.read(info) for info in archive.infolist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**whole, **{key.replace("__", "/"): data for key, data in parts.items()}}.items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet(find: bytes, replace: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        part = archive.read(SHEET)
    assert find in part
    return zipped(**{SHEET.replace("/", "__"): part.replace(find, replace, 1)})


def hostile() -> dict[str, tuple[bytes, str]]:
    cells = b'<c r="A1"><v>1</v></c>' * 310_000
    merged = b"</sheetData><mergeCells><mergeCell ref='&#66;3:XFD1048576'/></mergeCells>"
    links = b'</sheetData><hyperlinks><hyperlink ref="B3:XFD1048576" location="A1"/></hyperlinks>'
    entities = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'
    return {
        "empty": (b"", "empty_file"),
        "zeros": (b"\0" * 500, "empty_file"),
        "cut off": (good()[:-40], "damaged"),
        "cut short": (good()[:200], "damaged"),
        "a bit is wrong": (good()[:1500] + b"\x55\xaa" + good()[1502:], "damaged"),
        "with a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        "old Excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 4000, "old_excel"),
        "a PDF": (b"%PDF-1.4", "pdf"),
        "a web page": (b"<html><table></table></html>", "web_page"),
        "some text": ("hej på dig".encode(), "no_sheets"),
        "100 MB": (b"a;b;c\n" * 17_000_000, "too_large"),
        "a zip bomb": (zipped(xl__media__a=b"\0" * 200_000_000), "too_large_unpacked"),
        "thousands of parts": (zipped(**{f"x{n}": b"" for n in range(2_500)}), "too_large_unpacked"),
        "too many cells": (sheet(b"<sheetData>", b"<sheetData><row>" + cells + b"</row>"), "too_many_cells"),
        "cells merged to the end of the world": (sheet(b"</sheetData>", merged), "merged_too_far"),
        "a link over all cells": (sheet(b"</sheetData>", links), "merged_too_far"),
        "entities": (zipped(**{SHEET.replace("/", "__"): entities.encode("utf-16")}), "hostile"),
        "broken XML": (sheet(b"</sheetData>", b"<row"), "damaged"),
        "another spreadsheet": (_only(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "other_format"),
        "a Word document": (_only(word=b"<a/>"), "not_workbook"),
        "a cell out of sight": (_far(), "too_far"),
    }


def _only(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _far() -> bytes:
    made = book(ROWS)
    made.worksheets[1]["XFD1048576"] = "hej"
    return saved(made)


HOSTILE = hostile()


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_file_that_is_no_workbook_is_refused_in_words_at_once_and_in_little_memory(name):
    data, key = HOSTILE[name]
    tables()
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    found = examine(data, "x.xlsx", tables())
    assert [flaw.key for flaw in found.flaws] == [key]
    assert time.perf_counter() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY
    assert all(found.flaws[0].text(lang) for lang in ("sv", "en"))
    assert not found.frames
    assert annotated(data, found) is None


def test_a_flipped_byte_anywhere_is_refused_or_does_no_harm():
    for place in range(0, len(good()), max(1, len(good()) // 120)):
        spoilt = bytearray(good())
        spoilt[place] ^= 0x5A
        found = examine(bytes(spoilt), "x.xlsx", tables())
        assert found.flaws, place


def test_macros_are_told_of_and_never_run():
    found = examine(zipped(xl__vbaProject=b"makro"), "x.xlsm", tables())
    assert "macros" not in {remark.key for remark in found.remarks}
    data = zipped(**{"xl__vbaProject.bin": b"makro"})
    assert "macros" in {remark.key for remark in examine(data, "x.xlsm", tables()).remarks}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_letters_in_any_encoding_that_excel_writes(encoding):
    text = "Kommun;Källa\r\nÅre;Älvsjö – små\r\n"
    assert decoded(text.encode(encoding)) == text


def test_bytes_that_are_no_text_are_refused():
    for data in (b"a\0b" + bytes([200]), b"\xff\xfe\x00", b"a\0b"):
        with pytest.raises(Refused):
            decoded(data)


def renamed(**changes: tuple[bytes, bytes]) -> bytes:
    """The good workbook with a sheet's part under a name that no program gives it, and bytes replaced in it."""
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        whole = {info.filename: archive.read(info) for info in archive.infolist()}
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        whole[part] = whole[part].replace(b"worksheets/sheet2.xml", b"worksheets/blad.dat")
    part = whole.pop(SHEET)
    for find, replace in changes.values():
        assert find in part
        part = part.replace(find, replace)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**whole, "xl/worksheets/blad.dat": part}.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_sheet_whose_part_is_called_anything_is_screened_all_the_same():
    assert [flaw.key for flaw in examine(renamed(), "x.xlsx", tables()).flaws] == ["unknown_source"]
    wide = (b"</sheetData>", b"</sheetData><mergeCells><mergeCell ref='B3:XFD1048576'/></mergeCells>")
    assert [flaw.key for flaw in examine(renamed(end=wide), "x.xlsx", tables()).flaws] == ["merged_too_far"]


def test_a_formula_without_value_is_seen_in_a_part_of_any_name_and_with_any_prefix():
    formula = (b"<v>2025</v>", b"<f>2020+5</f>")
    prefix = (
        b"<worksheet xmlns=",
        b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns=',
    )
    spelt = (b"<v>2025</v>", b"<x:f>2020+5</x:f><x:v/>")
    for data in (renamed(a=formula), renamed(a=prefix, b=spelt)):
        assert "formula_without_value" in [flaw.key for flaw in examine(data, "x.xlsx", tables()).flaws]


@pytest.mark.parametrize("mark", ['"', "\r", "é", " ", "a"])
def test_an_odd_separator_is_no_fault_of_ours(mark):
    assert examine(f"sep={mark}\na;b\n1;2\n".encode(), "x.csv", tables()).flaws


def test_what_cannot_be_read_raises_nothing_else():
    with pytest.raises(Refused):
        open_book(b"PK\3\4" + bytes(range(256)) * 8)
