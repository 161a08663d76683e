"""The data: what the tables look like, how they are read, checked, released and kept."""
