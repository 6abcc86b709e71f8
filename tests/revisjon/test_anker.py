"""The daily anchor: made once, signed, sent out of the house by file and by mail, and tried again when it does not get out."""

# ruff: noqa: E501 (SQL on one line)

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from bti.celery import OppgaveFeilet
from bti.drift import hemmeligheter
from bti.revisjon import jobb, tasks
from bti.revisjon.anker import Anker, UlesbarLinje, UtenNoekkel, public_key, read_linje, trusted_keys
from bti.revisjon.models import Ankerpunkt
from bti.revisjon.sending import FILNAVN
from bti.tilgang.aktoer import Formaal, acting_for
from tests.eier import as_owner
from tests.revisjon.logg import write_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def hendelser(verden):
    write_events(verden.nora_sak.pk, verden.jonas.pk, 3)
    write_events(verden.ola_sak.pk, verden.siri.pk, 1)


def linjer(mappe) -> list[str]:
    return (mappe / FILNAVN).read_text(encoding="utf-8").splitlines()


def status() -> str:
    out = StringIO()
    call_command("anker", stdout=out)
    return out.getvalue()


def test_a_day_has_one_anchor_and_the_file_one_line(verden, hendelser, ankermappe):
    for _hour in range(3):
        tasks.anker()

    (linje,) = linjer(ankermappe)
    anker = read_linje(linje)
    assert (anker.nr, anker.kjeder, anker.ledd, anker.forrige) == (1, 2, 4, b"")
    assert anker.is_signed_by({public_key()})
    with as_owner():
        rad = Ankerpunkt.objects.get()
    assert (bytes(rad.hash), rad.forsoek, rad.feil) == (anker.hash, 1, "")
    assert rad.sent_at is not None
    assert "sendt ut av huset" in status()


def test_python_and_postgresql_hash_the_same_line(verden, hendelser, ankermappe):
    tasks.anker()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT revisjon_ankertekst(nr, dag, made_at, kjeder, ledd, hode, forrige_hash) FROM revisjon_ankerpunkt"
        )
        assert cursor.fetchone()[0] == read_linje(linjer(ankermappe)[0]).tekst


def test_the_line_holds_no_case_and_no_person(verden, hendelser, ankermappe, settings):
    settings.ANKER_EPOST = ["arkivet@solvik.invalid", "ombud@solvik.invalid"]
    tasks.anker()

    (brev,) = mail.outbox
    assert brev.to == settings.ANKER_EPOST
    assert linjer(ankermappe)[0] in brev.body
    assert set(json.loads(linjer(ankermappe)[0])) == {
        "anker", "dag", "tid", "kjeder", "ledd", "hode", "forrige", "hash", "noekkel", "signatur",
    }  # fmt: skip
    for ord_ in ("Nora", "Jonas", "Solvik skole", str(verden.nora_sak.pk)):
        assert ord_ not in brev.subject + brev.body


class TestWhatDoesNotGetOut:
    def test_a_folder_that_is_gone_is_seen_and_tried_again(
        self, verden, hendelser, ankermappe, settings, tmp_path, caplog
    ):
        settings.ANKERMAPPE = str(tmp_path / "borte")
        tasks.anker()

        assert "has not left the house: mappe" in caplog.text
        assert not (tmp_path / "borte").exists(), (
            "a mount that is gone is not replaced by a folder on the wrong disk"
        )
        with pytest.raises(
            CommandError, match=r"Anker 1 .* er ikke sendt ut av huset \(mappen i STAFETT_ANKERMAPPE"
        ):
            status()
        (tmp_path / "borte").mkdir()
        tasks.anker()
        assert len(linjer(tmp_path / "borte")) == 1
        assert "sendt ut av huset" in status()

    def test_a_mail_server_that_is_down(self, verden, hendelser, ankermappe, settings, monkeypatch):
        settings.ANKER_EPOST = ["arkivet@solvik.invalid"]
        monkeypatch.setattr("bti.varsling.post.mailers", _Nede())
        tasks.anker()
        with pytest.raises(CommandError, match="e-posten gikk ikke, 1 forsøk"):
            status()
        monkeypatch.undo()
        settings.ANKERMAPPE, settings.ANKER_EPOST = str(ankermappe), ["arkivet@solvik.invalid"]
        tasks.anker()
        assert len(mail.outbox) == 1
        assert len(linjer(ankermappe)) == 1, "the file had it already"

    def test_nowhere_to_send_is_a_fault_too(self, verden, hendelser, settings):
        settings.ANKERMAPPE = ""
        tasks.anker()
        with pytest.raises(CommandError, match="verken STAFETT_ANKERMAPPE eller STAFETT_ANKER_EPOST"):
            status()

    @pytest.mark.parametrize("noekkel", ["", "ikke hex", "7e57"])
    def test_without_a_key_nothing_is_made_and_the_task_fails(
        self, verden, hendelser, ankermappe, settings, noekkel
    ):
        settings.ANKERNOEKKEL = noekkel
        with pytest.raises(OppgaveFeilet, match="UtenNoekkel"):
            tasks.anker()
        with as_owner():
            assert not Ankerpunkt.objects.exists()
        with pytest.raises(CommandError, match="ikke laget noe anker ennå"):
            status()

    def test_one_that_is_old_is_said(self, verden, hendelser, ankermappe):
        tasks.anker()
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE revisjon_ankerpunkt DISABLE TRIGGER USER")
            cursor.execute("UPDATE revisjon_ankerpunkt SET made_at = made_at - interval '27 hours'")
            cursor.execute("ALTER TABLE revisjon_ankerpunkt ENABLE TRIGGER USER")
        with pytest.raises(CommandError, match="Går arbeideren og beat"):
            status()


class _Nede:
    """A mail server that does not answer."""

    class default:  # noqa: N801 (named as Django's)
        @staticmethod
        def send_messages(brev) -> None:
            raise ConnectionRefusedError


class TestTheKey:
    def test_the_command_prints_the_public_half_alone(self, settings):
        out = StringIO()
        call_command("anker", "--noekkel", stdout=out)
        assert bytes.fromhex(out.getvalue().strip()) == public_key()
        assert settings.ANKERNOEKKEL not in out.getvalue()

    def test_without_a_key_it_says_what_is_missing(self, settings):
        settings.ANKERNOEKKEL = ""
        with pytest.raises(CommandError, match="STAFETT_ANKERNOEKKEL"):
            call_command("anker", "--noekkel")
        with pytest.raises(UtenNoekkel):
            public_key()

    def test_our_command_makes_one(self, tmp_path, settings, capsys):
        hemmeligheter.main([str(tmp_path)])
        settings.ANKERNOEKKEL = (tmp_path / "stafett_ankernoekkel").read_text()
        assert len(public_key()) == 32

    def test_a_former_key_is_trusted_when_it_is_named(self, verden, hendelser, ankermappe, settings):
        tasks.anker()
        anker = read_linje(linjer(ankermappe)[0])
        foer = public_key().hex()
        settings.ANKERNOEKKEL = "0b" * 32
        assert not anker.is_signed_by(trusted_keys([]))
        settings.ANKER_OFFENTLIGE_NOEKLER = [foer]
        assert anker.is_signed_by(trusted_keys([]))

    def test_to_verify_one_needs_the_public_half_and_no_more(
        self, verden, hendelser, ankermappe, settings, capsys
    ):
        tasks.anker()
        noekkel, settings.ANKERNOEKKEL = public_key().hex(), ""
        with as_owner(), pytest.raises(CommandError, match="ingen offentlig nøkkel"):
            call_command("verify_revisjon", f"--ankere={ankermappe / FILNAVN}")
        with as_owner():
            call_command("verify_revisjon", f"--ankere={ankermappe / FILNAVN}", f"--noekkel={noekkel}")
        assert "Revisjonen holder: 2 kjeder, 4 hendelser." in capsys.readouterr().out


def test_without_the_file_the_command_says_what_it_has_not_seen(verden, hendelser, ankermappe, capsys):
    tasks.anker()
    with as_owner():
        call_command("verify_revisjon")
    assert "Ikke sammenlignet med ankrene utenfor" in capsys.readouterr().out


@pytest.mark.parametrize("linje", ["", "{}", "[1]", '{"anker": 1}', "null", "ikke json"])
def test_a_line_that_is_none_of_ours_is_refused(linje):
    with pytest.raises(UlesbarLinje):
        read_linje(linje)


@pytest.mark.parametrize(
    "sql",
    ["SELECT revisjon_lag_anker()", "SELECT revisjon_signer_anker(1, '', '')", "SELECT revisjon_ankere(true)",
     "SELECT revisjon_anker_utfall(1, '')"],
)  # fmt: skip
def test_anchors_are_made_for_their_purpose_alone(verden, sql):
    refused = pytest.raises(DatabaseError, match="feil formål")
    with refused, acting_for(Formaal.UTBOKS), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("tabell", ["revisjon_ankerpunkt", "revisjon_ankerledd"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET nr = 7", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_owner_does_not_change_one_by_mistake(verden, hendelser, ankermappe, tabell, verb):
    tasks.anker()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="kan ikke endres"), as_owner(), connection.cursor() as cursor:
        cursor.execute(verb.format(tabell))


def test_a_signature_is_set_once(verden, hendelser, ankermappe):
    tasks.anker()
    with acting_for(Formaal.ANKER), connection.cursor() as cursor:
        cursor.execute("SELECT revisjon_signer_anker(1, 'x', 'x')")
    with as_owner():
        assert bytes(Ankerpunkt.objects.get().noekkel) == public_key()


def test_an_anchor_binds_only_what_has_grown(verden, hendelser, ankermappe):
    """The second day one chain has grown: one row more, and every chain is still bound."""
    from tests.revisjon.test_tamper import let_a_day_pass

    tasks.anker()
    let_a_day_pass(ankermappe / FILNAVN)
    write_events(verden.nora_sak.pk, verden.jonas.pk, 2)
    assert jobb.make_anker() == 2
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.fra_nr, l.nr FROM revisjon_ankerledd l JOIN revisjon_ankerpunkt a ON a.id = l.anker_id WHERE a.nr = 2"
        )
        assert cursor.fetchall() == [(3, 5)]
        cursor.execute("SELECT kjeder, ledd FROM revisjon_ankerpunkt WHERE nr = 2")
        assert cursor.fetchone() == (2, 6)
        cursor.execute("SELECT * FROM revisjon_ankerfeil()")
        assert cursor.fetchall() == []


def test_an_anchor_of_its_parts_reads_back():
    anker = Anker(
        1, jobb.timezone.localdate(), jobb.timezone.now(), 2, 3, b"h" * 32, b"", b"n" * 32, b"s" * 64
    )
    assert read_linje(anker.as_linje()) == anker
