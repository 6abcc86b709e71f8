"""The family's pages: what a parent sees, who else sees nothing, and that they stay cheap."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bti.models import Familierelasjon, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke.models import Samtykke, Slutt
from stafettlogg.models import Melding, Moetedeltaker, Moetestatus, Svar
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.samtykke.hjelp import ask, both_say_yes, told
from tests.sidetekst import without_tokens

pytestmark = pytest.mark.django_db

STRANGERS = [("siri", 404), ("lise", 404), ("amina", 404), ("pia", 404), ("berit", 404), ("adm", 404), ("erik", 404),
             ("fremmed", 404)]  # fmt: skip
SAKSSIDER = ["familie:sak", "familie:samtykke", "familie:melding-new", "familie:hvem-har-sett"]


def add_content(verden, antall: int = 1) -> None:
    """Goals, measures, entries, messages and one meeting in Nora's case."""
    for _ in range(antall):
        maal = f.MaalFactory(sak=verden.nora_sak)
        tiltak = f.TiltakFactory(sak=verden.nora_sak, maal=maal)
        f.TiltakFactory(
            sak=verden.nora_sak, maal=None, tittel="Lesing hjemme", arena="hjem", ansvarlig=verden.kari
        )
        f.EvalueringFactory(tiltak=tiltak, ord="Nora synes det er gøy.")
        innlegg = f.InnleggFactory(sak=verden.nora_sak)
        f.InnleggFactory(sak=verden.nora_sak, retter=innlegg, tekst="Det var ved døra.")
        f.MeldingFactory(sak=verden.nora_sak)


def make_moete(verden, **changes):
    moete = f.MoeteFactory(sak=verden.nora_sak, **changes)
    for bruker in (verden.kari, verden.jonas):
        f.MoetedeltakerFactory(moete=moete, bruker=bruker)
    return moete


def page(client, bruker, name: str, *args) -> str:
    client.force_login(bruker)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_home_puts_the_question_first(client, verden):
    ask(verden)
    moete = make_moete(verden)
    html = page(client, verden.kari, "familie:hjem")
    assert html.index("Vi trenger svar fra deg") < html.index("Hva skjer nå?") < html.index("Neste møte")
    assert "Jonas Berge på Solvik skole følger opp Nora." in html
    assert moete.sted in html
    assert "Ola" not in html


def test_home_shows_only_ones_own_children(client, verden):
    html = page(client, verden.pia, "familie:hjem")
    assert "Ola" in html
    assert "Nora" not in without_tokens(html)


@pytest.mark.parametrize(
    ("navn", "status"),
    [("kari", 200), ("tom", 200), ("pia", 200), ("jonas", 403), ("amina", 403), ("siri", 403), ("berit", 403),
     ("adm", 403), ("erik", 403), ("fremmed", 200)],
)  # fmt: skip
def test_who_has_a_family_home(client, verden, navn, status):
    client.force_login(getattr(verden, navn))
    assert client.get(reverse("familie:hjem")).status_code == status


def test_who_is_in_no_case_reads_what_it_means_and_not_whether_there_is_one(client, verden):
    """Somebody with a login and nothing else, and a parent who is not confirmed: the same page, word for word."""
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.kari).update(verifisering="ingen")
    sider = []
    for en in (verden.fremmed, verden.kari):
        client.force_login(en)
        assert client.get("/").url == reverse("familie:hjem")
        html = page(client, en, "familie:hjem")
        sider.append(without_tokens(html).replace(en.navn, "NAVN").replace(en.navn.partition(" ")[0], "NAVN"))

    assert sider[0] == sider[1]
    assert "Det er ingen sak om barnet ditt her nå." in sider[0]
    assert f'href="{reverse("bti:hva-skjer")}"' in sider[0]
    assert "topp__trygg" not in sider[0]


@pytest.mark.parametrize("name", SAKSSIDER)
@pytest.mark.parametrize(("navn", "status"), [("kari", 200), ("tom", 200), ("jonas", 403), *STRANGERS])
def test_who_sees_the_family_pages(client, verden, name, navn, status):
    client.force_login(getattr(verden, navn))
    assert client.get(reverse(name, args=[verden.nora_sak.pk])).status_code == status


@pytest.mark.parametrize(("navn", "status"), [("kari", 200), ("tom", 200), ("jonas", 403), *STRANGERS])
def test_who_sees_a_meeting(client, verden, navn, status):
    moete = make_moete(verden)
    client.force_login(getattr(verden, navn))
    assert client.get(reverse("familie:moete", args=[moete.pk])).status_code == status
    if status != 200:
        assert (
            client.post(reverse("familie:moete", args=[moete.pk]), {"svar": "kommer"}).status_code == status
        )


def test_adviser_with_access_is_not_family(client, verden):
    both_say_yes(verden)
    client.force_login(verden.amina)
    for name in SAKSSIDER:
        assert client.get(reverse(name, args=[verden.nora_sak.pk])).status_code == 403


@pytest.mark.parametrize("name", [*SAKSSIDER, "familie:hjem"])
def test_every_page_answers_the_five_questions(client, verden, name):
    args = [] if name == "familie:hjem" else [verden.nora_sak.pk]
    html = page(client, verden.kari, name, *args)
    for question in ("Hvem ser dette?", "Hva skjer nå?", "Hva kan jeg si nei til?", "Hvem kan jeg ringe?",
                     "Hvem har sett på saken?"):  # fmt: skip
        assert question in html, question


@pytest.mark.parametrize("name", [*SAKSSIDER, "familie:hjem"])
def test_no_name_of_a_child_in_title_or_address(client, verden, name):
    args = [] if name == "familie:hjem" else [verden.nora_sak.pk]
    html = page(client, verden.kari, name, *args)
    assert "Nora" not in html[html.index("<title>") : html.index("</title>")]
    assert "nora" not in reverse(name, args=args)


def test_plan_shows_who_does_what_and_what_was_corrected(client, verden):
    add_content(verden)
    make_moete(verden)
    html = page(client, verden.kari, "familie:sak", verden.nora_sak.pk)
    assert "Gå på skolen med en god mage hver dag." in html
    assert "det hjalp. Nora synes det er gøy." in html
    assert "Lesing hjemme" in html
    assert "2 tiltak er i gang." in html
    assert html.index("Rettelse") < html.index("Dette ble rettet")
    assert "Amina Yusuf" in html[html.index("ser ingenting før alle") :]


def test_plan_says_who_is_let_in(client, verden):
    both_say_yes(verden)
    html = page(client, verden.tom, "familie:sak", verden.nora_sak.pk)
    assert "Disse er nevnt, men ser ikke saken" not in html
    assert "Amina Yusuf" in html


def test_query_count_does_not_grow(client, verden, django_assert_max_num_queries):
    ask(verden)
    make_moete(verden)
    client.force_login(verden.kari)
    sak = reverse("familie:sak", args=[verden.nora_sak.pk])
    client.get(sak)  # the first request also renews the session and checks the connection
    for antall in (1, 8):
        add_content(verden, antall)
        with django_assert_max_num_queries(13):
            client.get(reverse("familie:hjem"))
        with django_assert_max_num_queries(24):  # among them: why the case is on its level, why PPT is out
            client.get(sak)


def test_read_of_the_plan_is_recorded(client, verden):
    page(client, verden.kari, "familie:sak", verden.nora_sak.pk)
    with acting_as(verden.kari.pk):
        assert Hendelse.objects.filter(handling="sak.lest", aktoer_id=verden.kari.pk).count() == 1


def test_message_is_sent_once_and_told(client, verden):
    url = reverse("familie:melding-new", args=[verden.nora_sak.pk])
    client.force_login(verden.kari)
    data = {"tekst": "Kan vi møtes en annen dag?",
            "skjema_token": client.get(url).context["form"].initial["skjema_token"]}  # fmt: skip
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    with acting_as(verden.kari.pk):
        assert Melding.objects.count() == 1
    assert verden.jonas.pk in told(Slag.MELDING)
    assert "Kan vi møtes en annen dag?" in page(client, verden.tom, "familie:sak", verden.nora_sak.pk)


@pytest.mark.parametrize(("tekst", "says"), [("", "Skriv meldingen din"), ("x" * 4001, "for lang")])
def test_wrong_message_is_named(client, verden, tekst, says):
    client.force_login(verden.kari)
    response = client.post(reverse("familie:melding-new", args=[verden.nora_sak.pk]), {"tekst": tekst})
    assert response.status_code == 422
    assert says in response.content.decode()


LINJER = "\n".join("x" * 9 for _ in range(400))  # 3999 characters, 399 of them line breaks


def post_message(client, verden, hvem: str, tekst: str):
    """Write as a browser does, which sends two characters for a line break."""
    side = {"kari": "familie:melding-new", "jonas": "stafettlogg:melding-new"}[hvem]
    url = reverse(side, args=[verden.nora_sak.pk])
    client.force_login(getattr(verden, hvem))
    token = client.get(url).context["form"].initial["skjema_token"]
    return client.post(url, {"tekst": tekst.replace("\n", "\r\n"), "skjema_token": token})


@pytest.mark.parametrize("hvem", ["kari", "jonas"])
def test_a_message_may_have_four_thousand_characters_and_a_line_break_is_one(client, verden, eier, hvem):
    assert post_message(client, verden, hvem, LINJER + "y").status_code == 302
    with eier():
        assert Melding.objects.get().tekst == LINJER + "y"


@pytest.mark.parametrize("hvem", ["kari", "jonas"])
def test_one_more_is_refused_in_words_and_the_text_is_kept(client, verden, eier, hvem):
    response = post_message(client, verden, hvem, LINJER + "yz")
    html = response.content.decode()

    assert response.status_code == 422
    assert "Den kan ha høyst 4000 tegn, og du har skrevet 4001." in html
    assert LINJER + "yz" in html
    assert "maxlength" not in html.partition("<textarea")[2].partition(">")[0], (
        "a browser would cut it unseen"
    )
    with eier():
        assert not Melding.objects.exists()


def test_the_database_has_the_same_limit(verden):
    f.MeldingFactory(sak=verden.nora_sak, tekst="x" * 4000)
    with pytest.raises(IntegrityError, match="melding_is_short_enough"), transaction.atomic():
        f.MeldingFactory(sak=verden.nora_sak, tekst="x" * 4001)


def test_message_to_a_closed_case_is_kept_as_draft(client, verden, eier):
    url = reverse("familie:melding-new", args=[verden.nora_sak.pk])
    client.force_login(verden.kari)
    token = client.get(url).context["form"].initial["skjema_token"]
    with eier():
        type(verden.nora_sak).objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
    response = client.post(url, {"tekst": "Takk for alt.", "skjema_token": token})
    assert response.status_code == 422
    assert "Saken er avsluttet. Meldingen er ikke sendt." in response.content.decode()
    assert "Takk for alt." in page(client, verden.kari, "bti:kladd-list")
    html = page(client, verden.kari, "familie:melding-new", verden.nora_sak.pk)
    assert "Ring Solvik skole" in html
    assert "<textarea" not in html + response.content.decode()
    assert f'href="{url}"' not in page(client, verden.kari, "familie:hjem") + html


@pytest.mark.parametrize(
    ("svar", "says"), [("kommer", "Vi har notert at du kommer"), ("kan_ikke", "du ikke kan")]
)
def test_answer_a_meeting_in_two_taps(client, verden, svar, says):
    moete = make_moete(verden)
    url = reverse("familie:moete", args=[moete.pk])
    client.force_login(verden.kari)
    for _ in range(2):
        response = client.post(url, {"svar": svar}, follow=True)
    assert says in response.content.decode()
    with acting_as(verden.kari.pk):
        assert Moetedeltaker.objects.get(moete=moete, bruker=verden.kari).svar == Svar(svar)
        assert Moetedeltaker.objects.get(moete=moete, bruker=verden.jonas).svar == Svar.IKKE_SVART


@pytest.mark.parametrize(
    ("navn", "changes", "svar", "says"),
    [
        ("tom", {}, "kommer", "Du er ikke invitert"),
        ("kari", {"status": Moetestatus.AVLYST}, "kommer", "holdt eller avlyst"),
        ("kari", {}, "tull", "Velg om du kommer"),
    ],
)
def test_answers_that_cannot_be_given(client, verden, navn, changes, svar, says):
    moete = make_moete(verden, **changes)
    client.force_login(getattr(verden, navn))
    response = client.post(reverse("familie:moete", args=[moete.pk]), {"svar": svar}, follow=True)
    assert says in response.content.decode()
    with acting_as(verden.kari.pk):
        assert not Moetedeltaker.objects.filter(moete=moete).exclude(svar=Svar.IKKE_SVART).exists()


def test_yesterdays_meeting_is_not_the_next(client, verden):
    make_moete(verden, starter_at=naa(days=-2))
    soon = make_moete(verden, starter_at=naa() + timedelta(hours=30), sted="Rom for nå")
    make_moete(verden, starter_at=naa(days=60), sted="Rom for senere")
    html = page(client, verden.kari, "familie:hjem")
    assert soon.sted in html
    assert "Rom for senere" not in html


def test_long_log_comes_in_pages(client, verden):
    for nr in range(12):
        f.InnleggFactory(sak=verden.nora_sak, tekst=f"Innlegg nummer {nr}.")
    first = page(client, verden.kari, "familie:sak", verden.nora_sak.pk)
    assert "Innlegg nummer 11." in first
    assert "Innlegg nummer 1." not in first
    eldre = re.search(r'href="([^"]+)"[^>]*>Vis eldre', first)[1].replace("&amp;", "&")
    second = client.get(eldre).content.decode()
    assert "Innlegg nummer 1." in second


@pytest.mark.parametrize("navn", ["familie:hjem", "familie:sak"])
def test_a_yes_that_opens_nothing_yet_says_so(client, verden, navn):
    """It takes the other parent's too: after theirs is taken back the service sees nothing."""
    args = [] if navn == "familie:hjem" else [verden.nora_sak.pk]
    give_consent(verden, verden.kari, verden.tom)
    setning = f"{verden.ppt.navn} får være med."
    html = page(client, verden.kari, navn, *args)
    assert setning in html
    assert "De ser ikke saken nå." not in html
    with as_owner():
        Samtykke.objects.filter(giver=verden.tom).update(
            withdrawn_at=naa(), withdrawn_by=verden.tom, slutt=Slutt.TRUKKET
        )
    assert f"{setning} De ser ikke saken nå." in page(client, verden.kari, navn, *args)
