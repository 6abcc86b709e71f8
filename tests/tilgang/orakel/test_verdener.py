"""The worlds are no blind ones: each condition of the oracle decides somewhere, in both directions."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product

from tests.tilgang.orakel.froe import FROE
from tests.tilgang.orakel.orakel import STANDARD, TABELL, Orakel, turns
from tests.tilgang.orakel.rader import Verden
from tests.tilgang.orakel.verdener import KLOKKER, make_verden

MINST = 3
# Where nobody is asked there may be nobody to ask: each of the two says no alone, so they are bent together.
SAMMEN = {"somebody was asked": "there is somebody to give"}


@cache
def verdener() -> list[Verden]:
    return [make_verden(froe) for froe in FROE]


def asked(verden: Verden) -> list[tuple[object, object]]:
    """Those who have something to do with a case: about the others there is nothing to bend."""
    pairs = {(d.bruker, d.sak) for d in verden.deltakere} | {(n.bruker, n.sak) for n in verden.noedtilganger}
    return sorted(pairs)


def answers(verden: Verden, orakel: Orakel) -> Iterator[bool]:
    """What the oracle says about reading, about writing, about each entry and about what is shielded."""
    for person, sak in asked(verden):
        yield orakel.ser(person, sak).ja
        yield orakel.maa(person, sak, "add_melding").ja
        yield orakel.maa(person, sak, "change_sak").ja
    saker = {(person, sak) for person, sak in asked(verden)}
    for innlegg in verden.innlegg:
        for person in (p for p, sak in saker if sak == innlegg.sak):
            yield orakel.ser_innlegg(person, innlegg).ja
    for skjerming in verden.skjerminger:
        for person in (p for p, sak in saker if sak == skjerming.sak):
            yield orakel.ser_skjerming(person, skjerming.sak, skjerming.objekt).ja


def names_of(verden: Verden) -> set[str]:
    orakel = Orakel(verden)
    list(answers(verden, orakel))
    return {navn for navn, _svar in orakel.hoerte}


def test_every_condition_decides_somewhere_in_both_directions(record_property):
    """Bent to yes and bent to no, a condition changes answers; what no answer hangs on would be tested by nobody."""
    felt: Counter[tuple[str, bool]] = Counter()
    for verden in verdener():
        rett = list(answers(verden, Orakel(verden)))
        for navn, svar in product(names_of(verden), (True, False)):
            if felt[navn, svar] < MINST:
                boeyd = list(answers(verden, Orakel(verden, {navn: svar, SAMMEN.get(navn, navn): svar})))
                felt[navn, svar] += sum(a != b for a, b in zip(rett, boeyd, strict=True))
    record_property("tall:vilkaar", len(felt) // 2)
    umulig = {  # a parent at a closed address never gets in: there is nothing to take away
        (f"confirmed as the address asks: {sperre}", False) for sperre in ("strengt_fortrolig", "ukjent")
    }
    assert {navn: antall for navn, antall in felt.items() if antall < MINST and navn not in umulig} == {}
    assert len(felt) // 2 > 40


def test_every_role_and_every_no_occurs():
    """People get in by every role, and are refused for every reason that the oracle has words for."""
    ja, nei = Counter[str](), Counter[str]()
    for verden in verdener():
        orakel = Orakel(verden)
        for person in verden.personer:
            for sak in verden.saker:
                roller, hindringer = orakel.roller(person, sak)
                ja.update(roller)
                nei.update(h for h in hindringer if not roller)
    assert set(ja) == set(TABELL)
    assert min(ja.values()) >= 10, ja
    assert len(nei) >= 25, nei


def test_both_sides_of_every_border_of_age():
    """To the day: the day before and the day itself, for every age that is a setting."""
    funnet = Counter[tuple[str, int]]()
    for verden in verdener():
        for sak in verden.saker:
            for navn, standard in STANDARD.items():
                if sak.barn.foedt:
                    aar = verden.innstillinger.get((sak.kommune, navn), standard)
                    funnet[navn, (turns(sak.barn.foedt, aar) - verden.idag).days] += 1
    assert {
        (navn, dag): funnet[navn, dag] for navn in STANDARD for dag in (0, 1) if funnet[navn, dag] < 5
    } == {}


def test_the_clocks_are_worth_having():
    """Some stand where Norway has another day than UTC, and some worlds have who was born on 29 February."""
    assert sum(v.naa.date() != v.idag for v in verdener()) >= 2
    assert {v.naa for v in verdener()} == set(KLOKKER)
    skuddbarn = [
        s
        for v in verdener()
        for s in v.saker
        if s.barn.foedt and (s.barn.foedt.month, s.barn.foedt.day) == (2, 29)
    ]
    assert skuddbarn


def test_the_same_seed_is_the_same_world():
    assert make_verden(3) == make_verden(3)
    assert make_verden(3) != make_verden(11)
