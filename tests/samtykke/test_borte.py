"""When a service loses sight it is gone everywhere at once: pages, search, calendar, notices, reminders and jobs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Hovedperson, Tjeneste
from bti.tilgang.aktoer import acting_as
from bti.utskrift.jobb import make_utskrift
from bti.varsling.jobb import empty_utboks, sweep_paaminnelser
from bti.varsling.models import Paaminnelse, Utboks, Varsel
from samtykke import jobb
from samtykke.models import Samtykke
from samtykke.services import withdraw_samtykke
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import both_say_yes
from tests.varsling.hjelp import plan, tell

pytestmark = pytest.mark.django_db
KANARI = "lesefugl"


def take_back(verden, samtykke) -> None:
    with acting_as(verden.kari.pk):
        withdraw_samtykke(samtykke, by=verden.kari.pk)


def run_out(verden, _samtykke) -> None:
    with as_owner():
        Samtykke.objects.update(gyldig_fra=i_dag(-30), gyldig_til=i_dag(-1))


def close_the_service(verden, _samtykke) -> None:
    with as_owner():
        Tjeneste.objects.filter(pk=verden.ppt.pk).update(nedlagt_dato=i_dag())
    jobb.keep_watch()


def grow_up(verden, _samtykke) -> None:
    idag = timezone.localdate()
    with as_owner():
        Hovedperson.objects.filter(pk=verden.nora_sak.hovedperson_id).update(
            foedselsdato=idag.replace(year=idag.year - 16, day=min(idag.day, 28))
        )


@pytest.fixture
def sider(verden) -> dict[str, str]:
    """Every page that Amina meets the case on, and what stands there while PPT is in."""
    sak = verden.nora_sak
    moete = f.MoeteFactory(sak=sak, called_by=verden.jonas, hensikt=f"Snakke om {KANARI}")
    f.MoetedeltakerFactory(moete=moete, bruker=verden.amina)
    f.InnleggFactory(sak=sak, created_by=verden.jonas, tekst=f"Vi prøver {KANARI}.")
    tiltak = f.TiltakFactory(sak=sak, ansvarlig=verden.amina, created_by=verden.jonas, tittel=f"Øve {KANARI}")
    return {
        reverse("stafettlogg:hjem"): "Nora",
        reverse("bti:sak-list"): "Nora",
        reverse("stafettlogg:soek"): "Nora",
        reverse("stafettlogg:sak", args=[sak.pk]): KANARI,
        reverse("samtykke:list", args=[sak.pk]): "Nora",
        reverse("stafettlogg:moete-detail", args=[moete.pk]): KANARI,
        reverse("tiltak:edit", args=[tiltak.pk]): KANARI,
        reverse("varsling:list"): "Nora",
    }


def look(client, url: str):
    """Open a page as one does: a search is asked by POST."""
    return client.post(url, {"q": KANARI}) if url == reverse("stafettlogg:soek") else client.get(url)


@pytest.mark.parametrize("tap", [take_back, run_out, close_the_service, grow_up])
def test_gone_everywhere_at_once(client, verden, sider, tap):
    samtykke = both_say_yes(verden)
    tell(verden.nora_sak, verden.jonas, verden.amina)
    empty_utboks()
    utskrift = f.UtskriftFactory(sak=verden.nora_sak, ordered_by=verden.amina)
    client.force_login(verden.amina)
    for url, ord_ in sider.items():
        assert ord_ in look(client, url).content.decode(), url
    # What lies ready and has not gone yet: a notice in the outbox, and a reminder that falls due.
    tell(verden.nora_sak, verden.jonas, verden.amina, noekkel="innlegg:2")
    paaminnelse = plan(verden.nora_sak, verden.jonas, verden.amina, due_at=naa() - timedelta(minutes=1))

    tap(verden, samtykke)

    client.force_login(verden.amina)
    for url in sider:
        svar = look(client, url)
        assert svar.status_code in (200, 404)
        side = svar.content.decode()
        assert "Nora" not in side, url
        assert KANARI not in side or url == reverse("stafettlogg:soek"), (
            url
        )  # the search page shows what was searched for
    with as_owner():
        told = Varsel.objects.filter(mottaker=verden.amina).count()
        Utboks.objects.update(send_etter=naa())
    sweep_paaminnelser()
    empty_utboks()
    with as_owner():
        assert Varsel.objects.filter(mottaker=verden.amina).count() == told
        assert Paaminnelse.objects.get(objekt_id=paaminnelse).status == "stanset"
        assert set(
            Utboks.objects.filter(mottaker=verden.amina, sak=verden.nora_sak)
            .exclude(noekkel__in=Varsel.objects.filter(mottaker=verden.amina).values("noekkel"))
            .values_list("status", flat=True)
        ) <= {"stanset"}
    assert not make_utskrift(utskrift.pk)
