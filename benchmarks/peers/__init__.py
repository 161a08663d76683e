"""The peers: a Vizro and a plain Dash application with the same charts as ours, as their own first pages teach to write one.

They know nothing of ours but a file of figures and rows (:mod:`benchmarks.peers.plain`).
"""
