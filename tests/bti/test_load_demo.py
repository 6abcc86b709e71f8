"""Made-up Solvik: whole, made through the rule, and the same after a second load."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bti.drift.demodata import key_of, read_solvik
from bti.drift.demodata.grunnlag import load_grunnlag
from bti.drift.demodata.saker import list_demosaker, load_sak, load_skjermet, load_undring
from bti.drift.demodata.team import load_team, missing_droeftinger
from bti.drift.demodata.tilbakedatering import date_back
from bti.drift.demodata.veileder import load_ny_veileder, needs_ny_veileder
from bti.gjenkjenning import find_identifying
from bti.identitetsnummer import is_identitetsnummer, is_syntetisk, oppslag_of, suggest_foedselsdato
from bti.models import (
    Ansettelse,
    Bruker,
    Droefting,
    Fagteammoete,
    Fagteampunkt,
    Familierelasjon,
    Identitet,
    Kontaktopplysning,
    Nivaaendring,
    Sak,
    SkjermetBekymring,
    Skjermetraad,
    Undring,
)
from bti.register.demo import DemoRegister
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from stafettlogg.models import Innlegg
from tests.bti.conftest import KARI


@pytest.fixture
def grunnlag(eier):
    with eier():
        load_grunnlag()


def test_every_number_in_the_register_is_made_up_and_used_once():
    barn = DemoRegister().everybody()
    numbers = [one.foedselsnummer for one in barn] + [f.foedselsnummer for one in barn for f in one.foreldre]

    assert all(is_identitetsnummer(one) and is_syntetisk(one) for one in numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(suggest_foedselsdato(one.foedselsnummer) == one.foedselsdato for one in barn)


def test_every_case_has_its_child_its_holder_and_its_story():
    ansatte = {one["subject"] for kommune in read_solvik()["kommuner"] for one in kommune["ansatte"]}
    saker = list_demosaker()

    assert {one.rad["holder"] for one in saker} <= ansatte
    assert all(one.barn.foreldre for one in saker)
    assert len({one.rad["barn"] for one in saker}) == len(saker)
    assert "Nora Nordlie" not in {one.barn.navn for one in saker}  # the visitor opens that one


@pytest.mark.django_db
def test_everybody_on_the_log_in_page_can_log_in(client, grunnlag):
    with (settings.DEMO_MAPPE / "rolleliste.json").open(encoding="utf-8") as file:
        for person in json.load(file):
            response = client.post("/logg-inn/demo/", {"subject": person["subject"]})
            assert response.status_code == 302, person["subject"]
            assert response.url != "/logg-inn/"


@pytest.mark.django_db
def test_the_coordinator_begins_with_the_guide(client, grunnlag):
    response = client.post("/logg-inn/demo/", {"subject": "ragna"})

    assert response.url == "/veileder/"
    assert client.get("/").url == response.url
    assert client.get(response.url).status_code == 200


@pytest.mark.django_db
def test_the_invitation_finds_the_mother_who_logs_in(grunnlag, eier):
    with eier():
        assert (
            Kontaktopplysning.objects.get(foedselsnummer_oppslag=oppslag_of(KARI)).bruker.navn
            == "Kari Nordlie"
        )


@pytest.mark.django_db
def test_a_second_load_of_people_changes_nothing(grunnlag, eier):
    tables = (Bruker, Identitet, Kontaktopplysning, Ansettelse)
    with eier():
        before = [sorted(map(str, table.objects.values_list())) for table in tables]
        load_grunnlag()
        assert [sorted(map(str, table.objects.values_list())) for table in tables] == before


@pytest.mark.django_db
def test_a_case_is_lived_through_under_the_rule_and_dated_back(grunnlag, eier):
    demosak = next(one for one in list_demosaker() if one.rad.get("til_nivaa_2"))

    load_sak(demosak)

    with eier():
        date_back(demosak.noekkel, dager=demosak.rad["dager"])
        sak = Sak.objects.select_related("nivaa").get(pk=demosak.noekkel)
        assert sak.nivaa.nummer == 2
        first, second = Nivaaendring.objects.filter(sak=sak).order_by("dato")
        assert (second.dato - first.dato).days == demosak.rad["dager"] - demosak.rad["dager"] // 2
        assert set(Familierelasjon.objects.values_list("verifisering", flat=True)) == {"register"}
        assert Innlegg.objects.filter(sak=sak).count() >= 3
        assert not Utboks.objects.filter(sak=sak).exists()
    for subject, sees in [(demosak.rad["holder"], True), ("amina", True), ("jonas", False), ("erik", False)]:
        with acting_as(key_of("person", subject)):
            assert Sak.objects.filter(pk=demosak.noekkel).exists() == sees, subject


@pytest.mark.django_db
def test_the_coordinator_has_published_a_new_version_since(client, grunnlag, eier):
    """An old case follows what it began on, and says that there is a newer one; the next load makes no third."""
    demosak = list_demosaker()[0]
    load_sak(demosak)
    with eier():
        assert needs_ny_veileder()
    load_ny_veileder()

    with eier():
        assert not needs_ny_veileder()
        assert Sak.objects.get(pk=demosak.noekkel).veileder.versjon == 1
    client.post("/logg-inn/demo/", {"subject": demosak.rad["holder"]})
    page = client.get(f"/sak/{demosak.noekkel}/").content.decode()
    assert "Saken følger versjon 1" in page
    assert "Før oppstartsmøtet spør vi barnet" in client.get("/veileder/").content.decode()


@pytest.mark.django_db
def test_the_open_worry_is_there_once(grunnlag, eier):
    for _ in range(2):
        load_undring(read_solvik()["undringer"][0])

    with eier():
        undring = Undring.objects.get()
        assert undring.created_by_id == key_of("person", "jonas")
        assert (undring.notater.count(), undring.skalaer.count()) == (2, 4)
        assert [one.mottaker_id for one in undring.delinger.all()] == [key_of("person", "siri")]


@pytest.mark.django_db
def test_the_shielded_concern_is_about_no_case_and_its_authors_alone(grunnlag, eier):
    for _ in range(2):
        load_skjermet(read_solvik()["skjermede"][0])

    with eier():
        en = SkjermetBekymring.objects.get()
        assert (en.created_by_id, en.sak_id, en.undring_id) == (key_of("person", "jonas"), None, None)
        assert Skjermetraad.objects.count() == 1
        assert not Utboks.objects.exists()
    for subject, antall in [("jonas", 1), ("siri", 0), ("kari", 0)]:
        with acting_as(key_of("person", subject)):
            assert SkjermetBekymring.objects.count() == antall, subject


@pytest.mark.django_db
def test_the_team_has_been_asked_and_meets(grunnlag, eier):
    for _ in range(2):
        load_team(read_solvik()["droeftinger"])

    with eier():
        assert missing_droeftinger() == []
        assert set(Droefting.objects.values_list("takk", "answered_by")) == {
            ("Det hjalp med en gang.", key_of("person", "amina")),
            ("", None),
        }
        assert Fagteammoete.objects.count() == 1
        assert Fagteampunkt.objects.count() == 3
        tekster = [f"{one.spoersmaal} {one.proevd} {one.svar}" for one in Droefting.objects.all()]
        assert [find_identifying(tekst, stedsnavn=("Solvik",)) for tekst in tekster] == [[], []]


def test_made_up_people_are_for_the_demo_alone(settings):
    settings.DEMO_INNLOGGING = False

    with pytest.raises(CommandError, match="prøveversjonen"):
        call_command("load_demo")


def test_the_app_role_cannot_load(monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "SOM_EIER", False)

    with pytest.raises(CommandError, match="STAFETT_SOM_EIER"):
        call_command("load_demo")


@pytest.mark.django_db
def test_one_case_has_a_coordinator_and_a_plan_that_the_young_person_reads(client, grunnlag, eier):
    demosak = next(one for one in list_demosaker() if one.rad.get("samordning"))

    load_sak(demosak)

    with eier():
        date_back(demosak.noekkel, dager=demosak.rad["dager"])
    client.post("/logg-inn/demo/", {"subject": "sara"})
    html = client.get(f"/familie/sak/{demosak.noekkel}/plan/").content.decode()
    assert "Amina Yusuf" in html
    assert demosak.rad["samordning"]["viktig_for_meg"] in html
    assert "Dette kan dere ha rett til" in html
