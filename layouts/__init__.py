"""Pages as Dash components: pure functions of a page and the tables."""
