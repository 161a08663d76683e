"""What the process that looks at a file is given instead of a workbook's reader: the file's first word says what to do.

``tests.trying:made`` is the product's own answer with a reader of this kind; the process imports it by that name.
"""

import os
import signal
import tempfile
from pathlib import Path

import layouts.draft
from dashboard import workbook
from dashboard.server.trying.asked import Asked
from dashboard.tables.loading import Tables
from dashboard.workbook.result import Change, Examined, Flaw, SheetChange

SECRET = "Hemlighet-4711"
#: A flaw's key and its facts, of the workbook's own messages.
WRONG = "empty_file"


def examine(data: bytes, name: str, tables: Tables, **_: object) -> Examined:
    """An outcome of the kind that the file's first word names."""
    word, _, rest = data.decode("utf-8", "replace").partition(" ")
    code = tables.municipalities["code"].iloc[-1] if tables.dataset != "sverige" else "1440"
    if word == "good":
        return good(tables, name, code)
    if word == "flaws":
        flaws = [flaw("Utsläpp", "C7", rest), flaw("Mål", "B2", "2040x"), flaw("Utsläpp", "D9", "<script>x</script>")]
        return Examined(name, "sv", code=code, flaws=tuple(flaws))
    if word == "bare":
        return Examined(name, "sv", flaws=(flaw("", "", ""),))
    misbehave(word, rest)
    return Examined(name, "sv", flaws=(flaw("", "", ""),))


def flaw(sheet: str, cell: str, value: str) -> Flaw:
    """A flaw with the first message that needs no facts."""
    return Flaw(sheet, cell, value, WRONG)


def good(tables: Tables, name: str, code: str) -> Examined:
    """A file that adds one year of travel and changes the population."""
    added = tables.population[tables.population["code"] == code].tail(1)
    frame = tables.population.copy()
    frame.loc[added.index, "population"] = frame.loc[added.index, "population"] * 2
    changes = (
        SheetChange(
            "links", "Folkmängd", 30,
            (Change("changed", "Folkmängd 2024", (("title", "30 000", "60 000"),)), Change("new", "År 2026")),
        ),
    )  # fmt: skip
    return Examined(name, "sv", code=code, changes=changes, frames={"population": frame})


def misbehave(word: str, rest: str) -> None:
    """Do what no file may bring about."""
    if word == "hog":
        _ = bytearray(3_000_000_000)
    elif word == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "raises":
        raise ValueError(rest)
    elif word == "aside":
        with tempfile.NamedTemporaryFile(delete=False) as left:
            left.write(rest.encode())
        print(left.name, rest)
    elif word == "wait":
        while not Path(rest).exists():
            pass


def annotated(data: bytes, examined: Examined) -> bytes | None:
    """A copy with comments: here the file itself."""
    return data if examined.code else None


def made(asked: Asked) -> bytes:
    """The product's own answer; this runs in a process that looks at one file and ends."""
    workbook.examine = examine  # type: ignore[assignment]
    workbook.annotated = annotated
    return layouts.draft.made(asked)


warm = layouts.draft.warm
