"""Tests. What must be set before anything of the dashboard is imported is set here."""

import os
import tempfile

#: Pictures that tests draw are kept apart from the machine's own, and go when the tests have ended.
PICTURES = tempfile.TemporaryDirectory(prefix="pictures-")
os.environ["DASHBOARD_PICTURES"] = PICTURES.name
