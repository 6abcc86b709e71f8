"""What the tests of who is asked to take a measure over share."""

import uuid
from datetime import date
from typing import Any

from django.db import connection
from django.urls import reverse

from bti.models import Bruker, Deltaker, Rolle
from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.deling import login
from tiltak.models import Tiltak, Tiltaksforespoersel
from tiltak.services import answer_forespoersel, ask_to_take


def spoer_url(verden: Verden) -> str:
    return reverse("tiltak:spoer", args=[verden.nora_sak.pk])


def svar_url(en: Tiltaksforespoersel, side: str = "tiltak:svar") -> str:
    return reverse(side, args=[en.pk])


def read(bruker: Bruker, where: str) -> str:
    return login(bruker).get(where).content.decode()


def sak_url(verden: Verden) -> str:
    return reverse("stafettlogg:sak", args=[verden.nora_sak.pk])


def fresh(pk: uuid.UUID) -> Tiltaksforespoersel:
    with as_owner():
        return Tiltaksforespoersel.objects.select_related("sak", "tiltak").get(pk=pk)


def all_rows() -> list[Tiltaksforespoersel]:
    with as_owner():
        return list(Tiltaksforespoersel.objects.order_by("asked_at"))


def ansvarlig(tiltak: Tiltak) -> uuid.UUID:
    with as_owner():
        return Tiltak.objects.get(pk=tiltak.pk).ansvarlig_id


def ask(verden: Verden, tiltak: Tiltak, hvem: Bruker, svarfrist: date | None = None) -> Tiltaksforespoersel:
    noekkel = uuid.uuid4()
    with acting_as(verden.jonas.pk):
        ask_to_take(
            verden.nora_sak, valg=[(tiltak.pk, hvem.pk)], svarfrist=svarfrist or i_dag(7), noekkel=noekkel
        )
    return fresh(uuid.uuid5(noekkel, str(tiltak.pk)))


def answer(en: Tiltaksforespoersel, hvem: Bruker, svar: str = "ja", grunn: str = "") -> None:
    with acting_as(hvem.pk):
        answer_forespoersel(en, svar=svar, grunn=grunn, versjon=en.tiltak.versjon)


def waits(en: Tiltaksforespoersel, hvem: Bruker) -> bool:
    """Whether PostgreSQL says to a person that the question waits."""
    with acting_as(hvem.pk), connection.cursor() as cursor:
        cursor.execute("SELECT tiltaksforespoersler_som_staar()")
        return en.pk in cursor.fetchone()[0]


def seen_by(hvem: Bruker) -> int:
    with acting_as(hvem.pk):
        return Tiltaksforespoersel.objects.count()


def make_tiltak(verden: Verden, **felter: Any) -> Tiltak:
    """One of somebody who has been in the case."""
    with as_owner():
        er_her = Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.erik).exists()
    if not er_her:
        f.DeltakerFactory(
            sak=verden.nora_sak, bruker=verden.erik, rolle=Rolle.FAGPERSON, tjeneste=verden.skole,
            gyldig_fra=i_dag(-40), gyldig_til=i_dag(-20),
        )  # fmt: skip
    return f.TiltakFactory(**{"sak": verden.nora_sak, "maal": None, "ansvarlig": verden.erik} | felter)


def let_lise_in(verden: Verden) -> None:
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
    grant_from_roles()


def withdraw() -> None:
    with as_owner():
        Samtykke.objects.update(
            withdrawn_at=naa(), withdrawn_by_id=Samtykke.objects.first().giver_id, slutt="trukket"
        )
