"""The template: what is known stands in it as the tables have it, what is written is checked, and its own is locked."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from dashboard.config import ROOT
from dashboard.tables.loading import Tables, load
from dashboard.tables.schemas import SPECS
from dashboard.theme import colour
from dashboard.workbook import words
from dashboard.workbook.sheets import BY_TABLE, SHEETS, VOCABULARIES
from dashboard.workbook.template import template
from dashboard.workbook.template_checks import limits
from dashboard.workbook.template_known import rows, sums
from dashboard.workbook.template_look import lines
from dashboard.workbook_commands import template as command
from tests.unit.colours import contrast

TODAY = date(2026, 11, 22)
HEADINGS, EXAMPLE, FIRST = 3, 4, 5
TITLES = [sheet.table for sheet in SHEETS]
BY_NAME = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)


def _read(data: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


@pytest.fixture(scope="module")
def invented() -> Tables:
    """The fictional data; Stadsköping's goals get baselines of their own, so that there is something to work out."""
    held = load(ROOT / "data" / "exempel")
    goals = held.targets.copy()
    goals.loc[(goals["code"] == "9901") & (goals["kind"] == "reduction"), "baseline_value"] = 500_000.5
    return replace(held, targets=goals)


@pytest.fixture(scope="module")
def data(invented: Tables) -> bytes:
    return template(invented, "stadskoping", "sv", today=TODAY)


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return _read(data)


@pytest.fixture(scope="module")
def shown(data: bytes) -> Workbook:
    """As ``book``, its formulas' own values in place of the formulas: what a reader without arithmetic sees."""
    return _read(data, values=True)


@pytest.fixture(scope="module")
def empty(invented: Tables) -> Workbook:
    return _read(template(invented, None, "en", today=TODAY))


def _column(page: Any, table: str, name: str, lang: words.Lang = "sv") -> int:
    heading = words.heading(table, name, lang)
    found = [cell.column for cell in page[HEADINGS] if str(cell.value).split("\n")[0] == heading]
    assert len(found) == 1, heading
    return found[0]


def _page(book: Workbook, table: str, lang: words.Lang = "sv") -> Any:
    return book[words.title(table, lang)]


def _about(book: Workbook, lang: words.Lang) -> dict[str, Any]:
    """What the first sheet says of the workbook: the cells to the right of the labels."""
    page = book.worksheets[0]
    labels = {words.say(f"about.{key}", lang): key for key in ("municipality", "code", "release", "language", "form")}
    return {labels[row[0].value]: row[1] for row in page.iter_rows() if row[0].value in labels}


def test_the_same_is_written_the_same(invented, data):
    assert template(invented, "stadskoping", "sv", today=TODAY) == data
    assert template(invented, "stadskoping", "sv", today=date(2026, 11, 23)) != data
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T", core)) == {"2026-11-22T"}
    assert "Omställningskartan: Arbetsbok för Stadsköping" in core
    assert len(data) < 300_000


def test_an_unknown_municipality_has_no_workbook(invented):
    with pytest.raises(KeyError):
        template(invented, "umea", "sv", today=TODAY)


def test_sheets_stand_in_the_order_of_the_contract(book, empty):
    for held, lang in ((book, "sv"), (empty, "en")):
        titles = [words.title(table, lang) for table in TITLES]
        assert held.sheetnames == [words.say("how.sheet", lang), *titles, words.say("how.lists", lang)]
        assert held.active.title == words.say("how.sheet", lang)
        assert [page.sheet_state for page in held] == ["visible"] * 15 + ["hidden"]


def test_the_workbook_says_what_it_is(book, empty):
    told = {each.name: each.value for each in book.custom_doc_props.props}
    assert told == {
        "omstallningskartan_code": "9901", "omstallningskartan_release": "2026-11",
        "omstallningskartan_lang": "sv", "omstallningskartan_form": "1",
    }  # fmt: skip
    cells = _about(book, "sv")
    assert {key: cell.value for key, cell in cells.items()} == {
        "municipality": "Stadsköping", "code": "9901", "release": "2026-11", "language": "Svenska", "form": "1",
    }  # fmt: skip
    assert all(cell.protection.locked for cell in cells.values())
    assert {each.name: each.value for each in empty.custom_doc_props.props}["omstallningskartan_lang"] == "en"


def test_a_workbook_that_is_nobodys_lets_its_user_choose(empty, invented):
    cells = _about(empty, "en")
    page = empty.worksheets[0]
    assert {key: cell.value for key, cell in cells.items() if key not in ("release", "form")} == {
        "municipality": None, "code": None, "language": "English",
    }  # fmt: skip
    for key, column in (("municipality", "name"), ("code", "code")):
        assert not cells[key].protection.locked
        [rule] = [each for each in page.data_validations.dataValidation if cells[key].coordinate in each.sqref]
        assert rule.errorStyle in (None, "stop")
        assert set(_named(empty, rule.formula1)) == set(invented.municipalities[column])
    for sheet in SHEETS:
        cells = _page(empty, sheet.table, "en").iter_rows(min_row=FIRST, max_col=len(sheet.fields) + 1)
        assert all(cell.value is None for row in cells for cell in row)


def _named(book: Workbook, formula: str) -> list[str]:
    """The words of a list by its name."""
    [(title, cells)] = book.defined_names[formula.lstrip("=")].destinations
    return [row[0].value for row in book[title][cells]]


def test_made_up_municipalities_are_told_to_be_made_up(book, tables):
    first = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert any("påhittade" in str(value) for value in first)
    real = _read(template(tables, "habo", "sv", today=TODAY)).worksheets[0]
    assert not any("påhittade kommuner" in str(cell.value) for row in real.iter_rows() for cell in row)


@BY_NAME
def test_a_sheet_says_what_it_is(sheet, book):
    page = _page(book, sheet.table)
    assert page["A1"].value == f"{sheet.section} {words.title(sheet.table, 'sv')}".strip()
    assert page["A2"].value == words.about(sheet.table, "sv")
    heads = [cell.value for cell in page[HEADINGS]]
    wanted = [words.heading(sheet.table, each.name, "sv") + (f"\n{words.unit(each.unit, 'sv')}" if each.unit else "")
              for each in (*sheet.fields, *sheet.sums)]  # fmt: skip
    assert heads == ["Rad", *wanted]
    assert all(cell.protection.locked for cell in page[HEADINGS])
    needed = [cell.font.bold for cell in page[HEADINGS]][1 : 1 + len(sheet.fields)]
    assert needed == [field.needed for field in sheet.fields]
    assert all(cells.max_row < HEADINGS for cells in page.merged_cells.ranges)
    assert page.freeze_panes == "C4"
    assert page.auto_filter.ref.startswith("A3:")
    assert page.print_title_rows == "$3:$3"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


@BY_NAME
def test_no_heading_is_cut_by_its_row_or_broken_by_its_column(sheet, book, empty):
    for held, lang in ((book, "sv"), (empty, "en")):
        page = _page(held, sheet.table, lang)
        for cell in page[HEADINGS]:
            # Neighbours of one width stand as one in the file.
            [width] = [each.width for each in page.column_dimensions.values() if each.min <= cell.column <= each.max]
            assert max(map(len, cell.value.split())) <= width - 3, cell.value
            assert lines(cell.value, int(width) - 3) * 15 <= page.row_dimensions[HEADINGS].height


@BY_NAME
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_example_row_could_be_taken_in(sheet, lang):
    given = {field.name: words.example(sheet.table, field.name, lang) for field in sheet.fields}
    for field in sheet.fields:
        assert given[field.name] is not None or not field.needed, field.name
        assert given[field.name] is None or field.kind != "word" or given[field.name] in VOCABULARIES[field.words]
        if field.kind == "source":
            assert given[field.name] == words.example("sources", "source_id", lang) == "exempel-klimatplan-2025"
        if field.kind in ("sv", "en"):
            assert ("hittat" if field.kind == "sv" else "Made-up") in given[field.name]
    row = {"code": "9901", **given, "note": None}
    spec = SPECS[sheet.table]
    frame = pd.DataFrame([{name: row.get(name) for name in spec.columns}]).astype(object)
    checked = spec.schema.validate(frame)
    assert len(checked) == 1


@BY_NAME
def test_the_example_row_is_told_apart_and_locked(sheet, book):
    page = _page(book, sheet.table)
    held = list(page[EXAMPLE])
    assert held[0].value == "Exempel"
    assert all(cell.protection.locked and cell.font.italic for cell in held)
    for at, field in enumerate(sheet.fields, start=1):
        given = words.example(sheet.table, field.name, "sv")
        said = words.label(field.words, given, "sv") if field.kind == "word" and given else given
        assert held[at].value == said


@BY_NAME
def test_what_is_known_is_filled_in_and_reads_back_as_it_was(sheet, invented, book):
    page = _page(book, sheet.table)
    frame = getattr(invented, sheet.table)
    own = frame[frame["code"] == "9901"] if "code" in frame else frame[frame["source_id"].isin(_sources(invented))]
    assert len(own) > 0, "the test's own data say nothing"
    for at, (_, row) in enumerate(own.iterrows(), start=FIRST):
        assert page.cell(at, 1).value is None
        halves = dict(part.split(": ", 1) for part in str(row["note"]).split(" | ")) if pd.notna(row["note"]) else {}
        for place, field in enumerate(sheet.fields, start=2):
            value = page.cell(at, place).value
            if field.kind in ("sv", "en"):
                assert value == halves.get(field.kind)
            elif pd.isna(row[field.name]):
                assert value is None
            elif field.kind == "word":
                labels = {words.label(field.words, each, "sv"): each for each in VOCABULARIES[field.words]}
                assert labels[value] == str(row[field.name])
            else:
                assert value == row[field.name]
                assert isinstance(value, str) == (field.kind in ("text", "id", "day", "source"))
    after = FIRST + len(own)
    rest = page.iter_rows(min_row=after, max_col=1 + len(sheet.fields))
    assert all(cell.value is None for row in rest for cell in row)


def _sources(tables: Tables, code: str = "9901") -> set[str]:
    frames = [getattr(tables, sheet.table) for sheet in SHEETS if sheet.table != "sources"]
    return {name for frame in frames for name in frame.loc[frame["code"] == code, "source_id"]}


@BY_NAME
def test_only_headings_examples_and_sums_are_locked(sheet, book, invented):
    page = _page(book, sheet.table)
    known = len(rows(invented, sheet, "9901"))
    assert page.max_row == FIRST - 1 + known + 200
    for at in (FIRST, FIRST + known, page.max_row):
        locked = [page.cell(at, place).protection.locked for place in range(1, 2 + len(sheet.columns))]
        assert locked == [False] * (1 + len(sheet.fields)) + [True] * len(sheet.sums)
    protection = page.protection
    assert protection.sheet
    assert protection.password is None
    # What is forbidden is told, not what is allowed.
    assert not any((protection.insertRows, protection.deleteRows, protection.sort, protection.autoFilter,
                    protection.formatColumns, protection.formatRows, protection.formatCells))  # fmt: skip
    assert protection.insertColumns
    assert protection.deleteColumns


@BY_NAME
def test_every_cell_to_fill_in_has_its_check_and_its_help(sheet, book, invented):
    page = _page(book, sheet.table)
    last = page.max_row
    rules = {str(each.sqref): each for each in page.data_validations.dataValidation}
    for at, field in enumerate(sheet.fields, start=2):
        letter = get_column_letter(at)
        rule = rules.pop(f"{letter}{FIRST}:{letter}{last}")
        assert rule.prompt == words.help_of(sheet.table, field.name, "sv")
        assert rule.showInputMessage
        stops = field.kind in ("word", "year", "whole", "number", "percent")
        assert (bool(rule.error) and rule.errorStyle in (None, "stop")) is stops
        if field.kind == "word":
            assert _named(book, rule.formula1) == [
                words.label(field.words, each, "sv") for each in VOCABULARIES[field.words]
            ]
        elif stops:
            whole = field.kind in ("year", "whole")
            assert (rule.type, rule.operator) == ("whole" if whole else "decimal", None)
            assert (float(rule.formula1), float(rule.formula2)) == limits(sheet, field)
        elif field.kind == "source":
            filled = len(rows(invented, BY_TABLE["sources"], "9901"))
            assert rule.formula1 == f"'Källor'!$B$5:$B${FIRST - 1 + filled + 200}"
            assert rule.errorStyle == "warning"
    assert not rules


def test_limits_are_those_of_the_tables():
    found = {(s.table, f.name): limits(s, f) for s in SHEETS for f in s.fields
             if f.kind in ("year", "whole", "number", "percent")}  # fmt: skip
    assert found["targets", "version"] == found["process", "version"] == (2020, 2030)
    assert found["targets", "target_year"] == (1900, 2100)
    assert found["modal_share", "share"] == found["modal_targets", "baseline_share"] == (0, 100)
    assert found["scopes", "tonnes"][0] == 0
    assert found["actions", "effect_t"][0] < 0
    assert found["commitments", "number"] == (1, 99)


@BY_NAME
def test_what_is_known_of_any_municipality_passes_the_checks(sheet, tables, invented):
    for held in (tables, invented):
        frame = getattr(held, sheet.table)
        for field in sheet.fields:
            values = frame[field.name].dropna().tolist() if field.name in frame else []
            if field.kind == "word":
                assert {str(value) for value in values} <= set(VOCABULARIES[field.words])
            elif field.kind in ("year", "whole", "number", "percent"):
                low, high = limits(sheet, field)
                assert all(low <= value <= high for value in values), field.name
            elif field.kind == "day":
                assert all(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value) for value in values)


def test_nobodys_commitments_are_left_out(invented):
    own = rows(invented, BY_TABLE["commitments"], "9901")
    assert own
    assert {row["code"] for row in own} == {"9901"}
    assert invented.commitments["code"].isna().any(), "the test's own data say nothing"


def test_sums_are_worked_out_in_the_sheet_and_before_it(book, shown, invented):
    for table in ("targets", "investments", "modal_share"):
        sheet = BY_TABLE[table]
        [total] = sheet.sums
        formulas, values = _page(book, table), _page(shown, table)
        column = _column(formulas, table, total.name)
        tokens = re.findall(r"\{(\w+):?\}", total.formula)
        for at in range(FIRST, formulas.max_row + 1):
            text = formulas.cell(at, column).value
            found = re.findall(r"\$([A-Z]+)\$?\d+", re.sub(r":\$[A-Z]+\$\d+", "", text))
            assert found == [get_column_letter(_column(formulas, table, name)) for name in tokens]
            assert {int(row) for row in re.findall(r"\$[A-Z]+(\d+)", text)} == {at}
            assert not re.search(r"[{}\[\]]", text)
        worked = [each[total.name] for each in sums(sheet, rows(invented, sheet, "9901"))]
        assert any(each for each in worked), "the test's own data say nothing"
        held = [values.cell(at, column).value for at in range(FIRST, FIRST + len(worked))]
        assert held == [pytest.approx(each) if each is not None else None for each in worked]
    text = _page(book, "targets").cell(FIRST, _column(_page(book, "targets"), "targets", "level")).value
    assert '"Minskning sedan basåret"' in text


def test_sums_come_to_what_they_should():
    goal = {"baseline_value": 400_000.0, "value_low": 80.0, "kind": "reduction"}
    known = [goal, goal | {"kind": "residual"}, goal | {"kind": "level"}, goal | {"baseline_value": None}]
    assert [each["level"] for each in sums(BY_TABLE["targets"], known)] == pytest.approx([8e4, 3.2e5, None, None])
    needs = [{"need_low": 120.0, "funded": 75.0}, {"need_low": 120.0, "funded": None}]
    assert [each["unfunded"] for each in sums(BY_TABLE["investments"], needs)] == [45, None]
    walk = {"survey": "a", "group": "all", "method": None, "mode": "walk", "share": 40.0}
    car, app = walk | {"mode": "car", "share": 50.0}, walk | {"method": "app", "share": 7.0}
    # A mode that holds others is not added to them.
    known = [walk, car, app, walk | {"mode": "sustainable", "share": 48.0}]
    assert [each["share_sum"] for each in sums(BY_TABLE["modal_share"], known)] == [90, 90, 7, None]


def test_sheets_are_reached_from_the_first(book):
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert {cell.hyperlink.location for cell in cells} == {f"'{words.title(sheet.table, 'sv')}'!A1" for sheet in SHEETS}


def test_what_is_written_can_be_read_on_its_ground():
    pairs = [("on-accent", "accent"), ("ink", "accent-soft"), ("ink", "grid"), ("muted", "ground"), ("accent", "paper"),
             ("warn", "paper"), ("ink", "warn-soft")]  # fmt: skip
    assert all(contrast(colour("light", ink), colour("light", ground)) >= 4.5 for ink, ground in pairs)


def _run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_the_command_writes_a_workbook(tmp_path: Path):
    out = tmp_path / "arbetsbok.xlsx"
    done = _run("--data", "exempel", "--city", "Björklunda", "--lang", "en", out)
    assert done.exit_code == 0, done.output
    assert "a workbook for Björklunda, release 2026-11" in done.output
    assert _about(_read(out.read_bytes()), "en")["municipality"].value == "Björklunda"
    assert [path.name for path in tmp_path.iterdir()] == ["arbetsbok.xlsx"]
    assert out.stat().st_mode & 0o600 == 0o600


def test_the_command_writes_over_nothing_unless_told(tmp_path: Path):
    out = tmp_path / "arbetsbok.xlsx"
    out.write_text("mine")
    refused = _run("--data", "exempel", out)
    assert refused.exit_code == 1
    assert "there already" in refused.output
    assert out.read_text() == "mine"
    assert _run("--data", "exempel", "--force", out).exit_code == 0
    assert _about(_read(out.read_bytes()), "sv")["language"].value == "Svenska"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--city", "stadsköpin", "a.xlsx"), "did you mean stadskoping?"),
        (("--city", "qqqqqq", "a.xlsx"), "there is no municipality 'qqqqqq'"),
        (("no/such/a.xlsx",), "there is no folder"),
        (("a.ods",), "must end with .xlsx"),
        (("--data", "nowhere", "a.xlsx"), "not a folder of tables"),
    ],
)
def test_the_command_refuses_in_a_sentence(given, said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    refused = _run(*(given if "--data" in given else ("--data", "exempel", *given)))
    assert refused.exit_code == 1
    assert said in refused.output
    assert "Traceback" not in refused.output
    assert not list(tmp_path.iterdir())


def test_the_command_says_so_when_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.workbook_commands.tempfile.mkstemp", full)
    refused = _run("--data", "exempel", tmp_path / "a.xlsx")
    assert refused.exit_code == 1
    assert "No space left on device" in refused.output
