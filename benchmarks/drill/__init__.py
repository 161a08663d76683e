"""The drill of screens, ``python -m benchmarks.drill``: one shows 5 000 views, and has its server taken away."""
