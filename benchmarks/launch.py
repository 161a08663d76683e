"""``python -m benchmarks.launch run …``: the dashboard as it is on a machine where npm has not put the basic bundle."""

from dashboard.__main__ import main
from dashboard.config import ROOT
from dashboard.server import static

if __name__ == "__main__":
    static.PLOTLY_BASIC = ROOT / "node_modules" / "nowhere" / "plotly-basic.min.js"
    main(prog_name="python -m benchmarks.launch")
