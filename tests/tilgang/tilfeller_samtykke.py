"""Who must say yes to what, as cases of the rule: areas of law, where the child lives, guardians, kinds of question.

Beside those of ``tilfeller.py``, and tried with them.
"""

# ruff: noqa: E501 (one case a line)

from typing import Any

from bti.models import Relasjonstype, Verifisering
from samtykke.models import Samtykkekrav
from tests import factories as f
from tests.cast import Verden
from tests.factories.hus import naa
from tests.tilgang.tilfeller import (
    BLOCKED,
    DAG,
    Arrange,
    Tilfelle,
    a_third_is_asked,
    also_said_yes,
    barnet,
    both,
    change,
    only_kari_asked,
    ppt_is_gone,
    relasjon,
    samtykke,
    setting,
    yes_from,
    youth,
)


def asked_about(*omraader: str) -> Arrange:
    """What PPT was asked about in Nora's case touches these areas of law."""
    return change(Samtykkekrav, omraader=list(omraader))(sak=lambda v: v.nora_sak)


def krav(navn: str, **values: Any) -> Arrange:
    return change(Samtykkekrav, **values)(giver=lambda v: getattr(v, navn))


def lives_with(navn: str, *, annen: str = "tom", **values: Any) -> Arrange:
    """The child lives with one parent and not with the other, who has not been asked."""

    def arrange(verden: Verden) -> None:
        relasjon(annen, barnet_bor_her=False)(verden)
        relasjon(navn, **{"barnet_bor_her": True, **values})(verden)
        rad = f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.ppt, giver=getattr(verden, navn))
        f.SamtykkeFactory(krav=rad, tekst__versjon=500)

    return arrange


def school_no_longer(verden: Verden) -> None:
    """Somebody was asked about school too, and is asked no longer."""
    f.SamtykkekravFactory(
        sak=verden.nora_sak, tjeneste=verden.ppt, giver=verden.pia, omraader=["opplaering"],
        frafalt_at=naa(), frafalt_by=verden.jonas,
    )  # fmt: skip


BOSTED = "samtykke_bosted_alene_omraader"
ALENE = setting(BOSTED, ["logg", "helse"])

SAMTYKKETILFELLER = [
    # Who answers
    Tilfelle("a parent whose relation ended yesterday is not asked", "amina", True,
             both(relasjon("tom", gyldig_til=DAG["i går"]), only_kari_asked)),
    Tilfelle("a parent whose relation ends today is", "amina", False, both(relasjon("tom", gyldig_til=DAG["i dag"]), only_kari_asked)),
    Tilfelle("a guardian without parental responsibility is asked", "amina", False,
             both(relasjon("tom", relasjon=Relasjonstype.VERGE, har_foreldreansvar=False), only_kari_asked)),
    Tilfelle("child welfare that has the care is asked", "amina", False,
             both(relasjon("tom", relasjon=Relasjonstype.BARNEVERN, har_foreldreansvar=False), only_kari_asked)),
    Tilfelle("a third is asked no longer", "amina", True,
             both(a_third_is_asked, krav("fremmed", frafalt_at=lambda v: naa(), frafalt_by=lambda v: v.jonas))),
    Tilfelle("a third is asked to take over, and not to see", "amina", True, both(a_third_is_asked, krav("fremmed", slag="ansvar"))),
    Tilfelle("yes to taking over is no yes to seeing", "amina", False, both(yes_from("kari", "tom"), samtykke("tom", slag="ansvar"))),
    Tilfelle("yes without writing opens the case", "amina", True, both(yes_from("kari", "tom"), samtykke("tom", kan_skrive=False))),
    Tilfelle("the service closes down today", "amina", False, both(yes_from("kari", "tom"), ppt_is_gone("i dag"))),
    Tilfelle("the service closes down tomorrow", "amina", True, both(yes_from("kari", "tom"), ppt_is_gone("i morgen"))),
    Tilfelle("the child lives with one, and both answer", "amina", False, lives_with("kari")),
    Tilfelle("the child lives with one, who answers alone here", "amina", True, both(ALENE, lives_with("kari"))),
    Tilfelle("answers alone, but not in the log", "amina", False, both(setting(BOSTED, ["helse"]), lives_with("kari"))),
    Tilfelle("answers alone in the log, but it is about health too", "amina", False,
             both(setting(BOSTED, ["logg"]), lives_with("kari"), asked_about("helse"))),
    Tilfelle("not known whether the child lives with the other", "amina", False,
             both(ALENE, lives_with("kari"), relasjon("tom", barnet_bor_her=None))),
    Tilfelle("nobody has confirmed where the child does not live", "amina", False,
             both(ALENE, lives_with("kari"), relasjon("tom", verifisering=Verifisering.INGEN))),
    Tilfelle("nobody has confirmed where the child lives", "amina", False, both(ALENE, lives_with("kari", verifisering=Verifisering.INGEN))),
    Tilfelle("the child lives with neither", "amina", False, both(ALENE, lives_with("kari", barnet_bor_her=False))),
    Tilfelle("lives with one without responsibility", "amina", False, both(ALENE, lives_with("kari", har_foreldreansvar=False))),
    Tilfelle("lives with one who is blocked", "amina", False, both(ALENE, lives_with("kari", **BLOCKED))),
    Tilfelle("lives with one whose relation has ended", "amina", False, both(ALENE, lives_with("kari", gyldig_til=DAG["i går"]))),
    Tilfelle("a guardian is not passed over", "amina", False,
             both(ALENE, lives_with("kari"), relasjon("tom", relasjon=Relasjonstype.VERGE))),
    # Areas of law
    Tilfelle("15 today, about school: the young person must say yes too", "amina", False,
             both(yes_from("kari", "tom"), asked_about("opplaering"), youth())),
    Tilfelle("15 tomorrow, about school: the parents are enough", "amina", True,
             both(yes_from("kari", "tom"), asked_about("opplaering"), youth(dager=1))),
    Tilfelle("15 today, about health: the parents are enough", "amina", True,
             both(yes_from("kari", "tom"), asked_about("helse"), youth())),
    Tilfelle("17, the parents answer about child welfare until 18", "amina", False,
             both(setting("samtykke_foreldre_til_alder", 17), yes_from(), asked_about("barnevern"), youth(aar=17), also_said_yes("fremmed"))),
    Tilfelle("15 today, about school, the question has fallen away", "amina", True,
             both(yes_from("kari", "tom"), youth(), school_no_longer)),
    Tilfelle("a pregnant woman answers alone", "amina", True,
             both(barnet(slag="gravid"), youth(aar=17), also_said_yes("fremmed"))),
    Tilfelle("a pregnant girl of 15 answers herself", "amina", True, both(barnet(slag="gravid"), youth(), also_said_yes("fremmed"))),
    Tilfelle("a pregnant girl's yes holds though the question has fallen away", "amina", True,
             both(barnet(slag="gravid"), youth(), also_said_yes("fremmed"),
                  krav("fremmed", frafalt_at=lambda v: naa(), frafalt_by=lambda v: v.jonas))),
    Tilfelle("a pregnant girl's parents do not answer for her", "amina", False, both(barnet(slag="gravid"), youth(), yes_from("kari", "tom"))),
    # A relation that ends
    Tilfelle("relation ended yesterday", "kari", False, relasjon("kari", gyldig_til=DAG["i går"])),
    Tilfelle("relation ends today", "kari", True, relasjon("kari", gyldig_til=DAG["i dag"])),
]  # fmt: skip
