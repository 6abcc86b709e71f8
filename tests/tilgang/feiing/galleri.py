"""Who asks: every kind of person there is, what they are in Nora's case, and what can take it from them.

The answers of the sweeps follow from this and from the tables in tillatelser.py; no status is written down anywhere.
"""

from dataclasses import dataclass, replace

from bti.models import Rolle
from bti.tilgang.tillatelser import NOEDROLLE, Personslag

ANSATT, LEDER_HER, FAMILIE = Personslag.ANSATT, Personslag.ENHETSLEDER, Personslag.FAMILIE
UTEN_ROLLE = Personslag.UTEN_ROLLE
SAMTYKKET = "samtykket"


@dataclass(frozen=True)
class Prinsipal:
    """A person by what they are. ``mister`` names the states of the world in which the roles are gone."""

    navn: str
    hvem: str
    slag: frozenset[Personslag] = frozenset()
    roller: frozenset[str] = frozenset()
    mister: frozenset[str] = frozenset()
    saker: frozenset[str] = frozenset()

    def roller_i(self, tilstand: str) -> frozenset[str]:
        """Return the roles that hold in Nora's case while the world is so."""
        return frozenset() if tilstand in self.mister else self.roller

    def slag_i(self, tilstand: str) -> frozenset[Personslag]:
        """Return what kind of person this is then: who has left works nowhere."""
        slag = self.slag - {ANSATT} if tilstand == "sluttet" else self.slag
        return slag or frozenset({UTEN_ROLLE} if self.hvem else set())


def _en(
    navn: str, hvem: str, slag: set[Personslag], rolle: str = "", *, mister: tuple[str, ...] = (),
    saker: set[str] | None = None,
) -> Prinsipal:  # fmt: skip
    roller = frozenset({rolle} if rolle else set())
    return Prinsipal(navn, hvem, frozenset(slag), roller, frozenset(mister), frozenset(saker or ()))


# The states of the consents to the two services from outside the school: tilstander.py does them to the world.
UTEN_SAMTYKKE = ("ingen", "ubesvart", "trukket", "utløpt", "annen sak", "annen kommune")
# What happens to one person or to the child, and takes the case from that person.
HENDELSER: dict[str, tuple[str, ...]] = {
    "ppt": ("nei fra én", "begynner i morgen", "ny forelder", "barnet er 16", "sluttet", "ikke lenger med", "sperret"),
    "stafettholder": ("sluttet", "ikke lenger med", "sperret"),
    "kollega i saken": ("sluttet", "ikke lenger med", "med fra i morgen", "sperret"),
    "stedfortreder": ("fraværet er over", "fraværet er avsluttet", "den fraværende er sperret", "sluttet", "sperret"),
    "nødtilgang": ("tiden er ute", "avsluttet", "sluttet", "strengt fortrolig", "ukjent sperre", "sperret"),
    "mor": ("relasjonen sperret", "fortrolig", "strengt fortrolig", "ukjent sperre", "barnet er 18", "overtatt",
            "sperret"),
    "far": ("relasjonen ikke bekreftet", "ikke lenger med"),
    "ungdom": ("barnet er 14", "ikke lenger med", "sperret"),
}  # fmt: skip
# What happens and changes nothing.
UENDRET: dict[str, tuple[str, ...]] = {
    "far": ("fortrolig",),  # two employees have confirmed him
    "mor": ("barnet er 16",),
    "ungdom": ("invitert tidlig", "strengt fortrolig", "overtatt", "barnet er 18"),
    "nødtilgang": ("fortrolig",),
}


def _with_hendelser(one: Prinsipal) -> Prinsipal:
    return replace(one, mister=one.mister | set(HENDELSER.get(one.navn, ())))


PRINSIPALER = tuple(
    _with_hendelser(one)
    for one in (
        _en("stafettholder", "jonas", {ANSATT}, Rolle.STAFETTHOLDER),
        _en("stedfortreder", "vera", {ANSATT}, Rolle.STAFETTHOLDER),
        _en("kollega i saken", "olav", {ANSATT}, Rolle.FAGPERSON),
        _en("kollega utenfor", "lise", {ANSATT}),
        _en("sperret kollega", "svein", {ANSATT}),
        _en("nødtilgang", "nils", {ANSATT}, NOEDROLLE),
        _en("ppt", "amina", {ANSATT}, Rolle.FAGPERSON, mister=UTEN_SAMTYKKE),
        _en("barnevern for to kommuner", "bodil", {ANSATT}, Rolle.FAGPERSON, mister=UTEN_SAMTYKKE),
        _en("enhetsleder", "siri", {ANSATT, LEDER_HER}, saker={"ola"}),
        _en("leder", "berit", {Personslag.LEDER}),
        _en("administrator", "adm", {Personslag.KOMMUNEADMINISTRATOR}),
        _en("bti-koordinator", "ragna", {Personslag.BTI_KOORDINATOR}),
        _en("personvernombud", "ombud", {Personslag.PERSONVERNOMBUD}),
        _en("mor", "kari", {FAMILIE}, Rolle.FORESATT),
        _en("far", "tom", {FAMILIE}, Rolle.FORESATT),
        _en("ubekreftet foresatt", "ulrik", {FAMILIE}),
        _en("avvist foresatt", "arne", {UTEN_ROLLE}),
        _en("annen families mor", "pia", {FAMILIE}, saker={"ola"}),
        _en("ungdom", "nora", {FAMILIE}, Rolle.UNGDOM),
        _en("lærer i annen kommune", "erik", {ANSATT}, saker={"mia"}),
        _en("mor i annen kommune", "frida", {FAMILIE}, saker={"mia"}),
        _en("fremmed", "fremmed", {UTEN_ROLLE}),
        _en("ingen", "", set()),
    )
)
VED_NAVN = {p.navn: p for p in PRINSIPALER}
