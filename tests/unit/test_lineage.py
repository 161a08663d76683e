"""The chain of releases is read from their own files, and nothing that such a file holds can lead it astray."""

from pathlib import Path

import pytest

from dashboard.tables.lineage import MOST, Lineage, lineage


def put(folder: Path, **former: str) -> Path:
    """A data set of releases, ``r2026_05="2026-03"``, each with the former that it names; empty: it names none."""
    for name, text in former.items():
        release = folder / name.removeprefix("r").replace("_", "-")
        release.mkdir(parents=True)
        if text:
            (release / "former").write_text(text, encoding="utf-8")
    return folder


def test_a_first_release_has_nothing_behind_it(tmp_path):
    put(tmp_path, r2026_11="")
    assert lineage(tmp_path, "2026-11") == Lineage(("2026-11",), "first")
    assert not lineage(tmp_path, "2026-11").broken


def test_the_chain_follows_what_releases_name_and_not_their_dates(tmp_path):
    put(tmp_path, r2026_11="2026-05\n", r2026_09="", r2026_05="2026-12", r2026_12="")
    assert lineage(tmp_path, "2026-11").releases == ("2026-11", "2026-05", "2026-12")
    assert lineage(tmp_path, "2026-05").releases == ("2026-05", "2026-12")


def test_it_ends_after_so_many_and_says_that_there_are_more(tmp_path):
    put(tmp_path, **{f"r2026_{month:02}": f"2026-{month - 1:02}" if month > 1 else "" for month in range(1, 8)})
    whole = lineage(tmp_path, "2026-07")
    assert (whole.releases, whole.end) == (tuple(f"2026-{month:02}" for month in (7, 6, 5, 4, 3)), "more")
    assert not whole.broken
    assert lineage(tmp_path, "2026-05").end == "first"
    assert len(lineage(tmp_path, "2026-05").releases) == MOST


@pytest.mark.parametrize(
    ("text", "end", "named"),
    [("2025-01", "gone", "2025-01"), ("2026-11", "ring", "2026-11"), ("../..", "unreadable", ""),
     ("\n", "unreadable", ""), ("2026-05" * 900, "unreadable", "")],
)  # fmt: skip
def test_a_file_that_cannot_be_followed_ends_the_chain_and_says_so(tmp_path, text, end, named):
    put(tmp_path, r2026_11="2026-05", r2026_05=text)
    assert lineage(tmp_path, "2026-11") == Lineage(("2026-11", "2026-05"), end, named)
    assert lineage(tmp_path, "2026-11").broken


def test_what_is_no_text_or_no_file_is_unreadable(tmp_path):
    put(tmp_path, r2026_11="", r2026_05="")
    (tmp_path / "2026-11" / "former").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "2026-05" / "former").mkdir()
    assert lineage(tmp_path, "2026-11").end == "unreadable"
    assert lineage(tmp_path, "2026-05").end == "unreadable"


def test_a_release_that_is_not_there_is_its_own_whole_chain(tmp_path):
    assert lineage(tmp_path / "nowhere", "2026-11") == Lineage(("2026-11",), "first")
