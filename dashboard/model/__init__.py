"""What the figures mean: pure pandas and numpy, from tables to trends, gaps and verdicts.

Nothing here knows of Dash, Plotly or a language: verdicts and reasons are keys that the views translate.
"""
