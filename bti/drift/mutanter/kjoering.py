"""`./stafett mutanter [--rask] [ord …]`: put faults into a copy of the project, one at a time: do the tests find them?

Without `--rask` each mutant gets a new Python and a database that is migrated with the fault in it. With it the
libraries and the migrated database are shared, as in `./stafett test` (tests/tilgang/test_mutanter.py). Words choose
the mutants whose name or file they stand in. There are as many places to try them as there are cores.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

from bti.drift.mutanter.liste import ALLE
from bti.drift.mutanter.mutant import Mutant
from bti.drift.mutanter.stand import Stand, VarmStand

RASK = "--rask"


def main(arguments: list[str]) -> int:
    """Try the chosen mutants, and return 0 when every one of them was found."""
    chosen = _choose([word for word in arguments if word != RASK])
    if not chosen:
        print("Ingen mutant har de ordene i navnet eller filen.")
        return 2
    with ExitStack() as places:
        kind = VarmStand if RASK in arguments else Stand
        first, *others = [places.enter_context(kind()) for _ in range(min(len(chosen), os.cpu_count() or 1))]
        whole = first.try_whole(sorted({test for mutant in chosen for test in mutant.tester}))
        if not whole.bestod:
            print(f"Prøvene består ikke uten mutanter, så det de finner, betyr ingenting.\n{whole}")
            return 1
        print(f"Uten mutanter består prøvene ({whole.sekunder:.0f} s).", flush=True)
        found = sum(_try_all([first, *others], chosen))
    print(f"\n{found} av {len(chosen)} mutanter funnet.")
    return 0 if found == len(chosen) else 1


def _try_all(stands: list[Stand], chosen: list[Mutant]) -> list[bool]:
    """Give each mutant to whichever place is free."""
    free: SimpleQueue[Stand] = SimpleQueue()
    for stand in stands:
        free.put(stand)

    def is_found(mutant: Mutant) -> bool:
        stand = free.get()
        try:
            return _is_found(stand, mutant)
        finally:
            free.put(stand)

    with ThreadPoolExecutor(len(stands)) as pool:
        return list(pool.map(is_found, chosen))


def _choose(words: list[str]) -> list[Mutant]:
    return [m for m in ALLE if not words or any(word in m.navn or word in m.fil for word in words)]


def _is_found(stand: Stand, mutant: Mutant) -> bool:
    utfall = stand.try_mutant(mutant)
    print(utfall, flush=True)
    return utfall.funnet
