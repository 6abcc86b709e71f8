"""Meters: the CPU that a set of processes has used, to the nanosecond, and the memory they hold."""

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the CPU seconds that all threads of the processes have run (Linux: schedstat)."""
    total = 0
    for pid in pids:
        for task in _listdir(PROC / str(pid) / "task"):
            try:
                total += int((PROC / str(pid) / "task" / task / "schedstat").read_text().split()[0])
            except (OSError, IndexError):
                continue
    return total / 1e9


def pss_megabytes(pids: Iterable[int]) -> float:
    """Return the proportional set size of the processes together."""
    total = 0
    for pid in pids:
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def family(pid: int) -> list[int]:
    """Return the process and its living descendants."""
    children: dict[int, list[int]] = {}
    for name in _listdir(PROC):
        if name.isdigit():
            try:
                stat = (PROC / name / "stat").read_text()
            except OSError:
                continue
            parent = int(stat[stat.rindex(")") + 2 :].split()[1])
            children.setdefault(parent, []).append(int(name))
    found, queue = [], [pid]
    while queue:
        current = queue.pop()
        found.append(current)
        queue += children.get(current, [])
    return found


def _listdir(path: Path) -> list[str]:
    try:
        return [entry.name for entry in path.iterdir()]
    except OSError:
        return []
