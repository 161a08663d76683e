"""What changed between releases: page, file, API and the line of a city's page, for one release, two, many, and for
chains that are broken or hold a release that cannot be read."""

import csv
import io
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest

from dashboard.i18n import NBSP, t
from dashboard.server import history
from dashboard.state import LANGUAGES
from dashboard.tables import store
from tests import releases
from tests.releases import NAMES, total

API = "/api/v1/history"
both = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Data sets that are written and loaded, by the test they are for: its two languages read the same."""
    made = {}

    def stored(name, *how):
        if name not in made:
            folder = releases.write(tmp_path_factory.mktemp("changes") / "stadsriket", *how[:2])
            if how[2]:
                how[2](folder)
            made[name] = store.Store(folder)
        return made[name]

    return stored


@pytest.fixture
def house(client, stores, request, monkeypatch):
    """A data set of so many releases, as what this process serves."""
    given = getattr(request.node, "callspec", SimpleNamespace(params={})).params
    name = (request.node.originalname, *(str(value) for key, value in sorted(given.items()) if key != "lang"))

    def serve(steps, changes=None, spoil=None):
        own = stores(name, steps, changes, spoil)
        monkeypatch.setattr(store, "store", lambda _data=None: own)
        history.forget()
        return client

    yield serve
    history.forget()


def drop_survey(frames):
    frames["modal_share"] = frames["modal_share"].iloc[:0]


def relabel(frames):
    frames["emissions"]["note"] = "sv: Ny anmärkning | en: A new note"


def known(client, path):
    """A page's HTML, once what it tells in passing is known."""
    for _ in range(100):
        client.get(path)
        if history.at_hand(store.current()):
            return client.get(path).text
        time.sleep(0.05)
    raise AssertionError("the former release was never read")


@both
def test_a_single_release_says_since_when_it_stands_and_that_nothing_lies_before(house, lang):
    client = house(0)
    answer = client.get(f"/{lang}/about/changes")
    assert answer.status_code == 200
    assert t(lang, "changes.finding.first", release=NAMES[0]) in answer.text
    assert t(lang, "changes.end.first", release=NAMES[0]) in answer.text
    assert {"sv": "februari 2026", "en": "February 2026"}[lang] in answer.text
    assert "changes.csv" not in answer.text


@both
def test_the_heading_counts_figures_and_the_list_tells_them_with_difference_and_source(house, lang):
    client = house(1, {1: total(2024, 100_000)})
    html = client.get(f"/{lang}/about/changes").text
    # transport and total, of the municipality and of the nation
    said = {
        "sv": "Fyra siffror ändrades i utgåva 2026-05, i två tabeller",
        "en": "Four figures changed in release 2026-05, in two tables",
    }
    assert said[lang] in html
    # 2024 had 0.66 of 300 000 t, of which transport is four tenths: 79 200 t
    before, now = {"sv": (f"79{NBSP}200{NBSP}ton", f"100{NBSP}000{NBSP}ton"),
                   "en": (f"79,200{NBSP}tonnes", f"100,000{NBSP}tonnes")}[lang]  # fmt: skip
    difference = {"sv": f"+20{NBSP}800{NBSP}ton (+26,3{NBSP}%)", "en": f"+20,800{NBSP}tonnes (+26.3%)"}[lang]
    row = html[html.index(before) - 400 : html.index(before) + 600]
    assert all(part in row for part in (before, now, difference, "Påhittat", "https://example.org/", "Alsta"))
    assert t(lang, "changes.end.first", release="2026-02") in html


@both
@pytest.mark.parametrize(("cities", "kind"), [(1, "some"), (2, "most")])
def test_most_is_said_of_more_than_half(house, lang, cities, kind):
    def change(frames):
        for code in ("9901", "9902")[:cities]:
            total(2024, 100_000, code)(frames)

    html = house(1, {1: change}).get(f"/{lang}/about/changes").text
    assert (kind == "most") == ({"sv": "de flesta i", "en": "most of them"}[lang] in html)


@both
def test_nothing_changed_is_said_back_to_the_release_since_which_it_is_true(house, lang):
    client = house(3, {1: total(2024, 100_000), 3: relabel})
    html = client.get(f"/{lang}/about/changes").text
    assert t(lang, "changes.finding.none", since="2026-05", whose="") in html
    assert t(lang, "changes.step.rows", changed=0, new=0, removed=0, relabelled=30) in html
    other = client.get(f"/{lang}/about/changes?cities=bjorko").text
    assert t(lang, "changes.finding.none", since="2026-02", whose=t(lang, "changes.whose", places="Björkö")) in other


@both
def test_four_steps_are_told_the_newest_first_and_that_there_are_more(house, lang):
    client = house(5)
    html = client.get(f"/{lang}/about/changes").text
    heads = [f"{former} till {release}" if lang == "sv" else f"from {former} to {release}"
             for former, release in pairwise(NAMES[1:])]  # fmt: skip
    places = [html.index(head) for head in heads[::-1]]
    assert places == sorted(places)
    assert len(places) == 4
    assert html.count("ok-section") == 4
    assert t(lang, "changes.end.more", release=NAMES[1], named=NAMES[0]) in html


@pytest.mark.parametrize(
    ("named", "end"), [("2025-01\n", "gone"), ("2026-05\n", "ring"), ("odd", "unreadable")]
)  # fmt: skip
@both
def test_a_broken_chain_is_told(house, lang, named, end):
    client = house(1, spoil=lambda folder: (folder / "2026-02" / "former").write_text(named))
    answer = client.get(f"/{lang}/about/changes")
    assert answer.status_code == 200
    assert t(lang, f"changes.end.{end}", release="2026-02", named=named.strip()) in answer.text
    told = client.get(f"{API}?lang={lang}").json
    assert (told["complete"], told["releases"]) == (False, ["2026-05", "2026-02"])


@both
def test_a_former_release_with_faults_is_told_and_nothing_else_breaks(house, lang):
    def spoil(folder):
        (folder / "2026-02" / "emissions.csv").write_text("code,year\n0001,abc\n", encoding="utf-8")

    client = house(1, {1: total(2024, 100_000)}, spoil)
    answer = client.get(f"/{lang}/about/changes")
    assert answer.status_code == 200
    assert t(lang, "changes.finding.faulty", release="2026-05") in answer.text
    assert t(lang, "changes.step.faulty", former="2026-02") in answer.text
    assert "emissions.csv" in answer.text
    assert client.get(f"/{lang}/about/changes.csv").status_code == 200
    assert t(lang, "changes.city.way") not in known(client, f"/{lang}/city/alsta")
    told = client.get(f"{API}?cities=alsta&lang={lang}").json
    assert (told["complete"], told["releases"]) == (False, ["2026-05"])
    assert {row["release"] for row in told["rows"]} == {"2026-05"}


@both
def test_one_municipality_or_one_table_alone_is_shown_and_the_way_back(house, lang):
    changes = {1: lambda frames: (total(2024, 100_000)(frames), total(2023, 9_000, "9902")(frames))}
    client = house(1, changes)
    html = client.get(f"/{lang}/about/changes?cities=alsta").text
    assert "Alsta</a>" in html
    assert "Björkö</a>" not in html
    assert t(lang, "changes.all") in html
    assert f'href="/{lang}/about/changes.csv?cities=alsta"' in html
    one = client.get(f"/{lang}/about/changes?table=national_emissions").text
    assert "Björkö</a>" not in one
    assert t(lang, "changes.only", names=t(lang, "data.table.national_emissions")) in one


@both
def test_what_is_no_table_or_no_municipality_is_told(house, lang):
    client = house(1)
    answer = client.get(f"/{lang}/about/changes?table=%3Cb%3Efoo")
    assert answer.status_code == 404
    assert t(lang, "changes.fault.table", wrong="&lt;b&gt;foo") in answer.text
    unknown = client.get(f"/{lang}/about/changes?cities=alstad")
    assert unknown.status_code == 404
    assert f"/{lang}/city/alsta" in unknown.text
    file = client.get(f"/{lang}/about/changes.csv?table=foo")
    assert (file.status_code, file.text.strip()) == (404, t(lang, "error.changes.no_such_table"))
    assert client.get(f"/{lang}/about/changes.csv?cities=foo").status_code == 404
    assert client.get(f"/{lang}/about/changes.csv?release=1999-01").status_code == 404
    assert client.get("/de/about/changes.csv").status_code == 404


@both
def test_the_page_lists_fifty_and_the_file_all(house, lang):
    def everything(frames):
        for code in ("9901", "9902"):
            for year in (1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024):
                total(year, 50_000 + year, code)(frames)

    client = house(1, {1: everything})
    html = client.get(f"/{lang}/about/changes").text
    # 10 years, two figures each, of two municipalities and the nation
    assert t(lang, "changes.left.other", count=10) in html
    answer = client.get(f"/{lang}/about/changes.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="changes-2026-05.csv"'
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";" if lang == "sv" else ","))
    assert rows[0][:3] == [t(lang, f"changes.csv.{name}") for name in ("former", "release", "place")]
    listed = rows[1 : rows.index([])]
    assert len(listed) == 60
    (one,) = [row for row in listed if row[2:6] == ["Alsta", "9901", t(lang, "data.table.emissions"), "2024"]
              and row[6] == t(lang, "sector.transport")]  # fmt: skip
    assert one[7:12] == [t(lang, "changes.kind.changed"), "79200", "52024", "-27176", t(lang, "changes.unit.t")]
    assert one[13] == "Påhittat"


@both
def test_rows_that_are_new_or_gone_are_told(house, lang):
    client = house(2, {1: drop_survey, 2: lambda frames: frames.update(releases.dataset.frames())})
    html = client.get(f"/{lang}/about/changes").text
    assert t(lang, "changes.finding.rows", release="2026-08", whose="") in html
    told = client.get(f"{API}?table=modal_share&lang={lang}").json
    # What came back stands since it came back, and what it was before it went is told.
    assert {row["release"] for row in told["rows"]} == {"2026-08"}
    assert {former["release"] for row in told["rows"] for former in row["former"]} == {"2026-02"}


@both
def test_a_citys_page_tells_the_total_that_changed_and_leads_to_the_rest(house, lang):
    client = house(1, {1: total(2024, 100_000)})
    html = known(client, f"/{lang}/city/alsta")
    said = {
        "sv": f"Utsläppen 2024 var 198{NBSP}000{NBSP}ton i utgåvan från februari 2026 och är "
              f"218{NBSP}800{NBSP}ton i den från maj 2026.",
        "en": f"Emissions in 2024 were 198,000{NBSP}tonnes in the release of February 2026 and are "
              f"218,800{NBSP}tonnes in that of May 2026.",
    }  # fmt: skip
    assert said[lang] in html
    assert f'href="/{lang}/about/changes?cities=alsta"' in html
    assert t(lang, "changes.city.way") not in known(client, f"/{lang}/city/bjorko")


def test_a_citys_page_never_waits_for_former_releases(house, monkeypatch):
    client = house(1, {1: total(2024, 100_000)})
    begun = []
    monkeypatch.setattr(history, "threading", SimpleNamespace(Thread=lambda **given: begun.append(given) or _Idle()))
    monkeypatch.setattr(history, "of", lambda _tables: pytest.fail("the page waited"))
    assert t("sv", "changes.city.way") not in client.get("/sv/city/alsta").text
    assert len(begun) == 1
    client.get("/sv/city/bjorko")
    assert len(begun) == 1


class _Idle:
    def start(self):
        pass


def test_the_history_of_a_named_release_is_its_own(house):
    client = house(2, {2: total(2024, 100_000)})
    assert "2026-08" not in client.get("/sv/about/changes?release=2026-05").text.split("<main")[1].split("</main")[0]
    assert client.get(f"{API}?release=2026-05").json["releases"] == ["2026-05", "2026-02"]


def test_an_unpublished_draft_has_no_history(house):
    house(1, {1: total(2024, 100_000)})
    tables = store.current()
    object.__setattr__(tables, "draft", True)
    told = history.of(tables)
    assert (told.draft, told.steps) == (True, ())


@both
def test_the_api_tells_since_when_a_row_stands_and_what_it_was(house, lang):
    client = house(3, {1: total(2024, 100_000), 3: total(2024, 90_000)})
    answer = client.get(f"{API}?cities=alsta&lang={lang}")
    told = answer.json
    assert (told["table"], told["count"], told["complete"]) == ("emissions", 10, True)
    rows = {row["key"]["year"]: row for row in told["rows"]}
    assert rows[2023]["release"] == "2026-02"
    assert rows[2023]["former"] == []
    changed = rows[2024]
    assert (changed["release"], changed["values"]["transport"]) == ("2026-11", 90_000)
    assert [(one["release"], one["until"], one["values"]["transport"]) for one in changed["former"]] == [
        ("2026-05", "2026-08", 100_000), ("2026-02", "2026-02", 79_200),
    ]  # fmt: skip
    again = client.get(f"{API}?cities=alsta&lang={lang}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_api_as_csv_has_a_row_a_version(house):
    client = house(1, {1: total(2024, 100_000)})
    answer = client.get(f"{API}?cities=alsta&format=csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="history-emissions-alsta-2026-05.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 11
    versions = [(row["transport"], row["release"], row["until"]) for row in rows if row["year"] == "2024"]
    assert versions == [("100000", "2026-05", "2026-05"), ("79200", "2026-02", "2026-02")]


@both
@pytest.mark.parametrize(("query", "status", "parameter"), [("table=foo", 400, "table"), ("cities=x", 404, "cities"),
                                                            ("release=1999-01", 404, "release")])  # fmt: skip
def test_the_api_refuses_what_is_not_there(house, lang, query, status, parameter):
    refused = house(1).get(f"{API}?lang={lang}&{query}")
    assert (refused.status_code, refused.json["parameter"]) == (status, parameter)


def test_every_table_can_be_asked_for_and_read(house):
    from dashboard.tables.schemas import SPECS
    from tests.server.test_api_openapi import at, fits

    client = house(2, {1: lambda frames: frames.update({k: v.iloc[:-1] for k, v in frames.items() if len(v) > 3})})
    spec = client.get("/api/v1/openapi.json").json
    for table in SPECS:
        told = client.get(f"{API}?table={table}").json
        assert fits(spec, told, at(spec, "#/components/schemas/History")) == "", table
        assert client.get(f"{API}?table={table}&format=csv").status_code == 200
        assert client.get(f"/sv/about/changes?table={table}").status_code == 200, table
