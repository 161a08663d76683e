"""Where cities stand on the transition map: laps by contract version, phases by evidence.

A position is never a score: it says which lap a city has signed or joined, and the furthest phase that is documented
in that very lap. Where none is, the phase is not reported, whatever earlier laps tell.
"""

import pandas as pd

#: The first lap of the transition map, and the mission's year, which is the last.
FIRST_LAP, LAST_LAP = 2020, 2030
PHASES = (1, 2, 3, 4, 5, 6)
#: What stands behind a position; a phase that nothing tells is ``none``.
BASES = ("documented", "self_assessed", "none")
#: A plan to do something does not place a city in a phase; what is done, under way or decided does.
PLACING = ("done", "ongoing", "decided")

POSITION = ["code", "lap", "phase", "basis"]


def laps_walked(contracts: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    """The laps that each city has signed or joined.

    Returns a row a city and lap: ``code``, ``lap``, ``standing`` (``signed``, ``joined`` or ``named``: a role in the
    version, without any source on a signature), ``date`` (may be missing), ``certainty``, ``note`` and ``source_id``.
    Letters of intent are no lap. Of several statements on a lap the first dated signature is kept, and its certainty
    is ``disputed`` as soon as one of them is.
    """
    signed = contracts[contracts["standing"].isin(["signed", "joined"])].rename(columns={"version": "lap"})
    wanted = ["code", "lap", "standing", "date", "certainty", "note", "source_id"]
    lap = memberships["programme"].str.extract(r"_(\d{4})_\d{2}$", expand=False)
    named = memberships.assign(lap=pd.to_numeric(lap).astype("Int64"), standing="named", date=None)
    named = named[named["lap"].notna()]
    rows = pd.concat([signed[wanted], named[wanted].astype(signed[wanted].dtypes.to_dict())], ignore_index=True)
    rows["rank"] = rows["standing"].map({"signed": 0, "joined": 1, "named": 2})
    doubtful = rows[(rows["certainty"] == "disputed") & (rows["rank"] < 2)][["code", "lap"]].drop_duplicates()
    rows = rows.sort_values(["code", "lap", "rank", "date"]).drop_duplicates(["code", "lap"])
    is_doubtful = pd.MultiIndex.from_frame(rows[["code", "lap"]]).isin(pd.MultiIndex.from_frame(doubtful))
    rows.loc[is_doubtful, "certainty"] = "disputed"
    return rows.drop(columns="rank").reset_index(drop=True)


def positions(walked: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Where each city stands: its latest lap, and the furthest phase that evidence places it in on that lap.

    ``walked`` is of :func:`laps_walked`, ``evidence`` the table ``process``. Returns a row a city with ``code``,
    ``lap``, ``phase`` (missing where none is told) and ``basis`` (see :data:`BASES`).
    """
    latest = walked.groupby("code", as_index=False)["lap"].max()
    told = evidence[evidence["stage"].isin(PLACING)]
    told = told.merge(latest, left_on=["code", "version"], right_on=["code", "lap"])
    # Of evidence for the same phase a document goes before a city's own word.
    told = told.assign(own=told["basis"] != "documented").sort_values(
        ["code", "phase", "own"], ascending=[True, False, True]
    )
    furthest = told.drop_duplicates("code")[["code", "phase", "basis"]]
    out = latest.merge(furthest, on="code", how="left")
    filled: pd.DataFrame = out.assign(basis=out["basis"].fillna("none"))[POSITION]
    return filled


def cells(evidence: pd.DataFrame) -> pd.DataFrame:
    """How many cities have evidence in a lap and phase: ``version``, ``phase``, ``codes`` (a tuple), by both."""
    groups = evidence.groupby(["version", "phase"])["code"]
    rows = [(*key, tuple(dict.fromkeys(codes))) for key, codes in groups]
    return pd.DataFrame(rows, columns=["version", "phase", "codes"])
