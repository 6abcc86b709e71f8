"""Writing it down, through HTTP: what is saved, what is refused, and what a shared machine does not show."""

import re
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, SkjermetBekymring, Skjermetleser, Skjermetmelding, Skjermetraad, Tilbakehold
from bti.templatetags.stafett import tidspunkt
from bti.varsling.models import Paaminnelse, Utboks
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.trygg.hjelp import make_parent, name_reader, write

pytestmark = pytest.mark.django_db
NY = reverse("bti:skjermet-new")


def inner(html: str) -> str:
    """The page's own part, without what differs from one answer to the next."""
    return re.sub(r'value="[^"]{20,}"', "", html.partition('<main id="innhold"')[2].partition("</main>")[0])


def token(html: str) -> str:
    return html.split('name="skjema_token" value="')[1].split('"')[0]


def hidden(html: str) -> dict[str, str]:
    """What the page posts beside what somebody writes."""
    return dict(
        re.findall(r'<input type="hidden" name="(skjema_token|versjon|hold|valg)" value="([^"]*)"', html)
    )


def send(client, url: str, **felter):
    return client.post(url, hidden(client.get(url).content.decode()) | felter)


def one_url(name: str, pk) -> str:
    return reverse(f"bti:skjermet-{name}", args=[pk])


def data(**endret):
    return {"observert": "Et blått merke.", "observert_dato": i_dag().isoformat(), **endret}


@pytest.fixture
def jonas(client, verden):
    client.force_login(verden.jonas)
    return client


@pytest.fixture
def egen(verden):
    return write(verden, verden.jonas, sak_id=verden.nora_sak.pk)


def test_the_first_screen_leads_to_it(jonas, verden):
    html = jonas.get(f"{reverse('bti:trygg')}?sak={verden.nora_sak.pk}").content.decode()

    assert f'href="{NY}?sak={verden.nora_sak.pk}"' in html


def test_two_things_are_asked_for(jonas):
    html = jonas.get(NY).content.decode()

    assert html.count("Må fylles ut") == 2
    assert "Familien får ikke vite at det finnes." in html
    assert "Varsler til familien" not in html


def test_with_a_case_the_notices_wait(jonas, verden):
    url = f"{NY}?sak={verden.nora_sak.pk}"
    assert "Du bestemmer når de sendes." in jonas.get(url).content.decode()
    svar = send(jonas, url, **data(barnets_ord="Pappa slår.", barnet_naa="På SFO", hvem_er_til_fare="hjemme"))

    with as_owner():
        en = SkjermetBekymring.objects.get()
        hold = Tilbakehold.objects.get()
        assert (en.sak_id, en.created_by_id, en.barnets_ord) == (
            verden.nora_sak.pk,
            verden.jonas.pk,
            "Pappa slår.",
        )
        assert (hold.sak_id, hold.ansvarlig_id, hold.released_at) == (
            verden.nora_sak.pk,
            verden.jonas.pk,
            None,
        )
        assert (
            Paaminnelse.objects.filter(regel="tilbakehold", mottaker=verden.jonas, status="venter").count()
            == 12
        )
    assert svar.url == one_url("detail", en.pk)
    html = jonas.get(svar.url).content.decode()
    assert "Pappa slår." in html
    assert "Stafett har ikke varslet familien siden" in html


def test_without_a_case_nothing_waits(jonas, verden):
    undring = f.UndringFactory(tjeneste=verden.skole, created_by=verden.jonas)
    send(jonas, f"{NY}?undring={undring.pk}", **data())

    with as_owner():
        assert SkjermetBekymring.objects.get().undring_id == undring.pk
        assert not Tilbakehold.objects.exists()


def test_an_unknown_case_anothers_and_ones_own_childs_give_the_same_page(client, verden):
    """Siri is head of the school and holds Ola's case; Nora is hers."""
    make_parent(verden, verden.siri)
    client.force_login(verden.siri)
    ider = [verden.nora_sak.pk, uuid4(), f.SakFactory().pk]
    sider = {inner(client.get(f"{NY}?sak={one}").content.decode()).replace(str(one), "SAK") for one in ider}

    assert len(sider) == 1  # but for the id that the address itself has, on the way to whom to ring
    assert "Varsler til familien" in client.get(f"{NY}?sak={verden.ola_sak.pk}").content.decode()
    for one in ider:  # what is written is kept all the same, with no case and no notice held
        assert send(client, f"{NY}?sak={one}", **data()).status_code == 302
    with as_owner():
        assert SkjermetBekymring.objects.filter(sak=None).count() == 3
        assert not Tilbakehold.objects.exists()


def test_bad_input_is_told_and_the_text_is_kept(jonas):
    svar = send(jonas, NY, **data(observert="", barnets_ord="Det barnet sa"))

    assert svar.status_code == 422
    assert "Skriv hva du har sett eller hørt." in svar.content.decode()
    assert "Det barnet sa" in jonas.get(NY).content.decode()


def test_a_double_click_makes_one(jonas):
    nr = token(jonas.get(NY).content.decode())
    for _ in range(2):
        assert jonas.post(NY, {"skjema_token": nr, **data()}).status_code == 302
    svar = jonas.post(NY, {"skjema_token": nr, **data(observert="Noe helt annet")})

    assert svar.status_code == 422
    with as_owner():
        assert SkjermetBekymring.objects.count() == 1


def test_the_draft_shows_no_word_on_a_shared_machine(jonas, verden):
    """Not in the list of drafts, not on the home page, not whom it is about; and it is there when it is opened."""
    url = f"{NY}?sak={verden.nora_sak.pk}"
    nr = token(jonas.get(url).content.decode())
    jonas.post(reverse("bti:kladd-save"), {"skjema_token": nr, "observert": "Et blått merke."})
    with as_owner():
        assert Kladd.objects.get().objekt_id == verden.nora_sak.pk
    liste = inner(jonas.get(reverse("bti:kladd-list")).content.decode())
    hjem = inner(jonas.get(reverse("stafettlogg:hjem")).content.decode()).partition("Det du ikke har sendt")[
        2
    ]

    for html in (liste, hjem):
        assert "blått" not in html
        assert "Nora" not in html.partition("</section>")[0]
    assert "Notat" in liste
    adresse = liste.split(f'href="{NY}?om=')[1].split('"')[0]
    assert "Et blått merke." in jonas.get(f"{NY}?om={adresse}").content.decode()
    assert "Du bestemmer når de sendes." in jonas.get(f"{NY}?om={adresse}").content.decode()


def test_edit_and_two_tabs(jonas, egen):
    url = one_url("edit", egen)
    html = jonas.get(url).content.decode()
    felter = {"skjema_token": token(html), **data(observert="Rettet."), "versjon": "1"}
    assert jonas.post(url, felter).url == one_url("detail", egen)
    svar = jonas.post(url, {**felter, "observert": "Fra den andre fanen"})

    assert svar.status_code == 422
    assert "Slik er det lagret nå" in svar.content.decode()
    with as_owner():
        assert SkjermetBekymring.objects.get().observert == "Rettet."


def test_advice_and_report(jonas, egen, verden):
    raad = {
        "fra": "barnevern",
        "hvem": "vakthavende",
        "snakket_dato": i_dag(-1).isoformat(),
        "snakket_klokke": "09:30",
    }
    assert send(jonas, one_url("raad", egen), **raad, raad="").status_code == 422
    send(jonas, one_url("raad", egen), **raad, raad="Ikke ring hjem.")
    refused = send(jonas, one_url("meldt", egen), **meldt("ingen"))
    assert refused.status_code == 422
    assert "Må fylles ut hvis du ikke melder" in refused.content.decode()
    send(jonas, one_url("meldt", egen), **meldt("barnevern", meldt_hvordan="I meldeskjemaet"))
    html = jonas.get(one_url("detail", egen)).content.decode()

    for ord_ in ("Ikke ring hjem.", "vakthavende", "kl. 09.30", "Meldt til barnevernet", "I meldeskjemaet"):
        assert ord_ in html
    with as_owner():
        assert Skjermetraad.objects.get().written_by_id == verden.jonas.pk


def meldt(til: str, **other: str) -> dict[str, str]:
    """That one reported it yesterday at two o'clock."""
    return {"meldt_til": til, "meldt_dato": i_dag(-1).isoformat(), "meldt_klokke": "14:00"} | other


def test_when_it_was_reported_is_said_by_who_reported_it(jonas, egen):
    """At eleven in the evening one writes down what one did at two: the paper to the police says two."""
    send(jonas, one_url("meldt", egen), **meldt("politi"))
    for side in ("detail", "meldt"):
        page = " ".join(jonas.get(one_url(side, egen)).content.decode().split())
        assert f"Meldt til politiet, {tidspunkt(at_two())}." in page
    for feil in ({"meldt_dato": i_dag(1).isoformat()}, {"meldt_klokke": ""}, {"meldt_dato": ""}):
        assert send(jonas, one_url("meldt", egen), **meldt("politi", **feil)).status_code == 422, feil
    with as_owner():
        assert Skjermetmelding.objects.get().meldt_at == at_two()


@pytest.mark.parametrize("side", ["meldt", "raad"])
def test_later_today_has_not_been_yet(client, verden, egen, side):
    hva = {"meldt": meldt("politi"), "raad": {"fra": "politi", "raad": "Vent."}}[side]
    felt = {"meldt": "meldt", "raad": "snakket"}[side]
    for minutter, status in ((30, 422), (-30, 302)):
        with time_machine.travel(timezone.make_aware(datetime.combine(i_dag(1), time(12))), tick=False):
            client.force_login(verden.jonas)
            da = timezone.localtime() + timedelta(minutes=minutter)
            tid = {f"{felt}_dato": da.date().isoformat(), f"{felt}_klokke": da.strftime("%H:%M")}
            svar = send(client, one_url(side, egen), **hva | tid)
        assert svar.status_code == status, svar.content.decode()
        assert ("Klokkeslettet har ikke vært ennå." in svar.content.decode()) is (status == 422)


def at_two() -> datetime:
    return timezone.make_aware(datetime.combine(i_dag(-1), time(14)))


def test_what_one_has_reported_stands_whatever_another_says(jonas, verden, egen):
    """The duty is each one's own. Jonas reports; Siri, who reads it, does not believe it."""
    name_reader(egen, verden.jonas, verden.siri)
    url = one_url("meldt", egen)
    assert send(jonas, url, **meldt("politi", meldt_hvordan="Ringte 112, nr. 4711")).status_code == 302
    siri = Client()
    siri.force_login(verden.siri)
    nei = meldt("ingen", ikke_meldt_grunn="Jeg tror ikke på det.")
    page = siri.get(url).content.decode()
    assert "Det du skriver nå, kommer i tillegg." in page
    sent = hidden(page) | nei
    assert [siri.post(url, sent).status_code for _press in range(2)] == [302, 302]

    for client in (jonas, siri):
        html = client.get(one_url("detail", egen)).content.decode()
        for ord_ in ("Meldt til politiet", "nr. 4711", "Drøftet, og ikke meldt", "Jeg tror ikke på det."):
            assert ord_ in html
        for navn in ("Jonas Berge", "Siri Holm"):
            assert f"Skrevet av {navn}." in html
    with as_owner():
        rader = Skjermetmelding.objects.order_by("written_at").values_list("til", "written_by")
        assert list(rader) == [("politi", verden.jonas.pk), ("ingen", verden.siri.pk)]


@pytest.mark.parametrize("side", ["navngi", "sak"])
def test_a_search_with_a_nul_in_it_is_a_search(jonas, verden, side):
    url = one_url(side, write(verden, verden.jonas))
    for felter in ({"navn": "\0" + "li" * 40, "finn": "1"}, {"navn": "nora\0"}):
        assert send(jonas, url, **felter).status_code in (200, 422)


def test_a_reader_reads_adds_advice_and_cannot_correct(client, verden, egen):
    name_reader(egen, verden.jonas, verden.siri)
    client.force_login(verden.siri)
    html = client.get(one_url("detail", egen)).content.decode()

    assert "Jonas Berge har latt deg lese." in html
    assert "Endre teksten" not in html
    assert client.get(one_url("edit", egen)).status_code == 404
    assert client.get(one_url("navngi", egen)).status_code == 404
    assert client.get(one_url("raad", egen)).status_code == 200
    assert client.get(one_url("frigi", egen)).url == one_url("detail", egen)


def test_name_somebody_and_end_it(jonas, verden, egen, client):
    url = one_url("navngi", egen)
    html = jonas.get(url).content.decode()
    assert html.index("Siri Holm") < html.index("Lise Dahl")  # heads first
    assert "Amina" not in html
    funnet = jonas.post(url, {"skjema_token": token(html), "navn": "lise", "finn": "1"}).content.decode()
    assert "Lise Dahl" in funnet
    assert "Siri Holm" not in funnet
    assert jonas.post(url, {"skjema_token": token(html), "bruker": str(verden.amina.pk)}).status_code == 422
    assert send(jonas, url, bruker=str(verden.siri.pk), kan_frigi="on").url == one_url("detail", egen)

    with as_owner():
        leser = Skjermetleser.objects.get()
        varsel = Utboks.objects.get(slag="skjermet_delt")
        assert (varsel.mottaker_id, varsel.sak_id) == (verden.siri.pk, None)
        assert (
            Paaminnelse.objects.filter(regel="tilbakehold", mottaker=verden.siri, status="venter").count()
            == 12
        )
    assert "Siri Holm" in jonas.get(one_url("detail", egen)).content.decode()
    jonas.post(reverse("bti:skjermet-leser-avslutt", args=[egen, leser.pk]))
    client.force_login(verden.siri)
    assert client.get(one_url("detail", egen)).status_code == 404
    slutt = reverse("bti:skjermet-leser-avslutt", args=[egen, leser.pk])
    assert client.post(slutt).url == reverse("bti:skjermet-list")  # her own click, when it is done already
    client.force_login(verden.lise)
    assert client.post(slutt).status_code == 404
    with as_owner():
        assert not Paaminnelse.objects.filter(mottaker=verden.siri, status="venter").exists()


@pytest.mark.parametrize("side", ["detail", "edit", "raad", "meldt", "navngi", "frigi"])
@pytest.mark.parametrize("hvem", ["siri", "lise", "amina", "erik"])
def test_to_another_it_does_not_exist(client, verden, egen, hvem, side):
    client.force_login(getattr(verden, hvem))

    ekte, oppdiktet = (client.get(one_url(side, one)) for one in (egen, uuid4()))
    assert ekte.status_code == oppdiktet.status_code == 404
    assert inner(ekte.content.decode()) == inner(oppdiktet.content.decode())


@pytest.mark.parametrize("hvem", ["kari", "tom", "berit", "ragna", "adm", "fremmed"])
def test_who_is_no_employee_is_refused_whatever_the_id(client, verden, egen, hvem):
    client.force_login(getattr(verden, hvem))

    for one in (egen, uuid4()):
        assert client.get(one_url("detail", one)).status_code == 403
    assert client.get(NY).status_code == 403


def test_nobody_is_sent_to_log_in(client, egen):
    assert client.get(one_url("detail", egen)).url == f"/logg-inn/?next={one_url('detail', egen)}"


def test_titles_and_list_say_nothing(jonas, egen):
    for url in (NY, one_url("detail", egen), reverse("bti:skjermet-list")):
        assert "<title>Notat – Stafett</title>" in jonas.get(url).content.decode()
    assert "blått" not in inner(jonas.get(reverse("bti:skjermet-list")).content.decode())
