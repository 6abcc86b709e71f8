"""How much is asked: enough for each run, and far more at night. A fixed seed finds the same again."""

import os

NATT = os.environ.get("STAFETT_NATT") == "1"
FROE = range(24)  # together they let each condition decide both ways (test_verdener.py)
FROE_NAA = range(40) if NATT else range(3)  # twice as many decisions as each run is to make
FROE_SIDER = range(1000, 1040) if NATT else range(1000, 1003)  # each page costs some milliseconds
