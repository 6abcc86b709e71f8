"""What is set about one of the family: the wish holds at once, the rest when a head has confirmed it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from bti.models import Familierelasjon, Hovedperson, Relasjonsendring
from bti.services.relasjoner import decide_endring
from bti.skjema.vern import TOKEN
from bti.tilgang import relasjonsendring as sql
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from tests import factories as f
from tests.eier import as_owner
from tests.samtykke.hjelp import sees_case, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom(verden) -> Familierelasjon:
    with as_owner():
        return Familierelasjon.objects.get(bruker=verden.tom)


def url(relasjon) -> str:
    return reverse("bti:relasjon-edit", args=[relasjon.pk])


def fresh(relasjon) -> Familierelasjon:
    with as_owner():
        return Familierelasjon.objects.get(pk=relasjon.pk)


def send(client, verden, relasjon, by=None, **changes):
    """Open the page as Jonas and save it with these changes."""
    client.force_login(by or verden.jonas)
    page = client.get(url(relasjon))
    if page.status_code != 200:
        return page
    initial = page.context["form"].initial
    data = {
        name: initial[name] if initial[name] is not None else ""
        for name in ("kanal", "bor", "til", "versjon", TOKEN)
    }
    return client.post(url(relasjon), data | changes)


def answer(client, verden, by=None, *, valg="ja", sett="on"):
    with as_owner():
        endring = Relasjonsendring.objects.latest("registered_at")
    client.force_login(by or verden.siri)
    data = {"valg": valg} | ({"sett": sett} if sett else {})
    return client.post(reverse("bti:relasjonsendring", args=[endring.pk]), data, follow=True).content.decode()


def test_the_wish_for_paper_holds_at_once(client, verden, tom):
    assert send(client, verden, tom, kanal="papir").status_code == 302
    assert fresh(tom).kanal == "papir"
    assert sees_case(verden.tom, verden.nora_sak), "paper is a wish and no lock"
    with as_owner():
        assert not Relasjonsendring.objects.exists()
    page = client.get(reverse("bti:sak-deltakere", args=[verden.nora_sak.pk])).content.decode()
    assert "Vil ha det på papir." in page


@pytest.mark.parametrize(
    ("changes", "felt", "verdi"),
    [
        ({"bor": "nei"}, "barnet_bor_her", False),
        ({"bor": "vet_ikke"}, "barnet_bor_her", None),
        ({"til": timezone.localdate()}, "gyldig_til", timezone.localdate()),
    ],
)
def test_nothing_is_changed_before_a_head_has_confirmed(client, verden, tom, changes, felt, verdi):
    before = getattr(tom, felt)
    assert send(client, verden, tom, **changes).status_code == 302
    assert getattr(fresh(tom), felt) == before
    assert told(Slag.RELASJON) == {verden.siri.pk}
    assert "Gjelder ikke ennå." in client.get(url(tom)).content.decode()
    client.force_login(verden.siri)
    assert "Bekreft en endring i familien" in client.get("/", follow=True).content.decode()
    assert "Bosted og siste dag" in client.get(reverse("bti:relasjoner")).content.decode()
    assert "Endringen gjelder nå" in answer(client, verden)
    assert getattr(fresh(tom), felt) == verdi
    assert verden.jonas.pk in told(Slag.SAMTYKKE_ENDRET)
    assert "venter ikke på deg" in answer(client, verden), "twice is once"


def test_a_head_who_says_no_changes_nothing(client, verden, tom):
    send(client, verden, tom, bor="nei", kanal="papir")
    assert "Kryss av for at du selv" in answer(client, verden, sett=None)
    assert "Endringen gjelder ikke" in answer(client, verden, valg="nei", sett=None)
    assert (fresh(tom).barnet_bor_her, fresh(tom).kanal) == (True, "papir")
    client.force_login(verden.jonas)
    assert "Ble ikke bekreftet" in client.get(url(tom)).content.decode()
    assert send(client, verden, tom, bor="nei").status_code == 302, "it can be written anew"


def test_the_day_after_the_last_the_parent_is_out(client, verden, tom):
    send(client, verden, tom, til=timezone.localdate())
    answer(client, verden)
    assert sees_case(verden.tom, verden.nora_sak)
    with as_owner():
        Familierelasjon.objects.filter(pk=tom.pk).update(gyldig_til=timezone.localdate() - timedelta(days=1))
    assert not sees_case(verden.tom, verden.nora_sak)
    client.force_login(verden.jonas)
    page = client.get(reverse("bti:sak-deltakere", args=[verden.nora_sak.pk])).content.decode()
    assert "Er ikke med lenger." in page
    send(client, verden, tom, til="")
    assert not sees_case(verden.tom, verden.nora_sak), "nobody lets somebody in again alone"
    answer(client, verden)
    assert sees_case(verden.tom, verden.nora_sak)


@pytest.mark.parametrize(
    "navn", ["jonas", "lise", "amina", "kari", "tom", "pia", "berit", "adm", "erik", "fremmed"]
)
def test_nobody_else_confirms(client, verden, tom, navn):
    send(client, verden, tom, bor="nei")
    with as_owner():
        endring = Relasjonsendring.objects.get()
    with acting_as(getattr(verden, navn).pk):
        assert sql.endringer_to_confirm() == []
        with pytest.raises(PermissionDenied):
            decide_endring(endring.pk, ja=True)
    assert fresh(tom).barnet_bor_her is True


def test_a_head_does_not_confirm_their_own(client, verden):
    """Siri heads the school and holds the baton in Ola's case."""
    with as_owner():
        pia = Familierelasjon.objects.get(bruker=verden.pia)
    page = send(client, verden, pia, by=verden.siri, bor="nei")
    assert page.status_code == 302
    assert "Enheten har ingen annen leder" in client.get(url(pia)).content.decode()
    assert "venter ikke på deg" in answer(client, verden)
    assert fresh(pia).barnet_bor_her is True


@pytest.mark.parametrize("how", ["family", "blocked", "the child"])
def test_a_head_who_is_the_childs_own_or_blocked_decides_nothing(client, verden, tom, how):
    send(client, verden, tom, bor="nei")
    if how == "family":
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson, bruker=verden.siri, relasjon="annen"
        )
    elif how == "blocked":
        f.SperringFactory(sak=verden.nora_sak, bruker=verden.siri, blocked_by=verden.jonas)
    else:
        with as_owner():
            Hovedperson.objects.filter(pk=verden.nora_sak.hovedperson_id).update(bruker=verden.siri)
    assert "venter ikke på deg" in answer(client, verden)
    assert fresh(tom).barnet_bor_her is True


@pytest.mark.parametrize(
    ("navn", "status"),
    [("kari", 403), ("tom", 403), ("amina", 404), ("siri", 404), ("pia", 404), ("erik", 404)],
)
def test_only_the_holder_sets_it(client, verden, tom, navn, status):
    assert send(client, verden, tom, by=getattr(verden, navn), kanal="papir").status_code == status
    with acting_as(getattr(verden, navn).pk), pytest.raises(PermissionDenied):
        sql.set_relasjon(tom.pk, noekkel=tom.pk, kanal="papir", bor=True, til=None, versjon=1)
    assert fresh(tom).kanal == "digitalt"


def test_what_is_next_door_does_not_exist(client, verden):
    with as_owner():
        pia = Familierelasjon.objects.get(bruker=verden.pia)
    assert send(client, verden, pia, kanal="papir").status_code == 404
    assert client.get(reverse("bti:relasjon-edit", args=[verden.jonas.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"til": timezone.localdate() - timedelta(days=1)}, "Velg i dag eller en dag som kommer."),
        ({"til": "2199-01-01"}, "for langt fram"),
        ({"til": "i går"}, "Skriv datoen med dag, måned og år."),
        ({"bor": "kanskje"}, "Velg om barnet bor fast hos denne personen."),
        ({"kanal": "brevdue"}, "Velg hvordan personen vil ha det."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, verden, tom, changes, words):
    response = send(client, verden, tom, **changes)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert fresh(tom).versjon == 1
    with as_owner():
        assert not Relasjonsendring.objects.exists()


def test_sql_takes_no_day_that_has_been(verden, tom):
    with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied, match="dagen har vært"):
        sql.set_relasjon(
            tom.pk,
            noekkel=tom.pk,
            kanal="papir",
            bor=True,
            til=timezone.localdate() - timedelta(days=1),
            versjon=1,
        )
    assert fresh(tom).kanal == "digitalt"


def test_the_same_twice_is_once_and_another_waits(client, verden, tom):
    client.force_login(verden.jonas)
    token = client.get(url(tom)).context["form"].initial[TOKEN]
    data = {"kanal": "papir", "bor": "nei", "til": "", "versjon": 1, TOKEN: token}
    assert [client.post(url(tom), data).status_code for _ in range(2)] == [302, 302]
    with as_owner():
        assert Relasjonsendring.objects.count() == 1
    response = send(client, verden, tom, bor="vet_ikke", kanal="digitalt")
    assert response.status_code == 422
    assert "venter alt på en leder" in response.content.decode()
    assert fresh(tom).kanal == "papir", "what is refused is refused whole"


def test_of_two_with_the_page_open_the_second_sees_what_the_first_saved(client, verden, tom):
    client.force_login(verden.jonas)
    first, second = (client.get(url(tom)).context["form"].initial for _ in range(2))
    names = ("kanal", "bor", "versjon", TOKEN)
    client.post(url(tom), {name: first[name] for name in names} | {"kanal": "papir"})
    response = client.post(url(tom), {name: second[name] for name in names} | {"bor": "nei"})
    assert response.status_code == 422
    assert "Slik står det nå, lagret av en annen" in response.content.decode()
    assert fresh(tom).kanal == "papir"
    with as_owner():
        assert not Relasjonsendring.objects.exists()


def test_what_was_written_about_another_state_does_not_hold(client, verden, tom):
    send(client, verden, tom, bor="nei")
    with as_owner():
        Familierelasjon.objects.filter(pk=tom.pk).update(gyldig_til=timezone.localdate() + timedelta(days=3))
    assert "Opplysningene er endret" in answer(client, verden)
    assert fresh(tom).barnet_bor_her is True


def test_the_family_reads_nothing_of_what_waits(client, verden, tom):
    send(client, verden, tom, bor="nei")
    for one in (verden.tom, verden.kari, verden.siri):
        with acting_as(one.pk):
            assert not Relasjonsendring.objects.exists()
    with acting_as(verden.jonas.pk):
        assert Relasjonsendring.objects.exists()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Relasjonsendring.objects.update(confirmed_at=timezone.now())
