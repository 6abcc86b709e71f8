"""The author has left, and named nobody who may let the notices go: the head names somebody, and nobody reads more."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from bti.models import Ansettelse, Kommunerolle, Tilbakehold
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks, tidy
from bti.varsling.models import Paaminnelse, Utboks
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.trygg.hjelp import hold_of, name_reader, seen_by, sql, write
from tests.trygg.test_skjermet import inner, one_url, send, token
from tests.trygg.test_sql_skjermet import refused
from tests.trygg.test_tilbakehold import told, write_innlegg

pytestmark = pytest.mark.django_db
LISTE = reverse("bti:tilbakehold-list")
GI, SLIPP = "SELECT tilbakehold_gi(%s, %s)", "SELECT skjermet_frigi(%s, 'send')"


def leave(hvem) -> None:
    with as_owner():
        Ansettelse.objects.filter(bruker=hvem).update(gyldig_til=i_dag(-1))


def ansvar_url(navn: str, pk) -> str:
    return reverse(f"bti:tilbakehold-{navn}", args=[pk])


def told_of_it() -> set:
    """Who has been told that somebody must be named."""
    with as_owner():
        return set(Utboks.objects.filter(slag="tilbakehold_ledig").values_list("mottaker", "sak"))


def reminded(hold) -> set:
    with as_owner():
        rader = Paaminnelse.objects.filter(regel="tilbakehold", objekt_id=hold, status="venter")
        return set(rader.values_list("mottaker", flat=True))


@pytest.fixture
def hold(verden):
    """Jonas has written in Nora's case, an entry waits, and he has left; Lise reads it, and may let nothing go."""
    give_consent(verden, verden.kari, verden.tom)
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    name_reader(egen, verden.jonas, verden.lise)
    write_innlegg(verden)
    leave(verden.jonas)
    return hold_of(egen).pk


def test_the_head_names_somebody_who_lets_it_go(client, verden, hold):
    ny = f.AnsettelseFactory(tjeneste=verden.skole, bruker__navn="Nils Ny").bruker
    for _night in range(2):
        tidy()
    assert told_of_it() == {(verden.siri.pk, None)}
    assert reminded(hold) == set()
    empty_utboks()
    assert not [one for one in mail.outbox if "Nora" in one.subject + one.body]
    client.force_login(verden.siri)
    varsler = client.get(reverse("varsling:list")).content.decode()
    assert "Noe venter på at du velger hvem som har ansvaret." in varsler
    html = client.get(LISTE).content.decode()
    assert "Venter siden" in html
    assert "Nora" not in html
    url = ansvar_url("ansvar", hold)
    html = client.get(url).content.decode()
    assert "Nora" not in html
    assert "Nils Ny" in html
    funnet = client.post(url, {"skjema_token": token(html), "navn": "nils", "finn": "1"}).content.decode()
    assert "Lise Dahl" not in funnet
    assert client.post(url, {"skjema_token": token(html), "bruker": str(verden.amina.pk)}).status_code == 422
    assert client.post(url, {"skjema_token": token(html), "bruker": str(ny.pk)}).url == LISTE
    assert client.get(url).status_code == 404  # somebody answers for it now
    igjen = client.post(
        url, {"skjema_token": token(html), "bruker": str(ny.pk)}, follow=True
    )  # a second click
    assert "Dette venter ikke lenger på at du velger noen." in igjen.content.decode()
    assert "Venter siden" not in client.get(LISTE).content.decode()
    assert reminded(hold) == {ny.pk}
    let_go_unread(client, verden, hold, ny)


def test_the_head_finds_the_way_from_the_start_page(client, verden, hold):
    """As long as something waits, also when the notice is read; no more is said than the notice says."""
    ord_ = "Noe venter på at du velger hvem som har ansvaret"
    for hvem, seer_det in (
        (verden.siri, True),
        (verden.lise, False),
        (verden.amina, False),
        (verden.erik, False),
    ):
        client.force_login(hvem)
        html = client.get("/").content.decode()
        assert (ord_ in html) is seer_det, hvem
        assert (f'href="{LISTE}"' in html) is seer_det, hvem
    client.force_login(verden.siri)
    send(client, ansvar_url("ansvar", hold), bruker=str(verden.siri.pk))
    assert ord_ not in client.get("/").content.decode()


def test_who_has_nothing_to_choose_is_told_no_more_than_that(client, verden, hold):
    """The administrator names somebody only where a unit has no head: something waits for the head now."""
    client.force_login(verden.adm)
    html = client.get(LISTE).content.decode()
    assert "Her står det bare når det er du som skal velge hvem som tar over." in html
    assert "har en ansvarlig" not in html


def test_the_notice_and_the_page_say_the_same_of_who_decides(client, verden, hold):
    ny = f.AnsettelseFactory(tjeneste=verden.skole, bruker__navn="Nils Ny").bruker
    client.force_login(verden.siri)
    send(client, ansvar_url("ansvar", hold), bruker=str(ny.pk))
    empty_utboks()
    client.force_login(ny)
    assert "Du bestemmer om de skal sendes." in client.get(reverse("varsling:list")).content.decode()
    side = client.get(ansvar_url("frigi", hold)).content.decode()
    assert "Du bestemmer om varslene skal sendes." in side
    assert "Snakk med lederen" not in side


def let_go_unread(client, verden, hold, ny) -> None:
    """Who was named sees that something waits, and neither whose it is nor why; it is sent, once."""
    client.force_login(ny)
    html = client.get(reverse("bti:skjermet-list")).content.decode()
    assert ansvar_url("frigi", hold) in html
    side = client.get(ansvar_url("frigi", hold)).content.decode()
    assert "Du er ikke med i saken det gjelder." in side
    assert "Nytt innlegg: 1" in side
    for ord_ in ("Nora", str(verden.nora_sak.pk), "blått"):
        assert ord_ not in side
    assert seen_by(ny) == set()
    assert client.post(ansvar_url("frigi", hold), {}).status_code == 422
    ferdig = "Du holder ikke lenger"
    for valg, sagt in (("send", ferdig), ("send", ferdig), ("kast", "og valgte å sende")):
        svar = client.post(ansvar_url("frigi", hold), {"valg": valg}, follow=True)
        assert svar.redirect_chain[0][0] == reverse("bti:skjermet-list")
        assert sagt in svar.content.decode()
    empty_utboks()
    assert told(verden.kari) == 1
    assert reminded(hold) == set()
    assert client.get(ansvar_url("frigi", hold)).status_code == 404


def test_who_sees_the_case_anyway_is_led_to_it(client, verden, hold):
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.siri, tjeneste=verden.skole, rolle="fagperson")
    client.force_login(verden.siri)
    send(client, ansvar_url("ansvar", hold), bruker=str(verden.siri.pk))

    side = client.get(ansvar_url("frigi", hold)).content.decode()
    assert reverse("stafettlogg:sak", args=[verden.nora_sak.pk]) in side
    assert seen_by(verden.siri) == set()


def test_while_somebody_answers_for_it_nobody_is_told(client, verden):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    tidy()
    name_reader(egen, verden.jonas, verden.lise, kan_frigi=True)
    leave(verden.jonas)
    tidy()

    assert told_of_it() == set()
    assert reminded(hold_of(egen).pk) == {verden.lise.pk}
    client.force_login(verden.siri)
    assert "Venter siden" not in client.get(LISTE).content.decode()
    assert client.get(ansvar_url("ansvar", hold_of(egen).pk)).status_code == 404


def test_a_head_who_is_the_childs_own_never_learns_of_it(client, verden, hold):
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson,
        bruker=verden.siri,
        verifisering="ingen",
        registered_by=verden.jonas,
    )
    tidy()
    client.force_login(verden.siri)

    assert "Venter siden" not in client.get(LISTE).content.decode()
    ekte, oppdiktet = (client.get(ansvar_url("ansvar", one)) for one in (hold, uuid4()))
    assert ekte.status_code == oppdiktet.status_code == 404
    assert inner(ekte.content.decode()) == inner(oppdiktet.content.decode())
    for one in (hold, uuid4()):
        assert refused(verden.siri, GI, one, verden.lise.pk) == "stafett: finnes ikke"
    with as_owner():  # the unit has no other head: the municipality's administrator is told instead
        adm = Kommunerolle.objects.filter(rolle="kommuneadministrator", kommune=verden.solvik)
        assert told_of_it() == {(pk, None) for pk in adm.values_list("bruker", flat=True)} != set()


def test_the_administrator_names_somebody_when_the_unit_has_no_head(client, verden, hold):
    """Of the case's municipality: the unit works for two."""
    f.TjenesteKommuneFactory(tjeneste=verden.skole, kommune=verden.fjellvik)
    f.KommunerolleFactory(kommune=verden.fjellvik, rolle="kommuneadministrator")
    leave(verden.siri)
    tidy()
    assert told_of_it() == {(verden.adm.pk, None)}
    client.force_login(verden.adm)
    assert "Nora" not in client.get(ansvar_url("ansvar", hold)).content.decode()
    send(client, ansvar_url("ansvar", hold), bruker=str(verden.lise.pk))
    with as_owner():
        rad = Tilbakehold.objects.get(pk=hold)
    assert rad.ansvarlig_id == verden.lise.pk
    client.force_login(verden.lise)  # who reads the note anyway: she does it there
    assert client.get(one_url("frigi", rad.skjermet_id)).status_code == 200
    assert client.get(ansvar_url("frigi", hold)).status_code == 404
    client.post(one_url("frigi", rad.skjermet_id), {"valg": "kast"})
    with as_owner():
        assert Tilbakehold.objects.get(pk=hold).released_by_id == verden.lise.pk


@pytest.mark.parametrize(
    ("hvem", "status"), [("lise", 403), ("kari", 403), ("berit", 403), ("ragna", 403), ("erik", 403)]
)
def test_others_are_refused(client, verden, hold, hvem, status):
    client.force_login(getattr(verden, hvem))
    assert client.get(LISTE).status_code == 403
    for one in (hold, uuid4()):
        assert client.get(ansvar_url("ansvar", one)).status_code == 403
        assert client.get(ansvar_url("frigi", one)).status_code == (
            403 if hvem in {"kari", "berit", "ragna"} else 404
        )


def test_a_parent_in_the_unit_is_not_named_and_loses_it(verden, hold):
    mor = f.AnsettelseFactory(tjeneste=verden.skole).bruker
    with acting_as(verden.siri.pk):
        sql(GI, hold, mor.pk)
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=mor, verifisering="ingen", registered_by=verden.siri
    )
    assert refused(mor, SLIPP, hold) == "stafett: finnes ikke"
    tidy()
    assert mor.pk not in reminded(hold)
    assert told_of_it() == {(verden.siri.pk, None)}
    assert refused(verden.siri, GI, hold, mor.pk) == "stafett: kan ikke velges"


def test_the_reminders_go_on_after_the_first_twelve(verden):
    hold = hold_of(write(verden, verden.jonas, sak_id=verden.nora_sak.pk)).pk
    with as_owner():
        Paaminnelse.objects.all().delete()  # all of them have gone, and the night has tidied them away
    for _night in range(2):
        tidy()
    assert reminded(hold) == {verden.jonas.pk}
    with as_owner():
        assert Paaminnelse.objects.count() == 12
