"""Publishing: whole or not at all, taken up where it broke, and nothing written twice."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.config import settings
from dashboard.publish import documents, plan
from dashboard.publish.command import publish
from dashboard.publish.folder import MANIFEST, READY, STAGE, Folder, InUse, NotOurs
from dashboard.publish.plan import jobs

FEW = ("sectors", "goals", "contract")


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def filled(root: Path, made_from: str, words: dict[str, str]) -> Folder:
    """A folder with one job a word: a file of it and a document that names the file."""
    folder = Folder(root, made_from)
    folder.open()
    made = {}
    for job, word in words.items():
        names = folder.add(word.encode(), ".txt")
        made[job] = [*names, folder.document(f"sv/embed/goals/{job}/index.html", f"{names[0]} {word}")]
        folder.finished(job, made[job])
    try:
        folder.finish(made, [], {})
    finally:
        folder.close()
    return folder


def test_what_is_published_is_listed_with_the_digest_of_each_file(tmp_path):
    filled(tmp_path / "out", "a", {"one": "ett", "two": "två"})
    found = contents(tmp_path / "out")
    manifest = json.loads(found.pop(MANIFEST))
    assert set(manifest["files"]) == set(found)
    assert manifest["jobs"] == ["one", "two"]


def test_until_a_run_is_done_the_former_output_stands_as_it_was(tmp_path):
    out = tmp_path / "out"
    filled(out, "a", {"one": "ett"})
    before = contents(out)
    folder = Folder(out, "b")
    folder.open()
    names = folder.add(b"uno", ".txt")
    folder.finished("one", [*names, folder.document("one/index.html", "nytt")])
    after = contents(out)
    assert {name: after[name] for name in before} == before


def test_a_broken_run_is_taken_up_where_it_broke(tmp_path):
    out = tmp_path / "out"
    folder = Folder(out, "a")
    folder.open()
    first = [*folder.add(b"ett", ".txt"), folder.document("one/index.html", "ett")]
    folder.finished("one", first)
    with (out / STAGE / "journal").open("a") as journal:
        journal.write('{"job": "two", "fil')
    folder.close()
    again = Folder(out, "a")
    again.open()
    assert again.done() == {"one": first}
    (out / first[0]).unlink()
    assert again.done() == {}
    again.close()
    other = Folder(out, "b")
    other.open()
    assert other.done() == {}


def test_a_run_that_broke_while_moving_is_finished_by_the_next(tmp_path, monkeypatch):
    out = tmp_path / "out"
    filled(out, "a", {"one": "ett", "two": "två"})
    moved = []
    move = Path.replace

    def breaks(self, target):
        if self.suffix == ".html":
            moved.append(self)
            if len(moved) > 1:
                raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "replace", breaks)
    with pytest.raises(KeyboardInterrupt):
        filled(out, "b", {"one": "uno", "two": "due"})
    monkeypatch.undo()
    for name, content in contents(out).items():
        # Old or new, a document in its place names a file that is there.
        if name.endswith(".html") and not name.startswith(STAGE):
            assert (out / content.decode().split()[0]).is_file()
    folder = Folder(out, "b")
    assert not folder.is_current(["one", "two"])
    folder.open()
    assert folder.stands(["one", "two"])
    folder.nothing_to_do()
    assert folder.is_current(["one", "two"])
    assert {"uno", "due"} == {text.decode().split()[1] for name, text in contents(out).items() if name.endswith("l")}


def test_what_nothing_needs_any_more_goes_and_what_is_not_ours_stays(tmp_path):
    out = tmp_path / "out"
    filled(out, "a", {"one": "ett", "two": "två"})
    (out / "robots.txt").write_text("ours")
    (out / "files" / "logo.svg").write_text("ours")
    filled(out, "b", {"one": "ett", "three": "tre"})
    found = contents(out)
    assert b"tv" not in b"".join(text for name, text in found.items() if name != MANIFEST)
    assert not (out / "sv" / "embed" / "goals" / "two").exists()
    assert found["robots.txt"] == found["files/logo.svg"] == b"ours"


def test_two_runs_do_not_publish_to_one_folder(tmp_path):
    first, second = Folder(tmp_path / "out", "a"), Folder(tmp_path / "out", "b")
    first.open()
    with pytest.raises(InUse):
        second.open()
    first.close()
    second.open()


@pytest.mark.parametrize("broken", ["", "[1, 2", "null", '{"a": 1}'])
def test_a_list_that_was_half_written_is_no_sign_that_all_is_ready(tmp_path, broken):
    out = tmp_path / "out"
    filled(out, "a", {"one": "ett"})
    before = contents(out)
    folder = Folder(out, "b")
    folder.open()
    folder.document("sv/embed/goals/one/index.html", "halv")
    (out / STAGE / READY).write_text(broken)
    folder.close()
    again = Folder(out, "b")
    again.open()
    again.close()
    after = contents(out)
    assert {name: after[name] for name in before} == before


def test_a_damaged_file_is_not_taken_for_what_it_was(tmp_path):
    out = tmp_path / "out"
    folder = filled(out, "a", {"one": "ett"})
    assert folder.is_current(["one"])
    document = out / "sv" / "embed" / "goals" / "one" / "index.html"
    document.write_text(document.read_text() + " och mer")
    assert not folder.is_current(["one"])


def test_a_manifest_cannot_take_away_what_publishing_did_not_write(tmp_path):
    out, outside = tmp_path / "out", tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine")
    filled(out, "a", {"one": "ett"})
    (out / "link").symlink_to(outside)
    (out / "sv" / "link").symlink_to(outside)
    manifest = json.loads((out / MANIFEST).read_text())
    for name in ("../outside/index.html", "link/index.html", "sv/link/index.html", "/etc/hosts", "", ".", "sv"):
        manifest["files"][name] = "0"
    (out / MANIFEST).write_text(json.dumps(manifest))
    filled(out, "b", {"two": "två"})
    assert (outside / "index.html").read_text() == "mine"
    assert json.loads((out / MANIFEST).read_text())["made_from"] == "b"


@pytest.mark.parametrize("name", ["manifest.json", ".next"])
def test_a_website_that_looks_a_little_like_ours_is_left_alone(tmp_path, name):
    (tmp_path / "index.html").write_text("mine")
    (tmp_path / name).write_text('{"files": null, "name": "an app"}')
    with pytest.raises(NotOurs):
        Folder(tmp_path, "a").open()
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(NotOurs):
        Folder(tmp_path, "a").open()
    answer = CliRunner().invoke(publish, [str(tmp_path)])
    assert answer.exit_code == 1
    assert "not empty" in answer.output
    assert list(tmp_path.iterdir()) == [tmp_path / "thesis.docx"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--cities", "umea,atlantis"], "atlantis"),
        (["--languages", "sv,fi"], "fi"),
        (["--cities", ","], "municipality"),
    ],
)
def test_what_nobody_knows_is_named_and_nothing_is_written(tmp_path, arguments, word):
    answer = CliRunner().invoke(publish, [str(tmp_path / "out"), *arguments])
    assert answer.exit_code == 2
    assert word in answer.output
    assert not (tmp_path / "out").exists()


@pytest.fixture
def no_pictures(monkeypatch):
    """As on a machine without a browser."""
    monkeypatch.setenv("CHROME", "")


@pytest.mark.usefixtures("no_pictures")
def test_a_city_is_published_broken_off_taken_up_and_then_left_as_it_is(tmp_path, tables, monkeypatch):
    out, write, count = tmp_path / "out", documents.write, []

    def breaks(job, *rest, **options):
        count.append(job)
        if len(count) == 4:
            raise OSError(28, "No space left on device", "files")
        return write(job, *rest, **options)

    monkeypatch.setattr(documents, "write", breaks)
    # Three views are enough, and sooner done than nine.
    monkeypatch.setattr(plan, "VIEWS", FEW)
    arguments = [str(out), "--cities", "umea", "--languages", "sv"]
    first = CliRunner().invoke(publish, arguments)
    assert first.exit_code == 1
    assert "No space left" in first.output
    assert not (out / "index.html").exists()
    second = CliRunner().invoke(publish, arguments)
    assert second.exit_code == 0, second.output
    assert "since the last, broken run" in second.output
    wanted = list(jobs(tables, ["umea"], ["sv"]))
    assert len(count) < 2 * len(wanted)
    before = {name: (out / name).stat().st_mtime_ns for name in contents(out)}
    third = CliRunner().invoke(publish, arguments)
    assert "nothing to write" in third.output
    assert {name: (out / name).stat().st_mtime_ns for name in contents(out)} == before
    for job in wanted:
        for theme in ("index", "light", "dark"):
            page = (out / job.key / f"{theme}.html").read_text("utf-8")
            for address in re.findall(r'(?:src|srcset|href|data-[a-z-]+)="((?:\.\./)+[^"]*)"', page):
                assert (out / job.key / address).resolve().is_file()
            assert f'data-view="{job.view}"' in page
    listed = (out / "index.html").read_text("utf-8")
    assert all(f'href="sv/embed/{view}/umea/"' in listed for view in FEW)


@pytest.mark.usefixtures("no_pictures")
def test_published_embeds_lead_to_pages_only_where_there_are_any(tmp_path, tables, monkeypatch):
    job = next(one for one in jobs(tables, ["umea"], ["sv"]) if one.slug and one.view == "city-map")
    folder = Folder(tmp_path / "out", "a")
    folder.open()
    documents.write(job, tables, folder, pictures=False)
    page = (folder.next / job.document("light")).read_text("utf-8")
    assert 'href="/' not in page
    own = replace(settings(), public_url="https://klimat.example")
    monkeypatch.setattr(documents, "settings", lambda: own)
    documents.write(job, tables, folder, pictures=False)
    page = (folder.next / job.document("light")).read_text("utf-8")
    assert 'href="https://klimat.example/sv/city/umea"' in page
    assert 'href="/' not in page
    assert "default-src &#x27;none&#x27;" in page
