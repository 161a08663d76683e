"""Where this machine's Chromium is, if it has one. Nothing is ever installed or fetched from here."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium: the one that ``CHROME`` names, else the first on the path; None where there is none."""
    named = os.environ.get("CHROME")
    if named is not None:
        # An empty name, or one of nothing, says that none shall be used.
        return shutil.which(named) if named else None
    return next(filter(None, map(shutil.which, NAMES)), None)
