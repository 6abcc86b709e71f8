"""One entry about several children: in each log, and no family reads that there are others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.models import Sak, Saksstatus
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke.models import Samtykke
from stafettlogg.forms_flere import names_in, words_of_names
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.cast import Verden, give_consent
from tests.eier import as_owner
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import told
from tests.stafettlogg.test_stafett_flere import make_saker

pytestmark = pytest.mark.django_db
FLERE = "stafettlogg:innlegg-flere"
TEKST = "Vi var i skogen, og alle bygde hytte sammen."


@pytest.fixture
def saker(verden: Verden) -> list[Sak]:
    """Nora's case and one more that Jonas holds, with a family of its own."""
    (andre,) = make_saker(verden, 1)
    with as_owner():
        f.DeltakerFactory(sak=andre, bruker=verden.pia, rolle="foresatt", tjeneste=None)
        f.FamilierelasjonFactory(hovedperson=andre.hovedperson, bruker=verden.pia)
        andre.hovedperson.navn = "Mikkel Strandås"
        andre.hovedperson.save(update_fields=["navn"])
    return [verden.nora_sak, andre]


def write(verden: Verden, saker: list[Sak], times: int = 1, **changes):
    data = {"saker": [str(sak.pk) for sak in saker], "innleggstype": "lysglimt", "tekst": TEKST} | changes
    return send(verden.jonas, reverse(FLERE), times, **data)


def written() -> list[tuple]:
    with as_owner():
        return list(Innlegg.objects.values_list("sak", "tekst", "innleggstype").order_by("sak"))


class TestWriting:
    def test_each_log_has_it_and_each_family_is_told(self, verden, saker):
        svar = write(verden, saker)
        assert (svar.status_code, svar["Location"]) == (302, reverse("bti:sak-list"))
        assert written() == sorted((sak.pk, TEKST, "lysglimt") for sak in saker)
        assert {verden.kari.pk, verden.tom.pk} <= told(Slag.INNLEGG)
        html = login(verden.kari).get(reverse("familie:sak", args=[saker[0].pk])).content.decode()
        assert TEKST in html
        assert "Mikkel" not in html

    def test_a_double_click_writes_once(self, verden, saker):
        write(verden, saker, times=2)
        assert len(written()) == 2

    def test_one_child_may_be_named(self, verden, saker):
        assert write(verden, saker[:1], tekst="Nora bygde hytte.").status_code == 302

    def test_the_page_costs_the_same_with_many_cases(self, verden, saker):
        client = login(verden.jonas)
        client.get(reverse(FLERE))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse(FLERE))
        make_saker(verden, 15)
        with CaptureQueriesContext(connection) as many:
            client.get(reverse(FLERE))
        assert len(many) == len(few)


class TestWhatIsNotWritten:
    @pytest.mark.parametrize(
        ("tekst", "nevnt"),
        [
            ("Nora og klassen bygde hytte.", "Nora"),
            ("NORAS hytte ble fin.", "Nora"),
            ("Alle hjalp mikkel.", "Mikkel"),
            ("Vi ringte Kari etterpå.", "Kari"),
            ("Vi ringte familien Strandås.", "Strandås"),
            ("Pia hentet.", "Pia"),
        ],
    )
    def test_a_name_that_the_others_would_read_stops_it_and_is_said(self, verden, saker, tekst, nevnt):
        svar = write(verden, saker, tekst=tekst)
        html = svar.content.decode()
        assert svar.status_code == 422
        assert f"Teksten nevner {nevnt}." in html
        assert tekst in html
        assert written() == []

    @pytest.mark.parametrize(
        ("felt", "verdi", "setning"),
        [
            ("saker", [], "Velg minst ett barn."),
            ("tekst", "  ", "Skriv det du vil ha inn i loggene."),
            ("innleggstype", "dikt", "Velg"),
        ],
    )
    def test_what_is_missing_is_said(self, verden, saker, felt, verdi, setning):
        data = {"saker": [str(sak.pk) for sak in saker], "innleggstype": "notat", "tekst": TEKST}
        svar = send(verden.jonas, reverse(FLERE), **data | {felt: verdi})
        assert svar.status_code == 422
        assert setning in svar.content.decode()
        assert written() == []

    def test_a_case_that_has_ended_meanwhile_stops_them_all(self, verden, saker):
        with as_owner():
            Sak.objects.filter(pk=saker[1].pk).update(status=Saksstatus.LUKKET)
        svar = write(verden, saker)
        assert svar.status_code == 422
        assert "Du kan ikke skrive i en av sakene lenger." in svar.content.decode()
        assert TEKST in svar.content.decode()
        assert written() == []

    def test_only_cases_that_one_writes_in_are_there(self, verden, saker):
        give_consent(verden, verden.kari, verden.tom)
        for hvem, antall in ((verden.jonas, 2), (verden.amina, 1), (verden.lise, 0)):
            page = login(hvem).get(reverse(FLERE))
            assert len(page.context["form"].valg) == antall
        with as_owner():
            Samtykke.objects.update(kan_skrive=False)
        page = login(verden.amina).get(reverse(FLERE))
        assert page.context["form"].valg == []
        assert login(verden.amina).get(reverse("stafettlogg:sak", args=[saker[0].pk])).status_code == 200
        svar = login(verden.lise).post(reverse(FLERE), {"saker": [str(saker[0].pk)], "tekst": TEKST})
        assert svar.status_code == 422
        assert login(verden.kari).get(reverse(FLERE)).status_code == 403
        with acting_as(verden.amina.pk):
            assert Sak.objects.filter(pk=saker[1].pk).count() == 0


def test_names_are_found_as_words_and_not_as_parts_of_words():
    navn = words_of_names(["Ola Nordmann-Li", "Aa"])
    assert navn == {"Ola", "Nordmann", "Li", "Aa"}
    assert names_in("Ola sin. olas. Solaker, lite.", navn) == ["Ola"]
    assert names_in("", navn) == []
