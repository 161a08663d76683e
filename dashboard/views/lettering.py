"""How wide words are, and where they break, before a browser has drawn them: on the generous side of its fonts."""

#: Width of a letter in ems, on the generous side of the fonts in the stack (DejaVu Sans is the widest of them).
_EMS = {**dict.fromkeys("ijl.,:;'|! \u00a0", 0.34), **dict.fromkeys("ftr()-/", 0.43), **dict.fromkeys("mwMW@–…", 0.98)}
_UPPER, _LOWER, _BOLD = 0.72, 0.63, 1.11
#: Where a long Swedish compound may be divided: before its last part.
_LAST_PARTS = (
    "förening", "försäkring", "organisation", "region", "förbund", "högskol", "universitet", "stiftelse", "bygg",
    "företag", "fastighet", "verkstad", "styrelse", "kontor", "möbler", "borgarn", "gårdarn", "bostäder", "industri",
    "bank",
)  # fmt: skip
_VOWELS = "aeiouyåäöéü"
#: Height of a line in ems, as Plotly sets them.
LINE = 1.3


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """An estimate of a text's width in pixels that is seldom too small."""
    ems = sum(_EMS.get(letter, _UPPER if letter.isupper() else _LOWER) for letter in text)
    return ems * size * (_BOLD if bold else 1.0)


def broken(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text on lines that fit in so many pixels; a word that is too long by itself is divided."""
    lines: list[str] = []
    # A dash between words stays at the end of its line.
    for word in text.replace(" – ", "\u00a0– ").split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if width_of(joined, size, bold=bold) <= room:
            lines[-1:] = [joined]
            continue
        while width_of(word, size, bold=bold) > room and len(word) > 3:
            cut = _division(word, room, size, bold=bold)
            head = word[:cut]
            lines.append(head if head[-1] in "-/–" else f"{head}-")
            word = word[cut:]
        lines.append(word)
    return lines


def _division(word: str, room: float, size: float, *, bold: bool) -> int:
    """How many letters of a word that is too long stay on its line."""
    most = next(n for n in range(len(word), 0, -1) if n <= 2 or width_of(f"{word[:n]}-", size, bold=bold) <= room)
    lower, places = word.lower(), range(3, min(most, len(word) - 3) + 1)
    at_sign = [n for n in places if word[n - 1] in "-/–"]
    at_part = [n for n in places if lower.startswith(_LAST_PARTS, n)]
    # Otherwise as Swedish divides: the last consonant before a vowel goes to the next line.
    at_sound = [n for n in places if lower[n] not in _VOWELS and lower[n + 1] in _VOWELS]
    return max(at_sign or at_part or at_sound or [min(most, len(word) - 1)])
