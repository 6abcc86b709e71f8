"""The outbox, by hand and with a genuine name: nobody tells strangers, takes another's key first, or calls off what is not theirs."""

# ruff: noqa: E501 (one attempt a line)

import json
from uuid import uuid4

import pytest

from bti.models import Bruker
from tests import factories as f
from tests.bti.noedhjelp import make_ansatt
from tests.cast import grant_from_roles
from tests.factories.hus import naa
from tests.tilgang.forfalskning.angriper import ask, som

KOE, PLAN = "SELECT varsling_queue(%s::jsonb)", "SELECT varsling_plan(%s::jsonb)"


@pytest.fixture
def koe(con, verden, innhold, nabo):
    """Queue as somebody; return what the database says."""

    def queue(hvem: Bruker, **words):
        alt = {
            "slag": "innlegg",
            "sak_id": verden.nora_sak.pk,
            "objekt_id": None,
            "mottakere": [verden.kari.pk],
        } | words
        with som(con, hvem):
            return ask(con, KOE, [json.dumps(alt, default=str)])

    return queue


def test_ones_own_event_is_told(koe, verden, innhold):
    """The check itself: the entry is Jonas', and so is its key."""
    innlegg = innhold.ider["innlegg_id"]
    assert koe(verden.jonas, noekkel=f"innlegg:{innlegg}", objekt_id=innlegg).rader == ((1,),)


def test_nobody_outside_the_case_is_told(koe, verden, innhold):
    innlegg = innhold.ider["innlegg_id"]
    for mottaker in (verden.pia, verden.siri, verden.erik, verden.fremmed, verden.berit):
        svar = koe(
            verden.jonas,
            noekkel=f"innlegg:{innlegg}",
            objekt_id=innlegg,
            mottakere=[verden.kari.pk, mottaker.pk],
        )
        assert svar.er_nektet
        assert "ikke er med i saken" in svar.tekst


def test_a_key_that_is_anothers_is_not_taken_first(koe, verden, innhold, nabo):
    """Of another's entry, answer or print-out; of a version that has not come; of what is not there at all."""
    i = innhold.ider
    keys = [
        ("innlegg", f"innlegg:{i['innlegg_id']}", "amina"), ("innlegg", f"innlegg:{uuid4()}", "jonas"), ("innlegg", "innlegg:1", "jonas"),
        ("innlegg", f"innlegg:{nabo['stafettlogg_innlegg'].pk}", "jonas"), ("samtykke_trukket", f"samtykke-trukket:{i['samtykke_id']}", "jonas"),
        ("samtykke_trukket", f"samtykke-trukket:{i['samtykke_id']}", "amina"), ("samtykke_trukket", f"samtykke-trukket:{i['samtykke_id']}", "kari"),
        ("samtykke_snevret", f"samtykke-snevret:{i['samtykke_id']}", "kari"), ("samtykke_snevret", f"samtykke-snevret:{i['samtykke_id']}", "tom"),
        ("samtykke_gitt", f"samtykke-gitt:{i['samtykke_id']}", "tom"), ("innsyn", f"innsyn:{i['samtykke_id']}", "jonas"),
        ("samtykke_nei", f"samtykke-nei:{i['krav_id']}:1", "tom"), ("samtykke_usikker", f"samtykke-usikker:{i['krav_id']}:1", "tom"),
        ("tiltak", f"tiltak:{i['tiltak_id']}:99", "jonas"), ("moete", f"moete:{i['moete_id']}:99", "jonas"), ("moete", f"moete:{i['moete_id']}:1", "kari"),
        ("utskrift_klar", f"utskrift_klar:{i['utskrift_id']}", "amina"), ("invitert", f"invitert:{verden.nora_sak.pk}", "amina"),
        ("invitert", f"invitert:{verden.ola_sak.pk}", "jonas"), ("noedtilgang", f"noedtilgang:{verden.nora_sak.pk}", "jonas"),
        ("noedtilgang_vurdert", f"noedtilgang_vurdert:{verden.nora_sak.pk}", "jonas"), ("melding", f"innlegg:{i['innlegg_id']}", "jonas"),
        ("innlegg", "", "jonas"), ("innlegg", None, "jonas"), ("", f"innlegg:{i['innlegg_id']}", "jonas"),
    ]  # fmt: skip
    for slag, noekkel, navn in keys:
        svar = koe(getattr(verden, navn), slag=slag, noekkel=noekkel)
        assert svar.er_nektet, (slag, noekkel, navn, svar)


def test_a_notice_leads_nowhere_outside_its_case(koe, verden, innhold, nabo):
    innlegg = innhold.ider["innlegg_id"]
    for objekt in (nabo["stafettlogg_innlegg"].pk, verden.ola_sak.pk, nabo["stafettlogg_moete"].pk, uuid4()):
        svar = koe(verden.jonas, noekkel=f"innlegg:{innlegg}", objekt_id=objekt)
        assert svar.er_nektet
        assert "ikke er ditt" in svar.tekst


def test_without_a_case_one_tells_of_ones_own_case_alone(koe, verden, innhold):
    """A colleague is told that a relation waits, by the stafettholder of that case and about nothing else."""
    for slag, noekkel, hvem in (
        ("relasjon", f"relasjon:{verden.ola_sak.pk}:1", verden.jonas), ("relasjon", f"relasjon:{verden.nora_sak.pk}:1", verden.lise),
        ("innlegg", f"relasjon:{verden.nora_sak.pk}:1", verden.jonas), ("noedtilgang_forsoek", f"noedtilgang_forsoek:{uuid4()}", verden.jonas),
        ("innsyn_forfalt", f"innsyn_forfalt:{verden.nora_sak.pk}", verden.jonas),
    ):  # fmt: skip
        assert koe(hvem, slag=slag, noekkel=noekkel, sak_id=None, mottakere=[verden.siri.pk]).er_nektet


def test_a_reminder_is_planned_and_called_off_by_whoever_holds_the_meeting(con, verden, innhold, nabo):
    moete = innhold.ider["moete_id"]
    plan = {
        "sak_id": verden.nora_sak.pk,
        "objekt_id": moete,
        "mottaker_id": verden.kari.pk,
        "regel": "moete_snart",
        "forekomst": "x",
        "due_at": naa(days=1),
    }
    tried = {
        "the stafettholder": (verden.jonas, {}, False),
        "somebody else in the case": (verden.amina, {}, True),
        "the family": (verden.kari, {"mottaker_id": verden.tom.pk}, True),
        "a meeting of another case": (verden.jonas, {"objekt_id": nabo["stafettlogg_moete"].pk}, True),
        "somebody outside": (verden.jonas, {"mottaker_id": verden.pia.pk}, True),
        "another kind": (verden.jonas, {"regel": "noedtilgang_vurder"}, True),
        "another's worry": (verden.lise, {"sak_id": None, "regel": "undring_frist", "objekt_id": nabo["bti_undring"].pk, "mottaker_id": verden.lise.pk}, True),
        "a colleague's worry": (verden.jonas, {"sak_id": None, "regel": "undring_frist", "objekt_id": innhold.ider["undring_id"], "mottaker_id": verden.lise.pk}, True),
    }  # fmt: skip
    for name, (hvem, words, is_refused) in tried.items():
        with som(con, hvem):
            assert ask(con, PLAN, [json.dumps(plan | words, default=str)]).er_nektet is is_refused, name
    with som(con, verden.jonas):
        ask(con, PLAN, [json.dumps(plan, default=str)])
        for hvem, antall in ((verden.amina, 0), (verden.kari, 0), (verden.siri, 0), (verden.jonas, 1)):
            from bti.tilgang.aktoer import sign_aktoer
            from tests.tilgang.forfalskning.angriper import name_aktoer

            name_aktoer(con, sign_aktoer(str(hvem.pk)))
            assert ask(con, "SELECT varsling_cancel(%s)", [moete]).rader == ((antall,),)


def test_what_is_about_the_whole_case_is_told_by_whoever_does_it(koe, verden, innhold):
    """A parent does not say that the young person has closed the case, nor a reader in an emergency anything at all."""
    nina = make_ansatt(verden)
    f.NoedtilgangFactory(sak=verden.nora_sak, bruker=nina, tjeneste=verden.nav)
    grant_from_roles()
    for slag in (
        "foreldreinnsyn",
        "tilgang_stengt",
        "tilgang_aapnet",
        "samtykke_trukket",
        "loggkontroll",
        "innsynssvar",
    ):
        for hvem in (nina, verden.amina, verden.jonas, verden.kari):
            if (slag, hvem) in {("tilgang_stengt", verden.kari), ("tilgang_aapnet", verden.jonas)}:
                continue  # their own to tell
            noekkel = f"{slag}:{verden.nora_sak.pk}:1"
            svar = koe(
                hvem, slag=slag, noekkel=noekkel, objekt_id=verden.nora_sak.pk, mottakere=[verden.tom.pk]
            )
            assert svar.er_nektet, (slag, hvem.navn, svar)
