"""Every address, every kind of person, every state of what ties them to the case, each way of asking.

The answers are not written down here: they follow from the roles (tillatelser.py) and from who is what (galleri.py).
What is hidden answers as what does not exist: same status, words, headers and number of statements. And no answer of
any kind carries a canary to somebody whom hvem_ser.py does not give it to.
"""

import re
from functools import cache

import pytest

from bti.models import Sak
from bti.tilgang.aktoer import acting_as
from bti.tilgang.personer import get_aktoer
from bti.tilgang.porten import mine_tillatelser
from bti.tilgang.tillatelser import ROLLETILLATELSER
from tests.husregler.kode import Adresse, adresser
from tests.tilgang.feiing.felt import Felt, undone
from tests.tilgang.feiing.galleri import (
    HENDELSER,
    SAMTYKKET,
    UENDRET,
    UTEN_SAMTYKKE,
    VED_NAVN,
    Prinsipal,
)
from tests.tilgang.feiing.runde import NATT, Runde
from tests.tilgang.feiing.svar import FEIL_METODE
from tests.tilgang.feiing.tilstander import apply

ANDRE_METODER = ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
UTGANG = "innlogging:logg-ut"  # ends the session of whoever asks: asked last


@cache
def asked() -> tuple[Adresse, ...]:
    """Every address; the way out last."""
    return tuple(sorted(adresser(), key=lambda a: a.navn == UTGANG))


# What a state takes along to another case (whose it is there is asked in test_ids_in_requests.py), or leaves behind in
# the municipality: a team and its meetings are known to those who work there (tests/bti/fagteam).
# What was written in for a giver goes with its question: an answer in one case to a question in another cannot be.
FLYTTET = {
    "annen sak": ("krav_id", "samtykke_id", "mitt_svar_id", "paa_vegne_id", "samtykkeark_id"),
    "annen kommune": ("fagteam_id", "fagteammoete_id"),
}


def sampled(hver: int, skifte: int) -> list[Adresse]:
    """Return every n-th address, beginning at another for each round; at night all of them."""
    return [a for plass, a in enumerate(asked()) if NATT or (plass + skifte) % hver == 0]


def states_of(prinsipal: Prinsipal) -> tuple[str, ...]:
    """Every state of the consents, and what can happen to this kind of person."""
    return (*UTEN_SAMTYKKE, *HENDELSER.get(prinsipal.navn, ()), *UENDRET.get(prinsipal.navn, ()))


def test_every_id_of_an_address_stands_for_something(felt: Felt) -> None:
    """A new kind of id goes into innhold.py; an address that nobody can ask is swept by nobody."""
    takes = {(a.navn, part) for a in asked() for part in re.findall(r"<uuid:(\w+)>", a.moenster)}
    assert {(navn, part) for navn, part in takes if part not in felt.innhold.ider} == set()


@pytest.mark.parametrize("navn", VED_NAVN)
def test_people_are_what_the_gallery_says(felt: Felt, navn: str) -> None:
    """In every state: the rule, the verbs and the kind of person are those that the expected answers follow from."""
    prinsipal = VED_NAVN[navn]
    if not prinsipal.hvem:
        return
    bruker, sak_id = felt.person(prinsipal.hvem), felt.saker["nora"].pk
    with acting_as(bruker.pk):
        aktoer = get_aktoer()
        assert aktoer is not None
        assert aktoer.slag == prinsipal.slag
        assert {navn for navn, sak in felt.saker.items() if Sak.objects.filter(pk=sak.pk).exists()} == (
            prinsipal.saker | ({"nora"} if prinsipal.roller else set())
        )
        sak = Sak.objects.filter(pk=sak_id).annotate(mine_tillatelser=mine_tillatelser()).first()
        verb = {p.codename for rolle in prinsipal.roller for p in ROLLETILLATELSER[rolle]}
        assert set(sak.mine_tillatelser if sak else ()) == verb


@pytest.mark.parametrize("navn", VED_NAVN)
def test_the_tables_say_what_happens(felt: Felt, navn: str, record_property) -> None:
    """GET and POST of every address, as a page and (a part of them) as htmx."""
    runde = Runde(felt, VED_NAVN[navn], SAMTYKKET)
    htmx = sampled(5, list(VED_NAVN).index(navn))
    for adresse in asked():
        for metode in ("GET", "POST"):
            svar = runde.ask(metode, adresse)
            if adresse in htmx and svar.status != FEIL_METODE:
                runde.ask(metode, adresse, htmx=True)
    record_property("tall:feiing_svar", runde.antall)
    assert runde.galt == {}


@pytest.mark.parametrize("navn", VED_NAVN)
def test_the_state_of_the_world_decides(felt: Felt, navn: str, record_property) -> None:
    """Each state for each person: who has lost the case asks more than who keeps it."""
    prinsipal, galt, antall = VED_NAVN[navn], {}, 0
    for nr, tilstand in enumerate(states_of(prinsipal)):
        with undone():
            apply(felt, tilstand, prinsipal)
            runde = Runde(felt, prinsipal, tilstand)
            moved = FLYTTET.get(tilstand, ())
            for adresse in sampled(12 if prinsipal.roller != runde.roller else 36, nr):
                if any(f"<uuid:{part}>" in adresse.moenster for part in moved):
                    continue
                for metode in ("GET", "POST"):
                    runde.ask(metode, adresse)
            galt |= {f"{tilstand}: {what}": why for what, why in runde.galt.items()}
            antall += runde.antall
    record_property("tall:feiing_svar", antall)
    assert galt == {}


@pytest.mark.parametrize("navn", VED_NAVN)
def test_another_method_is_answered_before_anything_is_looked_up(
    felt: Felt, navn: str, record_property
) -> None:
    """405, or what a GET would have got; the same for a made-up id, and nothing of the case in it."""
    prinsipal = VED_NAVN[navn]
    runde = Runde(felt, prinsipal, SAMTYKKET)
    galt = {}
    for nr, metode in enumerate(ANDRE_METODER):
        for adresse in sampled(32, nr + list(VED_NAVN).index(navn)):
            svar = runde.ask_bare(metode, adresse)
            if svar.status not in {FEIL_METODE, 403, 404, 302, 200} or (
                svar.status == 200 and svar.kropp and metode == "HEAD"
            ):
                galt[f"{metode} {adresse.navn}"] = svar.status
    record_property("tall:feiing_svar", runde.antall)
    assert galt | runde.galt == {}
