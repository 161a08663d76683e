"""Words, numbers and dates are written as each language writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import i18n

NBSP = "\u00a0"
MINUS = "\u2212"
NAN = float("nan")
finite = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("lang", "value", "decimals", "text"),
    [
        ("sv", 1234.5, 1, f"1{NBSP}234,5"),
        ("en", 1234.5, 1, "1,234.5"),
        ("sv", 365_009.52, 0, f"365{NBSP}010"),
        ("en", 365_009.52, 0, "365,010"),
        ("sv", -7.125, 2, f"{MINUS}7,12"),
        ("sv", 0.004, 2, "0,00"),
        ("sv", -0.004, 2, "0,00"),
    ],
)
def test_a_number_has_the_separators_and_the_minus_of_its_language(lang, value, decimals, text):
    assert i18n.number(lang, value, decimals) == text


@pytest.mark.parametrize(
    ("lang", "fraction", "text"),
    [
        ("sv", -0.24, f"{MINUS}24{NBSP}%"),
        ("en", -0.24, f"{MINUS}24%"),
        ("sv", 0.096, f"10{NBSP}%"),
        ("en", 1.5, "150%"),
    ],
)
def test_per_cent_stands_after_a_no_break_space_in_swedish_and_close_in_english(lang, fraction, text):
    assert i18n.percent(lang, fraction) == text


def test_a_sign_is_shown_when_asked_for_and_never_on_zero():
    assert i18n.percent("sv", 0.128, 1, sign=True) == f"+12,8{NBSP}%"
    assert i18n.percent("sv", 0.0004, 1, sign=True) == f"0,0{NBSP}%"
    assert i18n.number("en", -3, sign=True) == f"{MINUS}3"


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("write", [i18n.number, i18n.percent, i18n.quantity, i18n.significant])
def test_a_missing_number_is_a_word_and_never_a_zero(lang, write):
    assert write(lang, None) == write(lang, NAN) == {"sv": "uppgift saknas", "en": "no data"}[lang]


@given(finite, st.integers(0, 3))
def test_a_number_reads_back_to_what_it_was_rounded_to(value, decimals):
    text = i18n.number("sv", value, decimals)
    back = float(text.replace(NBSP, "").replace(",", ".").replace(MINUS, "-"))
    assert back == pytest.approx(value, abs=0.5 * 10**-decimals * (1 + 1e-6))
    assert not text.startswith(MINUS) or back < 0


@given(finite)
def test_no_number_ever_breaks_over_two_lines(value):
    assert " " not in i18n.number("sv", value, 1) + i18n.percent("sv", value, 1)


@pytest.mark.parametrize(
    ("value", "text"), [(47.4666, "47,5"), (1.0349, "1,03"), (0.5, "0,50"), (365_009.5, f"365{NBSP}010"), (0, "0,00")]
)
def test_three_digits_tell_enough(value, text):
    assert i18n.significant("sv", value) == text


def test_a_quantity_is_rounded_to_what_a_reader_can_hold():
    assert i18n.quantity("sv", 365_009.52).startswith(f"365{NBSP}000")
    assert i18n.quantity("sv", 4_449).startswith(f"4{NBSP}400")
    assert i18n.quantity("sv", 512.4).startswith("512")
    assert i18n.quantity("en", 47_466_637).startswith("47.5 million") or "47.5" in i18n.quantity("en", 47_466_637)


@given(st.floats(1, 1e8))
def test_a_million_tonnes_is_never_written_with_six_zeros(tonnes):
    assert f"000{NBSP}000" not in i18n.quantity("sv", tonnes)


def test_dates_are_in_words():
    assert i18n.day("sv", date(2026, 11, 21)) == "21 november 2026"
    assert i18n.month("en", date(2031, 5, 1)) == "May 2031"


def test_a_list_ends_with_and():
    assert i18n.listing("sv", []) == ""
    assert i18n.listing("sv", ["a"]) == "a"
    assert i18n.listing("sv", ["a", "b", "c"]) == "a, b och c"
    assert i18n.listing("en", ["a", "b"]) == "a and b"


def test_a_note_is_read_in_its_language():
    note = "sv: Uträknat: 100 minus 85 | en: Calculated: 100 minus 85"
    assert i18n.note_in("sv", note) == "Uträknat: 100 minus 85"
    assert i18n.note_in("en", note) == "Calculated: 100 minus 85"
    assert i18n.note_in("en", NAN) == ""


def test_an_unknown_text_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        i18n.t("sv", "no.such.text")
    with pytest.raises(KeyError):
        i18n.t("sv", "title.city", nothing="x")
