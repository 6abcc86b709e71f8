"""Every branch of the rule as a case: what is changed in the world, who looks at Nora's case, and whether it is there.

``test_regelen.py`` tries each of them on the rule, and each weakened rule on all of them.
"""

# ruff: noqa: E501 (one case a line)

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bti.models import (
    Adressesperre,
    Ansettelse,
    Bruker,
    Deltaker,
    Familierelasjon,
    Hovedperson,
    Relasjonstype,
    Rolle,
    Stedfortreder,
    Tjeneste,
    TjenesteKommune,
    Verifisering,
)  # fmt: skip
from samtykke.models import Samtykke
from tests import factories as f
from tests.cast import Verden, give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

Arrange = Callable[[Verden], None]


@dataclass(frozen=True)
class Tilfelle:
    """One case."""

    navn: str
    hvem: str
    ser: bool
    arrange: Arrange = lambda verden: None

    def __str__(self) -> str:
        return self.navn


def change(model: type, **values: Any) -> Callable[..., Arrange]:
    """Return a function that changes the rows it is told to find: values may be made from the world."""

    def find(**filters: Any) -> Arrange:
        def arrange(verden: Verden) -> None:
            found = {key: value(verden) if callable(value) else value for key, value in filters.items()}
            new = {key: value(verden) if callable(value) else value for key, value in values.items()}
            with as_owner():
                assert model.objects.filter(**found).update(**new), "the case found nothing to change"

        return arrange

    return find


def both(*steps: Arrange) -> Arrange:
    def arrange(verden: Verden) -> None:
        for step in steps:
            step(verden)

    return arrange


def yes_from(*navn: str, tjeneste: str = "ppt") -> Arrange:
    return lambda v: give_consent(v, *(getattr(v, n) for n in navn), tjeneste=getattr(v, tjeneste))


def deltaker(navn: str, **values: Any) -> Arrange:
    return change(Deltaker, **values)(bruker=lambda v: getattr(v, navn), sak=lambda v: v.nora_sak)


def ansettelse(navn: str, **values: Any) -> Arrange:
    return change(Ansettelse, **values)(bruker=lambda v: getattr(v, navn))


def relasjon(navn: str, **values: Any) -> Arrange:
    return change(Familierelasjon, **values)(bruker=lambda v: getattr(v, navn))


def barnet(**values: Any) -> Arrange:
    return change(Hovedperson, **values)(sak=lambda v: v.nora_sak)


def samtykke(navn: str, **values: Any) -> Arrange:
    return change(Samtykke, **values)(giver=lambda v: getattr(v, navn))


def confirmed_by_two(navn: str = "kari") -> Arrange:
    return relasjon(
        navn,
        verifisering=Verifisering.TO_PERSONER,
        confirmed_at=lambda v: naa(),
        confirmed_by=lambda v: v.siri,
    )


def fyller(aar: int, *, dager: int = 0) -> date:
    """The birth date of somebody who turns ``aar`` in some days' time."""
    day = i_dag(dager)
    return day.replace(year=day.year - aar) if (day.month, day.day) != (2, 29) else date(day.year - aar, 3, 1)


def add_deltaker(navn: str, rolle: Rolle, tjeneste: str | None = "skole") -> Arrange:
    return lambda v: f.DeltakerFactory(
        sak=v.nora_sak,
        bruker=getattr(v, navn),
        rolle=rolle,
        tjeneste=getattr(v, tjeneste) if tjeneste else None,
    )


def consent_in_the_other_case(verden: Verden) -> None:
    """Kari and Tom have said yes to PPT, but in Ola's case."""
    for nr, giver in enumerate((verden.kari, verden.tom)):
        f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.ppt, giver=giver)
        krav = f.SamtykkekravFactory(sak=verden.ola_sak, tjeneste=verden.ppt, giver=giver)
        f.SamtykkeFactory(krav=krav, tekst__versjon=200 + nr)


def only_kari_asked(verden: Verden) -> None:
    krav = f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.ppt, giver=verden.kari)
    f.SamtykkeFactory(krav=krav, tekst__versjon=300)


def a_third_is_asked(verden: Verden) -> None:
    """One who is asked must answer, whether or not they are a parent with responsibility."""
    give_consent(verden, verden.kari, verden.tom)
    f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.ppt, giver=verden.fremmed)


def second_parent_registered_later(verden: Verden) -> None:
    give_consent(verden, verden.kari, verden.tom)
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.fremmed, relasjon=Relasjonstype.VERGE,
        registered_by=verden.jonas,
    )  # fmt: skip


def nobody_asked(verden: Verden) -> None:
    """No parent with responsibility and no question: silence is not a yes."""
    with as_owner():
        Familierelasjon.objects.filter(hovedperson=verden.nora_sak.hovedperson).update(
            har_foreldreansvar=False
        )


def adviser_is_parent(verden: Verden) -> None:
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.amina, relasjon=Relasjonstype.MEDMOR,
        registered_by=verden.jonas,
    )  # fmt: skip


def settings_of_age(aar: int) -> Arrange:
    return lambda v: f.KommuneInnstillingFactory(
        kommune=v.solvik, noekkel="foresatt_innsyn_til_alder", verdi=aar
    )


def youth(*, linked: bool = True, aar: int = 15, dager: int = 0, tidlig: bool = False) -> Arrange:
    """A young person of that age (in so many days) is in the case."""

    def arrange(verden: Verden) -> None:
        add_deltaker("fremmed", Rolle.UNGDOM, None)(verden)
        deltaker("fremmed", invitert_tidlig=tidlig)(verden)
        barnet(foedselsdato=lambda v: fyller(aar, dager=dager))(verden)
        if linked:
            barnet(bruker=lambda v: v.fremmed)(verden)

    return arrange


DAG = {"i går": lambda v: i_dag(-1), "i dag": lambda v: i_dag(), "i morgen": lambda v: i_dag(1)}
ENDED = {"gyldig_fra": lambda v: i_dag(-20), "gyldig_til": DAG["i går"]}
BLOCKED = {"blocked_at": lambda v: naa(), "blocked_by": lambda v: v.siri}


def sperret(navn: str, *, sak: str = "nora_sak", **values: Any) -> Arrange:
    """Shut out of a case; the values may say that it was lifted."""

    def arrange(verden: Verden) -> None:
        f.SperringFactory(
            sak=getattr(verden, sak), bruker=getattr(verden, navn), blocked_by=verden.siri, **values
        )

    return arrange


def lifted(navn: str) -> Arrange:
    return lambda v: f.SperringFactory(
        sak=v.nora_sak, bruker=getattr(v, navn), blocked_by=v.siri, lifted_at=naa(), lifted_by=v.siri
    )


def stands_in(navn: str, for_: str, tjeneste: str = "skole", *, row: Any = None, **absence: Any) -> Arrange:
    """``navn`` has the part of ``for_`` while they are away."""

    def arrange(verden: Verden) -> None:
        away = getattr(verden, for_)
        with as_owner():
            own = Deltaker.objects.get(sak=verden.nora_sak, bruker=away, stedfortreder_for=None)
        moved = {key: value(verden) for key, value in absence.items()}
        f.StedfortrederFactory(
            bruker=away, vikar=getattr(verden, navn), tjeneste=getattr(verden, tjeneste), **moved
        )
        f.DeltakerFactory(
            sak=verden.nora_sak, bruker=getattr(verden, navn), rolle=own.rolle, tjeneste=own.tjeneste,
            stedfortreder_for=own, **{"gyldig_til": i_dag(10), **(row or {})},
        )  # fmt: skip

    return arrange


def breaks_glass(navn: str, **values: Any) -> Arrange:
    def arrange(verden: Verden) -> None:
        found = {key: value(verden) for key, value in values.items()}
        f.NoedtilgangFactory(
            sak=verden.nora_sak, bruker=getattr(verden, navn), tjeneste=verden.skole, **found
        )

    return arrange


def setting(noekkel: str, verdi: Any) -> Arrange:
    return lambda v: f.KommuneInnstillingFactory(kommune=v.solvik, noekkel=noekkel, verdi=verdi)


def born(aar: int, *, dager: int = 0) -> Arrange:
    return barnet(foedselsdato=lambda v: fyller(aar, dager=dager))


def also_said_yes(navn: str) -> Arrange:
    """Asked of PPT in Nora's case, and answered."""

    def arrange(verden: Verden) -> None:
        krav = f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.ppt, giver=getattr(verden, navn))
        f.SamtykkeFactory(krav=krav, tekst__versjon=400)

    return arrange


def ppt_is_gone(dag: str) -> Arrange:
    return change(Tjeneste, nedlagt_dato=DAG[dag])(pk=lambda v: v.ppt.pk)


def ppt_works_for(kommune: str) -> Arrange:
    return lambda v: _move_ppt(v, getattr(v, kommune))


def _move_ppt(verden: Verden, kommune: Any) -> None:
    with as_owner():
        TjenesteKommune.objects.filter(tjeneste=verden.ppt).update(kommune=kommune)


STRENGT, FORTROLIG = Adressesperre.STRENGT_FORTROLIG, Adressesperre.FORTROLIG

TILFELLER = [
    # Participation
    Tilfelle("the stafettholder", "jonas", True),
    Tilfelle("a colleague who does not take part", "lise", False),
    Tilfelle("participation ended yesterday", "jonas", False, deltaker("jonas", **ENDED)),
    Tilfelle("participation ends today", "jonas", True, deltaker("jonas", gyldig_til=DAG["i dag"])),
    Tilfelle("participation begins tomorrow", "jonas", False, deltaker("jonas", gyldig_fra=DAG["i morgen"])),
    Tilfelle("participation begins today", "jonas", True, deltaker("jonas", gyldig_fra=DAG["i dag"])),
    Tilfelle("participant blocked", "jonas", False, sperret("jonas")),
    Tilfelle("parent blocked", "kari", False, sperret("kari")),
    Tilfelle("the other parent blocked", "kari", True, sperret("tom")),
    Tilfelle("blocked in another case", "jonas", True, sperret("jonas", sak="ola_sak")),
    Tilfelle("a block that was lifted", "jonas", True, lifted("jonas")),
    Tilfelle("parent's participation ended", "kari", False, deltaker("kari", **ENDED)),
    Tilfelle("user inactive", "jonas", False, change(Bruker, is_active=False)(pk=lambda v: v.jonas.pk)),
    Tilfelle("parent inactive", "kari", False, change(Bruker, is_active=False)(pk=lambda v: v.kari.pk)),
    # Employment
    Tilfelle("employment ended yesterday", "jonas", False, ansettelse("jonas", gyldig_til=DAG["i går"])),
    Tilfelle("employment ends today", "jonas", True, ansettelse("jonas", gyldig_til=DAG["i dag"])),
    Tilfelle("employment begins tomorrow", "jonas", False, ansettelse("jonas", gyldig_fra=DAG["i morgen"])),
    Tilfelle("moved to another service", "jonas", False, ansettelse("jonas", tjeneste=lambda v: v.ppt)),
    Tilfelle("named for a service one does not work in", "erik", False, add_deltaker("erik", Rolle.FAGPERSON)),
    # Service
    Tilfelle("own service needs no consent", "lise", True, add_deltaker("lise", Rolle.FAGPERSON)),
    Tilfelle("other service without consent", "amina", False),
    Tilfelle("asked, nobody has answered", "amina", False, yes_from()),
    Tilfelle("one of two", "amina", False, yes_from("kari")),
    Tilfelle("the other of two", "amina", False, yes_from("tom")),
    Tilfelle("both", "amina", True, yes_from("kari", "tom")),
    Tilfelle("both, but the service has left the municipality", "amina", False, both(yes_from("kari", "tom"), ppt_works_for("fjellvik"))),
    Tilfelle("both, to another service", "amina", False, yes_from("kari", "tom", tjeneste="nav")),
    Tilfelle("both asked about this, yes to another", "amina", False, both(yes_from(), yes_from("kari", "tom", tjeneste="nav"))),
    Tilfelle("both, in another case", "amina", False, consent_in_the_other_case),
    Tilfelle("only the one who was asked", "amina", False, only_kari_asked),
    Tilfelle("a third is asked too", "amina", False, a_third_is_asked),
    Tilfelle("a new guardian has not answered", "amina", False, second_parent_registered_later),
    Tilfelle("nobody to ask, nobody asked", "amina", False, nobody_asked),
    Tilfelle("one ended yesterday", "amina", False, both(yes_from("kari", "tom"), samtykke("tom", **ENDED))),
    Tilfelle("one ends today", "amina", True, both(yes_from("kari", "tom"), samtykke("tom", gyldig_til=DAG["i dag"]))),
    Tilfelle("one begins tomorrow", "amina", False, both(yes_from("kari", "tom"), samtykke("tom", gyldig_fra=DAG["i morgen"]))),
    Tilfelle("one withdrawn", "amina", False,
             both(yes_from("kari", "tom"), samtykke("kari", withdrawn_at=lambda v: naa(), withdrawn_by=lambda v: v.kari))),
    Tilfelle("the blocked parent is not asked", "amina", True, both(relasjon("tom", **BLOCKED), only_kari_asked)),
    Tilfelle("a parent without responsibility is not asked", "amina", True, both(relasjon("tom", har_foreldreansvar=False), only_kari_asked)),
    Tilfelle("consent does not open for one who is not named", "lise", False, yes_from("kari", "tom")),
    Tilfelle("consent does not outlive employment", "amina", False, both(yes_from("kari", "tom"), ansettelse("amina", gyldig_til=DAG["i går"]))),
    # Parents
    Tilfelle("parent confirmed by the register", "kari", True),
    Tilfelle("another child's parent", "pia", False),
    Tilfelle("named as parent without a relation", "fremmed", False, add_deltaker("fremmed", Rolle.FORESATT, None)),
    Tilfelle("another child's parent named by mistake", "pia", False, add_deltaker("pia", Rolle.FORESATT, None)),
    Tilfelle("relation not confirmed", "kari", False, relasjon("kari", verifisering=Verifisering.INGEN)),
    Tilfelle("relation confirmed by two", "kari", True, confirmed_by_two()),
    Tilfelle("relation blocked", "kari", False, relasjon("kari", **BLOCKED)),
    Tilfelle("the other parent is blocked", "kari", True, relasjon("tom", **BLOCKED)),
    Tilfelle("parent without responsibility, confirmed", "kari", True, relasjon("kari", har_foreldreansvar=False)),
    Tilfelle("protected address, register", "kari", False, barnet(adressesperre=FORTROLIG)),
    Tilfelle("protected address, two employees", "kari", True, both(barnet(adressesperre=FORTROLIG), confirmed_by_two())),
    Tilfelle("strictly protected address, two employees", "kari", False, both(barnet(adressesperre=STRENGT), confirmed_by_two())),
    Tilfelle("unknown protection, two employees", "kari", False, both(barnet(adressesperre=Adressesperre.UKJENT), confirmed_by_two())),
    Tilfelle("the child turns 18 today", "kari", False, barnet(foedselsdato=lambda v: fyller(18))),
    Tilfelle("the child turns 18 tomorrow", "kari", True, barnet(foedselsdato=lambda v: fyller(18, dager=1))),
    Tilfelle("no birth date", "kari", True, barnet(foedselsdato=None)),
    Tilfelle("the municipality says 16, the child is 16", "kari", False,
             both(settings_of_age(16), barnet(foedselsdato=lambda v: fyller(16)))),
    Tilfelle("the municipality says 16, the child is 15", "kari", True,
             both(settings_of_age(16), barnet(foedselsdato=lambda v: fyller(16, dager=1)))),
    Tilfelle("the young person closed it at 15: too early to count", "kari", True, both(born(16, dager=1), barnet(overtatt_at=lambda v: naa()))),
    Tilfelle("the young person closed it at 16", "kari", False, both(born(16), barnet(overtatt_at=lambda v: naa()))),
    Tilfelle("16, and has not closed it", "kari", True, born(16)),
    # Ages of consent
    Tilfelle("16 tomorrow: the parents are enough", "amina", True, both(yes_from("kari", "tom"), youth(aar=16, dager=1))),
    Tilfelle("16 today: the young person must say yes too", "amina", False, both(yes_from("kari", "tom"), youth(aar=16))),
    Tilfelle("16 today, and has said yes", "amina", True, both(yes_from("kari", "tom"), youth(aar=16), also_said_yes("fremmed"))),
    Tilfelle("16 today, the parents have not", "amina", False, both(yes_from("kari"), youth(aar=16), also_said_yes("fremmed"))),
    Tilfelle("16 today without a login: nobody can say yes", "amina", False, both(yes_from("kari", "tom"), born(16))),
    Tilfelle("18 tomorrow: the parents must still say yes", "amina", False, both(yes_from("kari"), youth(aar=18, dager=1), also_said_yes("fremmed"))),
    Tilfelle("18 today: the young person alone", "amina", True, both(yes_from("kari"), youth(aar=18), also_said_yes("fremmed"))),
    Tilfelle("18 today: the parents' yes is no more", "amina", False, both(yes_from("kari", "tom"), youth(aar=18))),
    Tilfelle("the municipality's age of own consent", "amina", False, both(setting("samtykke_egen_alder", 15), yes_from("kari", "tom"), youth(aar=15))),
    Tilfelle("the municipality's last age of the parents' consent", "amina", True,
             both(setting("samtykke_foreldre_til_alder", 17), yes_from(), youth(aar=17), also_said_yes("fremmed"))),
    # The young person
    Tilfelle("the young person, 15 today", "fremmed", True, youth()),
    Tilfelle("the young person, 15 tomorrow", "fremmed", False, youth(dager=1)),
    Tilfelle("asked in earlier, 12 today", "fremmed", True, youth(aar=12, tidlig=True)),
    Tilfelle("asked in earlier, 12 tomorrow", "fremmed", False, youth(aar=12, dager=1, tidlig=True)),
    Tilfelle("12, not asked in earlier", "fremmed", False, youth(aar=12)),
    Tilfelle("the municipality's own age", "fremmed", False, both(setting("egen_innsyn_alder", 16), youth(aar=15))),
    Tilfelle("a grown woman in her own case", "fremmed", True, youth(aar=30)),
    Tilfelle("somebody else named as the young person", "fremmed", False, youth(linked=False)),
    Tilfelle("the child's login without being named", "fremmed", False, barnet(bruker=lambda v: v.fremmed)),
    # Deputies
    Tilfelle("stands in for the stafettholder", "lise", True, stands_in("lise", "jonas")),
    Tilfelle("stands in until yesterday", "lise", False, stands_in("lise", "jonas", gyldig_fra=lambda v: i_dag(-9), gyldig_til=DAG["i går"])),
    Tilfelle("stands in until today", "lise", True, stands_in("lise", "jonas", gyldig_til=DAG["i dag"])),
    Tilfelle("stands in from tomorrow", "lise", False, stands_in("lise", "jonas", gyldig_fra=DAG["i morgen"])),
    Tilfelle("stood in, ended early", "lise", False, stands_in("lise", "jonas", ended_at=lambda v: naa(), ended_by=lambda v: v.jonas)),
    Tilfelle("stood in, the part itself is over", "lise", False, stands_in("lise", "jonas", row={"gyldig_til": i_dag(-1)})),
    Tilfelle("stands in for one who has left", "lise", False, both(stands_in("lise", "jonas"), ansettelse("jonas", gyldig_til=DAG["i går"]))),
    Tilfelle("stands in for one who takes no part any more", "lise", False,
             both(stands_in("lise", "jonas"), change(Deltaker, **ENDED)(bruker=lambda v: v.jonas, sak=lambda v: v.nora_sak))),
    Tilfelle("stands in for one who is blocked", "lise", False, both(stands_in("lise", "jonas"), sperret("jonas"))),
    Tilfelle("stands in for one without a login", "lise", False, both(stands_in("lise", "jonas"), change(Bruker, is_active=False)(pk=lambda v: v.jonas.pk))),
    Tilfelle("stands in, and is blocked", "lise", False, both(stands_in("lise", "jonas"), sperret("lise"))),
    Tilfelle("stands in, and has left the unit", "lise", False, both(stands_in("lise", "jonas"), ansettelse("lise", gyldig_til=DAG["i går"]))),
    Tilfelle("the absence is another's", "lise", False, both(stands_in("lise", "jonas"), change(Stedfortreder, bruker=lambda v: v.siri)(vikar=lambda v: v.lise))),
    Tilfelle("the absence is in another service", "lise", False, both(stands_in("lise", "jonas"), change(Stedfortreder, tjeneste=lambda v: v.ppt)(vikar=lambda v: v.lise))),
    Tilfelle("the one who is away still sees", "jonas", True, stands_in("lise", "jonas")),
    # Break-glass
    Tilfelle("broke the glass", "lise", True, breaks_glass("lise")),
    Tilfelle("broke the glass, time is over", "lise", False, breaks_glass("lise", opened_at=lambda v: naa(minutes=-61), expires_at=lambda v: naa(minutes=-1))),
    Tilfelle("broke the glass, ended it", "lise", False, breaks_glass("lise", ended_at=lambda v: naa())),
    Tilfelle("broke the glass, not yet", "lise", False, breaks_glass("lise", opened_at=lambda v: naa(minutes=5))),
    Tilfelle("somebody else broke the glass", "siri", False, breaks_glass("lise")),
    Tilfelle("blocked, and broke the glass", "lise", False, both(breaks_glass("lise"), sperret("lise"))),
    Tilfelle("consent withdrawn, and broke the glass", "amina", True, breaks_glass("amina")),
    Tilfelle("works in another municipality", "erik", False, breaks_glass("erik")),
    Tilfelle("works nowhere", "fremmed", False, breaks_glass("fremmed")),
    Tilfelle("broke the glass, employment ended yesterday", "lise", False, both(breaks_glass("lise"), ansettelse("lise", gyldig_til=DAG["i går"]))),
    Tilfelle("broke the glass, employment begins tomorrow", "lise", False, both(breaks_glass("lise"), ansettelse("lise", gyldig_fra=DAG["i morgen"]))),
    Tilfelle("the glass and a protected address", "lise", True, both(breaks_glass("lise"), barnet(adressesperre=FORTROLIG))),
    Tilfelle("the glass and a strictly protected address", "lise", False, both(breaks_glass("lise"), barnet(adressesperre=STRENGT))),
    # The part one has is the one that counts
    Tilfelle("the glass and an unknown protection", "lise", False, both(breaks_glass("lise"), barnet(adressesperre=Adressesperre.UKJENT))),
    Tilfelle("an adviser who is also the child's parent", "amina", False, adviser_is_parent),
    Tilfelle("an adviser who is also the young person", "amina", False, both(born(20), barnet(bruker=lambda v: v.amina))),
    # No role is wide
    Tilfelle("the head of the unit", "siri", False),
    Tilfelle("the municipality's leader", "berit", False),
    Tilfelle("the administrator", "adm", False),
    Tilfelle("the coordinator of the guide", "ragna", False),
    Tilfelle("another municipality", "erik", False),
    Tilfelle("a stranger", "fremmed", False),
]  # fmt: skip
