"""How often something happened in this process, counted where it happens; ``/metrics`` reads it.

A leaf, so that rooms below the server can count without knowing who reads. Names are fixed words of the code, never
anything that a reader sent.
"""

import threading
from collections import Counter

#: A group of events and the event: ``("pictures", "drawn")``.
Event = tuple[str, str]

_counts: Counter[Event] = Counter()
_lock = threading.Lock()


def count(group: str, event: str) -> None:
    """Count one event."""
    with _lock:
        _counts[group, event] += 1


def counts() -> dict[Event, int]:
    """All that was counted since the process began; a child that was forked goes on from its parent's counts."""
    with _lock:
        return dict(_counts)
