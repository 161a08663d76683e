"""What never changes is compressed once, as well as can be, and the very same comes out of it."""

import re
import time

import brotli
import pytest

from dashboard.pictures import shelf
from dashboard.server import packing, static
from dashboard.server.packing import Kept, best

TEXT = b"".join(f"let a{i} = {i * i};\n".encode() for i in range(2000))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A shelf of this test's own."""
    here = type("Here", (), {"pictures": tmp_path})
    monkeypatch.setattr(shelf, "settings", lambda: here)
    return tmp_path


def _until(true) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.02)
    pytest.fail("it did not come")


def test_the_best_form_is_made_once_and_stays_on_the_shelf(folder, monkeypatch):
    made = best(TEXT)
    assert brotli.decompress(made) == TEXT
    assert len(made) < len(brotli.compress(TEXT, quality=5))
    monkeypatch.setattr(packing.brotli, "compress", lambda *_a, **_k: pytest.fail("made anew"))
    assert best(TEXT) == made
    assert len(list(folder.rglob("*.br"))) == 1


def test_what_was_asked_for_gets_better_and_is_never_put_back(folder):
    kept, quick = Kept(), brotli.compress(TEXT, quality=5)
    kept.set("br;/static/1/a.js", quick)
    assert kept.get("br;/static/1/a.js") == quick
    kept.start([("/static/2/b.js", TEXT), ("/static/3/small.js", b"x")])
    kept.set("br;/static/1/a.js", quick)
    _until(lambda: kept.get("br;/static/1/a.js") == best(TEXT) == kept.get("br;/static/2/b.js"))
    kept.set("br;/static/1/a.js", quick)
    assert kept.get("br;/static/1/a.js") == best(TEXT)
    assert kept.get("br;/static/3/small.js") is None
    assert list(folder.rglob("*.br"))


def test_what_no_address_names_for_good_is_not_kept_nor_more_than_there_is_room_for():
    kept = Kept()
    kept.set("br;", b"x")
    assert kept.data == {}
    for i in range(Kept.MOST + 5):
        kept.set(f"gzip;/static/{i}", b"x")
    assert len(kept.data) == Kept.MOST


def test_a_page_asks_for_no_script_that_it_has_no_use_for(client):
    page = client.get("/sv/city/ale").text
    assert "/dash/dash_table/" not in page
    assert re.findall(r"<script (\w+) src=\"[^\"]*polyfill@", page) == ["nomodule"]
    assert page.count("nomodule") == 1
    assert "dash_core_components" in page
    assert "dash_renderer" in page


def test_static_files_are_kept_for_good_and_sent_compressed(client):
    address = static.url("kartan.css")
    for form, unpacked in (("br", brotli.decompress), ("gzip", None)):
        answer = client.get(address, headers={"Accept-Encoding": form})
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == form
        if unpacked:
            assert unpacked(answer.data) == static.files()["kartan.css"].content
        again = client.get(address, headers={"Accept-Encoding": form, "If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
