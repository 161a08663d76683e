"""Every text exists in both languages, says the same things, and is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from dashboard.config import ROOT
from dashboard.i18n import texts
from dashboard.model.judgement import REASONS, REMARKS, VERDICTS
from dashboard.state import MEASURES
from dashboard.tables.vocabulary import BOUNDARIES, SECTORS, TARGET_STANDINGS
from dashboard.views import VIEWS

SV, EN = texts("sv"), texts("en")
#: Texts that are empty on purpose: a measure that needs no words in the sentence.
MAY_BE_EMPTY = {"trajectory.measure.total", "trajectory.measure.index"}
# A remark that has a direction has two texts.
SAID_OTHERWISE = {"baseline_differs"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("dashboard", "layouts", "callbacks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def pattern(text: ast.JoinedStr) -> str:
    """An f-string as a pattern of the texts that it may become."""
    parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in text.values]
    return "".join(parts)


def asked_for() -> Iterator[tuple[str, int, ast.expr]]:
    """The key argument of every call of ``t`` and ``t_for``."""
    for path, tree in modules():
        for node in ast.walk(tree):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("t", "t_for") and len(node.args) > 1:
                yield path.name, node.lineno, node.args[1]


def named() -> tuple[set[str], list[str]]:
    """Every text in the code, and every f-string with words in it as a pattern."""
    constants: set[str] = set()
    patterns: list[str] = []
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            elif isinstance(node, ast.JoinedStr) and re.search(r"[a-z]{3}", pattern(node)):
                patterns.append(pattern(node))
    return constants, patterns


def test_both_languages_have_the_same_texts():
    assert set(SV) ^ set(EN) == set()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_fill_in_the_same_facts():
    assert {key for key in SV if placeholders(SV[key]) != placeholders(EN[key])} == set()


def test_no_text_is_empty():
    empty = {key for key in SV if not SV[key].strip() or not EN[key].strip()}
    assert empty <= MAY_BE_EMPTY


def test_every_text_that_code_asks_for_exists():
    unknown = []
    for name, line, key in asked_for():
        for part in ast.walk(key):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and isinstance(key, ast.Constant):
                unknown += [f"{name}:{line}: {part.value}"] if part.value not in SV else []
            elif isinstance(part, ast.JoinedStr) and not any(re.fullmatch(pattern(part), known) for known in SV):
                unknown.append(f"{name}:{line}: {pattern(part)}")
    assert unknown == []


def test_every_text_is_used():
    constants, patterns = named()
    whole = [re.compile(one) for one in patterns]
    unused = [key for key in SV if key not in constants and not any(one.fullmatch(key) for one in whole)]
    assert unused == []


def test_every_text_of_made_up_data_takes_the_place_of_another():
    instead = {key.removeprefix("invented.") for key in SV if key.startswith("invented.")}
    assert instead
    assert instead - set(SV) == set()


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("verdict", VERDICTS),
        ("reason", REASONS),
        ("remark", tuple(set(REMARKS) - SAID_OTHERWISE)),
        ("sector", SECTORS),
        ("sector_short", SECTORS),
        ("sector_in_text", SECTORS),
        ("boundary", BOUNDARIES),
        ("standing", TARGET_STANDINGS),
        ("measure", MEASURES),
        ("trajectory.measure", MEASURES),
        ("column", tuple(f"value_{measure}" for measure in MEASURES)),
        ("view", tuple(VIEWS)),
        ("goals.count", tuple(f"{verdict}.{many}" for verdict in VERDICTS for many in ("one", "other"))),
        ("csv_unit", ("tonnes", "tonnes_per_person", "index", "percent", "points")),
    ],
)
def test_every_word_that_the_model_says_has_a_text(prefix, words):
    assert [word for word in words if f"{prefix}.{word}" not in SV] == []


def test_swedish_texts_keep_a_number_and_its_unit_together():
    # "24 %" must not break over two lines; the space before the sign is a no-break space.
    assert [key for key, text in SV.items() if re.search(r"[\d}] %", text)] == []


def test_english_is_not_left_in_the_swedish_texts():
    # Names may be alike in both; a sentence, or a common word in lower case, may not.
    words = {key: re.findall(r"[^\W\d_]{4,}", re.sub(r"{.*?}", "", text)) for key, text in SV.items()}
    alike = {key for key in SV if SV[key] == EN[key]}
    assert {key for key in alike if len(words[key]) > 1 and any(word.islower() for word in words[key])} == set()


def test_every_role_that_the_data_name_has_a_text(tables):
    roles = tables.memberships["programme"] + "." + tables.memberships["role"]
    assert [role for role in roles.unique() if f"role.{role}" not in SV] == []
