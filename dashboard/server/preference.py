"""The language that a browser would rather have."""

from dashboard.state import LANGUAGES, MAX_VALUE, Language


def preferred_language(accept_language: str) -> Language:
    """Swedish unless the browser would rather have English than Swedish."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language[:MAX_VALUE].lower().split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        ranked.append((-weight, place, tag.split("-")[0]))
    for weight, _, tag in sorted(ranked):
        # A weight of nought means that the reader will not have it.
        if tag in LANGUAGES and weight < 0:
            return tag
    return "sv"
