"""What is known and what is not, as a file: every municipality and table, with words, sources and a name."""

import csv
import io
from dataclasses import replace

import pytest

from dashboard.exports import coverage as export
from dashboard.exports.csv import SPREADSHEET
from dashboard.i18n import t
from dashboard.model.coverage import DATED_BY, coverage
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store


def read(text: str, lang: str) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """The heading, the rows, and what stands under the empty row."""
    head, *rows = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=SPREADSHEET[lang].delimiter
    )
    cut = rows.index([])
    return head, rows[:cut], rows[cut + 1 :]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_has_a_row_for_each_municipality_and_table(client, tables, lang):
    answer = client.get(f"/{lang}/export/coverage.csv")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Language"] == lang
    assert answer.headers["Content-Disposition"] == f'attachment; filename="coverage-{tables.release}.csv"'
    assert answer.data.startswith("\ufeff".encode())
    head, rows, foot = read(answer.data.decode(), lang)
    assert head == [t(lang, f"coverage.column.{name}") for name in
                    ("place", "code", "table", "status", "year", "rows", "source", "url")]  # fmt: skip
    frame = coverage(tables)
    assert len(rows) == len(frame) == len(tables.municipalities) * len(DATED_BY)
    cited = tables.sources.set_index("source_id").fillna("")
    for row, known in zip(rows, frame.astype(object).where(frame.notna(), None).to_dict("records"), strict=True):
        place = tables.municipality(known["code"]).name
        undated = known["status"] == "known" and known["year"] is None
        status = t(lang, "coverage.status.undated" if undated else f"coverage.status.{known['status']}")
        source = list(cited.loc[known["source_id"], ["title", "url"]]) if known["source_id"] else ["", ""]
        said = [place, known["code"], t(lang, f"data.table.{known['table']}"), status]
        assert row == [*said, str(known["year"] or ""), str(known["count"]), *source]
    assert foot[0] == [export.summary(lang, frame)]
    assert {row[2] for row in foot[1:]} >= {row[6] for row in rows if row[6]}


def test_the_file_is_of_all_whichever_cities_the_address_names(client):
    plain, named = client.get("/sv/export/coverage.csv"), client.get("/sv/export/coverage.csv?cities=umea")
    assert plain.data == named.data
    assert "umea" not in named.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "address",
    ["/sv/export/coverage.xyz", "/sv/export/coverage.json", "/de/export/coverage.csv", "/sv/export/coverages.csv",
     "/sv/export/coverage.csv?release=1999-01", "/sv/figure/coverage.json"],
)  # fmt: skip
def test_what_is_no_such_file_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_release_can_be_asked_for(client, tables):
    asked = client.get(f"/en/export/coverage.csv?release={tables.release}")
    assert asked.data == client.get("/en/export/coverage.csv").data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_on_made_up_municipalities_says_so_in_it_and_in_its_name(client, tiny, lang, monkeypatch):
    invented = replace(tiny, fictional=True)
    monkeypatch.setattr(store, "current", lambda _release=None: invented)
    answer = client.get(f"/{lang}/export/coverage.csv")
    _, _, foot = read(answer.data.decode(), lang)
    assert foot[1] == [t(lang, "fictional")]
    assert f'filename="{tiny.dataset}-coverage-{tiny.release}.csv"' in answer.headers["Content-Disposition"]
    real = export.write(ViewState(lang=lang), tiny)
    assert t(lang, "fictional") not in real


def test_a_title_that_looks_like_a_formula_is_disarmed(tiny):
    sources = tiny.sources.assign(title="=1+1")
    _, rows, _ = read(export.write(ViewState(lang="en"), replace(tiny, sources=sources)), "en")
    assert {row[6] for row in rows if row[6]} == {"'=1+1"}
