"""What the tests of the safe way out share: writing one, and asking as the owner."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from bti.models import Bruker, Rolle, Sak, SkjermetBekymring, Tilbakehold
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag


def sql(text: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, arguments)
        return cursor.fetchall()


def payload(verden: Verden, **endret: Any) -> str:
    """What ``skjermet_skriv`` takes; the ids as text."""
    p = {
        "id": uuid4(), "tjeneste_id": verden.skole.pk, "sak_id": None, "undring_id": None, "merkelapp": "",
        "observert": "Et blått merke på armen.", "observert_dato": i_dag().isoformat(), "barnets_ord": "",
        "hvem_er_til_fare": "", "barnet_naa": "",
    }  # fmt: skip
    return json.dumps({k: str(v) if isinstance(v, UUID) else v for k, v in (p | endret).items()})


def write(verden: Verden, by: Bruker, **endret: Any) -> UUID:
    """Write one as this person, straight in SQL."""
    with acting_as(by.pk):
        return sql("SELECT skjermet_skriv(%s::jsonb)", payload(verden, **endret))[0][0]


def name_reader(skjermet: UUID, by: Bruker, leser: Bruker, *, kan_frigi: bool = False) -> UUID:
    leser_id = uuid4()
    with acting_as(by.pk):
        sql("SELECT skjermet_navngi(%s, %s, %s, %s)", leser_id, skjermet, leser.pk, kan_frigi)
    return leser_id


def seen_by(bruker: Bruker) -> set[UUID]:
    """What exists for the person, asked without a word of whose it is."""
    with acting_as(bruker.pk):
        return set(SkjermetBekymring.objects.values_list("pk", flat=True))


def make_parent(verden: Verden, bruker: Bruker) -> None:
    """Let an employee be Nora's parent too, who follows the case: it is theirs to see, and not to write about."""
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=bruker, registered_by=verden.jonas
    )
    f.DeltakerFactory(sak=verden.nora_sak, bruker=bruker, rolle=Rolle.FORESATT)
    with acting_as(bruker.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()


def hold_of(skjermet: UUID) -> Tilbakehold:
    with as_owner():
        return Tilbakehold.objects.get(skjermet_id=skjermet)


def let_go(skjermet: UUID, by: Bruker, valg: str = "send") -> None:
    hold = hold_of(skjermet).pk
    with acting_as(by.pk):
        sql("SELECT skjermet_frigi(%s, %s)", hold, valg)
