"""An answer on paper or spoken: one writes it down, another confirms it; until then it holds nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from bti.revisjon.models import Hendelse
from bti.skjema.vern import TOKEN
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke.feil import AlleredeAvgjort
from samtykke.models import Samtykke, Samtykkekrav, SvarPaaVegne
from samtykke.paa_vegne import kode_of, svar_to_confirm
from samtykke.queries import current_tekst
from samtykke.services import decline_samtykke, withdraw_samtykke
from samtykke.services.paa_vegne import confirm_svar, register_svar
from tests import factories as f
from tests.eier import as_owner
from tests.samtykke.hjelp import DAGER, ask, say_yes, sees_case, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def krav(verden):
    """Kari and Tom are asked about PPT, and Kari has said yes by login."""
    asked = ask(verden)
    say_yes(verden, verden.kari, asked[verden.kari])
    return asked[verden.tom]


def url(krav) -> str:
    return reverse("samtykke:svar-register", args=[krav.pk])


def kode(verden, krav) -> str:
    with acting_as(verden.jonas.pk):
        fresh = Samtykkekrav.objects.get(pk=krav.pk)
        return kode_of(fresh, current_tekst(verden.solvik.pk))


def write(client, verden, krav, by=None, **changes):
    """Write down Tom's yes on paper, as Jonas."""
    client.force_login(by or verden.jonas)
    page = client.get(url(krav))
    if page.status_code != 200:
        return page
    data = {
        "svar": "ja", "maate": "papir", "svart_dato": timezone.localdate(), "kode": kode(verden, krav),
        "temaer": ["skole"], "til": timezone.localdate() + timedelta(days=DAGER),
        TOKEN: page.context["form"].initial[TOKEN],
    }  # fmt: skip
    return client.post(url(krav), data | changes)


def confirm(client, verden, by=None, **data):
    with as_owner():
        svar = SvarPaaVegne.objects.latest("registered_at")
    client.force_login(by or verden.siri)
    fields = {"valg": "ja", "sett": "on", "kode": svar.kode} | data
    fields = {name: value for name, value in fields.items() if value is not None}
    return client.post(reverse("samtykke:svar-confirm", args=[svar.pk]), fields, follow=True).content.decode()


def muntlig(**changes):
    return {
        "maate": "muntlig",
        "kode": "",
        "hoert_av": "Jonas Berge, lærer",
        "lest_opp": "on",
        "tolk": "Tolk 17",
    } | changes


def test_a_yes_on_paper_opens_nothing_before_a_second_employee(client, verden, krav):
    assert write(client, verden, krav).status_code == 302
    assert not sees_case(verden.amina, verden.nora_sak)
    with acting_as(verden.jonas.pk):
        assert not Samtykke.objects.filter(giver=verden.tom).exists()
        assert svar_to_confirm() == []
    page = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Skrevet inn, venter på en kollega" in page, "so that nobody calls once more"
    assert "Bekreftelsen er lagret" in confirm(client, verden)
    assert sees_case(verden.amina, verden.nora_sak)
    with acting_as(verden.jonas.pk):
        samtykke = Samtykke.objects.get(giver=verden.tom)
        assert (samtykke.granted_by_id, samtykke.temaer) == (verden.jonas.pk, ["skole"])
        assert samtykke.paa_vegne.get().confirmed_by_id == verden.siri.pk
    assert verden.jonas.pk in told(Slag.SAMTYKKE_GITT)
    assert verden.amina.pk in told(Slag.INNSYN)


def test_paper_is_confirmed_with_its_code(client, verden, krav):
    write(client, verden, krav)
    assert "Koden er ikke den som ble skrevet inn" in confirm(client, verden, kode="AAAAAAAA")
    assert "Kryss av for at du selv" in confirm(client, verden, sett=None)
    assert not sees_case(verden.amina, verden.nora_sak)
    typed = kode(verden, krav).lower()
    assert "Bekreftelsen er lagret" in confirm(client, verden, kode=f"{typed[:4]}-{typed[4:]}")
    assert "venter ikke på deg" in confirm(client, verden), "twice is once"
    with acting_as(verden.jonas.pk):
        assert Samtykke.objects.filter(giver=verden.tom).count() == 1


def test_a_no_is_written_down_without_blame(client, verden, krav):
    assert write(client, verden, krav, svar="nei", **muntlig()).status_code == 302
    with acting_as(verden.jonas.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).declined_at is None
    assert "Bekreftelsen er lagret" in confirm(client, verden)
    with acting_as(verden.jonas.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).declined_by_id == verden.tom.pk
    assert told(Slag.SAMTYKKE_NEI) == {verden.jonas.pk}


def test_a_second_employee_says_that_it_is_not_so(client, verden, krav):
    write(client, verden, krav, **muntlig())
    assert "Svaret gjelder ikke" in confirm(client, verden, valg="nei")
    assert not sees_case(verden.amina, verden.nora_sak)
    assert write(client, verden, krav, **muntlig()).status_code == 302, "it can be written down anew"


@pytest.mark.parametrize("navn", ["jonas", "amina", "kari", "tom", "pia", "berit", "adm", "erik", "fremmed"])
def test_nobody_else_confirms(client, verden, krav, navn):
    write(client, verden, krav)
    with as_owner():
        svar = SvarPaaVegne.objects.get()
    with acting_as(getattr(verden, navn).pk), pytest.raises(PermissionDenied):
        confirm_svar(svar.pk, kode=svar.kode)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_head_who_is_the_childs_own_confirms_nothing(client, verden, krav):
    """Siri leads the unit, and is registered in the child's family too."""
    write(client, verden, krav)
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.siri, relasjon="annen",
        har_foreldreansvar=False, registered_by=verden.jonas,
    )  # fmt: skip
    with as_owner():
        svar = SvarPaaVegne.objects.get()
    with acting_as(verden.siri.pk), pytest.raises(PermissionDenied):
        confirm_svar(svar.pk, kode=svar.kode)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_paper_gives_no_more_than_was_asked(verden, krav):
    """By the database itself: what the form can tick is only what was asked."""
    svar = {
        "noekkel": uuid4(),
        "svar": "ja",
        "maate": "papir",
        "svart_dato": timezone.localdate(),
        "temaer": ["skole", "helse"],
        "kan_skrive": True,
        "gyldig_til": krav.foreslaatt_til,
        "tekst_id": current_tekst(verden.solvik.pk).pk,
        "kode": "A" * 8,
        "hoert_av": "",
        "lest_opp": False,
        "tolk": "",
    }
    with acting_as(verden.jonas.pk):
        fresh = Samtykkekrav.objects.select_related("sak").get(pk=krav.pk)
        with pytest.raises(PermissionDenied), transaction.atomic():
            register_svar(fresh, **svar)
        register_svar(fresh, **svar | {"temaer": ["skole"]})


def yes_of_tom(verden) -> Samtykke:
    with acting_as(verden.jonas.pk):
        return Samtykke.objects.get(giver=verden.tom)


def test_a_yes_to_reading_alone_stays_so_all_the_way(client, verden, krav):
    """From the form, past the second employee, into the yes, and shown to the giver; and it is on record."""
    assert write(client, verden, krav, bare_lese="on").status_code == 302
    with as_owner():
        assert SvarPaaVegne.objects.get().kan_skrive is False
    client.force_login(verden.siri)
    assert "De kan bare lese." in client.get(reverse("samtykke:svar-bekreft")).content.decode()
    confirm(client, verden)
    assert yes_of_tom(verden).kan_skrive is False
    assert sees_case(verden.amina, verden.nora_sak)
    client.force_login(verden.tom)
    page = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    written = page[page.index("Skrevet inn for deg") :]
    assert "De kan lese." in written.partition("</article>")[0]
    with as_owner():
        hendelse = Hendelse.objects.get(handling="samtykke.skrevet_paa_vegne")
        assert hendelse.detaljer["kan_skrive"] == "False"


def test_a_yes_without_the_tick_is_to_what_was_asked(client, verden, krav):
    write(client, verden, krav)
    client.force_login(verden.siri)
    assert "De kan lese og skrive." in client.get(reverse("samtykke:svar-bekreft")).content.decode()
    confirm(client, verden)
    assert yes_of_tom(verden).kan_skrive is True


def test_nobody_writes_in_that_a_service_may_write_when_it_asked_to_read(client, verden):
    krav = ask(verden, kan_skrive=False)[verden.tom]
    client.force_login(verden.jonas)
    assert 'name="bare_lese"' not in client.get(url(krav)).content.decode()
    ark = client.get(reverse("samtykke:svarark", args=[krav.pk])).content.decode()
    assert "De skal bare lese, ikke skrive" not in ark
    write(client, verden, krav)
    confirm(client, verden)
    assert yes_of_tom(verden).kan_skrive is False


def test_the_database_takes_no_wider_yes_from_paper(verden):
    """Past the form: a yes to writing where reading was asked, and a yes that does not say which."""
    krav = ask(verden, kan_skrive=False)[verden.tom]
    svar = {
        "noekkel": uuid4(), "svar": "ja", "maate": "papir", "svart_dato": timezone.localdate(), "temaer": ["skole"],
        "kan_skrive": True, "gyldig_til": krav.foreslaatt_til, "tekst_id": current_tekst(verden.solvik.pk).pk,
        "kode": "A" * 8, "hoert_av": "", "lest_opp": False, "tolk": "",
    }  # fmt: skip
    with acting_as(verden.jonas.pk):
        fresh = Samtykkekrav.objects.select_related("sak").get(pk=krav.pk)
        with pytest.raises(PermissionDenied), transaction.atomic():
            register_svar(fresh, **svar)
        with pytest.raises(IntegrityError), transaction.atomic():
            register_svar(fresh, **svar | {"kan_skrive": None})
        register_svar(fresh, **svar | {"kan_skrive": False})


def test_paper_says_that_one_will_wait_and_nobody_else_is_needed(client, verden, krav):
    dag = timezone.localdate() + timedelta(days=5)
    response = write(client, verden, krav, svar="vent", vent_til=dag)
    assert response.status_code == 302
    with as_owner():
        assert Samtykkekrav.objects.get(pk=krav.pk).vent_til == dag
        assert not SvarPaaVegne.objects.get().venter
    with acting_as(verden.siri.pk):
        assert svar_to_confirm() == []
    page = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Vil vente" in page
    assert "Tom Nordlie ville vente med å svare, på papir eller muntlig" in page
    assert not sees_case(verden.amina, verden.nora_sak)
    assert write(client, verden, krav).status_code == 302, "a yes is written in after it"


def test_paper_says_that_one_wants_to_be_called(client, verden, krav):
    for _ in range(2):
        assert write(client, verden, krav, svar="ring", **muntlig()).status_code == 302
    with as_owner():
        assert Samtykkekrav.objects.get(pk=krav.pk).vil_ringes
    page = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Vil bli ringt" in page
    assert "Jeg har ringt" in page
    client.force_login(verden.tom)
    mine = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert "Jonas Berge ringer deg." in mine
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_second_employee_confirms_neither_waiting_nor_a_call(client, verden, krav):
    write(client, verden, krav, svar="ring")
    with as_owner():
        svar = SvarPaaVegne.objects.get()
    with acting_as(verden.siri.pk), pytest.raises(AlleredeAvgjort):
        confirm_svar(svar.pk, kode=svar.kode)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_who_has_broken_the_glass_reads_and_confirms_nothing(client, verden, krav):
    write(client, verden, krav)
    f.NoedtilgangFactory(sak=verden.nora_sak, bruker=verden.lise, tjeneste=verden.skole)
    assert sees_case(verden.lise, verden.nora_sak)
    with as_owner():
        svar = SvarPaaVegne.objects.get()
    with acting_as(verden.lise.pk):
        assert svar_to_confirm() == []
        with pytest.raises(PermissionDenied):
            confirm_svar(svar.pk, kode=svar.kode)


@pytest.mark.parametrize(
    ("navn", "status"), [("kari", 403), ("tom", 403), ("siri", 404), ("pia", 404), ("erik", 404)]
)
def test_only_the_holder_writes_down(client, verden, krav, navn, status):
    assert write(client, verden, krav, by=getattr(verden, navn)).status_code == status
    client.force_login(getattr(verden, navn))
    assert client.get(reverse("samtykke:svarark", args=[krav.pk])).status_code == status


def test_what_the_giver_said_since_goes_first(client, verden, krav):
    write(client, verden, krav)
    with acting_as(verden.tom.pk):
        decline_samtykke(Samtykkekrav.objects.select_related("sak").get(pk=krav.pk), by=verden.tom.pk)
    assert "endret eller besvart" in confirm(client, verden)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_question_in_other_words_needs_another_sheet(client, verden, krav):
    old = kode(verden, krav)
    ask(verden, hvorfor="Noe helt annet.", erstatt=True)
    response = write(client, verden, krav, kode=old)
    assert response.status_code == 422
    assert "Koden hører ikke til dette spørsmålet" in response.content.decode()


def test_a_question_changed_while_it_waits_is_not_answered(client, verden, krav):
    write(client, verden, krav)
    ask(verden, hvorfor="Noe helt annet.", erstatt=True)
    assert "endret eller besvart" in confirm(client, verden)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_yes_is_taken_back_at_once_by_one(client, verden, krav):
    write(client, verden, krav)
    confirm(client, verden)
    assert sees_case(verden.amina, verden.nora_sak)
    response = write(client, verden, krav, svar="trekk", **muntlig())
    assert response.status_code == 302
    assert not sees_case(verden.amina, verden.nora_sak)
    with acting_as(verden.jonas.pk):
        assert Samtykke.objects.get(giver=verden.tom).slutt == "trukket"
    assert verden.jonas.pk in told(Slag.SAMTYKKE_TRUKKET)


def test_the_giver_takes_it_back_by_login(client, verden, krav):
    write(client, verden, krav)
    confirm(client, verden)
    with acting_as(verden.tom.pk):
        withdraw_samtykke(Samtykke.objects.select_related("sak").get(giver=verden.tom), by=verden.tom.pk)
    assert not sees_case(verden.amina, verden.nora_sak)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kode": ""}, "Skriv koden som står på arket."),
        (muntlig(hoert_av=""), "Skriv hvem som hørte svaret."),
        (muntlig(lest_opp=""), "Les svaret opp igjen"),
        ({"temaer": []}, "Velg minst ett tema"),
        ({"til": "2099-01-01"}, "Velg en tidligere dag|Velg en dag fra|for langt fram"),
        ({"svar": "vent"}, "Velg dagen personen vil svare."),
        ({"svar": "vent", "vent_til": timezone.localdate()}, "Velg en dag etter i dag"),
        ({"svart_dato": timezone.localdate() + timedelta(days=1)}, "en dag som har vært"),
        ({"svart_dato": timezone.localdate() - timedelta(days=9)}, "Et svar fra før det"),
        ({"svar": "trekk"}, "ikke noe ja som gjelder nå"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, verden, krav, changes, words):
    response = write(client, verden, krav, **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert any(word in page for word in words.split("|")), words
    with as_owner():
        assert not SvarPaaVegne.objects.exists()


def test_a_double_click_is_one_and_another_waits(client, verden, krav):
    client.force_login(verden.jonas)
    token = client.get(url(krav)).context["form"].initial[TOKEN]
    assert [write(client, verden, krav, **{TOKEN: token}).status_code for _ in range(2)] == [302, 302]
    assert "En kollega må se på det først" in write(client, verden, krav).content.decode()
    with as_owner():
        assert SvarPaaVegne.objects.count() == 1


def test_the_sheet_has_its_code_and_names_no_child(client, verden, krav):
    client.force_login(verden.jonas)
    page = client.get(reverse("samtykke:svarark", args=[krav.pk])).content.decode()
    code = kode(verden, krav)
    assert f"{code[:4]}-{code[4:]}" in page
    assert "Nora" not in page
    for tick in ("☐ De skal bare lese, ikke skrive", "☐ Jeg vil vente.", "☐ Jeg er ikke sikker. Ring meg"):
        assert tick in page, tick
    assert page.index("Ja, jeg samtykker") < page.index("Nei, jeg samtykker ikke")


def test_the_case_says_how_it_was_answered_and_the_leader_has_it_on_the_first_page(client, verden, krav):
    write(client, verden, krav)
    liste = reverse("samtykke:list", args=[verden.nora_sak.pk])
    assert "Gjelder ikke ennå." in client.get(liste).content.decode()
    client.force_login(verden.siri)
    assert (
        "Bekreft et svar om samtykke" in client.get(reverse("stafettlogg:hjem"), follow=True).content.decode()
    )
    confirm(client, verden)
    client.force_login(verden.jonas)
    page = client.get(liste).content.decode()
    assert "på papir" in page
    assert "Gjelder ikke ennå." not in page
