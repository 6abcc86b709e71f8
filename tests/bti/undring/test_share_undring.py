"""A worry is shared with one colleague or leader in the unit: they read it and add notes, and nobody else sees it."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from bti.models import Ansettelse, Undring, Undringsdeling, Undringsnotat
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from tests import factories as f
from tests.bti.conftest import token_in, undring_data
from tests.factories.hus import i_dag
from tests.tilgang.test_mutantfunn import write

pytestmark = pytest.mark.django_db
SKRIVESIDER = ("edit", "avklar", "skala", "tegn", "del", "aapne-sak", "bekreft-barn", "barn-manuelt")


def url(undring, side: str) -> str:
    return reverse(f"bti:undring-{side}", args=[undring.pk])


def browser(bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


@pytest.fixture
def share(verden, undring, post_form):
    """Let Jonas share his worry, with Lise unless another is named."""

    def act(hvem=None):
        return post_form(url(undring, "del"), mottaker=str((hvem or verden.lise).pk))

    return act


@pytest.fixture
def lise(verden) -> Client:
    return browser(verden.lise)


def reads(client: Client, undring) -> int:
    return client.get(url(undring, "detail")).status_code


def test_a_colleague_reads_it_and_is_told(lise, verden, undring, share, eier):
    assert reads(lise, undring) == 404
    share()

    page = lise.get(url(undring, "detail")).content.decode()
    assert undring.observert in page
    assert "Jonas Berge har delt dette med deg" in page
    assert "Avklar undringen" not in page
    assert "En undring fra Jonas Berge" in lise.get("/undring/").content.decode()
    with eier():
        told = Utboks.objects.get(slag="undring_delt")
        assert (told.mottaker, told.sak_id, told.objekt_id) == (verden.lise, None, undring.pk)
        assert Hendelse.objects.filter(handling="undring.lest", aktoer_id=verden.lise.pk).count() == 1
        assert Hendelse.objects.filter(handling="undring.delt", aktoer_id=verden.jonas.pk).count() == 1


def test_the_author_sees_who_reads(jonas, undring, share):
    share()

    assert "Lise Dahl leser dette." in jonas.get(url(undring, "detail")).content.decode()


@pytest.mark.parametrize("hvem", ["siri", "amina", "erik", "kari", "berit"])
def test_a_third_sees_nothing(verden, undring, share, hvem):
    share()

    assert reads(browser(getattr(verden, hvem)), undring) in (403, 404)


@pytest.mark.parametrize("side", SKRIVESIDER)
def test_who_reads_does_not_write(lise, undring, share, side):
    share()

    assert lise.get(url(undring, side)).status_code == 404
    assert lise.post(url(undring, side), undring_data(versjon="1", utfall="avsluttet")).status_code == 404


def test_who_reads_ticks_no_step(lise, verden, undring, share):
    share()
    steg = verden.nivaaer[0].steg.first()

    assert (
        lise.post(reverse("bti:undring-steg", args=[undring.pk, steg.pk]), {"gjort": "1"}).status_code == 404
    )


def test_who_reads_adds_a_note(lise, verden, undring, share, eier):
    share()
    side = url(undring, "notat")
    data = {
        "tekst": "Jeg så det også.",
        "notatdato": i_dag().isoformat(),
        "skjema_token": token_in(lise.get(side)),
    }

    assert lise.post(side, data).url == url(undring, "detail")

    with eier():
        assert Undringsnotat.objects.get().created_by == verden.lise


def test_it_stands_who_wrote_each_note(lise, jonas, verden, undring, share):
    f.UndringsnotatFactory(undring=undring, tekst="Det første.", created_by=verden.jonas)
    assert "Skrevet av" not in jonas.get(url(undring, "detail")).content.decode()  # alone, one knows
    share()
    f.UndringsnotatFactory(undring=undring, tekst="Det andre.", created_by=verden.lise)

    def written(client) -> dict[str, str]:
        notes = client.get(url(undring, "detail")).content.decode().split('<article class="kort-notat">')[1:]
        return {
            ord_: re.search(r"Skrevet av[^<]*", note)[0]
            for note in notes
            for ord_ in ("Det første.", "Det andre.")
            if ord_ in note
        }

    assert written(jonas) == {"Det første.": "Skrevet av deg", "Det andre.": "Skrevet av Lise Dahl"}
    assert written(lise) == {"Det første.": "Skrevet av Jonas Berge", "Det andre.": "Skrevet av deg"}
    browser(verden.jonas).post(url(undring, "del-avslutt"))
    assert written(jonas)["Det andre."] == "Skrevet av en som leste den før"


def test_ones_own_label_is_ones_own(lise, jonas, undring, share, eier):
    """The form says «Bare du ser den»."""
    with eier():
        Undring.objects.filter(pk=undring.pk).update(merkelapp="Blå perm")
    share()
    assert "Blå perm" in jonas.get(url(undring, "detail")).content.decode()
    for side in (url(undring, "detail"), "/undring/"):
        assert "Blå perm" not in lise.get(side).content.decode()


@pytest.mark.parametrize("hvem", ["jonas", "lise"])
def test_either_ends_it(verden, undring, share, hvem, eier):
    share()
    client, lise = browser(getattr(verden, hvem)), browser(verden.lise)

    assert client.post(url(undring, "del-avslutt")).status_code == 302

    assert reads(lise, undring) == 404
    assert "En undring fra" not in lise.get("/undring/").content.decode()
    with eier():
        assert Undringsdeling.objects.get().ended_by == getattr(verden, hvem)


def test_what_one_wrote_while_it_ended_is_kept(verden, undring, share):
    """Not sent, and not lost: a draft of one's own. Who never had the form open learns nothing."""
    share()
    lise, side = browser(verden.lise), url(undring, "notat")
    data = {"tekst": "Jeg så det også.", "skjema_token": token_in(lise.get(side))}
    browser(verden.jonas).post(url(undring, "del-avslutt"))

    response = lise.post(side, data)

    assert response.status_code == 404
    assert "Du har ikke lenger tilgang til dette" in response.content.decode()
    assert "Jeg så det også." in lise.get("/kladder/").content.decode()
    assert "ikke lenger" not in browser(verden.amina).post(side, data).content.decode()


def test_another_takes_the_place(verden, lise, undring, share):
    """The leader stands first, and is marked."""
    share()
    page = browser(verden.jonas).get(url(undring, "del")).content.decode()
    assert page.index("Siri Holm, rektor (leder)") < page.index("Lise Dahl, kontaktlærer")

    share(verden.siri)

    assert reads(lise, undring) == 404
    assert reads(browser(verden.siri), undring) == 200


@pytest.mark.parametrize("hvem", ["jonas", "lise"])
def test_it_ends_when_either_leaves_the_unit(verden, lise, undring, share, hvem, eier):
    share()
    with eier():
        Ansettelse.objects.filter(bruker=getattr(verden, hvem)).update(gyldig_til=i_dag(-1))
    f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.nav)

    assert reads(lise, undring) == 404


@pytest.mark.parametrize("utfall", ["avsluttet", "melding"])
def test_it_ends_when_the_worry_is_clarified(lise, undring, share, avklar, utfall):
    share()

    avklar(utfall)

    assert reads(lise, undring) == 404


@pytest.mark.parametrize("hvem", ["amina", "jonas", "erik", "kari"])
def test_only_a_colleague_in_the_unit_is_chosen(verden, undring, share, hvem, eier):
    response = share(getattr(verden, hvem))

    assert response.status_code == 422
    with eier():
        assert not Undringsdeling.objects.exists()


def test_a_double_click_shares_once(jonas, verden, undring, eier):
    data = {"mottaker": str(verden.lise.pk), "skjema_token": token_in(jonas.get(url(undring, "del")))}

    jonas.post(url(undring, "del"), data)
    jonas.post(url(undring, "del"), data)

    with eier():
        assert Undringsdeling.objects.count() == 1
        assert Utboks.objects.filter(slag="undring_delt").count() == 1


def test_who_has_left_the_unit_shares_nothing(jonas, verden, undring, eier):
    with eier():
        Ansettelse.objects.filter(bruker=verden.jonas).update(tjeneste=verden.nav)

    response = jonas.get(url(undring, "del"), follow=True)

    assert "Du arbeider ikke lenger der undringen ble skrevet." in response.content.decode()


def test_ones_own_lists_hold_ones_own(verden, lise, undring, share, eier):
    """What is shared with one is neither one's task nor one's worry."""
    with eier():
        Undring.objects.update(frist=i_dag())
    share()

    assert undring.merkelapp not in lise.get("/").content.decode()
    assert undring.merkelapp not in lise.get("/undring/").content.decode()


# The same, asked by SQL past the gate.

DEL = "SELECT undring_del(gen_random_uuid(), %(u)s, %(til)s)"
STEG = (
    "INSERT INTO bti_stegstatus (id, undring_id, steg_id, merknad, done_at, done_by_id)"
    " VALUES (gen_random_uuid(), %(u)s, %(steg)s, '', now(), %(av)s)"
)


@pytest.mark.parametrize(
    ("hvem", "til"), [("lise", "siri"), ("siri", "siri"), ("jonas", "amina"), ("jonas", "jonas")]
)
def test_the_function_shares_only_ones_own_with_a_colleague(verden, undring, share, hvem, til):
    share()
    with pytest.raises(DatabaseError, match="stafett:"):
        write(getattr(verden, hvem), DEL, u=undring.pk, til=getattr(verden, til).pk)


def test_a_clarified_worry_is_not_shared(verden, undring, avklar):
    avklar("avsluttet")
    with pytest.raises(DatabaseError, match="stafett:"):
        write(verden.jonas, DEL, u=undring.pk, til=verden.lise.pk)


def test_who_reads_changes_no_row(verden, undring, share):
    share()
    steg = verden.nivaaer[0].steg.first().pk
    with acting_as(verden.lise.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bti_undring")
        assert cursor.fetchone() == (1,)
        cursor.execute("UPDATE bti_undring SET observert = 'x'")
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError, match="row-level security"):
        write(verden.lise, STEG, u=undring.pk, steg=steg)
    write(verden.jonas, STEG, u=undring.pk, steg=steg)


def test_the_sharing_is_written_by_the_function_alone(verden, undring, share):
    share()
    with pytest.raises(DatabaseError, match="permission denied"):
        write(verden.jonas, "UPDATE bti_undringsdeling SET ended_at = NULL")


def test_a_stranger_ends_nothing_and_asks_for_no_names(verden, undring, share):
    share()
    with acting_as(verden.siri.pk), connection.cursor() as cursor:
        cursor.execute("SELECT undring_avslutt_deling(%s)", [undring.pk])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM undring_deling(%s)", [undring.pk])
        assert cursor.fetchone() == (0,)
