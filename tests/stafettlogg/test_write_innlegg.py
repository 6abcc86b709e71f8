"""Writing in the log: append-only, told, kept, and once however often one presses."""

import pytest
from django.urls import reverse

from bti.models import Kladd
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from stafettlogg.models import Innlegg
from tests.stafettlogg.conftest import token_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(verden) -> str:
    return reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])


def written(verden):
    with acting_as(verden.jonas.pk):
        return list(Innlegg.objects.filter(sak=verden.sak).order_by("created_at"))


def test_an_entry_is_written_told_and_recorded(verden, url, fill_in, eier):
    response = fill_in(url, tekst="Hun lo i gymtimen.", innleggstype="lysglimt")
    innlegg = written(verden)[0]
    assert response.status_code == 302
    assert response.url == reverse("stafettlogg:sak", args=[verden.sak.pk])
    assert (innlegg.tekst, innlegg.innleggstype, innlegg.created_by_id) == (
        "Hun lo i gymtimen.", "lysglimt", verden.jonas.pk,
    )  # fmt: skip
    with eier():
        told = set(Utboks.objects.filter(slag=Slag.INNLEGG).values_list("mottaker_id", flat=True))
        assert Hendelse.objects.filter(handling="innlegg.skrevet", objekt_id=innlegg.pk).exists()
    assert told == {verden.kari.pk, verden.tom.pk, verden.amina.pk}


def test_a_double_click_writes_once(verden, url, fill_in):
    response = fill_in(url, times=2, tekst="Bare en gang.", innleggstype="notat")
    assert response.status_code == 302
    assert len(written(verden)) == 1


def test_two_at_once_are_both_kept(verden, url, jonas, amina):
    tokens = [token_in(client.get(url)) for client in (jonas, amina)]
    for client, token, tekst in zip((jonas, amina), tokens, ("Fra læreren", "Fra PPT"), strict=True):
        client.post(url, {"skjema_token": token, "tekst": tekst, "innleggstype": "notat"})
    assert {i.tekst for i in written(verden)} == {"Fra læreren", "Fra PPT"}


@pytest.mark.parametrize(
    ("data", "setning"),
    [
        ({"tekst": "", "innleggstype": "notat"}, "Skriv det du vil ha inn i loggen."),
        ({"tekst": "   \n ", "innleggstype": "notat"}, "Skriv det du vil ha inn i loggen."),
        ({"tekst": "x" * 20_001, "innleggstype": "notat"}, "20000"),
        ({"tekst": "Tekst", "innleggstype": "tull"}, "feilsammendrag"),
        ({"tekst": "Tekst"}, "Velg et svar"),
    ],
)
def test_bad_input_is_answered_in_words(verden, url, fill_in, data, setning):
    response = fill_in(url, **data)
    assert response.status_code == 422
    assert setning in response.content.decode().replace("\xa0", "").replace(" 000", "000")
    assert written(verden) == []


def test_the_draft_comes_back_and_goes_when_it_is_sent(verden, url, jonas, fill_in):
    token = token_in(jonas.get(url))
    jonas.post(
        reverse("bti:kladd-save"), {"skjema_token": token, "tekst": "Halvferdig", "innleggstype": "lysglimt"}
    )
    page = jonas.get(url).content.decode()
    assert "Halvferdig" in page
    assert "Teksten er hentet fram igjen." in page
    fill_in(url, tekst="Ferdig", innleggstype="lysglimt")
    with acting_as(verden.jonas.pk):
        assert not Kladd.objects.exists()


def test_the_text_survives_a_session_that_ended(verden, url, jonas, login):
    token = token_in(jonas.get(url))
    jonas.logout()
    response = jonas.post(url, {"skjema_token": token, "tekst": "Skrevet for sent", "innleggstype": "notat"})
    assert response.status_code == 302
    assert written(verden) == []
    jonas.post(reverse("innlogging:demo"), {"subject": "jonas"})
    assert "Skrevet for sent" in jonas.get(url).content.decode()


def test_a_withdrawn_consent_keeps_the_text_as_ones_own_draft(verden, url, amina, eier):
    from samtykke.models import Samtykke

    token = token_in(amina.get(url))
    with eier():
        Samtykke.objects.filter(giver=verden.kari).update(
            withdrawn_at="2026-01-01T10:00Z", withdrawn_by_id=verden.kari.pk
        )
    response = amina.post(
        url, {"skjema_token": token, "tekst": "Rådet mitt er dette", "innleggstype": "notat"}
    )
    assert response.status_code == 404
    assert written(verden) == []
    with acting_as(verden.amina.pk):
        assert Kladd.objects.get().felter["tekst"] == ["Rådet mitt er dette"]
    assert "Rådet mitt er dette" in amina.get(reverse("stafettlogg:hjem")).content.decode()


def test_a_closed_case_refuses_and_keeps_the_text(verden, url, jonas, eier):
    token = token_in(jonas.get(url))
    with eier():
        type(verden.sak).objects.filter(pk=verden.sak.pk).update(status="lukket")
    response = jonas.post(url, {"skjema_token": token, "tekst": "For sent", "innleggstype": "notat"})
    assert response.status_code == 422
    assert "Saken er avsluttet." in response.content.decode()
    with acting_as(verden.jonas.pk):
        assert Kladd.objects.get().felter["tekst"] == ["For sent"]


def test_with_htmx_the_form_opens_in_the_page_and_the_entry_comes_back(verden, url, jonas):
    fragment = jonas.get(url, headers=HTMX)
    assert "<html" not in fragment.content.decode()
    data = {"skjema_token": token_in(fragment), "tekst": "Uten ny side", "innleggstype": "notat"}
    response = jonas.post(url, data, headers=HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    assert response.headers["HX-Retarget"] == "#logg"
    assert response.headers["HX-Reswap"] == "afterbegin"
    assert f'id="innlegg-{written(verden)[0].pk}" tabindex="-1" data-focus' in html
    assert "<html" not in html


def test_with_htmx_an_error_is_the_form_again(url, jonas):
    token = token_in(jonas.get(url, headers=HTMX))
    response = jonas.post(url, {"skjema_token": token, "innleggstype": "notat", "tekst": ""}, headers=HTMX)
    assert response.status_code == 422
    assert "Skriv det du vil ha inn i loggen." in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_correction_points_at_the_old(verden, innlegg, fill_in):
    fill_in(reverse("stafettlogg:innlegg-rett", args=[innlegg.pk]), times=2, tekst="Fast plass ved døra.")
    old, new = written(verden)
    assert old.tekst == "Fast plass ved vinduet."
    assert (new.tekst, new.retter_id, new.innleggstype) == ("Fast plass ved døra.", old.pk, old.innleggstype)


def test_one_corrects_ones_own(verden, amina, fill_in, innlegg):
    url = reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])
    fill_in(url, client=amina, tekst="Fra PPT", innleggstype="notat")
    mitt = next(i for i in written(verden) if i.tekst == "Fra PPT")
    assert amina.get(reverse("stafettlogg:innlegg-rett", args=[mitt.pk])).status_code == 200
    assert amina.get(reverse("stafettlogg:innlegg-rett", args=[innlegg.pk])).status_code == 403


def test_the_app_cannot_change_or_remove_an_entry(verden, innlegg):
    from django.db import ProgrammingError, transaction

    for change in (lambda q: q.update(tekst="Omskrevet"), lambda q: q.delete()):
        with acting_as(verden.jonas.pk), pytest.raises(ProgrammingError), transaction.atomic():
            change(Innlegg.objects.filter(pk=innlegg.pk))
