"""How the dashboard bears many municipalities: made-up data sets of any size, and what each size costs."""
