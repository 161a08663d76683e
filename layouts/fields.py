"""Fields of the forms that build addresses: they are sent by GET, work without scripts, and assets/share.js sends them
as soon as something is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.i18n import t
from dashboard.ids import Id
from dashboard.state import LANGUAGES, MAX_CITIES, MEASURES, Language
from dashboard.tables.loading import Tables

#: Values and what they are called.
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Fields:
    """The fields of one form: ``form`` is the first part of every id in it, ``lang`` the language it is written in."""

    form: str
    lang: Language

    def whole(self, action: str, parts: Sequence[Any]) -> html.Form:
        """The form that an address (``action``) answers, and in it its parts."""
        lang = self.lang
        send = t(lang, "share.apply")
        return html.Form(
            [
                html.H2(t(lang, "share.choose"), className="ok-section"),
                # First of all buttons, so that Enter in a field presses it and takes nothing away.
                html.Button(send, type="submit", className="ok-default"),
                html.P(t(lang, "share.follows"), className="ok-muted ok-follows"),
                *parts,
                # For whoever runs no scripts.
                html.Button(send, type="submit", className="ok-apply"),
            ],
            id=f"{self.form}-form", className="ok-share-form", method="get", action=action,
            **{"data-unknown": t(lang, "search.none"), "data-told": self.form},
        )  # fmt: skip

    def select(self, name: str, key: str, options: Options, value: str) -> html.Div:
        """A choice of many, in a list that opens."""
        return html.Div([self.label(name, key), self.bare_select(name, options, value)])

    def label(self, name: str, key: str) -> html.Label:
        """What the field of a name is called."""
        return html.Label(t(self.lang, key), htmlFor=f"{self.form}-{name}", className="ok-label")

    def bare_select(self, name: str, options: Options, value: str) -> dbc.Select:
        """The list without its label."""
        return dbc.Select(id=f"{self.form}-{name}", name=name, options=_listed(options), value=value)

    def radios(self, name: str, key: str, options: Options, value: str, why: str = "") -> html.Fieldset:
        """A choice of a few, all of them seen at once."""
        items = dbc.RadioItems(
            id=f"{self.form}-{name}", name=name, options=_listed(options), value=value, inline=True,
            className="ok-segments",
        )  # fmt: skip
        told = [html.P(why, className="ok-muted")] if why else []
        return html.Fieldset([html.Legend(t(self.lang, key), className="ok-label"), items, *told])

    def measure(self, chosen: str) -> html.Fieldset:
        """How emissions are shown."""
        return self.radios(
            "measure", "measure.label", [(one, t(self.lang, f"measure.{one}")) for one in MEASURES], chosen
        )

    def language(self) -> html.Fieldset:
        """The language of what is made, and of the page with it."""
        options = [(one, t(one, "nav.this_language")) for one in LANGUAGES]
        return self.radios("language", "share.language", options, self.lang, t(self.lang, "share.language_why"))

    def cities(
        self, chosen: tuple[str, ...], tables: Tables, nobody: str, full: str, *, typed: str = "", fault: str = ""
    ) -> html.Fieldset:
        """The chosen municipalities, each with a button that takes it away, and a field that adds one by its name.

        ``nobody`` is said when none is chosen, ``full`` when there is no room for more, ``fault`` of ``typed``.
        """
        lang, field = self.lang, f"{self.form}-add"
        names = {slug: tables.municipality(tables.slugs[slug]).name for slug in chosen}
        chips = [html.Li([name, remove(lang, "remove", slug, name, field)]) for slug, name in names.items()]
        listed: Any = html.Ul(chips, className="ok-chips") if chips else html.P(nobody)
        adding = [
            self.label("add", "share.add"),
            html.Div(
                [
                    dbc.Input(id=field, name="add", type="text", list=Id.NAMES, autoComplete="off", value=typed),
                    html.Button(t(lang, "share.add_button"), type="submit", className="ok-button"),
                ],
                className="ok-add",
            ),
            html.P(fault, id=f"{self.form}-fault", role="alert", className="ok-fault"),
        ]
        return html.Fieldset(
            [
                html.Legend(t(lang, "share.cities"), className="ok-label"),
                dbc.Input(type="hidden", name="cities", value=",".join(chosen)),
                listed,
                *(adding if len(chosen) < MAX_CITIES else [html.P(full, className="ok-muted")]),
            ]
        )


def _listed(options: Options) -> list[dict[str, str]]:
    return [{"value": value, "label": name} for value, name in options]


def remove(lang: str, button: str, value: str, name: str, then: str) -> html.Button:
    """A cross that takes something away; ``then`` is the id of where the reader goes on."""
    told = t(lang, "share.remove", name=name)
    cross = [html.Span("×", **{"aria-hidden": "true"}), html.Span(told, className="visually-hidden")]
    return html.Button(
        cross, type="submit", name=button, value=value, className="ok-remove", title=told, **{"data-then": then}
    )


def copied(name: str, text: str, lang: str, label: str, why: str = "", *, of: str = "") -> html.Div:
    """A text that is taken elsewhere: what it is, the text itself, and a button that copies it.

    ``of`` is the text's own language, where it is another than the page's.
    """
    field = dbc.Textarea(
        id=name,
        value=text,
        readonly=True,
        rows=max(1, -(-len(text) // 88)) + text.count("\n"),
        spellcheck="false",
        className="ok-code ok-plain" if of else "ok-code",
    )
    button = html.Button(
        t(lang, "share.copy"),
        type="button",
        className="ok-copy",
        **{
            "aria-label": f"{t(lang, 'share.copy')}: {label}",
            "data-copy": name,
            "data-done": t(lang, "share.copied"),
            "data-refused": t(lang, "share.refused"),
        },
    )
    told = html.Span(className="ok-told", role="status")
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="ok-share-label"),
            *([html.P(why, className="ok-muted")] if why else []),
            html.Div(field, **({"lang": of} if of else {})),
            html.Div([button, told], className="ok-copy-row"),
        ],
        className="ok-copied",
    )
