"""How much is asked: enough for each run, and ten times as much at night. A fixed seed finds the same again."""

import os

NATT = os.environ.get("STAFETT_NATT") == "1"
FROE = range(12)  # together they let each condition decide both ways (test_verdener.py)
FROE_NAA = range(120) if NATT else range(3)  # more decisions than each run is to make
FROE_SIDER = range(1000, 1040) if NATT else range(1000, 1003)  # each page costs some milliseconds
