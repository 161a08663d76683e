"""What is asked about a reader's file, as it goes from the web worker to the process that looks at it."""

import json
from dataclasses import asdict, dataclass, field

from dashboard.state import Language


@dataclass(frozen=True)
class Asked:
    """A file's bytes and its name, the language of the page, the page's query, and the form of the answer.

    ``whole`` asks for a document, else the answer is JSON for the page's script.
    """

    data: bytes
    name: str
    lang: Language
    query: dict[str, str] = field(default_factory=dict)
    whole: bool = False

    def packed(self) -> bytes:
        """All of it as bytes: one line of JSON, and then the file."""
        told = {key: value for key, value in asdict(self).items() if key != "data"}
        return json.dumps(told).encode() + b"\n" + self.data

    @classmethod
    def unpacked(cls, packed: bytes) -> "Asked":
        """What :meth:`packed` made."""
        line, _, data = packed.partition(b"\n")
        return cls(data=data, **json.loads(line))
