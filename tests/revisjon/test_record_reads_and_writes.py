"""Reads and writes are recorded with what they describe, and go when it goes."""

import json
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from bti.models import Kladd
from bti.revisjon.models import Hendelse
from bti.revisjon.services import record
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.tilgang.feil import NotCollecting

pytestmark = pytest.mark.django_db


def handlinger(eier, **filters):
    with eier():
        return list(
            Hendelse.objects.filter(**filters).order_by("kjede_id", "nr").values_list("handling", flat=True)
        )


def note(verden, handling="prøve.skrevet", **kwargs):
    with acting_as(verden.jonas.pk):
        record(handling, sak_id=verden.nora_sak.pk, objekt=verden.nora_sak, **kwargs)


def test_who_is_read_from_the_signed_actor(verden, eier):
    note(verden, innhold="Dette står i teksten.", grunn="avtale")

    with eier():
        hendelse = Hendelse.objects.get(sak_id=verden.nora_sak.pk)
        assert b"teksten" not in bytes(hendelse.innhold_hash)
    assert hendelse.aktoer_id == verden.jonas.pk
    assert hendelse.aktoer_navn == "Jonas Berge"
    assert hendelse.aktoer_tjeneste == "Solvik skole"
    assert hendelse.formaal == ""
    assert (hendelse.objekt_type, hendelse.objekt_id) == ("sak", verden.nora_sak.pk)
    assert hendelse.detaljer == {"grunn": "avtale"}


def test_a_purpose_is_named(verden, eier):
    with acting_for(Formaal.OPPRYDDING):
        record("prøve.ryddet", sak_id=verden.nora_sak.pk)

    with eier():
        hendelse = Hendelse.objects.get(handling="prøve.ryddet")
    assert (hendelse.aktoer_id, hendelse.formaal) == (None, "opprydding")


def test_rolled_back_with_the_work(verden, eier):
    with pytest.raises(ZeroDivisionError), acting_as(verden.jonas.pk):  # noqa: PT012 (the block is what is rolled back)
        record("prøve.skrevet", sak_id=verden.nora_sak.pk)
        raise ZeroDivisionError

    assert handlinger(eier) == []


def test_outside_a_request_there_is_nobody_to_name():
    with pytest.raises(NotCollecting):
        record("prøve.skrevet")


def test_nobody_may_record(verden):
    with pytest.raises(DatabaseError, match="ingen aktør"), acting_as(None):
        record("prøve.skrevet")


@pytest.mark.parametrize("navn", ["amina", "siri", "pia", "erik", "berit"])
def test_nobody_records_in_a_case_they_do_not_see(verden, navn):
    with pytest.raises(DatabaseError, match="ikke er din"), acting_as(getattr(verden, navn).pk):
        record("prøve.skrevet", sak_id=verden.nora_sak.pk)


def test_a_page_of_a_case_is_a_read(client, verden, eier):
    client.force_login(verden.jonas)

    assert client.get(f"/sak/{verden.nora_sak.pk}/").status_code == 200
    assert handlinger(eier, sak_id=verden.nora_sak.pk) == ["sak.lest"]


def test_a_hidden_case_is_not_a_read(client, verden, eier):
    client.force_login(verden.amina)

    assert client.get(f"/sak/{verden.nora_sak.pk}/").status_code == 404
    assert handlinger(eier) == []


def test_the_family_sees_who_has_looked_and_others_do_not(verden):
    note(verden)
    for navn, expected in {"kari": 1, "jonas": 1, "pia": 0, "amina": 0, "berit": 0}.items():
        with acting_as(getattr(verden, navn).pk):
            assert Hendelse.objects.count() == expected, navn


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revisjon_hendelse SET handling = 'noe annet'",
        "DELETE FROM revisjon_hendelse",
        "TRUNCATE revisjon_hendelse",
        "INSERT INTO revisjon_hendelse SELECT * FROM revisjon_hendelse",
        "UPDATE revisjon_kjede SET nr = 0",
        "DELETE FROM revisjon_kjede",
        "SELECT * FROM revisjon_kjede",
        "SELECT * FROM revisjon_feil()",
        "ALTER TABLE revisjon_hendelse DISABLE TRIGGER ALL",
    ],
)
def test_the_app_touches_the_record_through_one_function_only(verden, sql):
    note(verden)
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with acting_as(verden.jonas.pk), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_function_cannot_be_told_who_acts(verden, eier):
    """What the row says about the actor comes from the signature; fields of the same name are not read."""
    row = {
        "handling": "prøve.skrevet", "sak_id": str(verden.nora_sak.pk), "objekt_type": "", "objekt_id": None,
        "detaljer": {}, "innhold": "", "aktoer_id": str(verden.kari.pk), "aktoer_navn": "Kari Nordlie",
        "tidspunkt": "2020-01-01", "nr": 77, "hash": "00",
    }  # fmt: skip
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute("SELECT revisjon_record(%s::jsonb)", [json.dumps([row])])

    with eier():
        hendelse = Hendelse.objects.get()
        assert (hendelse.aktoer_id, hendelse.aktoer_navn, hendelse.nr) == (verden.jonas.pk, "Jonas Berge", 1)
    assert hendelse.tidspunkt.year > 2020


def test_a_write_that_fails_after_its_record_leaves_neither(verden, eier):
    with pytest.raises(DatabaseError), acting_as(verden.jonas.pk):  # noqa: PT012 (the block is what is rolled back)
        Kladd.objects.create(bruker=verden.jonas, skjema="x", felter={}, saved_at="2026-01-01T00:00Z")
        record("prøve.skrevet")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    with eier():
        assert not Kladd.objects.exists()
    assert handlinger(eier) == []


def test_events_without_a_case_form_the_persons_own_chain(verden, eier):
    with acting_as(verden.jonas.pk):
        record("prøve.en")
        record("prøve.to", objekt_id_finnes=uuid.uuid4())

    with eier():
        assert set(Hendelse.objects.values_list("kjede_id", "nr")) == {
            (verden.jonas.pk, 1),
            (verden.jonas.pk, 2),
        }


def test_an_event_goes_with_the_savepoint_it_was_noted_in(verden, eier):
    """A service that noted its work and was then refused has not done it, though the page goes on."""
    with acting_as(verden.jonas.pk):
        record("prøve.staar", sak_id=verden.nora_sak.pk)
        with transaction.atomic():
            record("prøve.angret", sak_id=verden.nora_sak.pk)
            transaction.set_rollback(True)

    assert handlinger(eier, sak_id=verden.nora_sak.pk) == ["prøve.staar"]
