"""What the owner of the tables makes: municipalities, services, people who log in, where they work."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bti.drift.demodata import key_of, read_solvik
from bti.identitetsnummer import oppslag_of, seal_nummer
from bti.models import (
    Ansettelse,
    Bruker,
    Fagteam,
    Fagteammedlem,
    Identitet,
    Kommune,
    Kommunerolle,
    Kontaktopplysning,
    Tjeneste,
)
from bti.register.demo import DemoRegister
from bti.tilgang.innlogging import DEMO_ISSUER
from samtykke.katalog import load_samtykketekst
from tiltak.katalog import load_katalog

DAGER_ANSATT = 900


@transaction.atomic
def load_grunnlag() -> None:
    """Make what is missing; leave what is there."""
    for data in read_solvik()["kommuner"]:
        _load_kommune(data)
    for subject, navn in read_solvik()["foreldre"].items():
        _load_forelder(subject, navn)
    for subject, navn in read_solvik()["ungdommer"].items():
        _load_person(subject, navn, DemoRegister().find_navn(navn).foedselsnummer)


def _load_kommune(data: dict[str, Any]) -> None:
    kommune, is_new = Kommune.objects.get_or_create(
        kommunenummer=data["nummer"], defaults={"navn": data["navn"]}
    )
    load_katalog(kommune=kommune, mappe=settings.BASE_DIR / "fixtures" / "katalog", samling=data["samling"])
    load_samtykketekst(kommune)
    tjenester = {one.noekkel: one for one in Tjeneste.objects.filter(kommuner=kommune)}
    if is_new:
        _rename(tjenester, data["nye_navn"])
        _give_telefon(tjenester, data["telefoner"])
    for row in data["ansatte"]:
        _load_ansatt(row, tjenester[row["tjeneste"]])
    for row in data.get("team", []):
        _load_team(row, kommune, tjenester)
    for row in data["roller"]:
        Kommunerolle.objects.get_or_create(
            pk=key_of("rolle", row["subject"]),
            defaults={
                "bruker": _load_person(row["subject"], row["navn"]),
                "kommune": kommune,
                "rolle": row["rolle"],
                "gyldig_fra": _day(DAGER_ANSATT),
            },
        )


def _rename(tjenester: dict[str, Tjeneste], names: dict[str, str]) -> None:
    """The catalogue is real; a made-up municipality calls its units by its own names."""
    for noekkel, navn in names.items():
        tjenester[noekkel].navn = navn
        tjenester[noekkel].save(update_fields=["navn"])


def _give_telefon(tjenester: dict[str, Tjeneste], numbers: dict[str, str]) -> None:
    """Made-up numbers begin with 01, which the Norwegian numbering plan keeps free: they ring nobody."""
    for noekkel, nummer in numbers.items():
        tjenester[noekkel].telefon = nummer
        tjenester[noekkel].save(update_fields=["telefon"])


def _load_ansatt(row: dict[str, Any], tjeneste: Tjeneste) -> None:
    Ansettelse.objects.get_or_create(
        pk=key_of("ansettelse", row["subject"]),
        defaults={
            "bruker": _load_person(row["subject"], row["navn"]),
            "tjeneste": tjeneste,
            "tittel": row["tittel"],
            "is_leder": row.get("leder", False),
            "gyldig_fra": _day(row.get("dager_ansatt", DAGER_ANSATT)),
        },
    )


def _load_team(row: dict[str, Any], kommune: Kommune, tjenester: dict[str, Tjeneste]) -> None:
    """A team that can be asked without a name, and who sits in it."""
    felter = {navn: row[navn] for navn in ("navn", "slag", "rytme", "uker_mellom", "hensikt")}
    team, _is_new = Fagteam.objects.get_or_create(
        pk=key_of("fagteam", f"{kommune.kommunenummer}/{row['navn']}"), defaults=felter | {"kommune": kommune}
    )
    for medlem in row["medlemmer"]:
        Fagteammedlem.objects.get_or_create(
            pk=key_of("fagteammedlem", f"{team.pk}/{medlem['subject']}"),
            defaults={
                "fagteam": team,
                "bruker_id": key_of("person", medlem["subject"]),
                "tjeneste": tjenester[medlem["tjeneste"]],
                "rolle": medlem["rolle"],
                "gyldig_fra": _day(DAGER_ANSATT),
            },
        )


def _load_person(subject: str, navn: str, foedselsnummer: str = "") -> Bruker:
    bruker, is_new = Bruker.objects.get_or_create(pk=key_of("person", subject), defaults={"navn": navn})
    if is_new:
        Identitet.objects.create(bruker=bruker, issuer=DEMO_ISSUER, subject=subject)
        Kontaktopplysning.objects.create(
            bruker=bruker,
            epost=f"{subject}@stafett.invalid",
            foedselsnummer_oppslag=oppslag_of(foedselsnummer) if foedselsnummer else None,
            foedselsnummer_kryptert=seal_nummer(foedselsnummer) if foedselsnummer else "",
        )
    return bruker


def _load_forelder(subject: str, navn: str) -> None:
    """A parent logs in as the person whom the register names, so that an invitation finds them."""
    foreldre = [one for barn in DemoRegister().everybody() for one in barn.foreldre]
    foedselsnummer = next(one.foedselsnummer for one in foreldre if one.navn == navn)
    _load_person(subject, navn, foedselsnummer)


def _day(ago: int) -> Any:
    return timezone.localdate() - timedelta(days=ago)
