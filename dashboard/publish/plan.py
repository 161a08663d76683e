"""What is published: which views of which places in which languages, and one name for all that it is made from."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.config import ROOT, settings
from dashboard.pictures.ahead import cities
from dashboard.pictures.edition import edition
from dashboard.state import THEMES, Language, Theme, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS

#: Code that decides what an embed's document says, besides what its picture is drawn from.
WRITTEN_BY = ("layouts", "assets", "dashboard/publish", "dashboard/exports")


@dataclass(frozen=True)
class Job:
    """One view of one place in one language: its pictures, figures, table, and a document a theme."""

    view: str
    lang: Language
    #: A municipality's slug; empty for the country.
    slug: str

    @property
    def key(self) -> str:
        """The folder of its documents, and its name in the journal: ``sv/embed/trajectory/umea``."""
        return "/".join(part for part in (self.lang, "embed", self.view, self.slug) if part)

    @property
    def state(self) -> ViewState:
        """The state that is shown."""
        return ViewState(lang=self.lang, cities=(self.slug,) if self.slug else ())

    def document(self, theme: Theme) -> str:
        """The path of the document in a theme; the one that follows the reader's system answers at the folder."""
        return f"{self.key}/{'index' if theme == 'auto' else theme}.html"


#: The themes that each job has a document in.
DOCUMENTS: tuple[Theme, ...] = THEMES


def jobs(tables: Tables, slugs: Sequence[str] | None, languages: Sequence[Language]) -> Iterator[Job]:
    """Every job: the country first, and then the places given, by default the contract's municipalities."""
    for slug in ["", *(cities(tables) if slugs is None else slugs)]:
        for view in VIEWS:
            for lang in languages:
                yield Job(view, lang, slug)


def made_from(tables: Tables, pictures: bool) -> str:
    """Sixteen hexadecimal digits that change when the data, the code or what the documents lead to does."""
    parts = (edition(tables), _code(), settings().public_url, settings().base_path, str(pictures))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for room in WRITTEN_BY:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".css", ".js"):
                digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
