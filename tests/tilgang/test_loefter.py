"""Promises and limits of docs/tilgang.md that no other test asks for, each linked from its sentence there."""

import re
import time
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.innstillinger import INNSTILLINGER
from bti.models import Ansettelse, Bruker, Kommunerolletype, Noedtilgang, Tjeneste
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.noedtilgang import NyNoedtilgang, open_noedtilgang
from bti.tilgang.operasjoner import SQL
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.bti.noedhjelp import NY, TEKST, ask, log_in, make_ansatt, make_ombud
from tests.bti.test_noedtilgang import INGEN
from tests.cast import make_sak
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.tilgang.test_adgang import AVSLUTT, OPPHEV, SPERR, VIKAR
from tests.tilgang.test_ways_in import AAPNE, BEKREFT, RELASJON, call, new_sak, refused

pytestmark = pytest.mark.django_db
LOV = re.compile(r"loven|lova|forordningen")


def test_every_age_of_the_rule_is_a_setting_with_its_law():
    sql = "".join(file.read_text(encoding="utf-8") for file in Path(SQL).glob("*.sql"))
    asked = set(re.findall(r"tilgang_har_fylt\([^')]*'(\w+)'", sql))

    assert len(asked) >= 6
    asked |= {
        noekkel for noekkel in INNSTILLINGER if re.search(r"_alder(_[a-z]+)?$", noekkel)
    }  # one for each area of law
    assert {noekkel for noekkel in asked if not LOV.search(INNSTILLINGER[noekkel].hjemmel)} == set()


@pytest.mark.parametrize(("dag", "fylt"), [("2027-02-27", False), ("2027-02-28", True), ("2027-03-01", True)])
def test_who_is_born_on_29_february_turns_on_the_28th(verden, dag, fylt):
    """In the rule's own function: fifteen on the last day of a February without a 29th."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tilgang_har_fylt('2012-02-29', %s, 'egen_innsyn_alder', %s::date, tilgang_aldre())",
            [verden.solvik.pk, dag],
        )
        assert cursor.fetchone() == (fylt,)


def test_an_external_service_opens_no_case(verden):
    call(verden.lise, AAPNE, **new_sak(verden))
    with as_owner():
        Tjeneste.objects.filter(pk=verden.skole.pk).update(is_ekstern=True)

    refused(verden.lise, AAPNE, "utenfor kommunen åpner ingen sak", **new_sak(verden))


def test_a_session_that_is_kept_alive_is_no_fresh_login(client, verden):
    """Lise logged in six minutes ago, and has clicked about since: the session is renewed, the login is not."""
    log_in(client, verden.lise, ago=360)
    for _click in range(2):
        assert client.get(reverse("bti:sak-list")).status_code == 200
    assert client.session["sist"] > 0

    assert "Logg inn på nytt" in client.get(reverse(NY)).content.decode()


@pytest.mark.parametrize("slag", ["maal", "melding", "moete", "tiltak"])
def test_only_an_entry_is_shielded(verden, slag):
    """Jonas holds the baton and has written it: it is not his part that is wanting, but the kind of thing."""
    av = {"melding": "sent_by", "moete": "called_by"}.get(slag, "created_by")
    fabrikk = getattr(f, f"{slag.capitalize()}Factory")
    rad = fabrikk(sak=verden.nora_sak, **{av: verden.jonas})
    sql = "SELECT tilgang_skjerm(%(sak)s, %(objekt)s, ARRAY[%(hvem)s]::uuid[], 'fare')"

    refused(
        verden.jonas, sql, "bare den som skrev det", sak=verden.nora_sak.pk, objekt=rad.pk, hvem=verden.kari.pk
    )  # fmt: skip
    innlegg = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.jonas)
    assert call(verden.jonas, sql, sak=verden.nora_sak.pk, objekt=innlegg.pk, hvem=verden.kari.pk) == 1


def test_who_works_where_is_read_by_everybody_and_holds_no_names(verden):
    """Kari reads that somebody works at PPT, and for whom a role counts; whose id it is stays unread."""
    with acting_as(verden.kari.pk):
        ansatte = set(Ansettelse.objects.values_list("bruker_id", flat=True))
        assert {verden.jonas.pk, verden.siri.pk, verden.erik.pk} <= ansatte
        assert not Bruker.objects.filter(pk__in=[verden.siri.pk, verden.erik.pk]).exists()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name IN ('bti_ansettelse', 'bti_kommunerolle')"
            " AND column_name ~ 'navn|epost|mobil|nummer'"
        )
        assert cursor.fetchone() == (0,)


def test_what_a_request_notes_is_written_in_one_call(client, verden):
    """A search that shows the log of three cases notes four things, and asks the database for it once."""
    saker = [verden.nora_sak]
    saker += [
        make_sak(
            kommune=verden.solvik, tjeneste=verden.skole, nivaa=verden.nivaaer[1], holder=verden.jonas,
            barn=f"Barn {nr}", foresatte={},
        )
        for nr in range(2)
    ]  # fmt: skip
    for sak in saker:
        f.InnleggFactory(sak=sak, tekst="Vedtaket er sendt.")
    client.force_login(verden.jonas)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.post(reverse("stafettlogg:soek"), {"q": "vedtaket"}).status_code == 200

    assert sum("revisjon_record(" in query["sql"] for query in asked.captured_queries) == 1
    with as_owner():
        noted = list(Hendelse.objects.filter(aktoer_id=verden.jonas.pk).values_list("handling", flat=True))
    assert sorted(noted) == ["sak.sett_i_soek"] * 3 + ["sak.sokt"]


@pytest.mark.parametrize(
    ("fra", "dager", "til"),
    [("2027-05-14", 1, "2027-05-17"), ("2026-12-24", 1, "2026-12-25"), ("2026-12-25", 1, "2026-12-28")],
)
def test_public_holidays_count_as_working_days(fra, dager, til):
    """A limit: 17 May and Christmas Day are days like others; Saturday and Sunday are not."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_arbeidsdager(%s::date, %s)::text", [fra, dager])
        assert cursor.fetchone() == (til,)


@pytest.mark.parametrize(("dag", "plukket"), [("2027-05-17", False), ("2027-05-16", True)])
def test_a_reading_on_a_public_holiday_is_one_in_working_hours(verden, dag, plukket):
    """A limit of the weekly control: Monday 17 May is a Monday; the Sunday before it is picked."""
    sak = verden.nora_sak.pk
    f.HendelseFactory(
        kjede_id=sak, sak_id=sak, nr=1, handling="sak.lest", aktoer_id=verden.jonas.pk, aktoer_navn="Jonas Berge",
        aktoer_tjeneste="Solvik skole", tidspunkt=f"{dag}T12:00+02:00",
    )  # fmt: skip
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT grunn FROM revisjon_plukk('2027-05-10', '2027-05-24')")
        assert ("utenfor_tid" in {grunn for (grunn,) in cursor.fetchall()}) is plukket


GAMMELT_INNLEGG = (
    "INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id)"
    " VALUES (%(id)s, %(sak)s, 'notat', 'Hei', '2001-01-01', %(av)s) RETURNING 1"
)
FREMMED_ANSVARLIG = (
    "INSERT INTO tiltak_tiltak (id, sak_id, tittel, hva, arena, ansvarlig_id, starter, evalueres, status, created_at,"
    " created_by_id, versjon) VALUES (%(id)s, %(sak)s, 'Hei', '', 'hjem', %(ansvarlig)s, current_date, current_date,"
    " 'paagaar', now(), %(av)s, 1) RETURNING 1"
)


def test_sql_with_a_genuine_name_writes_in_its_own_case_past_the_pages(verden):
    """A limit: an entry of 2001, somebody outside the case as responsible, no record; in no other case or name."""
    sak, jonas = verden.nora_sak.pk, verden.jonas
    call(jonas, GAMMELT_INNLEGG, sak=sak, av=jonas.pk)
    call(jonas, FREMMED_ANSVARLIG, sak=sak, av=jonas.pk, ansvarlig=verden.erik.pk)

    refused(jonas, GAMMELT_INNLEGG, "row-level security", sak=verden.ola_sak.pk, av=jonas.pk)
    refused(jonas, GAMMELT_INNLEGG, "row-level security", sak=sak, av=verden.siri.pk)
    with as_owner():
        assert Innlegg.objects.filter(sak=sak, created_by=jonas, created_at__year=2001).exists()
        assert not Hendelse.objects.filter(sak_id=sak).exists()


def test_sql_with_the_batons_name_reads_the_name_of_who_it_registers(verden):
    """A limit: Jonas knows a stranger's id and names them as Nora's father. No record; the head's list has it."""
    with acting_as(verden.jonas.pk):
        assert not Bruker.objects.filter(pk=verden.fremmed.pk).exists()
    relasjon = uuid.uuid4()
    call(verden.jonas, RELASJON, id=relasjon, sak=verden.nora_sak.pk, bruker=verden.fremmed.pk, bevis="")

    with acting_as(verden.jonas.pk):
        assert Bruker.objects.get(pk=verden.fremmed.pk).navn == "Per Fremmed"
    with acting_as(verden.siri.pk), connection.cursor() as cursor:
        cursor.execute("SELECT registrert_av FROM tilgang_relasjoner_aa_bekrefte() WHERE id = %s", [relasjon])
        assert cursor.fetchone() == ("Jonas Berge",)
    with as_owner():
        assert not Hendelse.objects.exists()
    for navn in ("amina", "lise", "siri"):
        with pytest.raises(DatabaseError, match="bare stafettholderen"), transaction.atomic():
            call(getattr(verden, navn), RELASJON, sak=verden.nora_sak.pk, bruker=verden.fremmed.pk, bevis="")


# What a page refuses before the database is asked: the database refuses it too.


def test_a_relative_who_was_not_let_in_breaks_no_glass(client, verden):
    """Nina works at NAV, and is registered as Nora's aunt: no part, no block, and no way in."""
    nina = make_ansatt(verden)
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=nina, relasjon="annen", registered_by=verden.jonas
    )
    log_in(client, nina)

    assert INGEN in ask(client).content.decode()
    with as_owner():
        assert not Noedtilgang.objects.exists()


@pytest.mark.parametrize("navn", ["lise", "kari", "fremmed"])
def test_glass_is_broken_for_a_service_that_one_works_in(verden, navn):
    """With a fresh login, the name right, and somebody else's service."""
    person = getattr(verden, navn)
    ny = NyNoedtilgang(
        verden.nav.pk, "Nora Nordlie", verden.nora_sak.hovedperson.foedselsdato, "liv_helse", TEKST, ""
    )
    with acting_as(person.pk), pytest.raises(PermissionDenied, match="ikke ansatt i tjenesten"):
        open_noedtilgang(ny, noekkel=verden.nav.pk, logget_inn=int(time.time()), by=person.pk)


def count_for(bruker, sql: str, *values: object) -> int:
    with acting_as(bruker.pk), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {sql}", values)
        return cursor.fetchone()[0]


def test_blocks_are_read_by_the_holder_of_the_case_and_the_head_of_the_unit(verden):
    """Of the unit's cases, or of one's own; a head of another unit, and those in the case, read none."""
    ppt_leder = make_ansatt(verden, "Per Leder", is_leder=True)
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.tom, blocked_by=verden.jonas)
    others = [
        ppt_leder,
        *(getattr(verden, n) for n in ("lise", "amina", "kari", "tom", "berit", "adm", "erik", "pia")),
    ]

    assert count_for(verden.siri, "tilgang_sperringer()") == 1
    assert count_for(verden.jonas, "tilgang_sperringer(%s)", verden.nora_sak.pk) == 1
    for bruker in others:
        assert count_for(bruker, "tilgang_sperringer()") == 0, bruker.navn
        assert count_for(bruker, "tilgang_sperringer(%s)", verden.nora_sak.pk) == 0, bruker.navn


def test_overdue_questions_are_counted_for_the_personvernombud_of_the_municipality(verden):
    ombud, annet_ombud = make_ombud(verden), f.BrukerFactory(navn="Frode Ombud")
    f.KommunerolleFactory(bruker=annet_ombud, kommune=verden.fjellvik, rolle=Kommunerolletype.PERSONVERNOMBUD)
    f.InnsynsspoersmaalFactory(
        sak=verden.nora_sak, gjelder=verden.amina, asked_by=verden.kari, svarfrist=i_dag(-1)
    )

    assert count_for(ombud, "innsyn_forfalte()") == 1
    for bruker in (
        annet_ombud,
        *(getattr(verden, n) for n in ("jonas", "siri", "amina", "kari", "berit", "adm")),
    ):
        assert count_for(bruker, "innsyn_forfalte()") == 0, bruker.navn


@pytest.mark.parametrize("sted", ["nav", "fjellvik_skole"])
def test_the_head_of_another_unit_is_nobody_here(verden, sted):
    """At NAV in the same municipality, and at a school in the next one."""
    leder = f.BrukerFactory(navn="Lars Leder")
    f.AnsettelseFactory(bruker=leder, tjeneste=getattr(verden, sted), is_leder=True, tittel="leder")
    sak, sperring = verden.nora_sak, f.SperringFactory(sak=verden.nora_sak, bruker=verden.lise)
    relasjon = f.FamilierelasjonFactory(
        hovedperson=sak.hovedperson, bruker=verden.fremmed, verifisering="ingen", registered_by=verden.jonas
    )
    borte = f.StedfortrederFactory(bruker=verden.jonas, vikar=verden.lise, tjeneste=verden.skole)

    refused(leder, BEKREFT, "ikke din å bekrefte", id=relasjon.pk)
    refused(leder, "SELECT tilgang_avvis_relasjon(%(id)s, 'Nei.')", "ikke din å avvise", id=relasjon.pk)
    refused(
        leder, SPERR, "bare stafettholderen eller lederen", sak=sak.pk, bruker=verden.tom.pk, grunn="fare"
    )
    refused(leder, OPPHEV, "bare lederen av enheten", id=sperring.pk)
    refused(leder, AVSLUTT, "ikke ditt fravær", id=borte.pk)
    refused(
        leder, VIKAR, "bare den det gjelder eller lederen", bruker=verden.jonas.pk, vikar=verden.lise.pk,
        tjeneste=verden.skole.pk, fra=i_dag(20), til=i_dag(21),
    )  # fmt: skip
    for liste in ("tilgang_relasjoner_aa_bekrefte()", "tilgang_fravaer()", "noedtilganger_til_vurdering()"):
        assert count_for(leder, liste) == 0, liste
    assert count_for(verden.siri, "tilgang_relasjoner_aa_bekrefte()") == 1
    assert count_for(verden.siri, "tilgang_fravaer()") == 1
