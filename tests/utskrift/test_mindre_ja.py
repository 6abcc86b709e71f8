"""A print-out holds what the family had said yes to when it was made: when any of it ends, the file ends with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Rolle
from bti.tilgang.aktoer import acting_as
from bti.utskrift import deler, jobb
from bti.utskrift.models import Utskrift
from samtykke import jobb as natt
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke, narrow_samtykke, withdraw_samtykke
from tests import factories as f
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.samtykke.hjelp import ask
from tests.tilgang.kapploep.test_trekk import is_told
from tests.utskrift.bestilling import fetch, order

pytestmark = pytest.mark.django_db
HELSE = "Astmaen er verre."


@pytest.fixture
def saken(verden, monkeypatch):
    """PPT is let in to school and learning by both parents; an entry is about each."""
    monkeypatch.setattr(jobb, "render_pdf", lambda mal, kontekst, **kw: str(kontekst["deler"]).encode())
    for giver, krav in ask(verden).items():
        answer(verden, giver, krav, ["skole", "laering"])
    f.InnleggFactory(sak=verden.nora_sak, tekst=HELSE, temaer=["laering"])
    f.InnleggFactory(sak=verden.nora_sak, tekst="Leser godt.", temaer=["skole"])
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
    grant_from_roles()
    return verden


def answer(verden, giver, krav, temaer) -> None:
    with acting_as(giver.pk):
        krav = Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk)
        grant_samtykke(
            krav, temaer=temaer, til=krav.foreslaatt_til, tekst=current_tekst(verden.solvik.pk), by=giver.pk
        )


def karis(verden) -> Samtykke:
    return Samtykke.objects.select_related("sak", "krav").get(giver=verden.kari, withdrawn_at=None)


def narrow(verden, **mindre) -> None:
    with acting_as(verden.kari.pk):
        ja = karis(verden)
        rest = {"temaer": ja.temaer, "til": ja.gyldig_til, "kan_skrive": ja.kan_skrive} | mindre
        narrow_samtykke(ja, **rest, by=verden.kari.pk)


def withdraw(verden) -> None:
    with acting_as(verden.kari.pk):
        withdraw_samtykke(karis(verden), by=verden.kari.pk)


def run_out(verden) -> None:
    with as_owner():
        igaar = timezone.localdate() - timedelta(days=1)
        Samtykke.objects.filter(giver=verden.kari).update(gyldig_fra=igaar, gyldig_til=igaar)
    natt.keep_watch()


def renew(verden, temaer) -> None:
    krav = ask(verden, temaer=["skole", "laering", "helse"], fornye=True)
    answer(verden, verden.kari, krav[verden.kari], temaer)


MINDRE = {
    "withdrawn": withdraw,
    "a theme taken away": lambda verden: narrow(verden, temaer=["skole"]),
    "only reading": lambda verden: narrow(verden, kan_skrive=False),
    "a shorter time": lambda verden: narrow(verden, til=timezone.localdate() + timedelta(days=1)),
    "run out": run_out,
}


def make(verden, hvem):
    utskrift_id = order(verden, hvem)
    assert jobb.make_utskrift(utskrift_id)
    return utskrift_id


def row(utskrift_id) -> dict:
    with as_owner():
        return Utskrift.objects.values("status", "fil", "valg", "lest", "filstoerrelse").get(pk=utskrift_id)


def get_file(client, hvem, utskrift_id):
    client.force_login(hvem)
    return client.get(reverse("utskrift:fil", args=[utskrift_id]))


@pytest.mark.parametrize("act", MINDRE.values(), ids=MINDRE.keys())
def test_the_file_of_the_service_is_gone_at_once_and_others_keep_theirs(client, saken, act):
    amina, jonas, lise = (make(saken, hvem) for hvem in (saken.amina, saken.jonas, saken.lise))
    assert HELSE.encode() in get_file(client, saken.amina, amina).content
    act(saken)
    assert HELSE.encode() not in get_file(client, saken.amina, amina).content
    assert row(amina) == {"status": "utloept", "fil": None, "valg": {}, "lest": None, "filstoerrelse": 0}
    for hvem, utskrift_id in ((saken.jonas, jonas), (saken.lise, lise)):
        assert HELSE.encode() in get_file(client, hvem, utskrift_id).content


def test_the_page_says_that_it_is_gone_and_a_new_one_is_smaller(client, saken):
    utskrift_id = make(saken, saken.amina)
    narrow(saken, temaer=["skole"])
    client.force_login(saken.amina)
    page = client.get(reverse("utskrift:detail", args=[utskrift_id])).content.decode()
    assert "fordi det du får se i saken, er endret" in page
    assert "Kari" not in page
    new = get_file(client, saken.amina, make(saken, saken.amina)).content.decode()
    assert (HELSE in new, "Leser godt." in new) == (False, True)


@pytest.mark.parametrize("hva", ["withdrawn", "a theme taken away", "only reading", "run out"])
@pytest.mark.parametrize("noekkel", ["logg", "tiltak"])
def test_taken_away_while_it_is_made_nothing_comes_of_it(saken, monkeypatch, hva, noekkel):
    """The log is read before or after; either way it was begun before."""
    ekte = deler._deler[noekkel]

    def hent(sak_id, valg):
        data = ekte.hent(sak_id, valg)
        with acting_as(saken.kari.pk):
            MINDRE[hva](saken)
        with acting_as(saken.amina.pk):
            return data

    monkeypatch.setitem(
        deler._deler, noekkel, deler.Del(ekte.noekkel, ekte.tittel, ekte.mal, hent, ekte.plass, ekte.alltid)
    )
    utskrift_id = order(saken, saken.amina)
    assert not jobb.make_utskrift(utskrift_id)
    assert row(utskrift_id)["fil"] is None
    assert fetch(saken.amina, utskrift_id) is None


def test_a_file_that_a_worker_still_held_is_nobodys(client, saken):
    """The withdrawal waits for no worker: a file that it passed by is out of sight by what it was made from."""
    utskrift_id = make(saken, saken.amina)
    with as_owner():
        before = Utskrift.objects.values("fil", "valg", "lest", "filstoerrelse").get(pk=utskrift_id)
    assert [set(temaer) for temaer in before["lest"]] == [{"skole", "laering"}]
    narrow(saken, temaer=["skole"])
    with as_owner():
        Utskrift.objects.filter(pk=utskrift_id).update(status="ferdig", **before)
    assert get_file(client, saken.amina, utskrift_id).status_code == 404
    assert fetch(saken.amina, utskrift_id) is None


def test_a_renewal_keeps_the_file_unless_it_is_smaller(client, saken):
    utskrift_id = make(saken, saken.amina)
    renew(saken, ["skole", "laering", "helse"])
    assert HELSE.encode() in get_file(client, saken.amina, utskrift_id).content
    renew(saken, ["skole", "helse"])
    response = get_file(client, saken.amina, utskrift_id)
    assert (response.status_code, is_told(response)) == (404, False)


def test_a_reader_reads_on_the_screen_and_prints_nothing(client, saken):
    """docs/tilgang.md: a paper leaves the house, and whoever may not write in the case is let in to read alone."""
    waits = order(saken, saken.amina)
    made = make(saken, saken.amina)
    narrow(saken, kan_skrive=False)
    client.force_login(saken.amina)
    sak = {"sak_id": saken.nora_sak.pk}
    assert client.get(reverse("stafettlogg:sak", kwargs=sak)).status_code == 200
    assert client.get(reverse("utskrift:new", kwargs=sak)).status_code == 403
    assert client.post(reverse("utskrift:new", kwargs=sak), {"leser": "arkivet"}).status_code == 403
    for utskrift_id in (waits, made):
        assert get_file(client, saken.amina, utskrift_id).status_code == 403
    assert not jobb.make_utskrift(waits)
    assert row(waits)["fil"] is None
