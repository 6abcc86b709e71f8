"""Two who may let the notices go: the first one's choice counts, and the other is told what it was."""

import pytest
from django.test import Client
from django.urls import reverse

from bti.models import Bruker, Tilbakehold
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Utboks
from tests import factories as f
from tests.eier import as_owner
from tests.lagret import at_once
from tests.trygg.hjelp import hold_of, let_go, name_reader, write
from tests.trygg.test_skjermet import hidden, one_url, send
from tests.trygg.test_tilbakehold import told, write_innlegg

IKKE_BRUKT = "Valget du nettopp tok, er ikke brukt."
FERDIG = "Du holder ikke lenger varslene tilbake."


def enter(hvem: Bruker) -> Client:
    client = Client()
    client.force_login(hvem)
    return client


def hold_back(verden):
    """Jonas has written, an entry waits, Siri and Lise read, and Siri may let go too."""
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    name_reader(egen, verden.jonas, verden.siri, kan_frigi=True)
    name_reader(egen, verden.jonas, verden.lise)
    write_innlegg(verden)
    return egen


def choose(client: Client, egen, side: dict[str, str], valg: str) -> str:
    return client.post(one_url("frigi", egen), side | {"valg": valg}, follow=True).content.decode()


@pytest.mark.django_db
def test_an_old_page_is_told_what_was_chosen_by_whom_and_when(verden):
    egen = hold_back(verden)
    jonas, siri = enter(verden.jonas), enter(verden.siri)
    gammel, ny = (hidden(one.get(one_url("frigi", egen)).content.decode()) for one in (jonas, siri))
    assert FERDIG in choose(siri, egen, ny, "send")
    assert FERDIG in choose(siri, egen, ny, "send")  # a second click

    html = choose(jonas, egen, gammel, "kast")
    for ord_ in ("Siri Holm sluttet å holde varslene tilbake", "og valgte å sende dem.", IKKE_BRUKT):
        assert ord_ in html
    assert "Du sluttet å holde varslene tilbake" in choose(siri, egen, ny, "kast")
    note = enter(verden.lise).get(one_url("detail", egen)).content.decode()
    assert "Siri Holm sluttet å holde varslene tilbake" in note
    assert "Notatet holder ingen varsler tilbake." not in note
    with as_owner():
        assert hold_of(egen).valg == "send"


@pytest.mark.django_db
def test_the_author_is_told_that_another_let_them_go(verden):
    """In words that say nothing over a shoulder; and once, not by one's own choice."""
    egen = hold_back(verden)
    siri = enter(verden.siri)
    side = hidden(siri.get(one_url("frigi", egen)).content.decode())
    for _press in range(2):
        choose(siri, egen, side, "kast")
    with as_owner():
        varsel = Utboks.objects.get(slag="skjermet_sluppet")
        assert (varsel.mottaker_id, varsel.sak_id) == (verden.jonas.pk, None)
    empty_utboks()
    assert (
        "Noe du har skrevet, er endret." in enter(verden.jonas).get(reverse("varsling:list")).content.decode()
    )

    annen = hold_back(verden)
    jonas = enter(verden.jonas)
    choose(jonas, annen, hidden(jonas.get(one_url("frigi", annen)).content.decode()), "kast")
    with as_owner():
        assert Utboks.objects.filter(slag="skjermet_sluppet").count() == 1


@pytest.mark.django_db
def test_an_old_page_does_not_let_go_of_what_is_held_back_again(verden):
    egen = hold_back(verden)
    jonas, siri = enter(verden.jonas), enter(verden.siri)
    gammel = hidden(siri.get(one_url("frigi", egen)).content.decode())
    let_go(egen, verden.jonas, "kast")
    send(jonas, one_url("sak", egen), sak=str(verden.nora_sak.pk))

    html = choose(siri, egen, gammel, "send")
    assert "og valgte å kaste dem." in html
    assert IKKE_BRUKT in html
    assert "Stafett har ikke varslet familien siden" in html


@pytest.mark.django_db
def test_where_nothing_waits_there_is_nothing_to_choose(verden):
    """Unless something has come since the page was opened: then it is asked for."""
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    jonas = enter(verden.jonas)
    html = jonas.get(one_url("frigi", egen)).content.decode()
    assert "Ingenting venter nå. Vil du fortsatt holde tilbake?" in html
    for ord_ in ("Hva skal skje med det som venter?", "Send varslene nå", 'type="radio"'):
        assert ord_ not in html
    write_innlegg(verden)
    svar = jonas.post(one_url("frigi", egen), hidden(html))
    assert svar.status_code == 422
    assert "Noe har kommet siden du åpnet siden." in svar.content.decode()
    let_go(egen, verden.jonas, "kast")

    tom = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    assert send(jonas, one_url("frigi", tom)).url == one_url("detail", tom)
    assert "Ingenting ventet." in jonas.get(one_url("detail", tom)).content.decode()


def test_in_the_same_second_the_loser_is_told_which(verden_committed):
    verden = verden_committed
    for _nr in range(4):
        foer = told(verden.kari, verden.tom)
        egen = hold_back(verden)
        valg = {verden.jonas: "kast", verden.siri: "send"}
        inne = {hvem: enter(hvem) for hvem in valg}
        side = {hvem: hidden(one.get(one_url("frigi", egen)).content.decode()) for hvem, one in inne.items()}

        def act(hvem, egen=egen, inne=inne, side=side, valg=valg):
            return lambda: choose(inne[hvem], egen, side[hvem], valg[hvem])

        sider = at_once([(None, act(hvem)) for hvem in valg])
        assert not [one for one in sider if not isinstance(one, str)], sider
        chosen = hold_of(egen).valg
        ord_ = "og valgte å sende dem." if chosen == "send" else "og valgte å kaste dem."
        assert sum(FERDIG in one for one in sider) == 1
        (taper,) = [one for one in sider if IKKE_BRUKT in one]
        assert ord_ in taper
        empty_utboks()
        assert (told(verden.kari, verden.tom) > foer) == (chosen == "send")


@pytest.mark.django_db
def test_another_learns_nothing_of_it(verden):
    egen = hold_back(verden)
    side = hidden(enter(verden.jonas).get(one_url("frigi", egen)).content.decode())
    let_go(egen, verden.jonas)
    for hvem in (verden.amina, verden.kari):
        client = enter(hvem)
        svar = client.post(reverse("bti:tilbakehold-frigi", args=[side["hold"]]), side | {"valg": "kast"})
        assert svar.status_code in (403, 404)


@pytest.mark.django_db
def test_who_does_not_read_it_is_not_told_by_whom(verden):
    """Nils was named to answer for it while nobody else could; Siri, who reads it, lets it go."""
    egen = hold_back(verden)
    nils = f.AnsettelseFactory(tjeneste=verden.skole, bruker__navn="Nils Ny").bruker
    hold = hold_of(egen).pk
    with as_owner():
        Tilbakehold.objects.filter(pk=hold).update(ansvarlig=nils)
    client, url = enter(nils), reverse("bti:tilbakehold-frigi", args=[hold])
    side = hidden(client.get(url).content.decode())
    let_go(egen, verden.siri, "kast")

    html = client.post(url, side | {"valg": "send"}, follow=True).content.decode()
    assert "En kollega sluttet å holde varslene tilbake" in html
    assert "og valgte å kaste dem." in html
    assert IKKE_BRUKT in html
    assert "Siri" not in html
