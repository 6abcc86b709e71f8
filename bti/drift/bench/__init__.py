"""`./stafett bench`: how much work a page costs, against the least that Python and PostgreSQL can do it for.

Fills a database with N cases, then measures the app (one web worker, row-level security, signed actor, consent rule
and read log on) and the floor (the same questions by hand in a bare WSGI function) in turn, in one run.
"""

import argparse
import json
from dataclasses import asdict

from bti.drift.bench import miljoe, rapport, revisjon
from bti.drift.bench.fylling import fill
from bti.drift.bench.kjoering import measure

STOERRELSER = (10_000,)


def main(arguments: list[str]) -> int:
    """Fill and measure each size, print the tables, and keep the figures in `.stafett-bench/resultat.json`."""
    choices = _parse(arguments)
    servers = miljoe.start()
    try:
        results = []
        for saker in choices.saker:
            base = miljoe.prepare_database(servers, saker, afresh=choices.paa_nytt)
            fill(base, saker)
            results.append(measure(base, saker, runder=choices.runder, bare=choices.bare))
            print(rapport.table(results[-1]), flush=True)
            print(revisjon.measure(base).table(), flush=True)
        if len(results) > 1:
            print(rapport.growth(results), flush=True)
        (servers.folder / "resultat.json").write_text(json.dumps([asdict(r) for r in results], indent=1))
    finally:
        servers.stop()
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./stafett bench", description=__doc__)
    parser.add_argument(
        "--saker",
        type=lambda text: [int(part.replace("_", "")) for part in text.split(",")],
        default=list(STOERRELSER),
        help="antall saker, med komma mellom: 10000,100000,1000000",
    )
    parser.add_argument("--runder", type=int, default=150, help="forespørsler av hvert slag som telles")
    parser.add_argument(
        "--bare", type=lambda text: text.split(","), help="bare disse: liste,detalj,søk,nytt innlegg"
    )
    parser.add_argument("--paa-nytt", action="store_true", help="fyll databasen på nytt")
    return parser.parse_args(arguments)
