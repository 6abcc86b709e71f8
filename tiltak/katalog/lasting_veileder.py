"""Loading the guide. A version is written once: cases point at its steps, people have followed its words."""

from django.utils import timezone

from bti.models import Kommune, Nivaa, Steg, Veileder, Verktoey
from tiltak.katalog.rader import StegRad, VeilederRad
from tiltak.katalog.rapport import Telling

STEGTEKSTER = ("nummer", "noekkel", "navn", "hva", "hvordan", "hvem", "naar", "avsluttes")


def load_veileder(kommune: Kommune, rad: VeilederRad, merknader: list[str]) -> Telling:
    """Make this version of the guide, unless it is there. Only the first guide is published at once."""
    there = Veileder.objects.filter(kommune=kommune, versjon=rad.versjon).first()
    if there is not None:
        if _words_in(there) != _words_of(rad):
            merknader.append(
                f"Veilederen, versjon {rad.versjon}, har en annen tekst i basen enn i veileder.json."
                " Den i basen står urørt. Gi «versjon» i fila et høyere tall for å legge inn den nye teksten."
            )
        return Telling(lest=rad.antall, uendret=rad.antall)
    is_first = not Veileder.objects.filter(kommune=kommune, published_at__isnull=False).exists()
    _create(kommune, rad, is_published=is_first)
    if not is_first:
        merknader.append(
            f"Veilederen, versjon {rad.versjon}, er lagt inn som utkast. Kommunen publiserer den selv."
        )
    return Telling(lest=rad.antall, lagt_til=rad.antall)


def _create(kommune: Kommune, rad: VeilederRad, *, is_published: bool) -> None:
    veileder = Veileder.objects.create(
        kommune=kommune,
        navn=rad.navn,
        versjon=rad.versjon,
        eier=rad.eier,
        revideres_innen=rad.revideres_innen,
        kilde="\n".join([rad.kilde, *(f"Nivå {one.nummer}: {one.kilde}" for one in rad.nivaaer)]),
        published_at=timezone.now() if is_published else None,
    )
    nivaaer = [
        Nivaa(
            veileder=veileder,
            nummer=one.nummer,
            navn=one.navn,
            beskrivelse=one.beskrivelse,
            frist_dager=one.frist_dager,
        )
        for one in rad.nivaaer
    ]
    steg = [
        (Steg(nivaa=nivaa, **{felt: getattr(one, felt) for felt in STEGTEKSTER}), one)
        for nivaa, over in zip(nivaaer, rad.nivaaer, strict=True)
        for one in over.steg
    ]
    Nivaa.objects.bulk_create(nivaaer)
    Steg.objects.bulk_create([rad_ for rad_, _ in steg])
    Verktoey.objects.bulk_create([one for rad_, kilde in steg for one in _verktoey(rad_, kilde)])


def _verktoey(steg: Steg, rad: StegRad) -> list[Verktoey]:
    return [
        Verktoey(steg=steg, nummer=nummer, navn=one.navn, beskrivelse=one.beskrivelse, lenke=one.lenke)
        for nummer, one in enumerate(rad.verktoey, start=1)
    ]


def _words_of(rad: VeilederRad) -> set[tuple[object, ...]]:
    words: set[tuple[object, ...]] = {(rad.navn, rad.eier, rad.revideres_innen)}
    for nivaa in rad.nivaaer:
        words.add((nivaa.nummer, nivaa.navn, nivaa.beskrivelse, nivaa.frist_dager))
        for steg in nivaa.steg:
            words.add((nivaa.nummer, *(getattr(steg, felt) for felt in STEGTEKSTER)))
            words |= {
                (nivaa.nummer, steg.nummer, one.navn, one.beskrivelse, one.lenke) for one in steg.verktoey
            }
    return words


def _words_in(veileder: Veileder) -> set[tuple[object, ...]]:
    words: set[tuple[object, ...]] = {(veileder.navn, veileder.eier, veileder.revideres_innen)}
    words |= set(veileder.nivaaer.values_list("nummer", "navn", "beskrivelse", "frist_dager"))
    steg = Steg.objects.filter(nivaa__veileder=veileder)
    words |= set(steg.values_list("nivaa__nummer", *STEGTEKSTER))
    tools = Verktoey.objects.filter(steg__nivaa__veileder=veileder)
    words |= set(tools.values_list("steg__nivaa__nummer", "steg__nummer", "navn", "beskrivelse", "lenke"))
    return words
