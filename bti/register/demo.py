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
        row = next((one for one in _read() if one["foedselsnummer"] == foedselsnummer), None)
        return _person(row) if row else None

    def everybody(self) -> list[Registerperson]:
        """Return every made-up child."""
        return [_person(one) for one in _read()]

    def find_navn(self, navn: str) -> Registerperson:
        """Return the made-up child with this name. Raises StopIteration when there is none."""
        return _person(next(one for one in _read() if one["navn"] == navn))

    def examples(self) -> list[Registerperson]:
        """Return the children that a visitor may try: no case has been opened about them."""
        return [_person(one) for one in _read() if one.get("proev")]


@cache
def _read() -> list[dict[str, Any]]:
    with (settings.DEMO_MAPPE / "folkeregister.json").open(encoding="utf-8") as file:
        return json.load(file)


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
                barnet_bor_her=one.get("barnet_bor_her"),
            )
            for one in row["foreldre"]
        ),
    )
