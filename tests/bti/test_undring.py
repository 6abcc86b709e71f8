"""A worry from the first word to the way out."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, Stegstatus, Undring
from bti.revisjon.models import Hendelse
from bti.varsling.models import Paaminnelse, Slag
from tests import factories as f
from tests.bti.conftest import refresh, token_in, undring_data

pytestmark = pytest.mark.django_db
NY = "/undring/ny/"


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("jonas", 200),
        ("siri", 200),
        ("amina", 200),
        ("erik", 200),
        ("kari", 403),
        ("berit", 403),
        ("adm", 403),
        ("fremmed", 403),
    ],
)
def test_who_may_write_a_worry(client, verden, hvem, status):
    client.force_login(getattr(verden, hvem))

    assert client.get(NY).status_code == status


@pytest.mark.parametrize("hvem", ["siri", "lise", "amina", "erik"])
@pytest.mark.parametrize("side", ["detail", "edit", "avklar", "aapne-sak", "bekreft-barn", "barn-manuelt"])
def test_the_worry_of_another_does_not_exist(client, verden, undring, hvem, side):
    client.force_login(getattr(verden, hvem))

    assert client.get(reverse(f"bti:undring-{side}", args=[undring.pk])).status_code == 404


@pytest.mark.parametrize("side", ["detail", "edit", "avklar"])
def test_nobody_is_sent_to_log_in(client, verden, undring, side):
    url = reverse(f"bti:undring-{side}", args=[undring.pk])

    assert client.get(url).url == f"/logg-inn/?next={url}"


def test_the_form_asks_three_things_and_no_name(jonas):
    page = jonas.get(NY).content.decode()

    assert page.count("Må fylles ut") == 3
    assert page.count("Valgfritt") == 3
    assert "Hva har du sett eller hørt?" in page
    assert timezone.localdate().isoformat() in page
    assert "116 111" in page
    assert "Ikke snakk med foreldrene" in page


def test_who_works_in_two_places_says_which(jonas, verden, post_form):
    f.AnsettelseFactory(bruker=verden.jonas, tjeneste=verden.nav, tittel="veileder")

    assert post_form(NY, **undring_data()).status_code == 422
    post_form(NY, **undring_data(sted=str(verden.nav.pk)))

    with f.hus.as_owner():
        assert Undring.objects.get(created_by=verden.jonas).tjeneste == verden.nav


def test_a_worry_is_saved_with_its_clock(jonas, verden, post_form, eier):
    response = post_form(NY, **undring_data())

    with eier():
        undring = Undring.objects.get(created_by=verden.jonas)
        reminders = list(Paaminnelse.objects.filter(objekt_id=undring.pk).order_by("due_at"))
        assert Hendelse.objects.filter(handling="undring.skrevet", objekt_id=undring.pk).count() == 1
    assert response.url == reverse("bti:undring-detail", args=[undring.pk])
    assert (undring.tjeneste, undring.styrke, undring.merkelapp) == (verden.skole, "uro", "Gult skap")
    assert undring.frist == timezone.localdate() + timedelta(days=14)
    assert [one.regel for one in reminders] == [Slag.UNDRING_FRIST] * 2 + [Slag.UNDRING_PURRES] * 2
    assert {one.mottaker_id for one in reminders} == {verden.jonas.pk}
    assert [timezone.localdate(one.due_at) for one in reminders] == [
        undring.frist - timedelta(days=3),
        undring.frist,
        undring.frist + timedelta(days=7),
        undring.frist + timedelta(days=21),
    ]


def test_the_municipality_sets_the_clock(jonas, verden, post_form, eier):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="undring_frist_dager", verdi=5)

    post_form(NY, **undring_data())

    with eier():
        assert Undring.objects.get(created_by=verden.jonas).frist == timezone.localdate() + timedelta(days=5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"observert": ""}, "Skriv hva du har sett eller hørt."),
        ({"observert": "  \n "}, "Skriv hva du har sett eller hørt."),
        ({"observert": "a" * 10_001}, "Teksten er for lang."),
        ({"observert_dato": ""}, "Velg når det var."),
        ({"observert_dato": "32.13.2026"}, "Skriv datoen med dag, måned og år."),
        ({"observert_dato": "1026-01-01"}, "Datoen er for langt tilbake."),
        ({"styrke": ""}, "Velg hvor sterkt du kjenner på det."),
        ({"styrke": "panikk"}, "Velg hvor sterkt du kjenner på det."),
        ({"merkelapp": "x" * 61}, "Merkelappen er for lang."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(jonas, post_form, eier, change, message):
    response = post_form(NY, **undring_data(**change))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "<title>Feil: " in page
    assert "Gult skap" in page or "merkelapp" in change
    with eier():
        assert not Undring.objects.exists()


def test_a_day_to_come_is_refused(jonas, post_form):
    response = post_form(
        NY, **undring_data(observert_dato=(timezone.localdate() + timedelta(days=1)).isoformat())
    )

    assert "Datoen kan ikke være fram i tid." in response.content.decode()


def test_a_double_click_is_one_worry(jonas, eier):
    data = undring_data(skjema_token=token_in(jonas.get(NY)))

    first, second = jonas.post(NY, data), jonas.post(NY, data)

    assert first.url == second.url
    with eier():
        assert Undring.objects.count() == 1
        assert Paaminnelse.objects.count() == 4


def test_what_was_typed_is_there_after_the_browser_was_closed(jonas, verden):
    jonas.post("/kladd/", undring_data(observert="Halvskrevet", skjema_token=token_in(jonas.get(NY))))
    again = Client()
    again.force_login(verden.jonas)

    page = again.get(NY).content.decode()

    assert "Halvskrevet" in page
    assert "Teksten er hentet fram igjen." in page


def test_the_draft_is_gone_when_the_worry_is_saved(jonas, eier):
    token = token_in(jonas.get(NY))
    jonas.post("/kladd/", undring_data(skjema_token=token))
    jonas.post(NY, undring_data(skjema_token=token))

    with eier():
        assert not Kladd.objects.exists()
    assert "hentet fram igjen" not in jonas.get(NY).content.decode()


def test_a_session_that_ended_keeps_the_text(jonas, verden, eier):
    data = undring_data(observert="Skrevet da økten gikk ut", skjema_token=token_in(jonas.get(NY)))
    Session.objects.all().delete()

    assert jonas.post(NY, data).url == f"/logg-inn/?next={NY}"
    response = jonas.post("/logg-inn/demo/", {"subject": "jonas", "neste": NY}, follow=True)

    assert "Skrevet da økten gikk ut" in response.content.decode()
    with eier():
        assert not Undring.objects.exists()


def test_the_text_of_an_ended_session_is_not_given_to_another(jonas, verden):
    data = undring_data(observert="Bare for Jonas", skjema_token=token_in(jonas.get(NY)))
    Session.objects.all().delete()
    jonas.post(NY, data)

    response = jonas.post("/logg-inn/demo/", {"subject": "siri", "neste": NY}, follow=True)

    assert "Bare for Jonas" not in response.content.decode()


def test_a_token_of_another_person_makes_no_row_of_theirs(client, verden, eier):
    client.force_login(verden.siri)
    foreign = token_in(client.get(NY))
    client.force_login(verden.jonas)
    data = undring_data(skjema_token=foreign)

    client.post(NY, data)

    with eier():
        assert Undring.objects.get().created_by == verden.jonas


def test_the_page_shows_text_deadline_and_the_steps_beside_it(jonas, undring):
    page = jonas.get(reverse("bti:undring-detail", args=[undring.pk])).content.decode()

    assert undring.observert in page
    assert "13 dager igjen" in page
    for steg in ("Definer undringen", "Del med leder", "Snakk med familien", "Avklar veien videre"):
        assert steg in page
    assert "Avklar undringen" in page


def test_an_overdue_worry_says_so(jonas, verden):
    sen = f.UndringFactory(
        created_by=verden.jonas, tjeneste=verden.skole, frist=timezone.localdate() - timedelta(days=2)
    )

    assert "2 dager over fristen" in jonas.get(reverse("bti:undring-detail", args=[sen.pk])).content.decode()
    assert "2 dager over fristen" in jonas.get(reverse("bti:undring-list")).content.decode()


def test_a_step_is_ticked_and_unticked(jonas, verden, undring, eier):
    steg = verden.nivaaer[0].steg.get(nummer=2)
    url = reverse("bti:undring-steg", args=[undring.pk, steg.pk])

    response = jonas.post(url, {"gjort": "1", "fra": "avklar"})
    jonas.post(url, {"gjort": "1"})
    with eier():
        done = Stegstatus.objects.get(undring=undring)
    assert response.url == reverse("bti:undring-avklar", args=[undring.pk]) + "#steg-2"
    assert (done.steg, done.done_by) == (steg, verden.jonas)
    jonas.post(url, {"gjort": "0"})

    with eier():
        assert Stegstatus.objects.get(undring=undring).done_at is None


def test_a_step_answers_htmx_with_the_steps_alone(jonas, verden, undring):
    steg = verden.nivaaer[0].steg.get(nummer=1)

    response = jonas.post(
        reverse("bti:undring-steg", args=[undring.pk, steg.pk]),
        {"gjort": "1"},
        headers={"HX-Request": "true"},
    )

    page = response.content.decode()
    assert page.strip().startswith("<section")
    assert "Angre" in page


def test_a_step_of_another_level_or_municipality_is_unknown(jonas, verden, undring):
    for steg in (
        verden.nivaaer[1].steg.get(),
        verden.fjellvik.veiledere.get().nivaaer.get(nummer=0).steg.first(),
    ):
        assert (
            jonas.post(reverse("bti:undring-steg", args=[undring.pk, steg.pk]), {"gjort": "1"}).status_code
            == 404
        )


def test_the_author_corrects_the_text(jonas, undring, post_form, eier):
    response = post_form(
        reverse("bti:undring-edit", args=[undring.pk]), **undring_data(observert="Rettet", versjon="1")
    )

    assert response.status_code == 302
    assert (refresh(eier, undring).observert, refresh(eier, undring).versjon) == ("Rettet", 2)


def test_two_tabs_keep_both_texts(jonas, undring, eier):
    url = reverse("bti:undring-edit", args=[undring.pk])
    token = token_in(jonas.get(url))
    first = undring_data(observert="Fra den ene fanen", versjon="1", skjema_token=token)
    second = undring_data(observert="Fra den andre fanen", versjon="1", skjema_token=token)

    assert jonas.post(url, first).status_code == 302
    response = jonas.post(url, second)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Fra den ene fanen" in page
    assert "Fra den andre fanen" in page
    assert refresh(eier, undring).observert == "Fra den ene fanen"
    assert 'name="versjon" value="2"' in page
    jonas.post(url, second | {"versjon": "2"})
    assert refresh(eier, undring).observert == "Fra den andre fanen"


def test_after_a_conflict_one_may_keep_what_is_saved(jonas, undring, eier):
    url = reverse("bti:undring-edit", args=[undring.pk])
    data = undring_data(observert="Forkastet", versjon="1", skjema_token=token_in(jonas.get(url)))
    jonas.post("/kladd/", data)

    assert jonas.post(url, data | {"behold": "1"}).status_code == 302

    assert refresh(eier, undring).observert == undring.observert
    assert "Forkastet" not in jonas.get(url).content.decode()


def test_the_list_is_ones_own(jonas, client, verden, undring):
    other = f.UndringFactory(created_by=verden.siri, tjeneste=verden.skole, merkelapp="Siris undring")

    page = jonas.get(reverse("bti:undring-list")).content.decode()

    assert "Gult skap" in page
    assert "Siris undring" not in page
    assert str(other.pk) not in page


def test_the_list_comes_in_pages(jonas, verden):
    for number in range(27):
        f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole, merkelapp=f"Merke {number:02d}")
    url = reverse("bti:undring-list")

    first, second = jonas.get(url).content.decode(), jonas.get(url, {"side": 2}).content.decode()

    assert first.count("Merke ") == 25
    assert second.count("Merke ") == 2
    assert jonas.get(url, {"side": "²"}).content.decode().count("Merke ") == 25


def test_the_title_and_the_address_carry_no_words_of_the_worry(jonas, undring):
    response = jonas.get(reverse("bti:undring-detail", args=[undring.pk]))

    assert "<title>Undring – Stafett</title>" in response.content.decode()
