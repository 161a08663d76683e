"""A remote data set is mirrored whole or not at all; whatever the server sends, the last good release stays."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from dashboard.__main__ import main
from dashboard.config import ROOT, Settings
from dashboard.tables import disk, mirror, pointer, wire
from dashboard.tables.loading import load
from dashboard.tables.mirror import Trouble, Unfetched
from tests import dataset, fictional

Say = Callable[[BaseHTTPRequestHandler, str], bool]


class Host(ThreadingHTTPServer):
    """Serves a folder; ``says`` may answer in its place, and what is asked for is remembered."""

    daemon_threads = True
    folder: Path
    says: Say | None = None
    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host = self.server
        assert isinstance(host, Host)
        path = self.path.split("?")[0].lstrip("/").removeprefix("stadsriket/")
        host.asked.append(self.path)
        if host.says is not None and host.says(self, path):
            return
        file = host.folder / path
        if not file.is_file():
            self.answer(404, b"no")
            return
        self.answer(200, file.read_bytes())

    def answer(self, status: int, body: bytes, kind: str = "text/csv", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests are quiet."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    served = Host(("127.0.0.1", 0), Handler)
    served.folder, served.asked = dataset.write(tmp_path / "served"), []
    thread = threading.Thread(target=served.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield served
    served.shutdown()
    served.server_close()
    thread.join()


@pytest.fixture
def held(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that mirrors the host, still without anything; the host is the configured data set."""
    monkeypatch.setenv("DASHBOARD_DATA", f"http://127.0.0.1:{host.server_address[1]}/stadsriket")
    monkeypatch.setenv("DASHBOARD_MIRROR", str(tmp_path / "mirror"))
    monkeypatch.setattr(mirror, "SOONEST", 0.0)
    return Settings.from_env().data


def add(folder: Path, name: str, *, former: str = "", value: float = 60.0) -> None:
    """A release more, which is current from now on."""
    given = dataset.frames()
    given["indicators"]["value"] = value
    dataset.write(folder, given, release=name)
    if former:
        (folder / name / disk.FORMER).write_text(f"{former}\n", encoding="utf-8")


def looked() -> Trouble:
    mirror.look(asked=True)
    return mirror.trouble()


def test_the_first_look_brings_the_release_and_the_next_only_asks_for_the_pointer(host: Host, held: Path) -> None:
    assert mirror.fill() == ""
    assert load(held).release == "2026-11"
    assert load(held).dataset == "stadsriket"
    assert not load(held).fictional
    host.asked.clear()
    assert looked() == Trouble()
    assert host.asked == ["/stadsriket/current"]
    # Not asked for, and too soon: the network is left alone.
    mirror.look()
    assert len(host.asked) == 1


def test_a_moved_pointer_brings_the_new_release_and_those_it_was_made_from(
    host: Host, held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (host.folder / "fictional").touch()
    # Two of the former ones, and no more.
    monkeypatch.setattr(mirror, "FORMERS", 2)
    for number, former in ((8, "2025-07"), (9, "2025-08"), (10, "2025-09"), (12, "2025-10")):
        add(host.folder, f"2025-{number:02}", former=former)
    assert looked() == Trouble()
    assert pointer.ids(held) == ["2025-09", "2025-10", "2025-12"]
    assert load(held).release == "2025-12"
    assert load(held).fictional
    for name in pointer.ids(held):
        for file in (host.folder / name).iterdir():
            assert (held / name / file.name).read_bytes() == file.read_bytes()
    # Back again, and no longer invented: both follow.
    (host.folder / "fictional").unlink()
    fictional.point(host.folder, "2025-10")
    assert looked() == Trouble()
    assert (load(held).release, load(held).fictional) == ("2025-10", False)
    assert not list(held.glob(f"{disk.STAGED}*"))


def cut(answer: BaseHTTPRequestHandler, path: str) -> bool:
    if not path.endswith("emissions.csv"):
        return False
    answer.send_response(200)
    answer.send_header("Content-Length", "100000")
    answer.end_headers()
    answer.wfile.write(b"code,year")
    return True


def endless(answer: BaseHTTPRequestHandler, path: str) -> bool:
    if path.endswith("emissions.csv"):
        answer.send_response(200)
        answer.end_headers()
        answer.wfile.write(b"code,year")
    return path.endswith("emissions.csv")


def silent(_answer: BaseHTTPRequestHandler, path: str) -> bool:
    if path.endswith("emissions.csv"):
        threading.Event().wait(0.6)
    return path.endswith("emissions.csv")


def says(status: int, body: bytes, kind: str = "text/csv", *, at: str = "emissions.csv", **headers: str) -> Say:
    def say(answer: BaseHTTPRequestHandler, path: str) -> bool:
        if path.endswith(at):
            answer.answer(status, body, kind, **headers)  # type: ignore[attr-defined]
        return path.endswith(at)

    return say


LOGIN = b"<!DOCTYPE html><title>Log in</title>"
ODD: dict[str, tuple[Say, str]] = {
    "cut off": (cut, "2026-12/emissions.csv: the answer broke off"),
    "of no length": (endless, "does not say how long"),
    "silent": (silent, "2026-12/emissions.csv: no answer in time"),
    "not there": (says(404, b"no"), "2026-12/emissions.csv: there is no such file"),
    "broken": (says(500, b"no"), "status 500"),
    "in part": (says(206, b"code"), "status 206"),
    "locked": (says(403, b"no"), "does not let us in"),
    "a login page": (says(200, LOGIN, "text/html; charset=utf-8"), "a web page came"),
    "a login page that says it is a table": (says(200, LOGIN), "a web page came"),
    "elsewhere": (says(302, b"", Location="http://169.254.169.254/latest"), "a redirect"),
    "elsewhere on the disk": (says(301, b"", Location="file:///etc/passwd"), "a redirect"),
    "too large": (says(200, b"x" * 300_000), "larger than 200000 bytes"),
    "a pointer to elsewhere": (says(200, b"../../etc", at="current"), "current: it names no release"),
    "a pointer that is a page": (says(200, LOGIN, "text/html", at="current"), "current: a web page came"),
    "a pointer of bytes": (says(200, b"\xff\xfe", at="current"), "current: it is no text"),
    "a pointer without end": (says(200, b"2" * 5000, at="current"), "current is larger than"),
    "no pointer": (says(404, b"", at="current"), "current: there is no such file"),
    "a former one that is a page": (says(200, LOGIN, "text/html", at="former"), "former: a web page came"),
    "a faulty table": (says(200, b"code,year\n9901,x\n"), "emissions.csv:1:"),
}


def test_whatever_comes_the_last_good_release_stays_and_it_is_said_why(
    host: Host, held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LARGEST", 200_000)
    assert looked() == Trouble()
    add(host.folder, "2026-12", former="2026-11")
    for odd, (host.says, why) in ODD.items():
        monkeypatch.setattr(wire, "QUIET", 0.3 if odd == "silent" else 10.0)
        told = looked()
        assert why in "; ".join(told.faults), (odd, told)
        assert told.count >= 1
        assert told.waiting == ("" if "pointer" in odd else "2026-12"), odd
        assert "127.0.0.1" not in str(told)
        assert pointer.follow(held)[0] == "2026-11", odd
        assert not list(held.glob(f"{disk.STAGED}*")), odd
        assert pointer.ids(held) == ["2026-11"], odd
    # Mended, and asked for again.
    host.says = None
    assert looked() == Trouble()
    assert load(held).release == "2026-12"


def test_a_page_in_place_of_the_mark_of_invented_data_keeps_the_pointer(host: Host, held: Path) -> None:
    assert looked() == Trouble()
    add(host.folder, "2026-12")
    host.says = says(200, LOGIN, "text/html", at="fictional")
    assert "fictional: a web page came" in looked().faults[0]
    assert load(held).release == "2026-11"
    host.says = None
    assert looked() == Trouble()
    assert load(held).release == "2026-12"


def test_a_release_that_cannot_be_taken_in_is_not_fetched_again_at_every_look(
    host: Host, held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert looked() == Trouble()
    add(host.folder, "2026-12")
    host.says = says(200, b"code\n")
    monkeypatch.setattr(mirror, "INTERVAL", 0.0)
    mirror.look()
    first = mirror.trouble()
    assert first.waiting == "2026-12"
    host.asked.clear()
    mirror.look()
    assert host.asked == ["/stadsriket/current"]
    assert mirror.trouble() == first
    # Another release is tried at once.
    host.says = None
    add(host.folder, "2026-12-2")
    mirror.look()
    assert mirror.trouble() == Trouble()
    assert load(held).release == "2026-12-2"


@pytest.mark.usefixtures("host")
def test_all_files_together_have_a_limit_too(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST_ALL", 4000)
    assert "larger than" in looked().faults[0]
    assert pointer.ids(held) == []


def test_without_network_the_mirror_serves_and_without_a_mirror_a_sentence_says_so(
    host: Host, held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = host.server_address[1]
    assert mirror.fill() == ""
    host.shutdown()
    host.server_close()
    assert "cannot be reached" in mirror.fill(asked=True)
    assert load(held).release == "2026-11"
    runs = CliRunner().invoke(main, ["check", f"http://user:secret@127.0.0.1:{port}/other"])
    assert runs.exit_code == 1
    assert (
        "the data cannot be fetched, and none was fetched before: current: the server cannot be reached" in runs.output
    )
    monkeypatch.setattr("dashboard.serving.is_free", lambda *_: False)
    runs = CliRunner().invoke(main, ["run"])
    assert runs.exit_code == 1
    assert "what was fetched before is shown" in runs.output
    assert "secret" not in runs.output


def test_only_one_worker_fetches_and_the_others_are_told(host: Host, held: Path) -> None:
    assert looked() == Trouble()
    add(host.folder, "2026-12")
    with disk.locked(held):
        host.asked.clear()
        mirror.look(asked=True)
        assert host.asked == []
    host.says = says(500, b"")
    told = looked()
    mirror._told.clear()
    host.asked.clear()
    # Another process, a moment later.
    mirror.look()
    assert host.asked == []
    assert mirror.trouble() == told


def test_any_address_that_fsspec_knows_can_be_mirrored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = fsspec.filesystem("memory")
    source = dataset.write(tmp_path / "source")
    for file in source.rglob("*"):
        if file.is_file():
            files.pipe(f"/bucket/town/{file.relative_to(source)}", file.read_bytes())
    monkeypatch.setenv("DASHBOARD_DATA", "memory://bucket/town")
    monkeypatch.setenv("DASHBOARD_MIRROR", str(tmp_path / "mirror"))
    try:
        assert mirror.fill() == ""
        assert load(Settings.from_env().data).release == "2026-11"
    finally:
        files.rm("/bucket", recursive=True)


@pytest.mark.parametrize(
    ("address", "why"),
    [("s3://bucket/data", "need one package more"), ("nonsense://x/y", "the address cannot be used")],
)
def test_an_address_that_nobody_can_follow_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, why: str
) -> None:
    monkeypatch.setenv("DASHBOARD_MIRROR", str(tmp_path))
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(Unfetched, match=why):
        mirror.fill(Settings.from_env(data=address))


@pytest.mark.parametrize("words", [["undo"], ["import", "smhi", "x.xlsx"], ["undo", "--into", "https://example.org/x"]])
def test_what_writes_needs_a_folder(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", "https://example.org/data")
    runs = CliRunner().invoke(main, words)
    assert runs.exit_code == 1
    assert "the data set is remote, and can only be read" in runs.output


def test_the_mirrors_folder_is_one_an_address(tmp_path: Path) -> None:
    one = Settings.from_env({"DASHBOARD_DATA": "https://example.org/open/sverige/"})
    assert one.data.parent.parent == ROOT / "build" / "data"
    assert one.data.name == "sverige"
    assert one.address == "https://example.org/open/sverige/"
    moved = {"DASHBOARD_DATA": "s3://bucket?key=..%2F..", "DASHBOARD_MIRROR": str(tmp_path)}
    assert Settings.from_env(moved).data.parent.parent == tmp_path.resolve()
    assert Settings.from_env(moved).data.name == "data"
    assert Settings.from_env({}).address == ""


def test_a_key_behind_the_question_mark_goes_with_every_file() -> None:
    way = wire.Wire("https://example.org/data/?key=a/b#x")
    assert way._at("2026-11/emissions.csv") == "https://example.org/data/2026-11/emissions.csv?key=a/b"
