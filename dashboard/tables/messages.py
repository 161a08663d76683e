"""The words of every fault, in English and Swedish.

A fault carries a key of :data:`MESSAGES` and the values that its text needs, never a finished sentence, so that the
command line and a page can each say it in their own language.
"""

from collections.abc import Mapping
from typing import Any

LANGUAGES = ("en", "sv")

#: key -> (English, Swedish). Values in braces come from the fault.
MESSAGES: dict[str, tuple[str, str]] = {
    # the file as a whole
    "missing_file": ("the file is missing", "filen saknas"),
    "not_a_folder": ("this is not a folder of tables", "detta är ingen mapp med tabeller"),
    "unreadable": ("the file cannot be read: {detail}", "filen går inte att läsa: {detail}"),
    "empty_file": ("the file is empty", "filen är tom"),
    "no_rows": ("the table has a header but no rows", "tabellen har rubriker men inga rader"),
    "encoding": (
        "not UTF-8: byte {byte} on this line; save the file as UTF-8",
        "inte UTF-8: byte {byte} på denna rad; spara filen som UTF-8",
    ),
    "broken_csv": ("broken CSV: {detail}", "trasig CSV: {detail}"),
    "delimiter": ("the cells are to be separated by commas", "cellerna ska skiljas åt med komma"),
    "missing_column": ("the column is missing", "kolumnen saknas"),
    "unexpected_column": ("the table has no such column", "tabellen har ingen sådan kolumn"),
    "repeated_column": ("the column stands twice in the header", "kolumnen står två gånger i rubrikraden"),
    "cells": ("{found} cells where the header has {expected}", "{found} celler där rubrikraden har {expected}"),
    # one cell
    "text_for_number": ("a text where a number belongs", "text där det ska stå ett tal"),
    "decimal_comma": (
        "not a number: use a point for decimals and no thousands separator",
        "inget tal: använd punkt för decimaler och ingen tusenavgränsare",
    ),
    "not_whole": ("a whole number belongs here", "här ska det stå ett heltal"),
    "not_finite": ("not a finite number", "inte ett ändligt tal"),
    "negative": ("a negative figure", "ett negativt tal"),
    "out_of_range": ("outside {low} to {high}", "utanför {low} till {high}"),
    "not_one_of": ("not one of: {allowed}", "inte något av: {allowed}"),
    "pattern": ("not of the form {pattern}", "inte på formen {pattern}"),
    "empty_cell": ("the cell must not be empty", "cellen får inte vara tom"),
    "schema": ("breaks the rule {detail}", "bryter mot regeln {detail}"),
    "note_form": (
        "a note is written as 'sv: … | en: …' or left empty",
        "en anmärkning skrivs som 'sv: … | en: …' eller lämnas tom",
    ),
    # rows against each other and against other tables
    "duplicate_key": ("the same key as row {first}: {key}", "samma nyckel som rad {first}: {key}"),
    "duplicate_slug": ("the same slug as row {first}", "samma kortnamn som rad {first}"),
    "unknown_code": ("no municipality has this code", "ingen kommun har denna kod"),
    "unknown_source": ("the source is not in sources.csv", "källan finns inte i sources.csv"),
    "own_partner": ("a municipality is no partner of itself", "en kommun är inte sin egen partner"),
    "signed_before": (
        "signed before the year of version {version}",
        "undertecknat före det år som version {version} gäller",
    ),
    "not_wkt": ("not a POLYGON or MULTIPOLYGON: {detail}", "inte en POLYGON eller MULTIPOLYGON: {detail}"),
    "empty_shape": ("the area is empty", "ytan är tom"),
    "invalid_shape": ("the border is not valid: {detail}", "gränsen är ogiltig: {detail}"),
    "shape_outside": ("lies outside {low} to {high} (metres)", "ligger utanför {low} till {high} (meter)"),
    "low_above_high": ("value_low is above value_high ({high})", "value_low är större än value_high ({high})"),
    "target_before_baseline": (
        "the target year lies before the baseline year {baseline}",
        "målåret ligger före basåret {baseline}",
    ),
    "sum": ("the sectors sum to {sum}, not to the stated total", "sektorerna summerar till {sum}, inte till totalen"),
    "share_sum": (
        "the shares of this survey and group sum to {sum}, more than {most}: {modes}",
        "andelarna i samma undersökning och grupp summerar till {sum}, mer än {most}: {modes}",
    ),
    "one_survey": (
        "row {first} of the same survey has {other}: a survey has one year, one area and one kind of trips",
        "rad {first} i samma undersökning har {other}: en undersökning har ett år, ett område och ett slags resor",
    ),
    "share_total": (
        "a total that does not fit its parts: {modes} sum to {sum}",
        "en summa som inte stämmer med sina delar: {modes} blir {sum}",
    ),
    "without_all": (
        "the survey has no share of all; shares of women or men stand beside those of all",
        "undersökningen saknar andel för alla; andelar för kvinnor eller män står bredvid andelar för alla",
    ),
    "another_survey": (
        "that survey is of another area or other trips: only a method can be made comparable",
        "den undersökningen gäller ett annat område eller andra resor: bara metoden kan göras jämförbar",
    ),
    "later_survey": (
        "a survey is made comparable with an earlier one, and the years of both are needed",
        "en undersökning görs jämförbar med en tidigare, och bådas år behövs",
    ),
    "grown_too_far": (
        "the share would grow past 100, or by more than {most} per cent",
        "andelen skulle växa förbi 100, eller med mer än {most} procent",
    ),
    "one_inventory": (
        "row {first} of the same report has {other}: one report has one protocol, gases, boundary and verification",
        "rad {first} i samma rapport har {other}: en rapport har ett protokoll, ett område och en granskning",
    ),
    "grid_of_total": (
        "grid supply belongs to scope 1, 2 or 3, not to {scope}",
        "leverans till nät hör till scope 1, 2 eller 3, inte till {scope}",
    ),
    "parts_of_scope": (
        "the scope's parts sum to {sum}, not to the stated total",
        "scopets delar summerar till {sum}, inte till den angivna summan",
    ),
    "plus_below_basic": (
        "BASIC+ holds BASIC and more, and BASIC is {basic}",
        "BASIC+ rymmer BASIC och mer därtill, och BASIC är {basic}",
    ),
    "reported_before": (
        "reported before {year}, the year that the figure is about",
        "rapporterat före {year}, året som siffran gäller",
    ),
    "unknown_survey": (
        "no survey of this municipality has this name",
        "ingen undersökning i kommunen har detta namn",
    ),
    "own_survey": ("a survey is not comparable with itself", "en undersökning jämförs inte med sig själv"),
    "above_nation": (
        "implausible: more than {percent} % of the nation's {nation} that year",
        "orimligt: mer än {percent} % av landets {nation} det året",
    ),
    "jump": (
        "implausible: its neighbouring years have about {typical}",
        "orimligt: åren intill ligger kring {typical}",
    ),
    "above_own": (
        "implausible beside the municipality's own territorial emissions, about {own}",
        "orimligt intill kommunens egna territoriella utsläpp, omkring {own}",
    ),
    "sum_above_nation": (
        "implausible: the municipalities sum to {sum}, more than the nation's figure",
        "orimligt: kommunerna summerar till {sum}, mer än landets siffra",
    ),
    # releases
    "no_pointer": ("the file that names the current release is missing", "filen som anger gällande utgåva saknas"),
    "bad_pointer": ("not the name of a release (YYYY-MM)", "inte namnet på en utgåva (ÅÅÅÅ-MM)"),
    "no_release": ("no release of that name", "ingen utgåva med det namnet"),
    # publishers' files
    "not_a_file": ("no such file", "filen finns inte"),
    "not_json": ("not JSON: {detail}", "inte JSON: {detail}"),
    "html": ("a web page, not a data file", "en webbsida, inte en datafil"),
    "not_workbook": ("not a workbook that can be read (xlsx)", "ingen läsbar arbetsbok (xlsx)"),
    "too_large": ("larger than {limit} MB when unpacked", "större än {limit} MB uppackad"),
    "layout": ("not the publisher's layout: {detail}", "inte utgivarens form: {detail}"),
    "unknown_name": ("no municipality of that name", "ingen kommun med det namnet"),
    "ambiguous_name": (
        "the name fits more than one municipality and nothing tells them apart",
        "namnet passar på flera kommuner och inget skiljer dem åt",
    ),
    "name_mismatch": ("the name belongs to another code ({code})", "namnet hör till en annan kod ({code})"),
    "missing_sector": ("the sector is missing", "sektorn saknas"),
    "unknown_sector": ("not a known sector", "ingen känd sektor"),
    "bad_year": ("not a year between {low} and {high}", "inte ett år mellan {low} och {high}"),
    "no_year": ("no year can be read", "inget år går att läsa"),
    "repeated": ("stands twice in the file", "står två gånger i filen"),
    "subtotal": (
        "the parts sum to {sum}, not to the stated subtotal",
        "delarna summerar till {sum}, inte till delsumman",
    ),
    "scope_sum": ("the parts sum to {sum}, not to the stated total", "delarna summerar till {sum}, inte till totalen"),
}


def say(key: str, values: Mapping[str, Any], *, lang: str = "en") -> str:
    """The text of a message. ``KeyError`` for an unknown key, ``ValueError`` for an unknown language."""
    if lang not in LANGUAGES:
        raise ValueError(lang)
    return MESSAGES[key][LANGUAGES.index(lang)].format(**values)
