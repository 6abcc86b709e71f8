"""Which canary may reach whom: a row goes with its case, and a few fields are narrower than the case.

What is not said here to be allowed is a leak. What nobody is shown at all stands in UVIST, and flies nowhere.
"""

from collections.abc import Callable

from bti.models import Rolle
from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.tillatelser import NOEDROLLE, Personslag
from tests.tilgang import pakker
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


def is_holder(_: Prinsipal, roller: Roller) -> bool:
    return Rolle.STAFETTHOLDER in roller


# Whom the head of the unit meets, outside the case: in a relation that waits, its child's registered parents and who
# registered it; who has broken the glass, who is asked about in the record, and who is shut out.
FOR_LEDEREN = {"ulrik", "kari", "tom", "jonas", "fremmed", "pia", "nils", "amina", "svein", "adm", "olav"}

KOLLEGER = {"jonas", "vera", "olav", "svein", "nils", "lise", "siri"}  # at the school

# Narrower than the case.
SMALERE: dict[str, Smalere] = {
    "Familierelasjon.avvist_grunn": is_holder,  # what a leader said of somebody who is no parent, to who registered it
    "Familierelasjon.blocked_at": is_staff,
    "Familierelasjon.registered_at": is_staff,
    "Moete.referat": is_staff,  # the family is told what was decided; the minutes it gets on paper
    "Moete.barnets_ord": is_staff,
}
# Whose own a row is that widens or narrows access, by what it is called in felt.py.
FRAVAER = {"nora stedfortreder_id": {"jonas", "lise"}}
AAPNET = {"nora noedtilgang_id": {"fremmed"}}


def _sees_fravaer(kanari: Kanari, prinsipal: Prinsipal, _: Roller) -> bool:
    """The two, and the head of the unit."""
    return LEDER_HER in prinsipal.slag or prinsipal.hvem in FRAVAER.get(kanari.rad, {"jonas", "vera"})


def _sees_noedtilgang(kanari: Kanari, prinsipal: Prinsipal, _: Roller) -> bool:
    """Who opened, and who judges it; what the judges say is not the opener's."""
    mine = prinsipal.hvem in AAPNET.get(kanari.rad, {"nils"}) and not kanari.felt.startswith("vurdering")
    return mine or LEDER_HER in prinsipal.slag or Personslag.PERSONVERNOMBUD in prinsipal.slag


def _sees_spoersmaal(kanari: Kanari, prinsipal: Prinsipal, roller: Roller) -> bool:
    """Who asked (and nobody else in the family), and who must answer; that it is late, and no word of it, the ombud."""
    if Personslag.PERSONVERNOMBUD in prinsipal.slag:
        return kanari.felt in {"asked_at", "svarfrist"}
    return prinsipal.hvem == "kari" or LEDER_HER in prinsipal.slag or is_holder(prinsipal, roller)


# What widens or narrows access: not for all who see the case.
ADGANG: dict[str, Callable[[Kanari, Prinsipal, Roller], bool]] = {
    "Stedfortreder": _sees_fravaer,
    "Noedtilgang": _sees_noedtilgang,
    "Sperring": lambda _, prinsipal, roller: is_holder(prinsipal, roller) or LEDER_HER in prinsipal.slag,
    "Skjerming": lambda _, prinsipal, roller: is_staff(prinsipal, roller - {NOEDROLLE}),
    # Who must answer, and who watches that it is done.
    "Loggkontroll": lambda _, prinsipal, __: (
        prinsipal.hvem == "siri" or Personslag.PERSONVERNOMBUD in prinsipal.slag
    ),
    "Innsynsspoersmaal": _sees_spoersmaal,
}
# Shown to nobody, on any page, paper or notice: what the program keeps for itself, and what no page has a use for. Who
# shows one of them takes it from here, and has then said to whom.
UVIST = {
    "Ansettelse.gyldig_fra", "Ansettelse.gyldig_til", "Familierelasjon.confirmed_at",
    "Hendelse.detaljer", "Hovedperson.foedselsnummer_kryptert", "Hovedperson.overtatt_at", "Identitet.issuer",
    "Identitet.subject", "Innsynsspoersmaal.asked_at",
    "Kommunerolle.gyldig_fra", "Kontaktopplysning.epost", "Kontaktopplysning.foedselsnummer_kryptert",
    "Kontaktopplysning.foedselsnummer_oppslag", "Kontaktopplysning.mobil",
    "Loggkontroll.picked_at", "Lesemerke.lest_til", "Lesemerke.sist_her", "Loggkontroll.uke",
    "Moete.held_at", "Noedtilgang.ended_at", "Noedtilgang.expires_at",
    "Noedtilgang.prolonged_at",
    "Paaminnelse.done_at", "Paaminnelse.due_at",
    "Paaminnelse.expires_at", "Paaminnelse.forekomst", "Paaminnelse.planned_at",
    "Skjerming.shielded_at", "Sperring.lifted_at", "Stedfortreder.ended_at",
    "Stedfortreder.registered_at", "Stegstatus.done_at", "Stegstatus.merknad",
    "Undring.created_at", "Utboks.claimed_at", "Utboks.forsoek", "Utboks.noekkel", "Utboks.queued_at",
    "Utboks.send_etter", "Utboks.sent_at", "Utskrift.claimed_at", "Utskrift.filstoerrelse", "Utskrift.forsoek",
    "Utskrift.ordered_at", "Utskrift.valg", "Varsel.noekkel", "Varsel.read_at",
} | pakker.not_shown()  # fmt: skip


def may_see(kanari: Kanari, prinsipal: Prinsipal, roller: Roller) -> bool:
    """Whether this value may reach this person, on any surface at all."""
    if kanari.felt_navn in UVIST:
        return False
    svar = pakker.may_see(kanari, prinsipal, roller)
    return _by_the_house(kanari, prinsipal, roller) if svar is None else svar


def _by_the_house(kanari: Kanari, prinsipal: Prinsipal, roller: Roller) -> bool:
    sted, _, hvem = kanari.rad.partition(" ")
    if sted == "bruker":
        return _may_see_name(hvem, prinsipal, roller)
    if sted == "arbeid":  # whom to invite: asked for by the one who holds the baton
        to_invite = is_holder(prinsipal, roller) and hvem != "erik"  # who works in the other municipality
        return to_invite or {hvem, prinsipal.hvem} <= KOLLEGER or hvem == prinsipal.hvem
    if sted == "eget":
        return hvem == prinsipal.hvem
    if sted == "skjermet" and (prinsipal.hvem in SKJERMET_FOR or kanari.modell == "Varsel"):
        return False
    if kanari.modell in ADGANG:
        return ADGANG[kanari.modell](kanari, prinsipal, roller)
    ser = bool(roller) if sted in {"nora", "skjermet"} else sted in prinsipal.saker
    if kanari.modell in EGNE or kanari.modell in EGNE_I_SAKEN:
        return prinsipal.hvem == SKREV[sted] and (ser or kanari.modell in EGNE)
    if _waits_for_somebody(kanari, prinsipal):
        return True
    if sted == "nora" and kanari.felt_navn in SMALERE:
        return SMALERE[kanari.felt_navn](prinsipal, roller)
    return ser


def _may_see_name(hvem: str, prinsipal: Prinsipal, roller: Roller) -> bool:
    if hvem == prinsipal.hvem:
        return True
    if any(hvem in I_ANDRES[sak] for sak in prinsipal.saker):
        return True
    if {hvem, prinsipal.hvem} <= KOLLEGER:
        return True  # whom to have as a deputy
    if LEDER_HER in prinsipal.slag and hvem in FOR_LEDEREN:
        return True
    if Personslag.PERSONVERNOMBUD in prinsipal.slag and hvem in {"nils", "fremmed", "siri"}:
        return True  # who has broken the glass, and who has judged it
    if is_holder(prinsipal, roller) and hvem in {"siri", "adm"}:
        return True  # who has been shut out, and by whom
    return bool(roller) and hvem in I_NORAS_SAK


def _waits_for_somebody(kanari: Kanari, prinsipal: Prinsipal) -> bool:
    """The head of the unit judges a relation (whose child, born when, since when it waits), and lifts a block.

    The head and the data protection officer judge who has broken the glass: of whose case, and nothing that is in it.
    """
    if Personslag.PERSONVERNOMBUD in prinsipal.slag:
        return (kanari.rad, kanari.felt) == ("nora hovedperson", "navn")
    return (
        LEDER_HER in prinsipal.slag
        and kanari.rad.startswith("nora ")
        and (kanari.modell, kanari.felt)
        in {
            ("Hovedperson", "navn"),
            ("Hovedperson", "foedselsdato"),
            ("Familierelasjon", "registered_at"),
            ("Hendelse", "tidspunkt"),  # the day that a family asks about
        }
    )
