"""The signs of verdicts, the same in every picture of view ``goals``."""

#: A sign and a colour a verdict; the word stands beside it, so that neither is needed alone.
SIGNS = {
    "reached": ("circle", "good"),
    "on_track": ("triangle-right", "good"),
    "behind": ("triangle-up", "bad"),
    "not_reached": ("x", "bad"),
    "awaiting_data": ("circle-open", "wait"),
    "cannot_be_judged": ("diamond-open", "muted"),
}
