"""Loading the guide. A version is written once: cases point at its steps, people have followed its words."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from bti.katalog.rader import NivaaRad, StegRad, VeilederRad
from bti.models import Kommune, Nivaa, Steg, Veileder, Verktoey, Vilkaar
from tiltak.katalog.rapport import Telling

STEGTEKSTER = (
    "nummer", "noekkel", "navn", "hva", "hvordan", "hvem", "naar", "avsluttes", "frist_dager", "kilde", "sikkerhet",
)  # fmt: skip
NIVAATEKSTER = (
    "nummer", "navn", "beskrivelse", "inngang", "utgang", "frist_dager", "kilde", "sikkerhet",
)  # fmt: skip
VERKTOEYTEKSTER = ("navn", "beskrivelse", "lenke", "skjema_noekkel")
VILKAARTEKSTER = ("slag", "naar", "krav", "setning")


def load_veileder(kommune: Kommune, rad: VeilederRad, merknader: list[str]) -> Telling:
    """Make this version of the guide, unless it is there. Only the first guide is published at once."""
    of_kind = Veileder.objects.filter(kommune=kommune, tjenestetype=rad.tjenestetype)
    there = of_kind.filter(versjon=rad.versjon).first()
    if there is not None:
        if _words_in(there) != _words_of(rad):
            merknader.append(
                f"Veilederen, versjon {rad.versjon}, har en annen tekst i basen enn i fila."
                " Den i basen står urørt. Gi «versjon» i fila et høyere tall for å legge inn den nye teksten."
            )
        return Telling(lest=rad.antall, uendret=rad.antall)
    if of_kind.filter(published_at=None).exists():
        merknader.append(
            f"Veilederen, versjon {rad.versjon}, er ikke lagt inn: det finnes et utkast fra før."
        )
        return Telling(lest=rad.antall, uendret=rad.antall)
    before = of_kind.filter(published_at__isnull=False).first()
    _create(kommune, rad, serie=before.serie if before else None)
    if before:
        merknader.append(
            f"Veilederen, versjon {rad.versjon}, er lagt inn som utkast. Kommunen publiserer den selv."
        )
    return Telling(lest=rad.antall, lagt_til=rad.antall)


def address_of(kommune: Kommune, *deler: object) -> UUID:
    """The same address each time the same guide is loaded, so that a link on paper holds."""
    return uuid5(NAMESPACE_URL, "/".join(["stafett:veileder", kommune.kommunenummer, *map(str, deler)]))


def _create(kommune: Kommune, rad: VeilederRad, *, serie: UUID | None) -> None:
    """Write the guide: at once when it is the first of its kind, else as a draft of the series."""
    veileder = Veileder.objects.create(
        kommune=kommune,
        serie=serie or address_of(kommune, rad.tjenestetype),
        tjenestetype=rad.tjenestetype,
        navn=rad.navn,
        versjon=rad.versjon,
        eier=rad.eier,
        revideres_innen=rad.revideres_innen,
        kilde=rad.kilde,
        published_at=None if serie else timezone.now(),
    )
    nivaaer = [(_nivaa(veileder, one), one) for one in rad.nivaaer]
    steg = [(_new_steg(kommune, rad, nivaa, one), one) for nivaa, over in nivaaer for one in over.steg]
    Nivaa.objects.bulk_create([nivaa for nivaa, _ in nivaaer])
    Vilkaar.objects.bulk_create([one for nivaa, kilde in nivaaer for one in _vilkaar(nivaa, kilde)])
    Steg.objects.bulk_create([one for one, _ in steg])
    Verktoey.objects.bulk_create([one for rad_, kilde in steg for one in _verktoey(rad_, kilde)])


def _nivaa(veileder: Veileder, rad: NivaaRad) -> Nivaa:
    return Nivaa(veileder=veileder, **{felt: getattr(rad, felt) for felt in NIVAATEKSTER})


def _new_steg(kommune: Kommune, rad: VeilederRad, nivaa: Nivaa, steg: StegRad) -> Steg:
    varig = steg.varig or address_of(kommune, rad.tjenestetype, nivaa.nummer, steg.noekkel)
    return Steg(nivaa=nivaa, varig=varig, **{felt: getattr(steg, felt) for felt in STEGTEKSTER})


def _vilkaar(nivaa: Nivaa, rad: NivaaRad) -> list[Vilkaar]:
    return [
        Vilkaar(nivaa=nivaa, nummer=one.nummer, **{felt: getattr(one, felt) for felt in VILKAARTEKSTER})
        for one in rad.vilkaar
    ]


def _verktoey(steg: Steg, rad: StegRad) -> list[Verktoey]:
    return [
        Verktoey(steg=steg, nummer=nummer, **{felt: getattr(one, felt) for felt in VERKTOEYTEKSTER})
        for nummer, one in enumerate(rad.verktoey, start=1)
    ]


def _words_of(rad: VeilederRad) -> set[tuple[object, ...]]:
    words: set[tuple[object, ...]] = {(rad.navn, rad.eier, rad.revideres_innen)}
    for nivaa in rad.nivaaer:
        words.add(tuple(getattr(nivaa, felt) for felt in NIVAATEKSTER))
        words |= {(nivaa.nummer, *(getattr(one, felt) for felt in VILKAARTEKSTER)) for one in nivaa.vilkaar}
        for steg in nivaa.steg:
            words.add((nivaa.nummer, *(getattr(steg, felt) for felt in STEGTEKSTER)))
            words |= {
                (nivaa.nummer, steg.nummer, *(getattr(one, felt) for felt in VERKTOEYTEKSTER))
                for one in steg.verktoey
            }
    return words


def _words_in(veileder: Veileder) -> set[tuple[object, ...]]:
    words: set[tuple[object, ...]] = {(veileder.navn, veileder.eier, veileder.revideres_innen)}
    words |= set(veileder.nivaaer.values_list(*NIVAATEKSTER))
    vilkaar = Vilkaar.objects.filter(nivaa__veileder=veileder)
    words |= set(vilkaar.values_list("nivaa__nummer", *VILKAARTEKSTER))
    steg = Steg.objects.filter(nivaa__veileder=veileder)
    words |= set(steg.values_list("nivaa__nummer", *STEGTEKSTER))
    tools = Verktoey.objects.filter(steg__nivaa__veileder=veileder)
    words |= set(tools.values_list("steg__nivaa__nummer", "steg__nummer", *VERKTOEYTEKSTER))
    return words
