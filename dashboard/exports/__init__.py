"""Writers of files: each takes a built view."""
