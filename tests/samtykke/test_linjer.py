"""What those who answer for many cases see: case number, service and day; never a name of the family, never why."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Adressesperre, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from samtykke.koordinator import Samtykkelinje, list_linjer
from samtykke.models import Samtykkeslag, Slutt
from samtykke.queries import add_months
from tests import factories as f
from tests.cast import make_sak
from tests.factories.hus import i_dag, naa
from tests.samtykke.stor_sak import ja, make_krav

pytestmark = pytest.mark.django_db
URL = reverse("samtykke:linjer")


def lines_of(bruker) -> list[Samtykkelinje]:
    with acting_as(bruker.pk):
        return list_linjer()


def html_for(client, bruker, address: str = URL) -> str:
    client.force_login(bruker)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def venter(verden, eier):
    """PPT is asked about in Nora's case, and nobody has answered."""
    with eier():
        return [
            make_krav(verden, verden.ppt, bruker, hvorfor="KANARIFUGL", requested_at=naa(days=-14))
            for bruker in (verden.kari, verden.tom)
        ]


@pytest.fixture
def mange_saker(verden, eier):
    """The school has five open cases more, so that its name tells nobody whom a line is about."""
    with eier():
        for nr in range(5):
            make_sak(
                kommune=verden.solvik, tjeneste=verden.skole, nivaa=verden.nivaaer[1], holder=verden.lise,
                barn=f"Prøve Barn{nr}", foresatte={f.BrukerFactory(): "mor"},
            )  # fmt: skip


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("siri", 200),
        ("ragna", 200),
        ("jonas", 403),
        ("kari", 403),
        ("berit", 403),
        ("adm", 403),
        ("fremmed", 403),
    ],
)
def test_who_may_follow(client, verden, navn, status):
    client.force_login(getattr(verden, navn))
    assert client.get(URL).status_code == status


def test_the_head_sees_what_waits_for_whom_and_how_long(client, verden, venter):
    html = html_for(client, verden.siri)
    for text in (str(verden.nora_sak.pk)[:8], "PPT Solvik", "2 foresatte", "14 dager siden", "Jonas Berge"):
        assert text in html, text
    [linje] = lines_of(verden.siri)
    assert (linje.hva, linje.foresatte, linje.unge, linje.har_innsyn) == ("venter", 2, 0, False)


def test_neither_sees_a_name_of_the_family_nor_why(client, verden, venter, mange_saker, eier):
    with eier():
        ja(venter[0], withdrawn_at=naa(), withdrawn_by=verden.kari, slutt=Slutt.TRUKKET)
    for leser in (verden.siri, verden.ragna):
        html = html_for(client, leser)
        for hidden in ("Nora", "Nordlie", "Kari", "KANARIFUGL", str(verden.nora_sak.pk), str(venter[0].pk)):
            assert hidden not in html, hidden


def test_the_case_is_opened_only_by_who_sees_it(client, verden, eier):
    with eier():
        f.SamtykkekravFactory(sak=verden.ola_sak, tjeneste=verden.ppt, giver=verden.pia)
    link = reverse("samtykke:list", args=[verden.ola_sak.pk])
    assert link in html_for(client, verden.siri)  # she holds the baton there
    assert link not in html_for(client, verden.ragna)


def test_a_head_sees_nothing_of_other_units_and_nobody_of_other_municipalities(verden, venter, eier):
    with eier():
        leder = f.BrukerFactory()
        f.AnsettelseFactory(bruker=leder, tjeneste=verden.ppt, is_leder=True)
        nabo = f.BrukerFactory()
        f.KommunerolleFactory(bruker=nabo, kommune=verden.fjellvik, rolle="bti_koordinator")
    assert lines_of(leder) == lines_of(nabo) == lines_of(verden.jonas) == lines_of(verden.kari) == []


@pytest.mark.parametrize("hvordan", ["sperret", "i familien", "sluttet", "rollen er over"])
def test_who_is_to_be_kept_out_sees_no_line(verden, venter, eier, hvordan):
    with eier():
        if hvordan == "sperret":
            for bruker in (verden.siri, verden.ragna):
                f.SperringFactory(sak=verden.nora_sak, bruker=bruker)
        elif hvordan == "i familien":
            for bruker in (verden.siri, verden.ragna):
                f.FamilierelasjonFactory(
                    hovedperson=verden.nora_sak.hovedperson, bruker=bruker, relasjon="annen",
                    har_foreldreansvar=False, registered_by=verden.jonas,
                )  # fmt: skip
        elif hvordan == "sluttet":
            verden.siri.ansettelser.update(gyldig_til=i_dag(-1))
            verden.ragna.kommuneroller.update(gyldig_til=i_dag(-1))
        else:
            verden.siri.ansettelser.update(is_leder=False)
            verden.ragna.kommuneroller.update(rolle="kommuneadministrator")
    assert lines_of(verden.siri) == lines_of(verden.ragna) == []


def test_a_unit_with_few_cases_is_not_named_to_the_coordinator(client, verden, venter):
    [linje] = lines_of(verden.ragna)
    assert (linje.enhet, linje.enhet_id, linje.tjeneste, linje.stafettholder) == (None, None, None, None)
    html = html_for(client, verden.ragna)
    assert "vises ikke" in html
    assert "Solvik skole" not in html
    assert "PPT Solvik" not in html


def test_a_unit_with_enough_cases_is_named(verden, venter, mange_saker):
    [linje] = lines_of(verden.ragna)
    assert (linje.enhet, linje.tjeneste, linje.stafettholder) == ("Solvik skole", "PPT Solvik", None)


def test_one_small_unit_is_never_alone_among_the_hidden(verden, venter, mange_saker, eier):
    """NAV has one case: hidden alone, «not shown» would mean NAV."""
    with eier():
        make_sak(
            kommune=verden.solvik, tjeneste=verden.nav, nivaa=verden.nivaaer[1], holder=verden.lise,
            barn="Prøve Sen", foresatte={f.BrukerFactory(): "mor"},
        )  # fmt: skip
    [linje] = lines_of(verden.ragna)
    assert linje.enhet is None


def test_a_protected_address_hides_the_unit_from_the_coordinator(verden, venter, mange_saker, eier):
    with eier():
        type(verden.nora_sak.hovedperson).objects.filter(pk=verden.nora_sak.hovedperson_id).update(
            adressesperre=Adressesperre.FORTROLIG
        )
    [linje] = lines_of(verden.ragna)
    assert (linje.enhet, linje.tjeneste) == (None, None)
    [linje] = lines_of(verden.siri)
    assert linje.enhet == "Solvik skole"


def month(steps: int, day: int = 1) -> date:
    """A day of the month that many months from this one; PostgreSQL goes by its own clock, so ours is not set."""
    return add_months(i_dag().replace(day=1), steps) + timedelta(days=day - 1)


@pytest.mark.parametrize(
    ("til", "del_"),
    [(lambda: i_dag(-1), None), (i_dag, "denne"), (lambda: month(1, 0), "denne"), (lambda: month(1), "neste"),
     (lambda: month(2, 0), "neste"), (lambda: month(2), None)],
)  # fmt: skip
def test_what_ends_this_month_and_the_next(client, verden, eier, til, del_):
    with eier():
        ja(make_krav(verden, verden.ppt, verden.kari), gyldig_fra=i_dag(-30), gyldig_til=til())
    client.force_login(verden.siri)
    deler = client.get(URL).context["deler"]
    assert [one.noekkel for one in deler if one.linjer] == ([del_] if del_ else [])


@pytest.mark.parametrize(
    ("dag", "slutt", "hva"),
    [(lambda: month(-1), Slutt.TRUKKET, "trukket"), (lambda: month(-1, 0), Slutt.TRUKKET, None),
     (i_dag, "", "trukket"), (i_dag, Slutt.SNEVRET, "snevret"), (i_dag, Slutt.ERSTATTET, None),
     (i_dag, Slutt.UTLOEPT, None), (i_dag, Slutt.BORTFALT, None)],
)  # fmt: skip
def test_what_was_taken_back(verden, eier, dag, slutt, hva):
    ended = timezone.make_aware(datetime.combine(dag(), time(12)))
    with eier():
        krav = make_krav(verden, verden.ppt, verden.kari, requested_at=ended - timedelta(days=9))
        ja(
            krav,
            granted_at=ended - timedelta(days=5),
            withdrawn_at=ended,
            withdrawn_by=verden.kari,
            slutt=slutt,
        )
    assert [(linje.hva, linje.hvem) for linje in lines_of(verden.siri)] == ([(hva, "")] if hva else [])


def test_a_question_that_is_over_waits_for_nobody(verden, eier):
    with eier():
        make_krav(verden, verden.ppt, verden.kari, frafalt_at=naa(), frafalt_by=verden.siri)
        make_krav(verden, verden.ppt, verden.tom, declined_at=naa(), declined_by=verden.tom)
        make_krav(verden, verden.nav, verden.kari, foreslaatt_til=i_dag(-1))
    assert lines_of(verden.siri) == []


def test_a_question_about_taking_over_is_a_line_of_its_own(client, verden, eier):
    """Waiting, ending and taken back: beside the same service's own question, and told from it in words."""
    with eier():
        make_krav(verden, verden.ppt, verden.kari, slag=Samtykkeslag.ANSVAR)
        make_krav(verden, verden.ppt, verden.kari)
        ja(make_krav(verden, verden.ppt, verden.tom, slag=Samtykkeslag.ANSVAR), gyldig_til=i_dag())
        ja(make_krav(verden, verden.nav, verden.kari, slag=Samtykkeslag.ANSVAR),
           withdrawn_at=naa(), withdrawn_by=verden.kari, slutt=Slutt.TRUKKET)  # fmt: skip
    found = [(linje.hva, linje.tjeneste_navn) for linje in lines_of(verden.siri)]
    assert found == [
        ("trukket", "NAV Solvik – ta over ansvaret"),
        ("utloeper", "PPT Solvik – ta over ansvaret"),
        ("venter", "PPT Solvik – ta over ansvaret"),
        ("venter", "PPT Solvik"),
    ]
    assert "PPT Solvik – ta over ansvaret" in html_for(client, verden.siri)


def test_a_closed_case_has_no_line(verden, venter, eier):
    with eier():
        type(verden.nora_sak).objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
    assert lines_of(verden.siri) == []


def test_who_wants_to_wait_and_the_young_person_are_told_apart(client, verden, eier):
    with eier():
        hovedperson = verden.nora_sak.hovedperson
        hovedperson.bruker = f.BrukerFactory(navn=hovedperson.navn)
        hovedperson.save()
        make_krav(verden, verden.ppt, hovedperson.bruker, vent_til=i_dag(7))
        make_krav(verden, verden.ppt, verden.tom)
    html = html_for(client, verden.siri)
    assert "1 foresatt, den unge" in html
    assert f"Vil vente til {i_dag(7):%d.%m.%Y}" in html


def test_one_unit_at_a_time(client, verden, venter, mange_saker, eier):
    with eier():
        f.AnsettelseFactory(bruker=verden.siri, tjeneste=verden.nav, is_leder=True)
        sak = make_sak(
            kommune=verden.solvik, tjeneste=verden.nav, nivaa=verden.nivaaer[1], holder=verden.lise,
            barn="Prøve Sen", foresatte={verden.pia: "mor"},
        )  # fmt: skip
        f.SamtykkekravFactory(sak=sak, tjeneste=verden.ppt, giver=verden.pia)
    nav = html_for(client, verden.siri, f"{URL}?enhet={verden.nav.pk}")
    assert str(sak.pk)[:8] in nav
    assert str(verden.nora_sak.pk)[:8] not in nav
    alle = html_for(client, verden.siri, f"{URL}?enhet=noe-annet")
    assert str(verden.nora_sak.pk)[:8] in alle
    andre = html_for(client, verden.ragna, f"{URL}?enhet=andre")
    assert str(sak.pk)[:8] in andre


def test_reading_is_on_record_and_the_way_there_stands_on_the_start_page(client, verden, eier):
    html_for(client, verden.ragna)
    html_for(client, verden.siri)
    assert URL in html_for(client, verden.siri, reverse("stafettlogg:hjem"))
    assert URL in html_for(client, verden.ragna, reverse("bti:veileder"))
    assert URL not in html_for(client, verden.jonas, reverse("stafettlogg:hjem"))
    with eier():
        assert Hendelse.objects.filter(handling="samtykkelinjer.lest", sak_id=None).count() == 2
