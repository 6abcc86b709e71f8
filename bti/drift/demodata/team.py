"""What a team in made-up Solvik has been asked, and its next meeting: through the services, as everybody does it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from bti.drift.demodata import key_of, read_solvik
from bti.models import Droefting, Fagteam, Fagteammoete
from bti.services.droefting import answer_droefting, ask_droefting, thank_droefting
from bti.services.fagteammoeter import add_punkt, plan_moete
from bti.tilgang.aktoer import acting_as


def missing_droeftinger() -> list[dict[str, Any]]:
    """Return the questions that are not there. As the owner, who sees them all."""
    there = set(Droefting.objects.values_list("pk", flat=True))
    return [one for one in read_solvik()["droeftinger"] if key_of("droefting", one["noekkel"]) not in there]


def load_team(droeftinger: list[dict[str, Any]]) -> None:
    """Ask, answer, say thanks; then agree on the meeting where the rest is taken up."""
    for rad in droeftinger:
        _load_droefting(rad)
    _load_moete(read_solvik()["teammoete"])


def _load_droefting(rad: dict[str, Any]) -> None:
    noekkel = key_of("droefting", rad["noekkel"])
    with acting_as(key_of("person", rad["av"])):
        team = Fagteam.objects.get(navn=rad["team"])
        ask_droefting(
            noekkel=noekkel, kommune_id=team.kommune_id, fagteam_id=team.pk, tjeneste_id=None, tema=rad["tema"],
            aldersgruppe=rad["aldersgruppe"], spoersmaal=rad["spoersmaal"], proevd=rad["proevd"], vurdert=False,
        )  # fmt: skip
    if "svar" in rad:
        with acting_as(key_of("person", rad["svart_av"])):
            answer_droefting(Droefting(pk=noekkel), svar=rad["svar"])
        with acting_as(key_of("person", rad["av"])):
            thank_droefting(Droefting(pk=noekkel), takk=rad["takk"])


def _load_moete(rad: dict[str, Any]) -> None:
    """Amina's team meets in some days. One that is there stays as people have left it."""
    noekkel: UUID = key_of("fagteammoete", rad["team"])
    with acting_as(key_of("person", rad["av"])):
        if Fagteammoete.objects.filter(pk=noekkel).exists():
            return
        team = Fagteam.objects.get(navn=rad["team"])
        dato = timezone.localdate() + timedelta(days=rad["om_dager"])
        moete = Fagteammoete(pk=plan_moete(team, noekkel=noekkel, dato=dato))
        droefting = key_of("droefting", rad["droefting"])
        add_punkt(moete, noekkel=key_of("fagteampunkt", rad["droefting"]), droefting_id=droefting, emne="")
        for emne in rad["emner"]:
            add_punkt(moete, noekkel=key_of("fagteampunkt", emne), droefting_id=None, emne=emne)
