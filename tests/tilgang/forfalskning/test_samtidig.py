"""Two at once on two connections: the second waits, and then sees what the first has done."""

import hashlib
import hmac
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from bti.models import Familierelasjon, Noedtilgang, Skjerming, Sperring, Stedfortreder, Verifisering
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as, sign_aktoer
from stafettlogg.models import Innlegg
from stafettlogg.services import correct_innlegg
from tests import factories as f
from tests.bti.noedhjelp import make_ansatt
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.tilgang.forfalskning.angriper import Svar, ask, logget_inn, name_aktoer, som

BRYT = """
SELECT noedtilgang_sak
  FROM tilgang_noedtilgang(%s, %s, 'Nora Nordlie', '2016-03-04', 'liv_helse', 'Legevakten ringer.', '', %s)
"""


@contextmanager
def in_the_middle(first: Callable[[psycopg.Connection], Any], hvem) -> Iterator[None]:
    """Somebody has done something and not committed yet; it is committed when the block is under way."""
    with logget_inn() as con, con.transaction():
        name_aktoer(con, sign_aktoer(str(hvem.pk)))
        first(con)
        yield
        time.sleep(0.5)  # until the second stands and waits


def meanwhile(
    first: Callable[[psycopg.Connection], Any], hvem, second: Callable[[psycopg.Connection], Svar], hvem_andre
) -> Svar:
    """Return what the second is answered who comes while the first is not done. Both are committed."""
    answers: list[Svar] = []

    def run() -> None:
        with logget_inn(options="-c statement_timeout=20s") as con, con.transaction():
            name_aktoer(con, sign_aktoer(str(hvem_andre.pk)))
            answers.append(second(con))

    thread = threading.Thread(target=run)
    with in_the_middle(first, hvem):
        thread.start()
    thread.join(timeout=30)
    return answers[0]


def vouch_fresh(bruker) -> str:
    """What the web process says of a login just now."""
    now = int(time.time())
    return (
        f"{now}."
        + hmac.new(settings.AKTOER_NOEKKEL, f"fersk|{bruker.pk}|{now}".encode(), hashlib.sha256).hexdigest()
    )


@pytest.fixture
def relasjon(verden) -> Familierelasjon:
    """Somebody registered by hand in Nora's case, whom Siri and another head may judge."""
    return f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=f.BrukerFactory(navn="Mona Mulig"), relasjon="mor",
        verifisering=Verifisering.INGEN, registered_by=verden.jonas,
    )  # fmt: skip


@pytest.fixture
def annen_leder(verden):
    bruker = f.BrukerFactory(navn="Leif Leder")
    f.AnsettelseFactory(bruker=bruker, tjeneste=verden.skole, is_leder=True, tittel="inspektør")
    return bruker


def confirm(relasjon: Familierelasjon) -> Callable[[psycopg.Connection], Svar]:
    return lambda con: ask(con, "SELECT tilgang_bekreft_relasjon(%s, '')", [relasjon.pk])


def decline(relasjon: Familierelasjon) -> Callable[[psycopg.Connection], Svar]:
    return lambda con: ask(con, "SELECT tilgang_avvis_relasjon(%s, 'Feil person.')", [relasjon.pk])


def test_who_has_been_declined_is_not_confirmed_by_the_other_head(verden, relasjon, annen_leder):
    svar = meanwhile(decline(relasjon), verden.siri, confirm(relasjon), annen_leder)

    with as_owner():
        relasjon.refresh_from_db()
    assert svar.er_nektet, svar
    assert (relasjon.verifisering, relasjon.confirmed_by_id) == (Verifisering.AVVIST, None)


def test_who_has_been_confirmed_is_not_declined_by_the_other_head(verden, relasjon, annen_leder):
    svar = meanwhile(confirm(relasjon), verden.siri, decline(relasjon), annen_leder)

    with as_owner():
        relasjon.refresh_from_db()
    assert svar.er_nektet, svar
    assert (relasjon.verifisering, relasjon.blocked_at) == (Verifisering.TO_PERSONER, None)


def test_two_clicks_of_one_emergency_are_one(verden):
    """The second finds what the first has opened: no attempt is counted and told to the heads."""
    nina, noekkel = make_ansatt(verden), uuid4()
    bevis = vouch_fresh(nina)

    def open_glass(con):
        return ask(con, BRYT, [noekkel, verden.nav.pk, bevis])

    svar = meanwhile(open_glass, nina, open_glass, nina)

    assert svar.rader == ((verden.nora_sak.pk,),)
    with as_owner():
        assert Noedtilgang.objects.filter(bruker=nina).count() == 1
        assert not Hendelse.objects.filter(aktoer_id=nina.pk, handling="noedtilgang.forsoek").exists()


def test_an_id_of_somebody_elses_emergency_is_refused_whether_there_is_a_child_or_not(con, verden):
    """Else a collision would undo the opening, its record and its notices, and tell that the child has a case."""
    nina, nils = make_ansatt(verden), make_ansatt(verden, "Nils Nav")
    with as_owner():
        noed = f.NoedtilgangFactory(sak=verden.ola_sak, bruker=nils, tjeneste=verden.nav)
    ukjent = BRYT.replace("Nora", "Ingen")
    with som(con, nina):
        answers = {ask(con, sql, [noed.pk, verden.nav.pk, vouch_fresh(nina)]) for sql in (BRYT, ukjent)}

    assert len(answers) == 1, answers
    assert answers.pop().er_nektet


def test_a_correction_under_way_is_shielded_with_what_it_corrects(verden, innhold):
    """Jonas corrects; before it is saved, the first wording is shielded from Tom by the same hand in another tab."""
    innlegg = Innlegg(pk=innhold.ider["innlegg_id"], sak=verden.nora_sak, innleggstype="notat")
    written, answers = threading.Event(), []

    def shield() -> None:
        written.wait(timeout=20)
        with logget_inn(options="-c statement_timeout=20s") as con, con.transaction():
            name_aktoer(con, sign_aktoer(str(verden.jonas.pk)))
            answers.append(
                ask(
                    con,
                    "SELECT tilgang_skjerm(%s, %s, %s, 'fare')",
                    [verden.nora_sak.pk, innlegg.pk, [verden.amina.pk]],
                )
            )

    thread = threading.Thread(target=shield)
    thread.start()
    with acting_as(verden.jonas.pk):
        retting = correct_innlegg(innlegg, tekst="Det var broren.", by=verden.jonas.pk)
        written.set()
        time.sleep(0.5)
    thread.join(timeout=30)

    with as_owner():
        skjermet = set(Skjerming.objects.filter(bruker=verden.amina).values_list("objekt_id", flat=True))
    assert skjermet == {innlegg.pk, retting.pk}, answers


def test_a_paper_is_not_begun_while_an_entry_is_being_shielded(con, verden, innhold):
    """Else the worker reads the entry, and hands over a paper that the shielding never saw."""
    with as_owner():
        utskrift = f.UtskriftFactory(sak=verden.nora_sak, ordered_by=verden.amina, status="bestilt")
    with logget_inn() as jonas, som(jonas, verden.jonas):
        shield = "SELECT tilgang_skjerm(%s, %s, %s, 'fare')"
        ask(jonas, shield, [verden.nora_sak.pk, innhold.ider["innlegg_id"], [verden.amina.pk]])
        with som(con, "formaal:utskrift"):
            svar = ask(con, "SELECT utskrift_claim(%s, %s)", [utskrift.pk, uuid4()])

    assert svar.feil == "55P03", svar  # it waits for the lock, and gives up: the sweep tries again


def test_two_taps_at_once_are_no_error(verden):
    """Closing one's own way in, and naming a deputy: the second waits for the first, and finds it done."""
    fravaer, til = uuid4(), i_dag(5)
    for hvem, sql, values in (
        (verden.tom, "SELECT tilgang_steng_meg(%s)", [verden.nora_sak.pk]),
        (
            verden.jonas, "SELECT tilgang_sett_stedfortreder(%s, %s, %s, %s, %s, %s)",
            [fravaer, verden.jonas.pk, verden.lise.pk, verden.skole.pk, i_dag(), til],
        ),
    ):  # fmt: skip
        svar = meanwhile(
            partial(ask, sql=sql, values=values), hvem, partial(ask, sql=sql, values=values), hvem
        )
        assert svar.feil == "", svar
    with as_owner():
        assert Sperring.objects.filter(bruker=verden.tom).count() == 1
        assert Stedfortreder.objects.filter(pk=fravaer).count() == 1
