"""What the family is told holds today: what the case is about, measures that have stopped or not begun, who is out."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.forms import UndringForm
from bti.skjema.vern import VENTENDE, new_noekkel
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke
from samtykke.services import decline_samtykke, withdraw_samtykke
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, told

pytestmark = pytest.mark.django_db
NY = "/undring/ny/"
HER = {"Origin": "http://testserver"}


def page(client, bruker, name: str, *args) -> str:
    client.force_login(bruker)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def plan(client, verden, bruker=None) -> str:
    return page(client, bruker or verden.kari, "familie:sak", verden.nora_sak.pk)


def let_in_and_out(verden) -> Samtykke:
    """Amina is in with both parents' yes and has a measure; then the mother withdraws."""
    samtykke = both_say_yes(verden)
    f.TiltakFactory(sak=verden.nora_sak, maal=None, ansvarlig=verden.amina)
    with acting_as(verden.kari.pk):
        samtykke = Samtykke.objects.select_related("sak").get(pk=samtykke.pk)
        withdraw_samtykke(samtykke, by=verden.kari.pk)
    return samtykke


def test_what_the_case_is_about_stands_first(client, verden):
    html = plan(client, verden)
    assert html.index("Det saken gjelder") < html.index("Trivsel og lesing.") < html.index("Hva skjer nå?")


def test_measure_of_one_who_is_out_has_stopped(client, verden):
    let_in_and_out(verden)
    html = plan(client, verden)
    assert "Ett tiltak står stille." in html
    assert "PPT Solvik er ikke med lenger." in html
    assert "Ett tiltak er i gang." not in html
    home = page(client, verden.kari, "familie:hjem")
    assert "Ett tiltak står stille." in home
    assert "Ett tiltak er i gang." not in home


def test_measure_of_one_who_waits_for_the_first_yes_waits(client, verden):
    f.TiltakFactory(sak=verden.nora_sak, maal=None, ansvarlig=verden.amina)
    ask(verden)
    html = plan(client, verden)
    assert "Amina Yusuf ser ikke saken ennå." in html
    assert "er ikke med lenger" not in html


def test_staff_are_asked_to_choose_another(client, verden):
    f.TiltakFactory(sak=verden.nora_sak, maal=None, ansvarlig=verden.jonas)
    says = "Den ansvarlige ser ikke saken nå. Velg en ny."
    assert says not in page(client, verden.jonas, "stafettlogg:sak", verden.nora_sak.pk)
    let_in_and_out(verden)
    assert page(client, verden.jonas, "stafettlogg:sak", verden.nora_sak.pk).count(says) == 1


def test_measure_that_starts_tomorrow_is_not_under_way(client, verden):
    f.TiltakFactory(sak=verden.nora_sak, maal=None, starter=i_dag(1))
    html = plan(client, verden)
    assert "Starter " in html
    assert "Ett tiltak har ikke startet ennå." in html
    assert ">I gang<" not in html
    assert "Ett tiltak har ikke startet ennå." in page(client, verden.kari, "familie:hjem")
    assert ">Starter " in page(client, verden.jonas, "stafettlogg:sak", verden.nora_sak.pk)


def test_waiting_refused_withdrawn_and_run_out_are_told_apart(client, verden):
    assert "Dere er ikke spurt ennå. Amina Yusuf ser ikke saken." in plan(client, verden)
    krav = ask(verden)
    assert "Vi venter på svar. Amina Yusuf ser ikke saken før" in plan(client, verden)
    with acting_as(verden.tom.pk):
        decline_samtykke(krav[verden.tom], by=verden.tom.pk)
    assert "Det er sagt nei. Amina Yusuf ser ikke saken." in plan(client, verden)
    say_yes(verden, verden.tom, krav[verden.tom])
    say_yes(verden, verden.kari, krav[verden.kari])
    assert "Amina Yusuf ser ikke saken" not in plan(client, verden)
    yesterday = timezone.localdate() - timedelta(days=1)
    with as_owner():
        Samtykke.objects.filter(giver=verden.tom).update(gyldig_fra=yesterday, gyldig_til=yesterday)
    assert "Samtykket har gått ut. Amina Yusuf ser ikke saken." in plan(client, verden)
    with acting_as(verden.kari.pk):
        withdraw_samtykke(Samtykke.objects.select_related("sak").get(giver=verden.kari), by=verden.kari.pk)
    assert "Samtykket er trukket. Amina Yusuf ser ikke saken." in plan(client, verden)


def test_the_other_givers_yes_holds_no_longer_and_is_told_once(client, verden):
    samtykke = let_in_and_out(verden)
    html = page(client, verden.tom, "familie:samtykke", verden.nora_sak.pk)
    assert "Gjelder ikke nå" in html
    assert "De kan lese og skrive." not in html  # it would say the opposite of the line above
    assert "Alle som er spurt, må ha sagt ja." in html
    assert "Gjelder til og med" not in html
    assert told(Slag.SAMTYKKE_TRUKKET) == {verden.jonas.pk, verden.tom.pk}
    client.force_login(verden.kari)
    client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]))
    with as_owner():
        assert Utboks.objects.filter(slag=Slag.SAMTYKKE_TRUKKET, mottaker=verden.tom).count() == 1


def test_nobody_else_is_told_when_no_service_was_in(client, verden):
    krav = ask(verden)
    samtykke = say_yes(verden, verden.kari, krav[verden.kari])
    client.force_login(verden.kari)
    client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]))
    assert told(Slag.SAMTYKKE_TRUKKET) == {verden.jonas.pk}


def test_family_is_greeted_as_staff_are(client, verden):
    assert "Hei, Kari<" in page(client, verden.kari, "familie:hjem")
    assert "Hei, Jonas<" in page(client, verden.jonas, "stafettlogg:hjem")


def test_numbers_are_links_without_spaces(client, verden):
    with as_owner():
        verden.skole.telefon = "61 00 00 00"
        verden.skole.save()
    for name, args in (("familie:hjem", ()), ("familie:sak", (verden.nora_sak.pk,))):
        html = page(client, verden.kari, name, *args)
        for number in ("61000000", "112", "116111"):
            assert f'href="tel:{number}"' in html
    law = page(client, verden.jonas, "bti:undring-new")
    for number in ("112", "02800", "116111"):
        assert f'href="tel:{number}"' in law


def post_without_cookies(verden, text: str, **headers) -> tuple[Client, object]:
    client = Client(enforce_csrf_checks=True)
    token = new_noekkel(verden.jonas.pk, UndringForm.skjema, None).sign()
    data = {"skjema_token": token, "observert": text}
    return client, client.post(NY, data, headers=headers)


def test_text_sent_without_any_cookie_waits_for_the_login(verden):
    client, response = post_without_cookies(verden, "Det jeg skrev", **HER)
    assert (response.status_code, response.url) == (302, f"/logg-inn/?next={NY}")
    assert "teksten din er tatt vare på" in client.get(response.url).content.decode()
    client.handler.enforce_csrf_checks = False
    html = client.post("/logg-inn/demo/", {"subject": "jonas", "neste": NY}, follow=True).content.decode()
    assert "Det jeg skrev" in html
    assert "Teksten er hentet fram igjen." in html
    assert "Teksten du skrev, er her fortsatt." not in html


def test_only_its_author_gets_it(verden):
    client, _ = post_without_cookies(verden, "Bare for Jonas", **HER)
    client.handler.enforce_csrf_checks = False
    html = client.post("/logg-inn/demo/", {"subject": "siri", "neste": NY}, follow=True).content.decode()
    assert "Bare for Jonas" not in html


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://annen.invalid"}, {"Origin": "null"}, {**HER, "Sec-Fetch-Site": "cross-site"}],
)
def test_another_sites_form_leaves_nothing_and_no_session(verden, headers):
    client, response = post_without_cookies(verden, "Plantet", **headers)
    assert response.status_code == 403
    assert VENTENDE not in client.session
    assert "sessionid" not in response.cookies
    html = response.content.decode()
    assert 'href="/logg-inn/"' in html
    assert "last siden på nytt" not in html


def test_the_draft_is_saved_at_norwegian_time(client, verden):
    client.force_login(verden.jonas)
    token = new_noekkel(verden.jonas.pk, UndringForm.skjema, None).sign()
    response = client.post(reverse("bti:kladd-save"), {"skjema_token": token, "observert": "Noe"})
    assert response.json()["lagret"] == timezone.localtime().strftime("%H.%M")
