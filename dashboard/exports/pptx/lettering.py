"""How wide words are in the slides' font, so that none leave their place; lengths are points."""

#: A font that every office program has, or has one of the same widths for.
FONT = "Arial"
#: Height of a line in ems.
LINE = 1.2
#: The letters of a width, in hundredths of an em, by the font's own tables.
_WIDTHS = {
    22: "ijl'’‘", 28: "ftI!,./:;[\\] \u00a0·", 33: "r()-`{}”“", 35: '"|', 39: "*", 50: "cksvxyzJ",
    58: "+<=>~−≠", 61: "FTZ", 67: "ABEKPSVXY&ÅÄ", 72: "wCDHNRU", 78: "GOQÖ", 83: "mM", 89: "%", 94: "W", 102: "@—…",
}  # fmt: skip
_EMS = {letter: width / 100 for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _BOLD = 0.56, 1.1


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """A text's width on one line."""
    return sum(_EMS.get(letter, _OTHER) for letter in text) * size * (_BOLD if bold else 1.0)


def lines_of(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in so wide a room; a word that is wider than the room is broken by the program."""
    count = 0
    for paragraph in text.split("\n"):
        used = room + 1.0
        for word in paragraph.split(" "):
            width = width_of(word, size, bold=bold)
            joined = used + width_of(" ", size) + width
            if joined <= room:
                used = joined
            else:
                count += max(1, -int(-width // room))
                used = width % room if width > room else width
    return count


def height_of(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """How high a text stands in so wide a room."""
    return lines_of(text, room, size, bold=bold) * size * LINE


def fitted(text: str, room: float, forms: tuple[tuple[float, int], ...], *, bold: bool = False) -> tuple[str, float]:
    """The text and the first size at which it fits; ``forms`` are sizes with the lines that each may take.

    What fits at none is cut after a whole word and ends with an ellipsis.
    """
    for size, most in forms:
        if lines_of(text, room, size, bold=bold) <= most:
            return text, size
    size, most = forms[-1]
    return cut(text, room, size, most, bold=bold), size


def cut(text: str, room: float, size: float, most: int, *, bold: bool = False) -> str:
    """The text, or as many of its words as fit on so many lines, and an ellipsis."""
    words = text.split(" ")
    if lines_of(text, room, size, bold=bold) <= most:
        return text
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines_of(_ended(words[:middle]), room, size, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return _ended(words[:low])


def _ended(words: list[str]) -> str:
    return " ".join(words).rstrip(",;:.–") + "\u00a0…"
