"""Back, other words, send: the form's key is taken. What is new is refused and stays there; a double click is one.

The forms of the case itself are in tests/stafettlogg/test_sent_again.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.models import (
    Bruker,
    Droefting,
    Fagteam,
    Fagteammedlem,
    Fagteammoete,
    Fagteampunkt,
    Innsynsspoersmaal,
    Kladd,
    Koordinering,
    Skjemamal,
    SkjermetBekymring,
    Skjermetleser,
    Skjermetmelding,
    Skjermetraad,
    Undringsskala,
)
from tests import factories as f
from tests.cast import Verden, give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.trygg.hjelp import write

pytestmark = pytest.mark.django_db
SETNING = "Dette skjemaet er alt sendt. Teksten din er ikke lagret ennå."
SKJULT = re.compile(r'name="(skjema_token|erstatter)" value="([^"]+)"')


@dataclass
class Skjema:
    """Who sends it where, what is sent and then changed, what it makes, and what opens the page when that is posted."""

    hvem: Bruker
    url: str
    modell: Any
    data: dict[str, str]
    endret: dict[str, str]
    aapnes_med: dict[str, str] | None = None

    def open(self, client: Client) -> Any:
        return client.post(self.url, self.aapnes_med) if self.aapnes_med else client.get(self.url)

    def count(self) -> int:
        with as_owner():
            return self.modell.objects.count()


def make_team(verden: Verden) -> Fagteam:
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet")
    f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    return team


def droefting(verden: Verden) -> Skjema:
    data = {
        "mottaker": f"team:{make_team(verden).pk}", "tema": "trivsel", "aldersgruppe": "til_9", "proevd": "",
        "spoersmaal": "Hva kan vi gjøre når noen er redd for å være ute?",
    }  # fmt: skip
    annet = {"spoersmaal": "Hva kan vi gjøre når noen ikke vil spise?"}
    return Skjema(verden.jonas, reverse("bti:droefting-new"), Droefting, data, annet)


def team(verden: Verden) -> Skjema:
    data = {
        "navn": "Kompetanseteamet", "slag": "kompetanseteam", "tjeneste": "", "rytme": "", "uker_mellom": "3",
        "hensikt": "Råd.", "svarfrist_dager": "14", "is_active": "on",
    }  # fmt: skip
    return Skjema(verden.ragna, reverse("bti:team-new"), Fagteam, data, {"navn": "Ressursteamet"})


def teammedlem(verden: Verden) -> Skjema:
    url = reverse("bti:team-medlem", args=[f.FagteamFactory(kommune=verden.solvik).pk])
    data = {
        "navn": "i", "medlem": f"{verden.amina.pk}:{verden.ppt.pk}", "rolle": "rådgiver",
        "fradato": i_dag().isoformat(), "tildato": "",
    }  # fmt: skip
    en_annen = {"medlem": f"{verden.lise.pk}:{verden.skole.pk}"}
    return Skjema(verden.ragna, url, Fagteammedlem, data, en_annen, aapnes_med={"navn": "i"})


def teammoete(verden: Verden) -> Skjema:
    url = reverse("bti:team-moete-new", args=[make_team(verden).pk])
    data, annet = ({"dato": i_dag(dager).isoformat()} for dager in (3, 5))
    return Skjema(verden.amina, url, Fagteammoete, data, annet)


def teampunkt(verden: Verden) -> Skjema:
    moete = f.FagteammoeteFactory(fagteam=make_team(verden))
    url = reverse("bti:teammoete-punkt", args=[moete.pk])
    return Skjema(
        verden.amina, url, Fagteampunkt, {"hva": "emne", "emne": "Overganger"}, {"emne": "Matpakker"}
    )


def koordinering(verden: Verden) -> Skjema:
    data = {
        "rettighet": str(f.RettighetFactory(kommune=verden.solvik).pk), "hvem": f":{verden.skole.pk}",
        "familien_vil": "on", "barnets_syn": "Det er fint.", "begrunnelse": "Mange hjelper.",
        "startdato": timezone.localdate().isoformat(), "erstatter": "",
    }  # fmt: skip
    url = reverse("bti:koordinering-new", args=[verden.sak.pk])
    return Skjema(verden.jonas, url, Koordinering, data, {"begrunnelse": "Familien ba om det."})


def skjermet(verden: Verden) -> Skjema:
    data = {"observert": "Et blått merke.", "observert_dato": i_dag().isoformat(), "merkelapp": "Gult skap"}
    return Skjema(
        verden.jonas, reverse("bti:skjermet-new"), SkjermetBekymring, data, {"merkelapp": "Blå sekk"}
    )


def skjermet_raad(verden: Verden) -> Skjema:
    url = reverse("bti:skjermet-raad", args=[write(verden, verden.jonas)])
    data = {
        "fra": "barnevern", "hvem": "vakthavende", "snakket_dato": i_dag(-1).isoformat(), "snakket_klokke": "09:30",
        "raad": "Ikke ring hjem.",
    }  # fmt: skip
    return Skjema(verden.jonas, url, Skjermetraad, data, {"raad": "Ring politiet."})


def skjermet_melding(verden: Verden) -> Skjema:
    url = reverse("bti:skjermet-meldt", args=[write(verden, verden.jonas)])
    data = {
        "meldt_til": "barnevern", "meldt_dato": i_dag(-1).isoformat(), "meldt_klokke": "09:30",
        "meldt_hvordan": "På telefon",
    }  # fmt: skip
    return Skjema(verden.jonas, url, Skjermetmelding, data, {"meldt_til": "politi"})


def skjermet_leser(verden: Verden) -> Skjema:
    url = reverse("bti:skjermet-navngi", args=[write(verden, verden.jonas)])
    data = {"navn": "", "bruker": str(verden.siri.pk), "kan_frigi": "on"}
    return Skjema(verden.jonas, url, Skjermetleser, data, {"bruker": str(verden.lise.pk)})


def skala(verden: Verden) -> Skjema:
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    url = reverse("bti:undring-skala", args=[undring.pk])
    return Skjema(verden.jonas, url, Undringsskala, {"trygghet": "4"}, {"trygghet": "6"})


def skjemamal(verden: Verden) -> Skjema:
    data = {"navn": "Friminuttskjema", "gjelder": "undring"}
    return Skjema(verden.ragna, reverse("bti:skjemamal-new"), Skjemamal, data, {"navn": "Matskjema"})


SKJEMAER = [
    droefting, team, teammedlem, teammoete, teampunkt, koordinering, skjermet, skjermet_raad, skjermet_melding,
    skjermet_leser, skala, skjemamal,
]  # fmt: skip


@pytest.mark.parametrize("lag", SKJEMAER, ids=lambda one: one.__name__)
def test_other_words_under_the_same_key_are_refused_and_saved_the_next_time(
    client: Client, verden: Verden, lag: Callable[[Verden], Skjema]
) -> None:
    skjema = lag(verden)
    client.force_login(skjema.hvem)
    before = skjema.count()
    first = skjema.data | dict(SKJULT.findall(skjema.open(client).content.decode()))
    answers = [client.post(skjema.url, first) for _press in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, answers[0].url)] * 2
    assert skjema.count() == before + 1

    refused = client.post(skjema.url, first | skjema.endret)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert SETNING in page
    assert skjema.count() == before + 1
    with as_owner():
        felter = Kladd.objects.get(bruker=skjema.hvem).felter
    assert {navn: felter[navn] for navn in skjema.endret} == {k: [v] for k, v in skjema.endret.items()}
    again = client.post(skjema.url, first | skjema.endret | dict(SKJULT.findall(page)))
    assert again.status_code == 302
    assert skjema.count() == before + 2
    with as_owner():
        assert not Kladd.objects.exists()


def test_a_form_that_is_published_since_is_not_made_again(client: Client, verden: Verden) -> None:
    """Its key is the first version's own: the page says so, and does not fall."""
    skjema = skjemamal(verden)
    client.force_login(verden.ragna)
    data = skjema.data | dict(SKJULT.findall(skjema.open(client).content.decode()))
    client.post(skjema.url, data)
    with as_owner():
        Skjemamal.objects.update(published_at=timezone.now())

    assert client.post(skjema.url, data).status_code == 422
    assert skjema.count() == 1


def test_a_question_on_the_agenda_pressed_twice_is_no_fault(client: Client, verden: Verden) -> None:
    team = make_team(verden)
    moete, spurt = (
        f.FagteammoeteFactory(fagteam=team),
        f.DroeftingFactory(fagteam=team, asked_by=verden.jonas),
    )
    client.force_login(verden.amina)
    url = reverse("bti:teammoete-punkt", args=[moete.pk])
    data = {"hva": str(spurt.pk), "emne": ""} | dict(SKJULT.findall(client.get(url).content.decode()))

    assert [client.post(url, data).status_code for _press in range(2)] == [302, 302]
    with as_owner():
        assert Fagteampunkt.objects.get().droefting_id == spurt.pk


def test_a_corrected_note_pressed_twice_is_no_conflict(client: Client, verden: Verden) -> None:
    notat = write(verden, verden.jonas)
    client.force_login(verden.jonas)
    url = reverse("bti:skjermet-edit", args=[notat])
    data = {"observert": "Rettet.", "observert_dato": i_dag().isoformat(), "versjon": "1"}
    data |= dict(SKJULT.findall(client.get(url).content.decode()))

    assert [client.post(url, data).status_code for _press in range(2)] == [302, 302]
    with as_owner():
        assert SkjermetBekymring.objects.get().versjon == 2


def test_another_line_of_who_has_looked_is_asked_about(client: Client, verden: Verden) -> None:
    give_consent(verden, verden.kari, verden.tom)
    for bruker in (verden.amina, verden.jonas):
        client.force_login(bruker)
        client.get(reverse("stafettlogg:sak", args=[verden.sak.pk]))
    client.force_login(verden.kari)
    url, dag = reverse("familie:innsyn-spoer", args=[verden.sak.pk]), i_dag().isoformat()
    data = {"hvem": str(verden.amina.pk), "dag": dag, "tekst": "Hvorfor?"}
    data |= dict(SKJULT.findall(client.get(url, data).content.decode()))
    assert [client.post(url, data).status_code for _press in range(2)] == [302, 302]
    data |= {"hvem": str(verden.jonas.pk), "tekst": "Hva så Jonas?"}

    refused = client.post(url, data)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert SETNING in page
    assert "Hva så Jonas?" in page
    assert client.post(url, data | dict(SKJULT.findall(page))).status_code == 302
    with as_owner():
        assert Innsynsspoersmaal.objects.count() == 2
