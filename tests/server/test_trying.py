"""``POST /{lang}/try``: bounded, in words, and nothing of the file is left anywhere."""

import io
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from gunicorn.http.errors import InvalidChunkSize

from dashboard.app import create_app
from dashboard.config import ROOT
from dashboard.server.trying import keeper as keepers
from dashboard.server.trying import routes
from dashboard.server.trying.asked import Asked
from dashboard.server.trying.keeper import Keeper, NotRead
from tests.trying import SECRET

BARE = {"Content-Type": "application/octet-stream", "Accept": "application/json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where everything goes that is put aside, in memory or not."""
    before = tempfile.tempdir
    made = tmp_path_factory.mktemp("aside")
    tempfile.tempdir = str(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keepers, "MEMORY_FOLDER", made)
        patch.setenv("TMPDIR", str(made))
        yield made
    tempfile.tempdir = before


@pytest.fixture(scope="module")
def keeper(folder: Path) -> Iterator[Keeper]:
    """The process, with a reader that does what the file's first word says."""
    assert folder.is_dir()
    made = Keeper("tests.trying:made", patience=0.2)
    yield made
    made.end()


@pytest.fixture
def trying(app, keeper, monkeypatch):
    """A client of the application, whose files are looked at by the test's own process."""
    # the views close over their keeper
    monkeypatch.setattr(app.server.extensions["trying"], "ask", keeper.ask)
    return app.server.test_client(use_cookies=False)


def post(client, data: bytes, lang: str = "sv", *, headers: dict[str, str] | None = None, query: str = ""):
    return client.post(f"/{lang}/try{query}", data=data, headers={**BARE, **(headers or {})})


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_nothing_is_started_before_somebody_asks():
    # An application of its own: somebody may have asked the one that the tests share.
    assert create_app().server.extensions["trying"]._nursery is None


def test_a_file_with_flaws_is_answered_with_them_and_with_a_copy(trying):
    answer = post(trying, b"flaws <img src=x>", headers={"X-File-Name": "%C3%A5.xlsx"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers
    told = answer.json
    assert told["title"].startswith("3 fel att rätta i 2 blad – Prova egna data")
    assert told["figures"] == {}
    assert "å.xlsx" in told["html"]
    assert "&lt;img src=x&gt;" in told["html"]
    assert "<img" not in told["html"]
    assert 'download="ale-rattad.xlsx"' in told["html"]
    assert "data-draft" not in told["html"]


def test_a_good_file_is_drawn_as_a_draft_over_the_release(trying, tables):
    answer = post(trying, b"good", "en", query="?measure=capita&theme=dark&size=narrow").json
    assert answer["title"].startswith("All is well: one new row and one changed")
    assert answer["html"].count("data-draft") == 9
    assert tables.release in answer["html"]
    assert "/export/" not in answer["html"]
    assert "/share" not in answer["html"]
    figure = answer["figures"]["trajectory"]
    (mark,) = [one for one in figure["layout"]["annotations"] if one.get("name") == "draft"]
    assert mark["text"] == "<b>DRAFT</b>"
    assert mark["font"]["color"].startswith("rgba(234,241,244")
    # twice the people: the draft's own figure, and the published one as it was
    assert tables.draft is False


def test_the_plain_form_is_answered_with_a_whole_page(trying):
    sent = {"file": (io.BytesIO(b"good"), 'C:\\x\\<script>"\n.csv')}
    answer = trying.post("/sv/try", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert answer.text.startswith("<!DOCTYPE html>")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "<details data-table" in answer.text.replace(' open=""', "")
    assert '<details open="" data-table=""' in answer.text
    assert '"<script>' not in answer.text
    assert answer.text.count("<script") == 1


@pytest.mark.parametrize(
    "name", ["a" * 100_000, "%0A%0D%00x.xlsx", "%3Cscript%3Ealert(1)%3C/script%3E", "%FF%FE", "../../etc/passwd", ""]
)
def test_an_odd_name_is_no_fault(trying, name):
    answer = post(trying, b"bare", headers={"X-File-Name": name})
    assert answer.status_code == 200
    assert "<script" not in answer.json["html"]
    assert len(answer.text) < 5_000
    assert "etc/" not in answer.json["html"]


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        (b"", {}, 400),
        (b"x", {"Content-Type": "text/html"}, 415),
        (b"x", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"no parts", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        (b"no boundary", {"Content-Type": "multipart/form-data"}, 400),
        (b"x", {"Sec-Fetch-Site": "cross-site"}, 403),
        (b"x", {"Sec-Fetch-Site": "same-site"}, 403),
        (b"x", {"Origin": "https://example.org"}, 403),
        (b"x", {"Origin": "null"}, 403),
        (b"x", {"Origin": "http://["}, 403),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(trying, data, headers, status):
    for lang in ("sv", "en"):
        answer = post(trying, data, lang, headers=headers)
        assert answer.status_code == status
        assert answer.headers["Cache-Control"] == "no-store"
        whole = answer.mimetype == "text/html"
        assert whole == (headers.get("Content-Type", "").startswith(("multipart", "application/x-www")))
        assert f'lang="{lang}"' in answer.text if whole else answer.json["error"]


def test_the_reader_s_own_page_may_send(trying):
    for headers in (
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://proxy.example"},
        {"Origin": "http://localhost"},
    ):
        assert post(trying, b"bare", headers=headers).status_code == 200


def test_too_large_a_file_is_refused_before_it_is_read_where_its_length_is_told(trying, monkeypatch):
    monkeypatch.setattr(routes, "LARGEST", 1_000)
    monkeypatch.setattr(routes, "AROUND", 100)
    asked: list[Asked] = []
    monkeypatch.setattr(Keeper, "ask", lambda _, one: asked.append(one))
    assert post(trying, b"x" * 1_050).status_code == 413
    assert post(trying, b"x" * 5_000).status_code == 413
    sent = {"file": (io.BytesIO(b"x" * 5_000), "a.xlsx")}
    answer = trying.post("/sv/try", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "Filen är för stor" in answer.text
    # without a stated length it is counted while it is read
    answer = trying.post(
        "/sv/try",
        input_stream=io.BytesIO(b"x" * 5_000),
        headers=BARE,
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert asked == []


def test_other_bodies_keep_their_own_limit(client):
    body = b'{"output": "' + b"x" * 70_000 + b'"}'
    assert client.post("/_dash-update-component", data=body, content_type="application/json").status_code == 413
    answer = client.put("/sv/try", data=b"x")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert client.post("/de/try", data=b"x").status_code == 404


@pytest.mark.parametrize(("word", "kind"), [("hog", "MemoryError"), ("killed", "ended"), ("raises", "ValueError")])
def test_a_file_that_takes_too_much_is_answered_in_words(trying, word, kind, caplog):
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        answer = post(trying, f"{word} {SECRET}".encode(), headers={"X-File-Name": f"{SECRET}.xlsx"})
    assert answer.status_code == 422
    assert answer.json["error"].startswith("Filen är för stor eller för sammansatt att läsa")
    assert time.monotonic() - began < 12
    assert SECRET not in caplog.text
    assert kind in caplog.text
    # the next one is read as if nothing had been
    assert post(trying, b"bare").status_code == 200


def test_nothing_is_left_on_any_disk_and_nothing_is_told(trying, folder, capfd):
    large = f"aside {SECRET}".encode() + b"x" * 2_000_000
    # written by hand, since the test's own client puts a large form on the disk
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{SECRET}.xlsx"\r\n\r\n'.encode()
    body, kind = head + large + b"\r\n--x--\r\n", {"Content-Type": "multipart/form-data; boundary=x"}
    answer = trying.post("/sv/try", input_stream=io.BytesIO(body), headers={**kind, "Content-Length": str(len(body))})
    assert answer.status_code == 200
    assert "Hemlighet-4711.xlsx" in answer.text
    for _ in range(50):
        if not left(folder):
            break
        time.sleep(0.1)
    assert left(folder) == []
    out = capfd.readouterr()
    assert SECRET not in out.out + out.err


def test_a_third_file_waits_a_little_and_is_asked_to_come_again(trying, keeper, tmp_path):
    go_on = tmp_path / "go"
    answers: list[int] = []
    waiting = [
        threading.Thread(target=lambda: answers.append(post(trying, f"wait {go_on}".encode()).status_code))
        for _ in range(2)
    ]
    for one in waiting:
        one.start()
    while keeper._turns._value:
        time.sleep(0.02)
    answer = post(trying, b"bare")
    go_on.touch()
    for one in waiting:
        one.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == routes.SECONDS_TO_WAIT
    assert answers == [200, 200]
    assert post(trying, b"bare").status_code == 200


def test_a_new_release_is_what_the_next_file_is_laid_over():
    keeper = Keeper("tests.trying_light:made")
    keeper.ask(Asked(b"x", "x", "sv"))
    first = keeper._nursery
    assert first is not None
    keeper.ask(Asked(b"x", "x", "sv"))
    assert keeper._nursery is first
    first.tables = None  # as when the store has taken in new data since
    keeper.ask(Asked(b"x", "x", "sv"))
    second = keeper._nursery
    assert second is not first
    assert first.process.poll() is not None
    # one that was killed is replaced as well
    second.process.kill()
    second.process.wait()
    assert keeper.ask(Asked(b"x", "x", "sv"))
    assert not second.folder.exists()
    keeper.end()


def test_every_file_has_a_process_of_its_own_and_nothing_outlives_the_server():
    """A worker that is killed takes the process and its children along."""
    code = (
        "import os, sys\n"
        "from dashboard.server.trying.keeper import Keeper\n"
        "from dashboard.server.trying.asked import Asked\n"
        "keeper = Keeper('tests.trying_light:made')\n"
        "one, two = (keeper.ask(Asked(b'x', 'x', 'sv')).split() for _ in range(2))\n"
        "assert one[0] != two[0] and one[1] == two[1] and one[2] == b'1', (one, two)\n"
        "print(one[1].decode(), keeper._nursery.folder, flush=True)\n"
        "keeper.ask(Asked(b'sleep', 'x', 'sv'))\n"
    )
    example = {**os.environ, "DASHBOARD_DATA": "exempel"}
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=example, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    nursery, aside = worker.stdout.readline().split()
    children = Path(f"/proc/{nursery}/task/{nursery}/children")
    while not (busy := children.read_text("ascii").split()):
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in (nursery, *busy)):
            break
        time.sleep(0.05)
    else:
        pytest.fail("something outlived the server")
    assert not Path(aside).exists()


def test_a_process_that_cannot_start_is_told_in_words():
    broken = Keeper("tests.no_such_module:made")
    with pytest.raises(NotRead):
        broken.ask(Asked(b"x", "x", "sv"))
    broken.end()


@pytest.mark.parametrize("fault", [InvalidChunkSize(b"zz"), OSError("gone")])
def test_a_body_that_breaks_off_is_no_fault_of_ours(trying, fault):
    class Broken(io.RawIOBase):
        def readinto(self, _buffer):
            raise fault

        def readable(self):
            return True

    body = {"wsgi.input": Broken(), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    for headers in (BARE, {"Content-Type": "multipart/form-data; boundary=x"}):
        answer = trying.post("/sv/try", headers=headers, environ_overrides=body)
        assert answer.status_code == 400
        assert "fil" in answer.text


def test_files_that_come_slowly_leave_threads_for_pages(trying, monkeypatch):
    monkeypatch.setattr(routes, "MOMENT", 0.05)
    for _ in range(routes.RECEIVED):
        routes._receiving.acquire()
    try:
        answer = post(trying, b"bare")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert trying.get("/sv/try").status_code == 200
    finally:
        for _ in range(routes.RECEIVED):
            routes._receiving.release()
    # each that has come makes room again, whatever came of it
    for data in (b"bare", b"", b"x" * (routes.LARGEST + 1)) * 2:
        assert post(trying, data).status_code in (200, 400, 413)


def test_a_server_that_ends_before_the_process_is_ready_leaves_no_folder_behind(tmp_path):
    ours, theirs = socket.socketpair()
    made = tmp_path / "kartan-x"
    made.mkdir()
    command = [sys.executable, "-m", "dashboard.server.trying.nursery", "tests.trying_light:made", str(made), "4"]
    with theirs:
        process = subprocess.Popen(command, stdin=theirs.fileno(), cwd=ROOT)
    ours.close()
    assert process.wait(timeout=30) == 0
    assert not made.exists()


def test_the_workbook_is_handed_out_under_a_name_that_tells_whose_it_is(client, monkeypatch):
    asked: list[object] = []

    class Stub:
        @staticmethod
        def template(tables, slug, lang, *, today):
            asked.append((slug, lang, tables.release))
            assert today >= date(2026, 11, 1)
            return b"PK"

    monkeypatch.setattr(routes, "import_module", lambda _: Stub)
    answer = client.get("/sv/try/template.xlsx?cities=umea")
    assert answer.data == b"PK"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="arbetsbok-umea-2026-11.xlsx"'
    assert client.get("/en/try/template.xlsx?cities=").status_code == 200
    assert asked == [("umea", "sv", "2026-11"), (None, "en", "2026-11")]
    assert client.get("/sv/try/template.xlsx?cities=nowhere").status_code == 404
    assert client.get("/de/try/template.xlsx").status_code == 404


def test_what_is_asked_comes_over_as_it_is():
    asked = Asked(b"a\nb\0\xff", "å\n.xlsx", "en", {"measure": "capita"}, whole=True)
    assert Asked.unpacked(asked.packed()) == asked
    assert json.loads(asked.packed().partition(b"\n")[0])["name"] == "å\n.xlsx"


def test_files_of_a_request_stay_in_memory(app):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"x" * 700_000 + b"\r\n--x--\r\n"
    )
    kind = {"content_type": "multipart/form-data; boundary=x", "content_length": len(body)}
    with app.server.test_request_context(method="POST", input_stream=io.BytesIO(body), **kind) as context:
        context.request.max_content_length = 1_000_000
        assert isinstance(context.request.files["file"].stream, io.BytesIO)


def test_what_killed_processes_left_goes_with_the_next_start(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, own, other = (tmp_path / name for name in (f"kartan-{gone.pid}-a", f"kartan-{os.getpid()}-b", "kartan-x"))
    for folder in (left, own, other):
        folder.mkdir()
        (folder / "sheet").write_text("x")
    keepers._tidy(tmp_path)
    assert (left.exists(), own.exists(), other.exists()) == (False, True, True)


def test_a_file_that_takes_too_long_is_given_up_by_the_clock(folder):
    assert folder.is_dir()
    keeper = Keeper("tests.trying_light:made", wall=2)
    try:
        keeper.ask(Asked(b"", "a", "sv"))
        began = time.monotonic()
        with pytest.raises(NotRead, match="ended"):
            keeper.ask(Asked(b"sleep", "a", "sv"))
        assert 1 < time.monotonic() - began < 10
        assert keeper.ask(Asked(b"", "a", "sv"))
    finally:
        keeper.end()
