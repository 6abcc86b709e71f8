"""`./stafett mutanter [--rask] [ord …]`: put faults into a copy of the project, one at a time: do the tests find them?

Without `--rask` each mutant gets a new Python and a database that is migrated with the fault in it. With it the
libraries and the migrated database are shared, as in `./stafett test` (tests/tilgang/test_mutanter.py). Words choose
the mutants whose name or file they stand in.
"""

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
    with VarmStand() if RASK in arguments else Stand() as stand:
        whole = stand.try_whole(sorted({test for mutant in chosen for test in mutant.tester}))
        if not whole.bestod:
            print(f"Prøvene består ikke uten mutanter, så det de finner, betyr ingenting.\n{whole}")
            return 1
        print(f"Uten mutanter består prøvene ({whole.sekunder:.0f} s).", flush=True)
        left = [mutant for mutant in chosen if not _is_found(stand, mutant)]
    print(f"\n{len(chosen) - len(left)} av {len(chosen)} mutanter funnet.")
    return 1 if left else 0


def _choose(words: list[str]) -> list[Mutant]:
    return [m for m in ALLE if not words or any(word in m.navn or word in m.fil for word in words)]


def _is_found(stand: Stand, mutant: Mutant) -> bool:
    utfall = stand.try_mutant(mutant)
    print(utfall, flush=True)
    return utfall.funnet
