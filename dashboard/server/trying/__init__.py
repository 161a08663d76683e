"""A reader's own file, looked at in a process of its own that is bounded in time and memory, and kept nowhere."""
