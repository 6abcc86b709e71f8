"""The leader's page: counts of the own municipality, no names, nobody else."""

import re
from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, transaction

from bti.models import Bruker, Hovedperson, Kommunerolletype, Noedtilgang, Tjeneste
from bti.revisjon.models import Hendelse
from bti.statistikk.queries import get_oversikt
from bti.statistikk.services import as_leserolle
from bti.tilgang.aktoer import acting_as
from bti.tilgang.rettigheter import LESE_FUNKSJONER
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db

URL = "/oversikt/"


def add_saker(verden, antall, *, nivaa=1, foedt="2016-03-04", tjeneste=None, **kwargs):
    """More open cases in Solvik; nobody takes part in them, for only the count matters."""
    return [
        f.SakFactory(
            kommune=verden.solvik,
            veileder=verden.veileder,
            nivaa=verden.nivaaer[nivaa],
            tjeneste=tjeneste or verden.skole,
            hovedperson__foedselsdato=foedt,
            **kwargs,
        )
        for _ in range(antall)
    ]


def counts(verden, deling):
    with acting_as(verden.berit.pk):
        oversikt = get_oversikt(verden.solvik.pk)
    return {rad.navn: rad.antall for d in oversikt.delinger if d.noekkel == deling for rad in d.rader}


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("berit", 200), ("jonas", 403), ("siri", 403), ("amina", 403), ("kari", 403), ("adm", 403), ("erik", 403),
        ("fremmed", 403), (None, 302),
    ],
)  # fmt: skip
def test_who_may_see(client, verden, navn, status):
    if navn:
        client.force_login(getattr(verden, navn))

    assert client.get(URL).status_code == status


def test_no_name_and_nothing_from_a_case(client, verden):
    add_saker(verden, 6, hva_saken_gjelder="KANARI-SAK", hovedperson__navn="KANARI-BARN")
    f.UndringFactory.create_batch(
        6, tjeneste=verden.skole, merkelapp="KANARI-MERKE", observert="KANARI-OBS", frist=i_dag(-1)
    )
    client.force_login(verden.berit)

    html = client.get(URL).content.decode()

    with verden_owner():
        names = {b.navn for b in Bruker.objects.all()} | {h.navn for h in Hovedperson.objects.all()}
    assert len(names) > 10
    assert "KANARI" not in html
    assert [name for name in names - {"Berit Aas"} if name in html] == []


def verden_owner():
    from tests.eier import as_owner

    return as_owner()


def test_the_page_shows_counts_from_five(client, verden):
    add_saker(verden, 6)
    f.UndringFactory.create_batch(5, tjeneste=verden.skole, frist=i_dag(-1))
    client.force_login(verden.berit)

    html = client.get(URL).content.decode()

    assert re.search(r"Åpne saker</dt>\s*<dd>8\s*</dd>", html)
    nivaa = re.search(r"Nivå 1: Innsats i egen tjeneste</th><td.*?</td>", html, re.DOTALL)[0]
    assert nivaa.count(">8<") == html.count("Nivå 1: Innsats i egen tjeneste") == 1, (
        "each number is said once"
    )
    assert re.search(r"Solvik skole</th><td class=\"tall\">5\s*</td>", html)


def test_a_hidden_number_has_no_bar(client, verden):
    """Its length would give it away."""
    add_saker(verden, 10)
    add_saker(verden, 3, nivaa=2)
    add_saker(verden, 7, nivaa=3)
    client.force_login(verden.berit)

    html = client.get(URL).content.decode()

    rows = re.findall(
        r"<th scope=\"row\">(Nivå [^<]*)</th><td class=\"stolpecelle\">(.*?)</td>", html, re.DOTALL
    )
    assert {navn[:6]: ("skjult" in celle, "<svg" in celle) for navn, celle in rows} == {
        "Nivå 0": (False, False),
        "Nivå 1": (True, False),
        "Nivå 2": (True, False),
        "Nivå 3": (False, True),
    }


def test_one_case_cannot_be_told_from_four(verden):
    seen = []
    for _ in range(3):
        with acting_as(verden.berit.pk):
            seen.append(get_oversikt(verden.solvik.pk))
        add_saker(verden, 1)
    assert seen[0] == seen[1] == seen[2]
    assert seen[0].aapne_saker is None
    assert all(rad.antall is None for deling in seen[0].delinger for rad in deling.rader)


def test_a_total_does_not_give_the_small_number_away(verden):
    """The complement attack: total minus what is shown."""
    add_saker(verden, 10)
    add_saker(verden, 3, nivaa=2)
    add_saker(verden, 7, nivaa=3)
    nivaaer = counts(verden, "nivaa")
    hidden = [navn for navn, antall in nivaaer.items() if antall is None]

    assert "Nivå 2: Samarbeid mellom tjenester" in hidden
    assert len(hidden) == 2
    assert nivaaer["Nivå 3: Samarbeid utenfor kommunen"] == 7


def test_divisions_do_not_give_each_other_away(verden):
    """Each has the same sum; one that is shown whole gives the sum, and the others must hold with it known."""
    add_saker(verden, 10, tjeneste=verden.skole)
    add_saker(verden, 2, tjeneste=verden.ppt)
    typer = counts(verden, "type")

    assert counts(verden, "nivaa")["Nivå 1: Innsats i egen tjeneste"] == 14
    assert [navn for navn, antall in typer.items() if antall is None] == [
        "Pedagogisk-psykologisk tjeneste",
        "Skole",
    ]


def test_ages(verden):
    """The borders are the municipality's own; one who turns six today is six."""
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="statistikk_aldersgrupper", verdi=[0, 6, 18])
    add_saker(verden, 5, foedt=i_dag().replace(year=i_dag().year - 6))
    add_saker(verden, 6, foedt=i_dag(1).replace(year=i_dag(1).year - 6))
    add_saker(verden, 8, foedt=None)

    assert counts(verden, "alder") == {
        "0–5 år": 6,
        "6–17 år": 7,
        "18 år og eldre": 0,
        "Alder ikke oppgitt": 8,
    }


def test_deadlines_count_cases_not_rows(verden):
    for sak in add_saker(verden, 4):
        f.MoeteFactory.create_batch(2, sak=sak, starter_at=naa(days=-1))
    with acting_as(verden.berit.pk):
        assert get_oversikt(verden.solvik.pk).moete_forfalt is None
    f.MoeteFactory(sak=add_saker(verden, 1)[0], starter_at=naa(days=-1))
    with acting_as(verden.berit.pk):
        assert get_oversikt(verden.solvik.pk).moete_forfalt == 5


def test_break_glass_of_this_month_is_counted_by_case_and_hidden_when_few(verden):
    saker = add_saker(verden, 5)
    for sak in saker[:4]:
        f.NoedtilgangFactory.create_batch(2, sak=sak, bruker=verden.lise, tjeneste=verden.skole)
    with acting_as(verden.berit.pk):
        assert get_oversikt(verden.solvik.pk).noedtilgang is None
    f.NoedtilgangFactory(sak=saker[4], bruker=verden.lise, tjeneste=verden.skole)
    with acting_as(verden.berit.pk):
        assert get_oversikt(verden.solvik.pk).noedtilgang == 5
    with as_owner():
        Noedtilgang.objects.update(opened_at=naa(days=-40), expires_at=naa(days=-39))
    with acting_as(verden.berit.pk):
        assert get_oversikt(verden.solvik.pk).noedtilgang == 0


def test_consents_that_end_this_month(verden):
    for sak in add_saker(verden, 5):
        krav = f.SamtykkekravFactory(sak=sak, tjeneste=verden.ppt)
        f.SamtykkeFactory(krav=krav, tekst__versjon=int(sak.pk.int % 10**6) + 2, gyldig_til=i_dag())
    with acting_as(verden.berit.pk):
        assert get_oversikt(verden.solvik.pk).samtykke_utloeper == 5


def test_worries_under_five_look_like_none(verden):
    f.UndringFactory.create_batch(4, tjeneste=verden.skole, frist=i_dag(-1))
    f.UndringFactory.create_batch(9, tjeneste=verden.skole, frist=i_dag(1))
    with acting_as(verden.berit.pk):
        undringer = {rad.navn: rad.antall for rad in get_oversikt(verden.solvik.pk).undringer}
    assert undringer["Solvik skole"] is None
    assert undringer["PPT Solvik"] is None


def test_questions_without_a_name_are_counted_by_whom_they_were_put_to(client, verden):
    """A year of them, from five; neither their words nor what they were about."""
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet")
    f.FagteamFactory(kommune=verden.solvik, navn="Lite spurt")
    f.DroeftingFactory.create_batch(
        6,
        fagteam=team,
        spoersmaal="KANARI-SPM",
        svar="KANARI-SVAR",
        answered_at=naa(),
        answered_by=verden.amina,
    )
    f.DroeftingFactory(fagteam=team, asked_at=naa(days=-400))
    f.DroeftingFactory.create_batch(4, fagteam=None, tjeneste=verden.ppt, kommune=verden.solvik)
    f.DroeftingFactory(fagteam__kommune=verden.fjellvik)

    def rows():
        with acting_as(verden.berit.pk):
            return [(r.navn, r.spurt, r.besvart) for r in get_oversikt(verden.solvik.pk).droeftinger]

    assert rows() == [("Kompetanseteamet", 6, 6), ("Lite spurt", None, None)]
    f.DroeftingFactory(fagteam=team)  # one that waits: the seven asked are told, and not the six
    f.DroeftingFactory(fagteam=None, tjeneste=verden.ppt, kommune=verden.solvik)
    assert rows() == [("Kompetanseteamet", 7, None), ("Lite spurt", None, None), ("PPT Solvik", 5, None)]

    client.force_login(verden.berit)
    html = client.get(URL).content.decode()
    assert "KANARI" not in html
    assert re.search(r"Kompetanseteamet</th><td class=\"tall\">7\s*</td><td class=\"tall\">skjult</td>", html)


@pytest.mark.parametrize("navn", ["jonas", "siri", "adm", "erik", "kari", "fremmed"])
def test_sql_refuses_everybody_else(verden, navn):
    with acting_as(getattr(verden, navn).pk), pytest.raises(DatabaseError, match="bare ledere"):
        get_oversikt(verden.solvik.pk)


@pytest.mark.parametrize("funksjon", LESE_FUNKSJONER)
def test_each_count_asks_for_itself(verden, funksjon):
    for hvem, kommune in ((verden.adm, verden.solvik), (verden.berit, verden.fjellvik)):
        refused = pytest.raises(DatabaseError, match="bare ledere")
        with acting_as(hvem.pk), refused, as_leserolle() as cursor:
            cursor.execute(f"SELECT * FROM {funksjon.partition('(')[0]}(%s)", [kommune.pk])


def test_a_leader_counts_only_at_home(verden):
    with acting_as(verden.berit.pk), pytest.raises(DatabaseError, match="bare ledere"):
        get_oversikt(verden.fjellvik.pk)


def test_a_leader_whose_role_has_ended_counts_nothing(verden):
    f.KommunerolleFactory(
        bruker=verden.fremmed, kommune=verden.solvik, gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1)
    )
    with acting_as(verden.fremmed.pk), pytest.raises(DatabaseError, match="bare ledere"):
        get_oversikt(verden.solvik.pk)


def test_nobody_counts_nothing(verden):
    with transaction.atomic(), pytest.raises(DatabaseError, match="ingen aktør"):
        get_oversikt(verden.solvik.pk)


def test_another_municipality_in_the_address_is_unknown(client, verden):
    client.force_login(verden.berit)

    assert client.get(URL, {"kommune": str(verden.fjellvik.pk)}).status_code == 404
    assert client.get(URL, {"kommune": "tull"}).status_code == 404


def test_a_leader_of_two_chooses(client, verden):
    f.KommunerolleFactory(bruker=verden.berit, kommune=verden.fjellvik, rolle=Kommunerolletype.LEDER)
    client.force_login(verden.berit)

    html = client.get(URL, {"kommune": str(verden.fjellvik.pk)}).content.decode()

    assert "Oversikt for Fjellvik" in html
    assert f"?kommune={verden.solvik.pk}" in html


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM bti_sak", "SELECT * FROM bti_bruker", "SELECT tilgang_hmac('x')"]
)
def test_the_reader_reads_no_table(verden, sql):
    with (
        acting_as(verden.berit.pk),
        pytest.raises(DatabaseError, match="permission denied"),
        as_leserolle() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("fails", [False, True])
def test_the_role_is_given_back(verden, fails):
    with acting_as(verden.berit.pk):
        with pytest.raises(ZeroDivisionError) if fails else nullcontext(), as_leserolle():
            if fails:
                raise ZeroDivisionError
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("stafett_app",)
        assert Tjeneste.objects.exists()


def test_the_app_itself_may_not_count(verden):
    refused = pytest.raises(DatabaseError, match="permission denied")
    with acting_as(verden.berit.pk), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM statistikk_saker(%s)", [verden.solvik.pk])


def test_the_look_is_recorded(client, verden, eier):
    client.force_login(verden.berit)
    client.get(URL)

    with eier():
        assert Hendelse.objects.filter(handling="statistikk.lest", aktoer_id=verden.berit.pk).count() == 1


def test_few_statements(client, verden, django_assert_max_num_queries):
    client.force_login(verden.berit)

    with django_assert_max_num_queries(20):
        client.get(URL)
