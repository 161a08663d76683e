"""What stays is left alone by the collector; what comes after it is not."""

import gc

from dashboard.serving import still


class Ring:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.own = self


def test_what_is_there_is_left_alone_and_what_comes_after_is_freed():
    before = gc.get_freeze_count()
    try:
        kept = [{} for _ in range(5000)]
        still()
        assert gc.get_freeze_count() >= before + len(kept)
        Ring()
        assert gc.collect() >= 1
    finally:
        gc.unfreeze()
