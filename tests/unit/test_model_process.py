"""Where a city stands on the transition map follows from its contracts and its evidence, and from nothing else."""

import pandas as pd

from dashboard.model.process import cells, laps_walked, positions

NOBODY = pd.DataFrame(
    {name: pd.Series(dtype="str") for name in ("code", "programme", "certainty", "note", "source_id")}
)


def contracts(*rows):
    columns = ["code", "version", "date", "standing", "certainty", "note", "source_id"]
    filled = [(*row, *("stated", None, "s")[len(row) - 4 :]) for row in rows]
    types = {name: "str" for name in columns if name != "version"} | {"version": "Int64"}
    return pd.DataFrame(filled, columns=columns).astype(types)


def evidence(*rows):
    columns = ["code", "version", "phase", "stage", "basis"]
    return pd.DataFrame(rows, columns=columns).astype({"version": "Int64", "phase": "Int64"})


def standing(signed, told, members=NOBODY):
    found = positions(laps_walked(signed, members), told)
    return {row.code: (row.lap, None if pd.isna(row.phase) else row.phase, row.basis) for row in found.itertuples()}


def test_a_city_stands_on_its_latest_lap_in_the_furthest_phase_documented_there():
    signed = contracts(("1", 2020, "2020-12-11", "signed"), ("1", 2021, None, "joined"))
    told = evidence(("1", 2021, 2, "done", "documented"), ("1", 2021, 4, "ongoing", "documented"))
    assert standing(signed, told) == {"1": (2021, 4, "documented")}


def test_evidence_of_an_earlier_lap_places_nobody():
    signed = contracts(("1", 2020, None, "signed"), ("1", 2021, None, "signed"))
    assert standing(signed, evidence(("1", 2020, 6, "done", "documented"))) == {"1": (2021, None, "none")}


def test_a_plan_moves_nobody():
    signed = contracts(("1", 2020, None, "signed"))
    told = evidence(("1", 2020, 1, "decided", "documented"), ("1", 2020, 5, "planned", "documented"))
    assert standing(signed, told) == {"1": (2020, 1, "documented")}


def test_of_one_phase_a_document_goes_before_the_citys_own_word_and_a_further_phase_before_both():
    signed = contracts(("1", 2020, None, "signed"), ("2", 2020, None, "signed"))
    told = evidence(
        ("1", 2020, 3, "done", "self_assessed"), ("1", 2020, 3, "done", "documented"),
        ("2", 2020, 2, "done", "documented"), ("2", 2020, 3, "done", "self_assessed"),
    )  # fmt: skip
    assert standing(signed, told) == {"1": (2020, 3, "documented"), "2": (2020, 3, "self_assessed")}


def test_a_letter_of_intent_is_no_lap():
    signed = contracts(("1", 2024, None, "letter_of_intent"), ("2", 2024, None, "signed"))
    assert set(standing(signed, evidence())) == {"2"}


def test_a_role_in_a_version_is_a_lap_without_a_signature():
    members = pd.DataFrame(
        {"code": ["7", "8"], "programme": ["klimatneutrala_stader_2030_2025_26", "n6"], "certainty": "stated",
         "note": None, "source_id": "s"}
    )  # fmt: skip
    walked = laps_walked(contracts(("1", 2020, None, "signed")), members)
    assert walked.set_index("code")["standing"].to_dict() == {"1": "signed", "7": "named"}
    assert standing(contracts(("1", 2020, None, "signed")), evidence(), members)["7"] == (2025, None, "none")


def test_a_lap_that_sources_disagree_on_is_disputed_whichever_statement_is_kept():
    signed = contracts(
        ("1", 2021, "2021-12-08", "signed", "stated"), ("1", 2021, None, "joined", "disputed"),
        ("2", 2021, "2021-12-08", "signed", "stated"),
    )  # fmt: skip
    walked = laps_walked(signed, NOBODY).set_index("code")
    assert walked["certainty"].to_dict() == {"1": "disputed", "2": "stated"}
    assert walked.loc["1", "standing"] == "signed"


def test_a_cell_counts_cities_and_not_documents():
    told = evidence(*[("1", 2021, 2, "done", "documented")] * 5, ("2", 2021, 2, "planned", "documented"))
    assert cells(told).to_dict("records") == [{"version": 2021, "phase": 2, "codes": ("1", "2")}]
