"""Office files made the same whenever they are written: every time in them is the data's, not the clock's."""

import io
import re
import zipfile

#: When a file was created and changed, as core properties tell it.
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
#: The earliest day that a zip file can tell.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def moment(day: str) -> tuple[int, int, int, int, int, int]:
    """A date as data tell it (``2026-11`` or ``2026-11-21``) as a moment; its first day where only the month is known.

    What is no date is the earliest moment.
    """
    found = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", day)
    if found is None or not "1980" <= found[1] <= "2107":
        return EARLIEST
    return int(found[1]), int(found[2]), int(found[3] or 1), 0, 0, 0


def sealed(data: bytes, day: str) -> bytes:
    """An Office file (``.pptx``, ``.xlsx``), and the workbooks within it, with the day in place of every time."""
    when = moment(day)
    stamp = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*when).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = sealed(content, day)
            elif entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            fresh = zipfile.ZipInfo(entry.filename, when)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, content)
    return out.getvalue()
