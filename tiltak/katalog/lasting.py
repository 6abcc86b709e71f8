"""Loading a checked catalogue for one municipality: all of it or nothing, and again as often as one likes."""

from dataclasses import asdict, fields
from pathlib import Path

from django.db import transaction

from bti.kjennetegn import load_kjennetegn
from bti.lovtekster import load_rettigheter
from bti.models import Kommune, Tjeneste, TjenesteKommune
from bti.skjemamaler.lasting import load_skjemaer
from tiltak.katalog.lasting_veileder import load_veileder
from tiltak.katalog.lesing import read_katalog
from tiltak.katalog.rader import TiltakRad, TjenesteRad, TrinnRad
from tiltak.katalog.rapport import Rapport, Telling
from tiltak.katalog.team import load_team
from tiltak.models import Tiltakskort, Trinn

STANDARD_SAMLING = "elverum"
KORTFELT = [one.name for one in fields(TiltakRad) if one.name != "noekkel"]


def load_katalog(
    *, kommune: Kommune, mappe: Path, samling: str = STANDARD_SAMLING, med_tjenester: bool = True
) -> Rapport:
    """Load staircase, measures, services, teams and guide, and return what happened to how many rows.

    What the municipality has made its own stays: the names of its steps and services, a placement that it has
    confirmed, a measure that it has put out of use, a team that it has changed, and a version of the guide that is
    there already.
    Raises KatalogFeil before anything is written.
    Needs the owner's connection: services are not the app's to write.
    """
    katalog = read_katalog(mappe, samling, kommune.maalform)
    rapport = Rapport()
    with transaction.atomic():
        # Two loads at once wait for each other; the second then finds what the first made.
        kommune = Kommune.objects.select_for_update().get(pk=kommune.pk)
        rapport.deler["trinn"] = _load_trinn(kommune, katalog.trinn)
        rapport.deler["tiltak"] = _load_tiltak(kommune, katalog.tiltak)
        if med_tjenester:
            rapport.deler["tjenester"] = _load_tjenester(kommune, katalog.tjenester)
        load_kjennetegn()
        load_rettigheter(kommune)
        rapport.deler["team"] = load_team(kommune, katalog.team, rapport.merknader)
        load_skjemaer(kommune)
        rapport.deler["veileder"] = load_veileder(kommune, katalog.veileder, rapport.merknader)
    return rapport


def _load_trinn(kommune: Kommune, rader: tuple[TrinnRad, ...]) -> Telling:
    """Make the steps that are missing. Those that are there belong to the municipality, name and all."""
    there = set(Trinn.objects.filter(kommune=kommune).values_list("nummer", flat=True))
    new = [Trinn(kommune=kommune, **asdict(rad)) for rad in rader if rad.nummer not in there]
    Trinn.objects.bulk_create(new)
    return Telling(lest=len(rader), lagt_til=len(new), uendret=len(rader) - len(new))


def _load_tiltak(kommune: Kommune, rader: tuple[TiltakRad, ...]) -> Telling:
    trinn = {one.nummer: one for one in Trinn.objects.filter(kommune=kommune)}
    cards = Tiltakskort.objects.filter(kommune=kommune).select_related("trinn")
    there = {one.noekkel: one for one in cards}
    new, changed = [], []
    for rad in rader:
        values = asdict(rad) | {"trinn": trinn[rad.trinn]}
        kort = there.get(rad.noekkel)
        if kort is None:
            new.append(Tiltakskort(kommune=kommune, **values))
        elif _change_kort(kort, values):
            changed.append(kort)
    Tiltakskort.objects.bulk_create(new)
    Tiltakskort.objects.bulk_update(changed, KORTFELT)
    return Telling(
        lest=len(rader), lagt_til=len(new), endret=len(changed), uendret=len(rader) - len(new) - len(changed)
    )


def _change_kort(kort: Tiltakskort, values: dict[str, object]) -> bool:
    """Put the file's values on the card; say whether any was new. A confirmed placement stays."""
    if kort.plassering_bekreftet and not values["plassering_bekreftet"]:
        own = ("trinn", "forebyggingsnivaa", "plassering_bekreftet")
        values = {felt: verdi for felt, verdi in values.items() if felt not in own}
    return _change(kort, values)


def _change(rad: object, values: dict[str, object]) -> bool:
    different = {felt: verdi for felt, verdi in values.items() if getattr(rad, felt) != verdi}
    for felt, verdi in different.items():
        setattr(rad, felt, verdi)
    return bool(different)


def _load_tjenester(kommune: Kommune, rader: tuple[TjenesteRad, ...]) -> Telling:
    """Make the services that are missing, for this municipality alone. A renamed service keeps its name."""
    there = {one.noekkel: one for one in Tjeneste.objects.filter(kommuner=kommune).exclude(noekkel="")}
    new, changed = [], []
    for rad in rader:
        tjeneste = there.get(rad.noekkel)
        if tjeneste is None:
            new.append(Tjeneste(**asdict(rad)))
        elif _change(tjeneste, {"tjenestetype": rad.tjenestetype, "is_ekstern": rad.is_ekstern}):
            changed.append(tjeneste)
    Tjeneste.objects.bulk_create(new)
    TjenesteKommune.objects.bulk_create([TjenesteKommune(tjeneste=one, kommune=kommune) for one in new])
    Tjeneste.objects.bulk_update(changed, ["tjenestetype", "is_ekstern"])
    return Telling(
        lest=len(rader), lagt_til=len(new), endret=len(changed), uendret=len(rader) - len(new) - len(changed)
    )
