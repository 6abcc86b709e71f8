"""What the tests of the baton share."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from bti.models import Bruker, Deltaker, Rolle
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Stafettveksling
from stafettlogg.services import answer_stafett, offer_stafett
from tests.cast import Verden, give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import login
from tests.tiltak.spurt import let_lise_in

BESKJED = "Mor vil helst bli ringt etter klokka tre."
GRUNN = "Jeg begynner i permisjon."


@pytest.fixture
def kollega(verden: Verden) -> Bruker:
    """Lise takes part for the school, and PPT for itself."""
    give_consent(verden, verden.kari, verden.tom)
    let_lise_in(verden)
    grant_from_roles()
    return verden.lise


def hjem_url() -> str:
    return reverse("stafettlogg:hjem")


def gi_url(verden: Verden) -> str:
    return reverse("stafettlogg:stafett-gi", args=[verden.nora_sak.pk])


def svar_url(en: Stafettveksling) -> str:
    return reverse("stafettlogg:stafett-svar", args=[en.pk])


def read(bruker: Bruker, where: str) -> str:
    return login(bruker).get(where).content.decode()


def fresh(pk: uuid.UUID) -> Stafettveksling:
    with as_owner():
        return Stafettveksling.objects.select_related("sak").get(pk=pk)


def all_rows() -> list[Stafettveksling]:
    with as_owner():
        return list(Stafettveksling.objects.order_by("offered_at"))


def offer(
    verden: Verden, til: Bruker, *, by: Bruker | None = None, svarfrist: date | None = None
) -> Stafettveksling:
    noekkel = uuid.uuid4()
    with acting_as((by or verden.jonas).pk):
        offer_stafett(
            verden.nora_sak, til=til.pk, svarfrist=svarfrist or i_dag(7), beskjed=BESKJED, noekkel=noekkel
        )
    return fresh(noekkel)


def answer(en: Stafettveksling, hvem: Bruker, svar: str = "ja", grunn: str = "") -> None:
    with acting_as(hvem.pk):
        answer_stafett(en, svar=svar, grunn=grunn, by=hvem.pk)


def waits(en: Stafettveksling, hvem: Bruker) -> bool:
    """Whether PostgreSQL says to a person that the offer waits."""
    with acting_as(hvem.pk), connection.cursor() as cursor:
        cursor.execute("SELECT stafettvekslinger_som_staar()")
        return en.pk in cursor.fetchone()[0]


def seen_by(hvem: Bruker) -> int:
    with acting_as(hvem.pk):
        return Stafettveksling.objects.count()


def roller(verden: Verden) -> dict[str, str]:
    """The part of each who works in the case, those who stand in apart."""
    with as_owner():
        rader = Deltaker.objects.filter(sak=verden.nora_sak, tjeneste__isnull=False).select_related("bruker")
        return {
            f"{'vikar: ' if one.stedfortreder_for_id else ''}{one.bruker.navn}": one.rolle for one in rader
        }


def holder(verden: Verden) -> str:
    """Who holds the baton. There is one, always."""
    with as_owner():
        en = Deltaker.objects.select_related("bruker").get(
            sak=verden.nora_sak, rolle=Rolle.STAFETTHOLDER, stedfortreder_for=None, gyldig_til=None
        )
    return en.bruker.navn


def verbs(hvem: Bruker, verden: Verden) -> set[str]:
    with acting_as(hvem.pk), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_verb(%s)", [verden.nora_sak.pk])
        return set(cursor.fetchone()[0])
