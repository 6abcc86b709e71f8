"""A municipality's teams: reading them from a file, and loading those that are missing.

What the coordinator has changed is the municipality's own, and stays whatever the file says.
"""

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bti.katalog.feil import Radfeil
from bti.katalog.felt import Radleser, Unike, length_of
from bti.models import Fagteam, Fagteamslag, Kommune, Sikkerhet, Tjeneste
from tiltak.katalog.rapport import Telling
from tiltak.katalog.tabell import read_tabell

TEAM_FELT = (
    "noekkel",
    "navn",
    "slag",
    "tjeneste",
    "rytme",
    "uker_mellom",
    "hensikt",
    "tar_uten_navn",
    "svarfrist_dager",
    "i_bruk",
    "kilde",
    "sikkerhet",
)


@dataclass(frozen=True)
class TeamRad:
    noekkel: str
    navn: str
    slag: str
    tjeneste: str
    rytme: str
    uker_mellom: int | None
    hensikt: str
    tar_uten_navn: bool
    svarfrist_dager: int
    is_active: bool
    kilde: str
    sikkerhet: str


ENDRES = [one.name for one in fields(TeamRad) if one.name != "noekkel"]


def read_team(sti: Path, tjenester: set[str], feil: list[Radfeil]) -> list[TeamRad]:
    """Check every row; ``tjenester`` are the keys that a team may belong to. No file is no teams."""
    if not sti.exists():
        return []
    noekler, navn = Unike(), Unike()
    found = []
    for rad in read_tabell(sti, TEAM_FELT, feil):
        one = _team(rad)
        noekler.check(rad, "noekkel", one.noekkel)
        navn.check(rad, "navn", one.navn.casefold())
        if one.tjeneste and tjenester and one.tjeneste not in tjenester:  # a file that is gone says so itself
            rad.reject("tjeneste", f"«{one.tjeneste}» finnes ikke i tjenester.csv for denne samlingen.")
        found.append(one)
    return found


def _team(rad: Radleser) -> TeamRad:
    has_rhythm = bool(rad.tekst("uker_mellom", kreves=False))
    return TeamRad(
        noekkel=rad.noekkel(maks=length_of(Fagteam, "noekkel")),
        navn=rad.tekst("navn", maks=length_of(Fagteam, "navn")),
        slag=rad.valg("slag", Fagteamslag.values),
        tjeneste=rad.tekst("tjeneste", kreves=False),
        rytme=rad.tekst("rytme", maks=length_of(Fagteam, "rytme"), kreves=False),
        uker_mellom=rad.heltall("uker_mellom", fra=1, til=52) if has_rhythm else None,
        hensikt=rad.tekst("hensikt"),
        tar_uten_navn=rad.ja_nei("tar_uten_navn"),
        svarfrist_dager=rad.heltall("svarfrist_dager", fra=1, til=365),
        is_active=rad.ja_nei("i_bruk"),
        kilde=rad.tekst("kilde", maks=length_of(Fagteam, "kilde")),
        sikkerhet=rad.valg("sikkerhet", Sikkerhet.values),
    )


def load_team(kommune: Kommune, rader: tuple[TeamRad, ...], merknader: list[str]) -> Telling:
    """Make the teams that are missing, and give those that nobody has touched what the file says now."""
    tjenester = {one.noekkel: one for one in Tjeneste.objects.filter(kommuner=kommune).exclude(noekkel="")}
    alle = list(Fagteam.objects.filter(kommune=kommune))
    there = {one.noekkel: one for one in alle if one.noekkel}
    names = {one.navn.casefold() for one in alle}
    new, changed = [], []
    for rad in rader:
        values = asdict(rad) | {"tjeneste": tjenester.get(rad.tjeneste)}
        team = there.get(rad.noekkel)
        if team is None and rad.navn.casefold() in names:
            merknader.append(f"Kommunen har alt et team som heter «{rad.navn}». Det i fila er ikke lagt inn.")
        elif team is None:
            new.append(Fagteam(kommune=kommune, **values))
        elif team.sikkerhet != Sikkerhet.KOMMUNEN and _change(team, values):
            changed.append(team)
    Fagteam.objects.bulk_create(new)
    Fagteam.objects.bulk_update(changed, ENDRES)
    return Telling(
        lest=len(rader), lagt_til=len(new), endret=len(changed), uendret=len(rader) - len(new) - len(changed)
    )


def _change(team: Fagteam, values: dict[str, object]) -> bool:
    different = {felt: verdi for felt, verdi in values.items() if getattr(team, felt) != verdi}
    for felt, verdi in different.items():
        setattr(team, felt, verdi)
    return bool(different)
