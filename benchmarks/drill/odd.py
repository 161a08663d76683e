"""Odd requests without end, the same for the same seed: every route, odd methods, headers, texts and bodies."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from dashboard.state import FIRST_YEAR, LANGUAGES, LAST_YEAR, LAYERS, MEASURES
from dashboard.views import VIEWS

CALLBACK = "/_dash-update-component"
PART = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
METHODS = ("GET",) * 12 + (
    "HEAD",
    "HEAD",
    "OPTIONS",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "TRACE",
    "PROPFIND",
    "X-ODD",
    "get",
)
CITIES = ("ale", "habo", "umea", "lund", "habo-uppsala", "arjang")
#: Texts that are no honest value of anything.
TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\r\n",
    "\t",
    "'",
    '"',
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%s%n",
    "..",
    "../../etc/passwd",
    "%2e%2e%2f",
    "%",
    "%zz",
    "%00",
    "%ff%fe",
    "å",
    "Å" * 40,
    "é",
    "𝔘",
    "\u202e",
    "\ufeff",
    "\ud800",
    "١٩٩٠",
    "²",
    "null",
    "true",
    "NaN",
    "-1",
    "--5",
    "1e308",
    "9" * 60,
    "0x7e4",
    "[]",
    "{}",
    "a" * 300,
    "," * 200,
    "x" * 3000,
    "%25" * 300,
    "umea,lund",
    "UMEA",
    "umea,umea,lund,,ale",
    "2026-11",
    "2001-01",
    "sv",
    "en",
    "dark",
    "narrow",
    "capita",
    "wide",
    "all",
    "nan",
    "inf",
)
KEYS = (
    "cities",
    "city",
    "measure",
    "from",
    "to",
    "base",
    "target",
    "theme",
    "size",
    "release",
    "layer",
    "align",
    "layout",
    "refs",
    "by",
    "reveal",
    "pace",
    "pace.transport",
    "pace.ale",
    "views",
    "view",
    "url",
    "format",
    "maxwidth",
    "maxheight",
    "like",
    "like.mix",
    "seconds",
    "title",
    "add",
    "remove",
    "clear",
    "hide",
    "lang",
    "kind",
    "slides",
    "open",
    "since",
    "slug",
    "mode",
    "code",
)
HEADERS = (
    ("Accept-Language", ("sv;q=x", "*", "en;q=9999", "sv,en;q=", ";;;,,,=", "sv-SE" * 200, "\xff\xfe")),
    ("If-None-Match", ('"', '"x"', "W/", "*", '"a",' * 300, 'W/"\xff"')),
    ("If-Modified-Since", ("yesterday", "Thu, 99 Foo 9999 99:99:99 GMT", "0", "-1")),
    (
        "Range",
        ("bytes=0-", "bytes=-1", "bytes=5-2", "bytes=0-0,1-1,2-2", "bytes=99999999999999999999-", "lines=1-2", "bytes"),
    ),
    ("If-Range", ('"x"', "yesterday")),
    ("Accept-Encoding", ("br;q=x", "gzip;q=-1", "*;q=0", "identity;q=0", "br,gzip,deflate,zstd" * 50, "\xff")),
    ("Accept", ("application/json", "*/*;q=x", "text/html;level=", ",,,", "application/json;q=0,*/*;q=0")),
    (
        "Content-Type",
        (
            "application/json",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "x/y; charset=odd",
            "application/x-www-form-urlencoded",
            "application/octet-stream",
            "application/json; charset=utf-7",
        ),
    ),
    ("Host", ("", "x", "a:b", "[", "evil.example", "x" * 300, "127.0.0.1:99999")),
    ("Origin", ("null", "http://[", "https://evil.example", "")),
    ("Referer", ("http://[", "x" * 2000)),
    ("Cookie", ("a=b", "=;=;=", "x" * 3000, '"\\')),
    ("X-Forwarded-For", ("1.2.3.4, x", "")),
    ("X-Forwarded-Proto", ("https", "javascript")),
    ("X-File-Name", ("%00", "../x.csv", "%ff", "x" * 3000)),
    ("Sec-Fetch-Site", ("cross-site", "same-origin", "odd")),
    ("Transfer-Encoding", ("chunked", "gzip, chunked", "identity", "odd")),
    ("Content-Length", ("0", "-1", "5", "99999", "99999999999", "x", "5, 5", "+5", "1e3")),
    ("Expect", ("100-continue", "odd")),
    ("Upgrade", ("websocket", "h2c")),
    ("Authorization", ("Basic x", "Digest a=", "Bearer \xff")),
)


@dataclass(frozen=True)
class Odd:
    """A request as it goes over the line: the target is ASCII, headers are Latin-1."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    #: Whether the length that is told is not the body's: then not every server answers.
    lies: bool = field(default=False)

    def __str__(self) -> str:
        return f"{self.method} {self.target[:300]} {dict(self.headers)} {self.body[:300]!r}"[:1200]

    def wire(self) -> bytes:
        """The bytes of it, on a line that is not kept."""
        told = {name.lower() for name, _ in self.headers}
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [] if "host" in told else ["Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines += (
            [f"Content-Length: {len(self.body)}"]
            if self.body and not told & {"content-length", "transfer-encoding"}
            else []
        )
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + self.body


def requests(seed: int, rules: Sequence[str], callbacks: Sequence[dict[str, Any]]) -> Iterator[Odd]:
    """Odd requests to each of the ``rules`` (as Werkzeug writes them), and ``callbacks`` bent out of shape."""
    chance = random.Random(seed)
    while True:
        for rule in rules:
            yield _one(chance, rule)
            if callbacks and chance.random() < 0.3:
                yield _callback(chance, chance.choice(callbacks))


def _one(chance: random.Random, rule: str) -> Odd:
    method = chance.choice(METHODS)
    path = PART.sub(
        lambda found: quote(_value(chance, found[1]).encode("utf-8", "surrogatepass"), safe="/.,-_~%"), rule
    )
    if chance.random() < 0.03:
        path += chance.choice(("/", "//", "/..", "/%2e%2e/", "%00", ";x", "/é".encode().decode("latin-1")))
    if chance.random() < 0.02:
        path = "/" * chance.randint(1, 40) + path
    query = _query(chance)
    target = "".join(one if "!" <= one <= "~" else quote(one.encode("latin-1", "replace")) for one in path)
    body = (
        chance.choice((b"", b"x", b"{}", b"[" * 500, bytes(range(256)), b"a=b&c=%ff"))
        if method not in ("GET", "HEAD")
        else b""
    )
    headers, lies = _headers(chance, body)
    return Odd(method, f"{target or '/'}{'?' + query if query else ''}", headers, body, lies)


def _value(chance: random.Random, name: str) -> str:
    known = {
        "lang": (*LANGUAGES, *LANGUAGES, *LANGUAGES, "SV", "de"),
        "view": (*VIEWS, *VIEWS, "coverage", "all", "nothing"),
        "slug": (*CITIES, *CITIES, "atlantis", "UMEA"),
        "extension": ("csv", "csv", "svg", "xlsx", "exe"),
        "path": (
            "sv",
            "en",
            "sv/city/ale",
            "en/city/habo",
            "sv/compare",
            "sv/share",
            "en/about/data",
            "sv/about/changes",
            "sv/about/method",
            "sv/screen/setup",
            "sv/try",
            "en/about/accessibility",
            "sv/city/",
            "favicon.ico",
        ),
    }.get(name, ())
    return chance.choice(known) if known and chance.random() < 0.9 else chance.choice(TEXTS)


def _query(chance: random.Random) -> str:
    pairs = []
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 5))):
        key = chance.choice(KEYS) if chance.random() < 0.93 else chance.choice(TEXTS)
        pairs.append((key, _asked(chance, key)))
    if pairs and chance.random() < 0.1:
        pairs += pairs[:1] * chance.choice((1, 5, 40))
    text = "&".join(f"{_escaped(chance, key)}={_escaped(chance, value)}" for key, value in pairs)
    return text[:7000]


def _asked(chance: random.Random, key: str) -> str:
    if chance.random() < 0.35:
        return chance.choice(TEXTS)
    if key in ("cities", "city"):
        return ",".join(chance.sample(CITIES, chance.choice((1, 1, 1, 2))))
    if key in ("from", "to", "base", "by"):
        return str(chance.randint(FIRST_YEAR - 5, LAST_YEAR + 5))
    if key.startswith("pace"):
        return f"{chance.uniform(-30, 60):.1f}"
    values = {
        "measure": MEASURES,
        "layer": LAYERS,
        "views": tuple(VIEWS),
        "view": tuple(VIEWS),
        "refs": ("county", "group", "nation"),
        "url": ("http://127.0.0.1/sv/city/ale", "http://[", "/sv/embed/goals/ale", "javascript:x"),
        "size": ("narrow", "portrait", "landscape"),
        "align": ("lap", "year"),
        "layout": ("panels", "over"),
        "reveal": ("1", "2"),
        "theme": ("dark", "light"),
    }.get(key)
    return chance.choice(values) if values else chance.choice(TEXTS)


def _escaped(chance: random.Random, text: str) -> str:
    raw = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        return "".join(chr(one) if 33 <= one <= 126 else f"%{one:02x}" for one in raw)
    return quote(raw, safe=chance.choice(("", ",", ",/:")))


def _headers(chance: random.Random, body: bytes) -> tuple[tuple[tuple[str, str], ...], bool]:
    if chance.random() < 0.5:
        return (), False
    chosen = chance.sample(HEADERS, chance.choice((1, 1, 2, 3)))
    told = tuple((name, chance.choice(values)) for name, values in chosen)
    lies = any(
        name in ("Transfer-Encoding", "Expect") or (name == "Content-Length" and value != str(len(body)))
        for name, value in told
    )
    return told, lies


def _callback(chance: random.Random, honest: dict[str, Any]) -> Odd:
    kind = chance.random()
    if kind < 0.08:
        body = chance.choice(
            (b"", b"null", b"[" * 30_000, b'{"a":' * 5_000, b"\xff\xfe", b'"\\ud800"', b"x" * 70_000, b"1" * 5_000)
        )
    else:
        body = json.dumps(_bent(chance, honest, 0.08 if kind < 0.8 else 0.3)).encode()
    odd = (
        {"Content-Type": "application/json"}
        if chance.random() < 0.95
        else dict([chance.choice((("Content-Type", "text/plain"), ("X", "y")))])
    )
    return Odd("POST" if chance.random() < 0.98 else "GET", CALLBACK, tuple(odd.items()), body)


def _bent(chance: random.Random, value: Any, often: float) -> Any:
    """The value with some of its parts changed, gone, doubled or of another kind."""
    if chance.random() < often:
        deep: Any = "x"
        for _ in range(chance.choice((3, 50, 600))):
            deep = [deep] if chance.random() < 0.5 else {"a": deep}
        return chance.choice((None, True, -1, 1e308, 10**30, [], {}, [None] * 2_000, {"": ""}, deep, *TEXTS[:30]))
    if isinstance(value, dict):
        return {key: _bent(chance, one, often) for key, one in value.items() if chance.random() > often / 3}
    if isinstance(value, list):
        bent = [_bent(chance, one, often) for one in value]
        return bent * 2 if chance.random() < often / 4 else bent
    return value
