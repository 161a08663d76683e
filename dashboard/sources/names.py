"""Municipalities by the names that publishers use."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from dashboard.tables.loading import Tables


def plain(name: str) -> str:
    """A name without accents and case: ``Håbo`` and ``Habo`` become the same, which is the trap."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Names:
    """Finds codes by name. Names are compared without case, and without accents where a file has none."""

    def __init__(self, tables: Tables) -> None:
        names = dict(zip(tables.municipalities["code"], tables.municipalities["name"], strict=True))
        self.by_code: dict[str, str] = {str(code): str(name) for code, name in names.items()}
        counties = zip(tables.municipalities["code"], tables.municipalities["county"], strict=True)
        self._counties: dict[str, str] = {str(code): str(county) for code, county in counties}
        self._exact = {self._key(name): code for code, name in self.by_code.items()}
        self._plain: dict[str, list[str]] = defaultdict(list)
        for code, name in self.by_code.items():
            self._plain[plain(name)].append(code)

    @staticmethod
    def _key(name: str) -> str:
        return unicodedata.normalize("NFC", " ".join(name.split()).casefold())

    def exact(self, name: str) -> str | None:
        """The code of a name as it is spelled, or ``None``."""
        return self._exact.get(self._key(name))

    def without_accents(self, name: str) -> list[str]:
        """Every code that a name without å, ä and ö may mean."""
        return list(self._plain.get(plain(name), ()))

    def absent(self, codes: Iterable[str]) -> list[str]:
        """A remark on the municipalities that a file does not have, if there are any."""
        count = len(set(self.by_code) - set(codes))
        return [f"{count} of the {len(self.by_code)} municipalities are not in the file"] if count else []

    def county(self, code: str) -> str:
        """The name of a municipality's county."""
        return self._counties[code]

    def same(self, code: str, name: str) -> bool:
        """Whether a name, accents or not, is that of a code."""
        return code in self.without_accents(name)


def has_accents(names: Iterable[str]) -> bool:
    """Whether a file spells names with accents: if none of its names has one, it may have lost them."""
    return any(not name.isascii() for name in names)
