"""Comments in cells: which are somebody's own, and which a corrected copy of ours has put there."""

from typing import Any

from dashboard.workbook.words import say

#: The colour of a cell with a flaw, and of one with a remark; the comment says the rest, so that colour is not alone.
FAULTY, NOTED = "FFE9D3D3", "FFFFF2CC"
#: What parts somebody's own comment from what is added below it.
BAR = "\n\n"


def authors() -> tuple[str, ...]:
    """The names that a copy's comments are written under."""
    return say("listing.author", "sv"), say("listing.author", "en")


def coloured(cell: Any) -> bool:
    """Whether a cell has one of a copy's colours."""
    return cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (FAULTY, NOTED)


def theirs(cell: Any) -> str:
    """What somebody else has written in a cell's comment, without what a copy has added; empty where nobody has."""
    if getattr(cell, "comment", None) is None:
        return ""
    text, author = str(cell.comment.text), str(cell.comment.author or "").strip()
    own = min((text.split(f"{BAR}{name}: ")[0] for name in authors()), key=len)
    # LibreOffice forgets who has written a comment; the colour tells.
    ours = author in authors() or (not author and own == text and coloured(cell))
    return "" if ours else own
