"""A workbook's parts looked through before they are built up: some bytes of XML can ask for millions of cells."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from dashboard.workbook.numbers import Problem

MAX_CELLS = 300_000
#: What one merged area or link over many cells is built up to.
MAX_AREA = 100_000
#: The longest number format.
LONGEST_FORM = 2_000
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


class _Found(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def screened(parts: Mapping[str, bytes]) -> "Count | Problem":
    """What a workbook's parts hold, unpacked and by name; or why they are not to be built up."""
    count = Count()
    for name, part in parts.items():
        try:
            count.look(part)
        except _Found as found:
            return found.problem
        except (expat.ExpatError, ValueError, LookupError):
            # A sheet may be called anything, so all parts are looked at; pictures and the like end here at once.
            if name.endswith((".xml", ".rels")):
                return Problem("damaged")
    return count


class Count:
    """Counts cells, and those that merged areas and links stand for, over all parts.

    ``unread`` tells whether some cell's formula has no value beside it; an empty text is a value.
    """

    def __init__(self) -> None:
        self.cells = 0
        self.area = 0
        self.unread = False
        self._text = self._waits = False

    def look(self, part: bytes) -> None:
        """Count one part in. Raises ``ExpatError`` where it is no XML."""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.Parse(part, True)
        self.unread |= self._waits
        self._waits = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.unread |= self._waits
            self._waits, self._text = False, attributes.get("t") == "str"
            self.cells += 1
            if self.cells > MAX_CELLS:
                raise _Found(Problem("too_many_cells", {"limit": MAX_CELLS}))
        elif tag == "f":
            self._waits = not self._text
        elif tag == "v" and self._waits:
            self._parser.CharacterDataHandler = self._value
        elif tag == "numFmt" and len(attributes.get("formatCode", "")) > LONGEST_FORM:
            # Excel takes 255; whether it is a date is asked of each, and takes long of what is very long.
            raise _Found(Problem("damaged"))
        elif tag in ("mergeCell", "hyperlink", "comment"):
            self.area += _size(attributes.get("ref", ""))
            if self.area > MAX_AREA:
                raise _Found(Problem("merged_too_far"))

    def _value(self, text: str) -> None:
        if text.strip():
            self._waits = False
            self._parser.CharacterDataHandler = None


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
