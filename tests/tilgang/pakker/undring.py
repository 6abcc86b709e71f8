"""What the sweeps must know of a worry: notes, scales, signs, talks and sharing."""

from typing import TYPE_CHECKING
from uuid import UUID

from tests import factories as f
from tests.factories.hus import i_dag, naa

if TYPE_CHECKING:
    from tests.cast import Verden
    from tests.tilgang.feiing.felt import Felt
    from tests.tilgang.feiing.galleri import Prinsipal
    from tests.tilgang.feiing.kanari import Kanari

NAVN = "undring"
EIERE: dict[str, str] = {"samtale_id": "jonas"}
FRA_ADRESSEN: dict[str, str] = {"samtale_id": "bti.Samtale"}
ELDRE: dict[str, str] = {}
UVIST: set[str] = {
    "Undringsnotat.created_at", "Undringsskala.created_at", "Undringskjennetegn.created_at", "Undringsdeling.ended_at",
    "Samtale.created_at",
}  # fmt: skip


def make_innhold(verden: "Verden") -> dict[str, UUID]:
    """A talk of Jonas', filled in all over."""
    undring = f.UndringFactory(tjeneste=verden.skole, created_by=verden.jonas)
    samtale = f.SamtaleFactory(
        undring=undring, hensikt="x", spoersmaal="x", tolk=True, tolkespraak="x", avtalt=i_dag(1), holdt=i_dag(-1),
        hva_ble_sagt="x", barnets_ord="x", hva_naa="x",
    )  # fmt: skip
    return {"samtale_id": samtale.pk}


def fill(felt: "Felt") -> None:
    """What hangs on the worry of Jonas that stands in an address."""
    om = {"undring_id": felt.innhold.ider["undring_id"], "created_by": felt.verden.jonas}
    felt.rader["notat"] = f.UndringsnotatFactory(**om)
    felt.rader["skala"] = f.UndringsskalaFactory(**om)
    felt.rader["delt"] = f.UndringFactory(tjeneste=felt.verden.skole, created_by=felt.verden.siri)
    felt.rader["deling"] = f.UndringsdelingFactory(undring=felt.rader["delt"], mottaker=felt.verden.jonas)
    felt.rader["deling før"] = f.UndringsdelingFactory(
        undring=felt.rader["delt"], mottaker=felt.verden.lise, ended_at=naa(), ended_by=felt.verden.siri
    )
    felt.rader["endring"] = f.UndringsendringFactory(
        undring=felt.rader["undring avklart"], til_stede="x", barnets_mening="x"
    )
    felt.rader["tegn"] = f.UndringskjennetegnFactory(**om)


def may_see(kanari: "Kanari", prinsipal: "Prinsipal", roller: frozenset[str]) -> bool | None:
    """The author; and of the one that is shared, who it is shared with."""
    if kanari.rad in {"undring: delt", "undring: deling"}:
        return prinsipal.hvem in {"jonas", "siri"}
    return prinsipal.hvem == "jonas" if kanari.rad.startswith("undring: ") else None
