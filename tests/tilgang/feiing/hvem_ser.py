"""Which canary may reach whom: a row goes with its case, and a few fields are narrower than the case.

What is not said here to be allowed is a leak. What nobody is shown at all stands in UVIST, and flies nowhere.
"""

from collections.abc import Callable

from bti.models import Rolle
from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.tillatelser import NOEDROLLE, Personslag
from tests.tilgang.feiing.felt import SKJERMET_FOR
from tests.tilgang.feiing.galleri import LEDER_HER, Prinsipal
from tests.tilgang.feiing.kanari import Kanari

type Roller = frozenset[str]
type Smalere = Callable[[Prinsipal, Roller], bool]

# Whose own a row is, by the child it is about. A notice and a print-out are one's own only while the case is seen.
SKREV = {"nora": "jonas", "ola": "siri", "mia": "erik"}
EGNE = {"Undring", "Kladd"}
EGNE_I_SAKEN = {"Varsel", "Utskrift"}
# Who stands in Nora's case with a name: for everybody who sees it.
I_NORAS_SAK = {"jonas", "vera", "olav", "svein", "amina", "bodil", "kari", "tom", "nora"}
I_ANDRES = {"ola": {"siri", "pia"}, "mia": {"erik", "frida"}}


def is_staff(_: Prinsipal, roller: Roller) -> bool:
    return bool(roller - set(FAMILIEROLLER))


# Whom the head of the unit meets, outside the case: in a relation that waits, its child's registered parents and who
# registered it; who has broken the glass, who is asked about in the record, and who is shut out.
FOR_LEDEREN = {"ulrik", "kari", "tom", "jonas", "fremmed", "pia", "nils", "amina", "svein", "adm", "olav"}

KOLLEGER = {"jonas", "vera", "olav", "svein", "nils", "lise", "siri"}  # at the school

# Narrower than the case.
SMALERE: dict[str, Smalere] = {
    "Familierelasjon.avvist_grunn": is_staff,  # what an employee and a leader said about somebody who is no parent
    "Familierelasjon.blocked_at": is_staff,
    "Moete.referat": is_staff,  # the family is told what was decided; the minutes it gets on paper
    "Moete.barnets_ord": is_staff,
}
# What widens or narrows access: not for all who see the case.
ADGANG: dict[str, Smalere] = {
    "Stedfortreder": lambda prinsipal, _: prinsipal.hvem in {"jonas", "vera", "siri"},
    "Noedtilgang": lambda prinsipal, _: prinsipal.hvem in {"nils", "siri", "berit", "ombud"},  # who judge it
    "Skjerming": lambda _, roller: is_staff(_, roller - {NOEDROLLE}),
    "Loggkontroll": lambda prinsipal, _: (
        prinsipal.hvem in {"siri", "ombud"}
    ),  # who must answer, and who watches
    "Innsynsspoersmaal": lambda prinsipal, roller: (
        prinsipal.hvem in {"kari", "siri", "ombud"} or Rolle.STAFETTHOLDER in roller
    ),  # who asked, and who must answer
}
# Shown to nobody: what the program keeps for itself.
UVIST = {
    "Ansettelse.gyldig_fra", "Deltaker.invited_at",
    "Familierelasjon.confirmed_at", "Hendelse.detaljer", "Hovedperson.foedselsnummer_kryptert", "Identitet.issuer",
    "Identitet.subject", "Kommunerolle.gyldig_fra", "Kontaktopplysning.epost", "Kontaktopplysning.mobil",
    "Kontaktopplysning.foedselsnummer_kryptert", "Maal.created_at", "Moete.called_at", "Paaminnelse.done_at",
    "Paaminnelse.due_at", "Paaminnelse.expires_at", "Paaminnelse.forekomst", "Paaminnelse.planned_at",
    "Tiltak.created_at", "Utboks.claimed_at", "Utboks.forsoek", "Utboks.noekkel", "Utboks.queued_at",
    "Utboks.send_etter", "Utboks.sent_at",
    "Utskrift.filstoerrelse", "Utskrift.forsoek", "Varsel.noekkel", "Varsel.read_at",
}  # fmt: skip


def may_see(kanari: Kanari, prinsipal: Prinsipal, roller: Roller) -> bool:
    """Whether this value may reach this person, on any surface at all."""
    sted, _, hvem = kanari.rad.partition(" ")
    if kanari.felt_navn in UVIST:
        return False
    if sted == "bruker":
        return _may_see_name(hvem, prinsipal, roller)
    if sted == "arbeid":  # whom to invite: asked for by the one who holds the baton
        return Rolle.STAFETTHOLDER in roller or {hvem, prinsipal.hvem} <= KOLLEGER or hvem == prinsipal.hvem
    if sted == "eget":
        return hvem == prinsipal.hvem
    if sted == "skjermet" and (prinsipal.hvem in SKJERMET_FOR or kanari.modell == "Varsel"):
        return False
    if kanari.modell in ADGANG:
        return ADGANG[kanari.modell](prinsipal, roller)
    ser = bool(roller) if sted in {"nora", "skjermet"} else sted in prinsipal.saker
    if kanari.modell in EGNE or kanari.modell in EGNE_I_SAKEN:
        return prinsipal.hvem == SKREV[sted] and (ser or kanari.modell in EGNE)
    if sted == "nora" and kanari.felt_navn in SMALERE:
        return SMALERE[kanari.felt_navn](prinsipal, roller)
    return ser or _waits_for_somebody(kanari, prinsipal)


def _may_see_name(hvem: str, prinsipal: Prinsipal, roller: Roller) -> bool:
    if hvem == prinsipal.hvem:
        return True
    if any(hvem in I_ANDRES[sak] for sak in prinsipal.saker):
        return True
    if {hvem, prinsipal.hvem} <= KOLLEGER:
        return True  # whom to have as a deputy
    if LEDER_HER in prinsipal.slag and hvem in FOR_LEDEREN:
        return True
    if Personslag.PERSONVERNOMBUD in prinsipal.slag and hvem in {"nils", "fremmed"}:
        return True  # who has broken the glass
    if Rolle.STAFETTHOLDER in roller and hvem in {"siri", "adm"}:
        return True  # who has been shut out, and by whom
    return bool(roller) and hvem in I_NORAS_SAK


def _waits_for_somebody(kanari: Kanari, prinsipal: Prinsipal) -> bool:
    """The head of the unit judges a relation (whose child, born when, since when it waits), and lifts a block.

    The data protection officer judges who has broken the glass.
    """
    if Personslag.PERSONVERNOMBUD in prinsipal.slag and kanari.rad == "nora hovedperson":
        return kanari.felt == "navn"  # whose case somebody broke into
    if LEDER_HER not in prinsipal.slag or not kanari.rad.startswith("nora "):
        return False
    if kanari.modell == "Sperring":
        return True
    return (kanari.modell, kanari.felt) in {
        ("Hovedperson", "navn"),
        ("Hovedperson", "foedselsdato"),
        ("Familierelasjon", "registered_at"),
    }
