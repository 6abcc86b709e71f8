"""The register of made-up Solvik, read from a file. Every number in it is synthetic."""

import json
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from bti.models import Adressesperre, Relasjonstype
from bti.register import Registerforelder, Registerperson


class DemoRegister:
    """Answers like the real one, out of fixtures/demo/folkeregister.json."""

    def find(self, foedselsnummer: str) -> Registerperson | None:
        """Return the made-up person with this number."""
        return _read().get(foedselsnummer)

    def examples(self) -> list[Registerperson]:
        """Return everybody, so that a visitor has numbers to try."""
        return list(_read().values())


@cache
def _read() -> dict[str, Registerperson]:
    with (settings.DEMO_MAPPE / "folkeregister.json").open(encoding="utf-8") as file:
        return {row["foedselsnummer"]: _person(row) for row in json.load(file)}


def _person(row: dict[str, Any]) -> Registerperson:
    return Registerperson(
        foedselsnummer=row["foedselsnummer"],
        navn=row["navn"],
        foedselsdato=date.fromisoformat(row["foedselsdato"]),
        adressesperre=Adressesperre(row.get("adressesperre", Adressesperre.INGEN)),
        foreldre=tuple(
            Registerforelder(
                foedselsnummer=one["foedselsnummer"],
                navn=one["navn"],
                relasjon=Relasjonstype(one["relasjon"]),
                har_foreldreansvar=one["har_foreldreansvar"],
            )
            for one in row["foreldre"]
        ),
    )
