"""What the parts of the drill found, in ``benchmarks/results.json`` under ``drill``: each part with its own date."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.figures import Measured

SECTION = "drill"


def keep(path: Path, part: str, found: Sequence[Measured], about: dict[str, Any]) -> None:
    """Write a part's figures and what they were measured on; the other parts and all else in the file stay."""
    told: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    parts = told.setdefault(SECTION, {})
    parts[part] = {**about, "figures": [{**asdict(one), "met": one.met} for one in found]}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
