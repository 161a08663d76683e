"""The peers: a Vizro and a plain Dash application with our charts, written as their own first pages teach.

They know nothing of ours but a file of figures and rows (:mod:`benchmarks.peers.plain`).
"""
