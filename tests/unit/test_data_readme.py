"""``data/README.md`` explains every column of every table, in the order in which they stand."""

import re

import pytest

from dashboard.config import ROOT
from dashboard.tables.schemas import SPECS

README = (ROOT / "data" / "README.md").read_text("utf-8")


def section(table: str) -> str:
    """The text under a table's heading, up to the next one."""
    _, found, rest = README.partition(f"\n### {table}\n")
    assert found, f"data/README.md has no heading ### {table}"
    return re.split(r"\n##+ ", rest)[0]


def explained(table: str) -> dict[str, str]:
    """Column to explanation."""
    return dict(re.findall(r"^\| `([a-z_0-9]+)` \| (.*) \|$", section(table), re.MULTILINE))


@pytest.mark.parametrize("table", SPECS)
def test_every_column_is_explained_in_its_place(table):
    assert list(explained(table)) == list(SPECS[table].columns)


@pytest.mark.parametrize("table", SPECS)
def test_an_explanation_says_something(table):
    assert [column for column, text in explained(table).items() if len(text.strip(" .")) < 3] == []


def test_no_table_is_explained_that_is_not_there():
    assert set(re.findall(r"^### ([a-z_]+)$", README, re.MULTILINE)) <= set(SPECS)


def test_the_rows_that_it_counts_are_the_rows_of_the_release(tables):
    if f"sverige/{tables.release}/" not in README:
        pytest.skip("the text tells of another release")
    counted = re.findall(r"^\| \[`([a-z_]+)`\]\(#\1\) \| .* \| ([\d,]+) \|$", README, re.MULTILINE)
    assert {table: int(rows.replace(",", "")) for table, rows in counted} == {
        table: len(frame) for table, frame in tables.frames().items()
    }
