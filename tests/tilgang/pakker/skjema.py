"""What the sweeps must know of forms: one that is done and one that is not, in a case and about a worry."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "skjema"
EIERE: dict[str, str] = {"undringsutfylling_id": "jonas", "skjemautkast_id": "ragna adm"}
FRA_ADRESSEN: dict[str, str] = {}
ELDRE: dict[str, str] = {}
UVIST: set[str] = set()
SKRIVER = frozenset({"stafettholder", "fagperson"})


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """A form in the municipality; one of it that is done in Nora's case, and one about a worry of Jonas'."""
    mal = f.SkjemamalFactory(kommune=verden.solvik, noekkel="observasjon")
    f.SkjemafeltFactory(mal=mal)
    utkast = f.SkjemamalFactory(kommune=verden.solvik, noekkel="observasjon", versjon=2, published_at=None)
    f.SkjemafeltFactory(mal=utkast)
    undring = f.UndringFactory(tjeneste=verden.skole, created_by=verden.jonas)
    ferdig = {"mal": mal, "created_by": verden.jonas, "ferdig_at": naa(), "ferdig_by": verden.jonas}
    return {
        "skjemamal_id": mal.pk,
        "skjemautkast_id": utkast.pk,
        "utfylling_id": f.SkjemautfyllingFactory(sak=verden.nora_sak, **ferdig).pk,
        "undringsutfylling_id": f.SkjemautfyllingFactory(undring=undring, **ferdig).pk,
    }


def fill(felt: "Felt") -> None:
    """An answer of each kind: in what is done, in what is not, and about the worry."""
    ider, rader = felt.innhold.ider, felt.rader
    felter = {"mal_id": ider["skjemamal_id"]}
    dato = f.SkjemafeltFactory(**felter, nummer=2, felttype="dato")
    valg = f.SkjemafeltFactory(**felter, nummer=3, felttype="flervalg", valg=["x"])
    tekst = f.SkjemafeltFactory(**felter, nummer=4)
    arbeid = f.SkjemautfyllingFactory(sak=felt.verden.nora_sak, created_by=felt.verden.jonas, **felter)
    for navn, utfylling in {
        "nora svar": ider["utfylling_id"], "under arbeid": arbeid.pk, "om undring": ider["undringsutfylling_id"],
    }.items():  # fmt: skip
        her = {"utfylling_id": utfylling}
        rader[f"{navn} tekst"] = f.SkjemasvarFactory(**her, felt=tekst)
        rader[f"{navn} dato"] = f.SkjemasvarFactory(**her, felt=dato, tekst="", dato=i_dag())
        rader[f"{navn} valg"] = f.SkjemasvarFactory(**her, felt=valg, tekst="", valg=["x"])


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """What is not done is for those who write in the case; what is about a worry, its author's."""
    if kanari.rad.startswith("skjema: om undring"):
        return prinsipal.hvem == "jonas"
    if kanari.rad.startswith("skjema: under arbeid"):
        return bool(roller & SKRIVER)
    return None
