"""The tables room: schemas, loading, checking, releases, and the store that the server reads."""

import pandas as pd

# Text in frames of ten rows: Python's own strings are a third faster there than Arrow's, and nothing here is large.
pd.options.mode.string_storage = "python"
