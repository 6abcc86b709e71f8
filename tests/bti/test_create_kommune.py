"""A new municipality and its first administrator: made once, by the owner, with no number on the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from bti.identitetsnummer import open_nummer, oppslag_of
from bti.models import Bruker, Identitet, Kommune, Kommunerolle, Kontaktopplysning
from samtykke.models import Samtykketekst
from tests.bti.conftest import KARI
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
NUMMER = "9912"


@pytest.fixture
def fil(tmp_path):
    path = tmp_path / "nummer"
    path.write_text(f"{KARI[:6]} {KARI[6:]}\n", encoding="utf-8")
    return path


def run(*args: str, **options) -> str:
    out = StringIO()
    fields = {"administrator": "Odd Ny", "epost": "odd@stafett.invalid"} | options
    with as_owner(), transaction.atomic():
        call_command("create_kommune", *(args or (NUMMER, "Nyvik kommune")), stdout=out, **fields)
    return out.getvalue()


def administratorer() -> list[Kommunerolle]:
    with as_owner():
        rows = Kommunerolle.objects.filter(kommune__kommunenummer=NUMMER, rolle="kommuneadministrator")
        return list(rows.select_related("bruker__kontakt", "kommune"))


def test_municipality_and_administrator_are_made(fil):
    out = run(foedselsnummer_fil=fil, maalform="nn")

    [rolle] = administratorer()
    assert (rolle.kommune.navn, rolle.kommune.maalform) == ("Nyvik kommune", "nn")
    assert (rolle.bruker.navn, rolle.bruker.maalform) == ("Odd Ny", "nn")
    kontakt = rolle.bruker.kontakt
    assert (kontakt.epost, kontakt.foedselsnummer_oppslag) == ("odd@stafett.invalid", oppslag_of(KARI))
    assert open_nummer(kontakt.foedselsnummer_kryptert) == KARI
    assert "Nyvik kommune er klar." in out
    assert f"load_katalog {NUMMER}" in out
    assert KARI not in out


def test_a_second_run_changes_nothing(fil):
    run(foedselsnummer_fil=fil)
    assert "Ingenting er endret." in run(foedselsnummer_fil=fil)

    assert len(administratorer()) == 1
    with as_owner():
        assert Bruker.objects.filter(navn="Odd Ny").count() == 1


def test_the_number_is_asked_for_when_no_file_is_given(monkeypatch):
    monkeypatch.setattr("bti.management.commands.create_kommune.getpass", lambda question: KARI)
    run()

    [rolle] = administratorer()
    assert rolle.bruker.kontakt.foedselsnummer_oppslag == oppslag_of(KARI)


def test_who_logs_in_by_issuer_and_subject_needs_no_number(client):
    run(utsteder="demo", subjekt="odd-ny")

    [rolle] = administratorer()
    assert rolle.bruker.kontakt.foedselsnummer_oppslag is None
    response = client.post(reverse("innlogging:demo"), {"subject": "odd-ny"}, follow=True)
    assert response.status_code == 200
    assert response.context["aktoer"].navn == "Odd Ny"


def test_somebody_we_know_is_not_made_twice(verden, fil):
    with as_owner():
        Kontaktopplysning.objects.filter(bruker=verden.adm).update(foedselsnummer_oppslag=oppslag_of(KARI))
    run(foedselsnummer_fil=fil)

    [rolle] = administratorer()
    assert rolle.bruker == verden.adm


def test_the_first_administrator_is_one(fil):
    run(foedselsnummer_fil=fil)
    with pytest.raises(CommandError, match="har en administrator"):
        run(utsteder="demo", subjekt="en-annen", administrator="En Annen")

    with as_owner():
        assert not Identitet.objects.filter(subject="en-annen").exists()


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        (("99", "Nyvik"), {}, "fire siffer"),
        (("99a2", "Nyvik"), {}, "fire siffer"),
        ((NUMMER, "   "), {}, "Skriv navnet på kommunen"),
        ((NUMMER, "N" * 101), {}, "høyst 100 tegn"),
        ((NUMMER, "Nyvik"), {"administrator": " "}, "Skriv navnet på administratoren"),
        ((NUMMER, "Nyvik"), {"epost": "odd"}, "E-posten må se ut som"),
        ((NUMMER, "Nyvik"), {"utsteder": "demo"}, "hører sammen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(fil, args, options, message):
    with pytest.raises(CommandError, match=message):
        run(*args, **({"foedselsnummer_fil": fil} | options))

    with as_owner():
        assert not Kommune.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [("12345", "11 siffer"), ("02858630014", "stemmer ikke"), ("", "mangler"), (None, "lar seg ikke lese")],
)
def test_a_wrong_number_is_said(tmp_path, text, message):
    path = tmp_path / "nummer"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        run(foedselsnummer_fil=path)


def test_another_municipalitys_number_is_kept(verden, fil):
    with pytest.raises(CommandError, match="i bruk av"):
        run(verden.solvik.kommunenummer, "Nyvik kommune", foedselsnummer_fil=fil)


def test_only_the_owner_makes_municipalities(db, fil):
    with pytest.raises(CommandError, match="STAFETT_SOM_EIER=1"), transaction.atomic():
        call_command(
            "create_kommune",
            NUMMER,
            "Nyvik",
            administrator="Odd Ny",
            foedselsnummer_fil=fil,
            stdout=StringIO(),
        )


def test_the_catalogue_brings_the_consent_texts(fil):
    run(foedselsnummer_fil=fil)
    out = StringIO()
    with as_owner():
        call_command("load_katalog", NUMMER, stdout=out)
        assert Samtykketekst.objects.filter(kommune__kommunenummer=NUMMER).count() == 14
    assert "Samtykketekster: 14 nye." in out.getvalue()
