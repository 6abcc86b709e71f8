"""The four ways out of a worry: each with its reason, once."""

import pytest
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.varsling.models import Paaminnelse, Slag
from tests import factories as f
from tests.bti.conftest import refresh, token_in, undring_data
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("utfall", ["avsluttet", "melding"])
def test_two_ways_out_end_the_worry_here(jonas, undring, avklar, eier, utfall):
    with eier():
        f.system.PaaminnelseFactory(
            objekt_id=undring.pk, mottaker=undring.created_by, regel=Slag.UNDRING_FRIST, sak=None
        )

    response = avklar(utfall, foresatte_informert="2026-01-05")

    undring = refresh(eier, undring)
    assert response.url == reverse("bti:undring-detail", args=[undring.pk])
    assert (undring.utfall, undring.begrunnelse) == (utfall, "Vi er enige med foreldrene.")
    assert (undring.foresatte_informert is None) == (utfall == "melding")
    with eier():
        assert Paaminnelse.objects.get(objekt_id=undring.pk, regel=Slag.UNDRING_FRIST).status == "avlyst"


def test_a_report_tells_whom_to_call_and_tells_nobody_else(jonas, undring, avklar, eier):
    from bti.varsling.models import Utboks, Varsel

    f.TjenesteKommuneFactory(
        tjeneste=f.TjenesteFactory(navn="Barnevernet i Solvik", tjenestetype="barnevern"),
        kommune=undring.tjeneste.kommuner.get(),
    )
    avklar("melding")

    page = jonas.get(reverse("bti:undring-detail", args=[undring.pk])).content.decode()
    assert "Ikke snakk med foreldrene om dette" in page
    assert "Barnevernet i Solvik" in page
    assert "Snakk med familien" not in page  # the guide's step would say the opposite
    assert "112" in page
    with eier():
        assert not Utboks.objects.exists()
        assert not Varsel.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"utfall": ""}, "Velg hva dere har kommet fram til."),
        ({"utfall": "nivaa_9"}, "Velg hva dere har kommet fram til."),
        ({"begrunnelse": " "}, "Skriv hvorfor."),
        ({"utfall": "nivaa_1", "foresatte_informert": ""}, "Skriv når dere snakket med foreldrene."),
        ({"utfall": "nivaa_2", "foresatte_informert": "i går"}, "Skriv datoen med dag, måned og år."),
        (
            {"utfall": "nivaa_2", "foresatte_informert": i_dag(2).isoformat()},
            "Datoen kan ikke være fram i tid.",
        ),
        (
            {"utfall": "nivaa_1", "foresatte_informert": "2021-01-01"},
            "Datoen er mer enn ett år før undringen.",
        ),
    ],
)
def test_a_way_out_needs_its_reason(undring, post_form, eier, data, message):
    form = {"utfall": "avsluttet", "begrunnelse": "Fordi", "foresatte_informert": ""} | data
    response = post_form(reverse("bti:undring-avklar", args=[undring.pk]), **form)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not refresh(eier, undring).is_avklart


def test_what_is_clarified_stands(jonas, undring, avklar, eier):
    avklar("avsluttet")

    for side in ("edit", "avklar", "aapne-sak"):
        url = reverse(f"bti:undring-{side}", args=[undring.pk])
        assert jonas.get(url).url == reverse("bti:undring-detail", args=[undring.pk])
        assert (
            jonas.post(url, undring_data(versjon="1", utfall="melding", begrunnelse="x")).status_code == 302
        )
    assert refresh(eier, undring).utfall == "avsluttet"


def test_clarifying_twice_is_once(jonas, undring, eier):
    url = reverse("bti:undring-avklar", args=[undring.pk])
    data = {
        "utfall": "avsluttet",
        "begrunnelse": "Første",
        "barnet_spurt": "ikke_ennaa",
        "skjema_token": token_in(jonas.get(url)),
    }

    jonas.post(url, data)
    jonas.post(url, data | {"begrunnelse": "Andre"})

    assert refresh(eier, undring).begrunnelse == "Første"
    with eier():
        assert Hendelse.objects.filter(handling="undring.avklart").count() == 1
