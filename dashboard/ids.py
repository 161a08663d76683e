"""Every component id, so that a typo is an import error and not a silent callback."""

from enum import StrEnum


class Id(StrEnum):
    """Ids of the components that callbacks read or write."""

    LOCATION = "location"
    #: What the browser tells: path, query, theme as seen, size class. Written clientside.
    VISIT = "visit"
    PAGE = "page"
    #: The document's title and language, for the browser to take over.
    DOCUMENT = "document"
    #: The names of the municipalities that the search suggests.
    NAMES = "names"
    #: The state that the page shows, as the query string of its address.
    CONTROLS = "controls"
    #: The controls as changed by the reader after the page came: what the views are built anew from.
    CHOSEN = "chosen"
    #: What a page opens with, the views that the controls change, and what comes after them.
    LEAD = "lead"
    VIEWS = "views"
    MORE = "more"
    KEY_FIGURES = "key-figures"
    MEASURE = "measure"
    FROM = "from"
    TO = "to"
    TARGET = "target"
    LAYER = "layer"
    SEARCH = "search"
    THEME = "theme"
    ANNOUNCER = "announcer"
    LIST = "municipality-list"
    FILTER = "list-filter"
