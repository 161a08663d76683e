"""A workbook's parts looked through before they are built up: some bytes of XML can ask for millions of cells."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from dashboard.workbook.numbers import Problem

MAX_CELLS = 300_000
#: What one merged area or link over many cells is built up to.
MAX_AREA = 100_000
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


class _Found(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def screened(parts: Mapping[str, bytes]) -> Problem | None:
    """What is wrong with a workbook's parts, unpacked and by name; ``None`` where they may be built up."""
    count = _Count()
    try:
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                count.look(part)
    except _Found as found:
        return found.problem
    except (expat.ExpatError, ValueError, LookupError):
        return Problem("damaged")
    return None


class _Count:
    """Counts cells, and those that merged areas and links stand for, over all parts."""

    def __init__(self) -> None:
        self.cells = 0
        self.area = 0

    def look(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.cells += 1
            if self.cells > MAX_CELLS:
                raise _Found(Problem("too_many_cells", {"limit": MAX_CELLS}))
        elif tag in ("mergeCell", "hyperlink", "comment"):
            self.area += _size(attributes.get("ref", ""))
            if self.area > MAX_AREA:
                raise _Found(Problem("merged_too_far"))


def _refuse(*_: object) -> None:
    # No program that writes workbooks declares a document type; entities of one's own are for attacks.
    raise _Found(Problem("hostile"))


def _size(ref: str) -> int:
    """How many cells an area such as ``B3:D20`` holds; one for a single cell."""
    found = _AREA.fullmatch(ref.strip().upper())
    if found is None:
        # Whatever else it may be, it is not built up to many cells: whole columns have no such form here.
        return 1 if ":" not in ref else MAX_AREA + 1
    wide = abs(_column(found[3]) - _column(found[1])) + 1
    return wide * (abs(int(found[4]) - int(found[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
