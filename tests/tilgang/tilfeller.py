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


def youth(*, linked: bool) -> Arrange:
    def arrange(verden: Verden) -> None:
        add_deltaker("fremmed", Rolle.UNGDOM, None)(verden)
        if linked:
            barnet(bruker=lambda v: v.fremmed)(verden)

    return arrange


DAG = {"i går": lambda v: i_dag(-1), "i dag": lambda v: i_dag(), "i morgen": lambda v: i_dag(1)}
ENDED = {"gyldig_fra": lambda v: i_dag(-20), "gyldig_til": DAG["i går"]}
BLOCKED = {"blocked_at": lambda v: naa(), "blocked_by": lambda v: v.siri}
STRENGT, FORTROLIG = Adressesperre.STRENGT_FORTROLIG, Adressesperre.FORTROLIG

TILFELLER = [
    # Participation
    Tilfelle("the stafettholder", "jonas", True),
    Tilfelle("a colleague who does not take part", "lise", False),
    Tilfelle("participation ended yesterday", "jonas", False, deltaker("jonas", **ENDED)),
    Tilfelle("participation ends today", "jonas", True, deltaker("jonas", gyldig_til=DAG["i dag"])),
    Tilfelle("participation begins tomorrow", "jonas", False, deltaker("jonas", gyldig_fra=DAG["i morgen"])),
    Tilfelle("participation begins today", "jonas", True, deltaker("jonas", gyldig_fra=DAG["i dag"])),
    Tilfelle("participant blocked", "jonas", False, deltaker("jonas", **BLOCKED)),
    Tilfelle("parent's participation blocked", "kari", False, deltaker("kari", **BLOCKED)),
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
    Tilfelle("both, to another service", "amina", False, yes_from("kari", "tom", tjeneste="nav")),
    Tilfelle("both asked about this, yes to another", "amina", False,
             both(yes_from(), yes_from("kari", "tom", tjeneste="nav"))),
    Tilfelle("both, in another case", "amina", False, consent_in_the_other_case),
    Tilfelle("only the one who was asked", "amina", False, only_kari_asked),
    Tilfelle("a third is asked too", "amina", False, a_third_is_asked),
    Tilfelle("a new guardian has not answered", "amina", False, second_parent_registered_later),
    Tilfelle("nobody to ask, nobody asked", "amina", False, nobody_asked),
    Tilfelle("one ended yesterday", "amina", False, both(yes_from("kari", "tom"), samtykke("tom", **ENDED))),
    Tilfelle("one ends today", "amina", True, both(yes_from("kari", "tom"), samtykke("tom", gyldig_til=DAG["i dag"]))),
    Tilfelle("one begins tomorrow", "amina", False,
             both(yes_from("kari", "tom"), samtykke("tom", gyldig_fra=DAG["i morgen"]))),
    Tilfelle("one withdrawn", "amina", False,
             both(yes_from("kari", "tom"), samtykke("kari", withdrawn_at=lambda v: naa(), withdrawn_by=lambda v: v.kari))),
    Tilfelle("the blocked parent is not asked", "amina", True, both(relasjon("tom", **BLOCKED), only_kari_asked)),
    Tilfelle("a parent without responsibility is not asked", "amina", True,
             both(relasjon("tom", har_foreldreansvar=False), only_kari_asked)),
    Tilfelle("consent does not open for one who is not named", "lise", False, yes_from("kari", "tom")),
    Tilfelle("consent does not outlive employment", "amina", False,
             both(yes_from("kari", "tom"), ansettelse("amina", gyldig_til=DAG["i går"]))),
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
    Tilfelle("strictly protected address, two employees", "kari", False,
             both(barnet(adressesperre=STRENGT), confirmed_by_two())),
    Tilfelle("the child turns 18 today", "kari", False, barnet(foedselsdato=lambda v: fyller(18))),
    Tilfelle("the child turns 18 tomorrow", "kari", True, barnet(foedselsdato=lambda v: fyller(18, dager=1))),
    Tilfelle("no birth date", "kari", True, barnet(foedselsdato=None)),
    Tilfelle("the municipality says 16, the child is 16", "kari", False,
             both(settings_of_age(16), barnet(foedselsdato=lambda v: fyller(16)))),
    Tilfelle("the municipality says 16, the child is 15", "kari", True,
             both(settings_of_age(16), barnet(foedselsdato=lambda v: fyller(16, dager=1)))),
    # The young person
    Tilfelle("the young person", "fremmed", True, youth(linked=True)),
    Tilfelle("somebody else named as the young person", "fremmed", False, youth(linked=False)),
    Tilfelle("the child's login without being named", "fremmed", False, barnet(bruker=lambda v: v.fremmed)),
    # The part one has is the one that counts
    Tilfelle("an adviser who is also the child's parent", "amina", False, adviser_is_parent),
    Tilfelle("an adviser who is also the young person", "amina", False, barnet(bruker=lambda v: v.amina)),
    # No role is wide
    Tilfelle("the head of the unit", "siri", False),
    Tilfelle("the municipality's leader", "berit", False),
    Tilfelle("the administrator", "adm", False),
    Tilfelle("another municipality", "erik", False),
    Tilfelle("a stranger", "fremmed", False),
]  # fmt: skip
