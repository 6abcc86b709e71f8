"""`./stafett stopp`: end the demo and all servers of this folder."""

from bti.drift import demo, tjenere
from bti.drift.steder import ROT, demo_folder


def main(arguments: list[str]) -> int:
    """Stop the demo first, so that it does not start its servers again."""
    del arguments
    stopped = demo.stop_running()
    folders = {demo_folder(), *(path for path in ROT.glob(".stafett*") if path.is_dir())}
    for folder in sorted(folders):
        stopped = tjenere.halt(folder) or stopped
    print("Alt er stoppet." if stopped else "Ingenting gikk.")
    return 0
