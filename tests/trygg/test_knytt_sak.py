"""Saying afterwards which case it is about: the hold begins, and what is not one's own case is refused in one way."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bti.models import Sak, SkjermetBekymring, Tilbakehold
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Paaminnelse, Slag, Utboks
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.stafettlogg.test_moete import call_data
from tests.trygg.hjelp import hold_of, let_go, make_parent, name_reader, payload, write
from tests.trygg.test_skjermet import NY, data, inner, one_url, send, token
from tests.trygg.test_sql_skjermet import refused
from tests.trygg.test_tilbakehold import statuses, told, write_innlegg

pytestmark = pytest.mark.django_db
KNYTT = "SELECT skjermet_knytt_sak(%s, %s)"


@pytest.fixture
def jonas(client, verden):
    client.force_login(verden.jonas)
    return client


@pytest.fixture
def egen(verden):
    """Written without a case."""
    return write(verden, verden.jonas)


def test_from_then_on_the_family_is_told_nothing(jonas, verden, egen):
    give_consent(verden, verden.kari, verden.tom)
    name_reader(egen, verden.jonas, verden.siri, kan_frigi=True)
    name_reader(egen, verden.jonas, verden.lise)
    write_innlegg(verden)
    assert "Notatet holder ingen varsler tilbake." in jonas.get(one_url("detail", egen)).content.decode()
    svar = send(jonas, one_url("sak", egen), sak=str(verden.nora_sak.pk))
    empty_utboks()

    assert svar.url == one_url("detail", egen)
    assert told(verden.kari, verden.tom) == 0
    assert told(verden.amina) == 1
    assert statuses(verden.kari) == {"holdt"}
    with as_owner():
        assert SkjermetBekymring.objects.get().sak_id == verden.nora_sak.pk
        venter = Paaminnelse.objects.filter(regel="tilbakehold", status="venter")
        assert set(venter.values_list("mottaker", flat=True)) == {verden.jonas.pk, verden.siri.pk}
        assert not Hendelse.objects.filter(
            sak_id=verden.nora_sak.pk, handling__startswith="skjermet"
        ).exists()
        assert Hendelse.objects.filter(handling="skjermet.knyttet", sak_id=None).count() == 1
    assert "Stafett har ikke varslet familien siden" in jonas.get(svar.url).content.decode()
    assert jonas.get(one_url("sak", egen)).url == one_url("detail", egen)


def test_the_receipt_of_a_meeting_is_true_while_notices_are_held(jonas, verden):
    """It says what stands in the case, in words that are true of every case, and nothing of what is held."""
    write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    url = reverse("stafettlogg:moete-new", args=[verden.nora_sak.pk])
    form = jonas.get(url)
    svar = jonas.post(
        url, call_data(verden) | {"skjema_token": token(form.content.decode())}, follow=True
    ).content.decode()

    assert "Møtet står i saken. De som skal være med, ser det der." in svar
    assert not [one for one in (inner(form.content.decode()), inner(svar)) if "beskjed" in one]


def test_unknown_foreign_and_ones_own_childs_are_refused_alike(client, verden):
    """Siri is the mother of Nora, and head of the school: Nora's case is hers to see, and not to choose."""
    make_parent(verden, verden.siri)
    egen = write(verden, verden.siri)
    client.force_login(verden.siri)
    url = one_url("sak", egen)
    html = client.get(url).content.decode()
    assert "Ola" in html
    assert "Nora" not in html
    ider = [verden.nora_sak.pk, uuid4(), f.SakFactory().pk, "tull"]
    svar = {
        inner(client.post(url, {"skjema_token": token(html), "sak": str(one)}).content.decode())
        for one in ider
    }
    assert len(svar) == 1
    assert "Velg en sak i listen." in svar.pop()
    assert {refused(verden.siri, KNYTT, egen, one) for one in ider[:3]} == {"stafett: finnes ikke"}
    assert refused(verden.siri, KNYTT, egen, None) == "stafett: finnes ikke"
    with as_owner():
        assert not Tilbakehold.objects.exists()


def test_what_break_glass_alone_opens_is_not_held_back_in(client, verden):
    """Lise has broken the glass. She writes, and the family is told of it all the same; the page says so first."""
    f.NoedtilgangFactory(sak=verden.nora_sak, bruker=verden.lise, tjeneste=verden.skole)
    varsel = f.UtboksFactory(mottaker=verden.kari, slag=Slag.NOEDTILGANG, sak=verden.nora_sak)
    client.force_login(verden.lise)
    with acting_as(verden.lise.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    url = f"{NY}?sak={verden.nora_sak.pk}"
    html = client.get(url).content.decode()
    assert "Notatet stopper ingen varsler til familien." in html
    assert "Du bestemmer når de sendes." not in html
    svar = send(client, url, **data())
    assert "varsler til familien er ikke stoppet" in client.get(svar.url).content.decode()
    with as_owner():
        egen = SkjermetBekymring.objects.get(sak=None).pk
        assert not Tilbakehold.objects.exists()
        assert Utboks.objects.get(pk=varsel.pk).status == "venter"
    assert "Nora" not in inner(client.get(one_url("sak", egen)).content.decode())
    assert refused(verden.lise, KNYTT, egen, verden.nora_sak.pk) == "stafett: finnes ikke"
    skriv = "SELECT skjermet_skriv(%s::jsonb)"
    assert refused(verden.lise, skriv, payload(verden, sak_id=verden.nora_sak.pk)) == "stafett: finnes ikke"


@pytest.mark.parametrize("naar", ["before it is sent", "while it is saved"])
def test_a_case_that_is_lost_while_one_writes_is_said_at_once(jonas, verden, monkeypatch, naar):
    """No word is lost, and what the first page promised is taken back: with a way on."""
    url = f"{NY}?sak={verden.nora_sak.pk}"
    html = jonas.get(url).content.decode()
    assert "Du bestemmer når de sendes." in html
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.jonas)
    if naar == "while it is saved":
        monkeypatch.setattr("bti.views.skjermet.may_be_about", lambda _sak_id: True)
    svar = jonas.post(url, {"skjema_token": token(html), **data(barnets_ord="Pappa slår.")})

    with as_owner():
        egen = SkjermetBekymring.objects.get()
        assert (egen.sak_id, egen.barnets_ord) == (None, "Pappa slår.")
        assert not Tilbakehold.objects.exists()
    html = jonas.get(svar.url).content.decode()
    assert "Notatet er lagret, men varsler til familien er ikke stoppet." in html
    for vei in (reverse("bti:trygg"), one_url("sak", egen.pk)):
        assert f'href="{vei}"' in html
    assert "ikke stoppet" not in jonas.get(one_url("detail", egen.pk)).content.decode()


def test_only_the_author_does_it(client, verden, egen):
    name_reader(egen, verden.jonas, verden.siri, kan_frigi=True)
    client.force_login(verden.siri)

    assert client.get(one_url("sak", egen)).status_code == 404
    assert "Hold varslene tilbake" not in client.get(one_url("detail", egen)).content.decode()
    assert refused(verden.siri, KNYTT, egen, verden.ola_sak.pk) == "stafett: bare den som skrev"
    assert refused(verden.lise, KNYTT, egen, verden.ola_sak.pk) == "stafett: finnes ikke"


def test_what_was_let_go_is_held_again_and_while_it_is_held_it_is_not_moved(jonas, verden, egen):
    f.DeltakerFactory(sak=verden.ola_sak, bruker=verden.jonas, tjeneste=verden.skole, rolle="fagperson")
    sak, andre = str(verden.nora_sak.pk), str(verden.ola_sak.pk)
    nr = token(jonas.get(one_url("sak", egen)).content.decode())
    for valgt in (sak, sak, andre):  # chosen, a second click, and another one from an old page
        jonas.post(one_url("sak", egen), {"skjema_token": nr, "sak": valgt})
    assert refused(verden.jonas, KNYTT, egen, andre) == "stafett: slipp varslene først"
    assert str(hold_of(egen).sak_id) == sak
    let_go(egen, verden.jonas)
    send(jonas, one_url("sak", egen), sak=andre)

    with as_owner():
        assert str(Tilbakehold.objects.get(released_at=None).sak_id) == andre
        assert Tilbakehold.objects.count() == 2


def test_the_search_is_posted(jonas, verden, egen):
    url = one_url("sak", egen)
    nr = token(jonas.get(url).content.decode())

    assert "Nora" in jonas.post(url, {"skjema_token": nr, "navn": "nor", "finn": "1"}).content.decode()
    tom = jonas.post(url, {"skjema_token": nr, "navn": "Finnes ikke", "finn": "1"}).content.decode()
    assert "Ingen saker å velge" in tom
    assert (
        "Nora"
        not in jonas.get(f"{url}?navn=nor").content.decode().partition("<title>")[2].partition("</title>")[0]
    )
    assert reverse("bti:skjermet-sak", args=[egen]) == url
