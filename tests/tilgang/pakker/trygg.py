"""What the sweeps must know of the safe way out: the shielded concern and what is held back."""

from typing import TYPE_CHECKING
from uuid import UUID

from bti.models import SkjermetBekymring
from tests import factories as f
from tests.factories.hus import naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "trygg"
# Who wrote it, and nobody else, whatever they are in the case. Named readers: tests/trygg.
SER = {"jonas"}
# What the author has left behind: one that Jonas was named to answer for, one that waits for the head to name somebody.
EIERE: dict[str, str] = {
    "skjermet_id": "jonas", "leser_id": "jonas", "tilbakehold_id": "jonas", "ledig_id": "siri",
}  # fmt: skip
FRA_ADRESSEN: dict[str, str] = {"skjermet_id": "bti.SkjermetBekymring", "leser_id": "bti.Skjermetleser"}
ELDRE: dict[str, str] = {"skjermet_id": "meldt", "leser_id": "leser av meldt"}
UVIST: set[str] = {
    "Skjermetleser.named_at", "Skjermetleser.ended_at", "Skjermetraad.written_at", "Skjermetmelding.written_at",
    "Tilbakehold.held_at",
    "SkjermetBekymring.sist_skrevet", "SkjermetBekymring.slettes_varslet",
}  # fmt: skip


def _make(verden: "Verden", **felter: object) -> SkjermetBekymring:
    return f.SkjermetBekymringFactory(
        tjeneste=verden.skole, sak=verden.nora_sak, created_by=verden.jonas, merkelapp="x", barnets_ord="x",
        barnet_naa="x", hvem_er_til_fare="hjemme", **felter,
    )  # fmt: skip


def _leave_behind(verden: "Verden", **felter: object) -> UUID:
    """What somebody who has left the school holds back, in a case that nobody here sees."""
    skjermet = f.SkjermetBekymringFactory(tjeneste=verden.skole)
    return f.TilbakeholdFactory(skjermet=skjermet, sak=f.SakFactory(), **felter).pk


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    skjermet = _make(verden)
    return {
        "tilbakehold_id": _leave_behind(verden, ansvarlig=verden.jonas),
        "ledig_id": _leave_behind(verden),
        "skjermet_id": skjermet.pk,
        "leser_id": f.SkjermetleserFactory(skjermet=skjermet).pk,
    }


def fill(felt: "Felt") -> None:
    """One that has been reported, with advice, a reader, one who was, and a hold that is over."""
    v, rader = felt.verden, felt.rader
    meldt = _make(v, slettes_varslet=naa())
    rader["meldt"] = meldt
    rader["leser av meldt"] = f.SkjermetleserFactory(skjermet=meldt)
    rader["leser før"] = f.SkjermetleserFactory(
        skjermet=meldt, bruker=v.lise, ended_at=naa(), ended_by=v.jonas
    )
    rader["meldt til"] = f.SkjermetmeldingFactory(skjermet=meldt, hvordan="x", grunn="x")
    rader["råd"] = f.SkjermetraadFactory(skjermet=meldt, hvem="x")
    rader["sluppet"] = f.TilbakeholdFactory(
        skjermet=meldt, sak=v.nora_sak, released_at=naa(), released_by=v.jonas, valg="send"
    )


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    return prinsipal.hvem in SER if kanari.rad.startswith(f"{NAVN}: ") else None
