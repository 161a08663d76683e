"""The house rules hold: who imports whom, how long a file is, what a view must bring, and nothing from other hosts."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.config import ROOT
from dashboard.i18n import texts
from dashboard.ids import Id
from dashboard.server import static
from dashboard.views import VIEWS

CODE = sorted(path for folder in ("dashboard", "layouts", "callbacks") for path in (ROOT / folder).rglob("*.py"))
#: The views of the interface that exist so far, in the order in which a page shows them.
SO_FAR = ["process", "trajectory", "sectors", "goals", "scopes", "modal-share", "contract", "arena", "city-map"]


def test_the_import_rules_are_kept():
    lint = Path(sys.executable).parent / "lint-imports"
    found = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert "Contracts: 3 kept, 0 broken." in found.stdout


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) < 300


def test_the_views_are_those_of_the_interface():
    assert list(VIEWS) == SO_FAR
    assert all(view.id == name for name, view in VIEWS.items())


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("view", SO_FAR)
def test_a_view_has_a_name_and_words_for_when_it_has_no_data(view, lang):
    for key in (f"view.{view}", f"{view}.none", f"{view}.how_to_add"):
        assert texts(lang)[key].strip()


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_asks_a_foreign_host_for_styles(path):
    assert not re.search(
        r"dbc\.themes|dash_bootstrap_components\.themes|dbc\.icons", path.read_text("utf-8").replace(__doc__ or "", "")
    ) or path == Path(__file__)


@pytest.mark.parametrize("path", sorted((ROOT / "assets").iterdir()), ids=lambda path: path.name)
def test_no_asset_names_a_foreign_host(path):
    hosts = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"')]*", path.read_text("utf-8"))
    assert [host for host in hosts if not host.startswith("http://www.w3.org/")] == []


def test_the_style_sheets_that_are_served_fetch_nothing_from_elsewhere():
    for name in ("bootstrap.min.css", "kartan.css", "tokens.css"):
        sheet = static.files()[name].content.decode()
        assert re.findall(r"url\([\"']?https?:[^)]*\)|@import", sheet) == []


def test_every_id_is_one_of_its_own():
    assert len({str(one) for one in Id}) == len(Id.__members__)


def test_nothing_tells_of_the_machine_that_it_was_written_on():
    texts_of = {path: path.read_text("utf-8", "ignore") for path in [*CODE, *(ROOT / "assets").iterdir()]}
    home = re.compile(r"/(?:home|root|work|Users)/\w+")
    assert [str(path) for path, text in texts_of.items() if home.search(text)] == []
