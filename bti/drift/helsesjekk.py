"""Health checks of the containers: `python -m bti.drift.helsesjekk web|worker|beat`, exit code 0 when well."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PULS = Path("/tmp/beat")  # noqa: S108 (the container's own, named in docker-compose.yml)
# Some ticker is due every minute.
ELDSTE_PULS = 3 * 60


def check_web() -> bool:
    """Ask the page that looks at the database, as the proxy in front of us would."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(
        "http://127.0.0.1:8000/readyz", headers={"Host": host, "X-Forwarded-Proto": "https"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=8) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def check_worker() -> bool:
    """Ask this container's worker through the queue, so that a broken queue shows too."""
    from bti.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=10).ping())


def check_beat() -> bool:
    """See that the clock went lately (bti/takt.py)."""
    return PULS.exists() and time.time() - PULS.stat().st_mtime < ELDSTE_PULS


CHECKS = {"web": check_web, "worker": check_worker, "beat": check_beat}

if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
