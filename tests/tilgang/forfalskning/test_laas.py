"""Somebody with a prompt sits on a lock so that a parent shall not get out: the parent gets out, and it is on record."""

# ruff: noqa: E501 (one attempt a line)

import time

import pytest

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke
from samtykke.services import VENTER_MS, withdraw_samtykke
from tests.eier import as_owner
from tests.tilgang.forfalskning.angriper import ask, logget_inn, mine, som

LAASER = {
    "the case's row": ("amina", "SELECT 1 FROM bti_sak WHERE id = %(sak)s FOR UPDATE"),
    "the record of the case": ("amina", "SELECT revisjon_vent_paa_tur(%(sak)s)"),
    "their own name": ("jonas", "SELECT 1 FROM bti_bruker WHERE id = %(meg)s FOR UPDATE"),
    "their own print-outs": ("amina", "SELECT 1 FROM utskrift_utskrift FOR UPDATE"),
    "a table": ("amina", "LOCK TABLE samtykke_samtykke, bti_sak, bti_deltaker IN ACCESS SHARE MODE"),
    "the queue of mails": (
        "amina",
        "SELECT pg_advisory_xact_lock(hashtextextended('varsling_claim_epost', 0))",
    ),
}


@pytest.mark.parametrize("laas", LAASER)
def test_nobody_holds_up_a_withdrawal(verden, innhold, laas):
    navn, sql = LAASER[laas]
    hvem = getattr(verden, navn)
    with as_owner():
        samtykke = Samtykke.objects.select_related("sak").get(giver=verden.kari, sak=verden.nora_sak)
    before = _recorded(samtykke)
    try:
        with logget_inn() as sitting, som(sitting, hvem):
            sitting.execute("SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            svar = ask(sitting, sql, {"sak": verden.nora_sak.pk, "meg": hvem.pk})
            assert not svar.feil, svar
            start = time.monotonic()
            with acting_as(verden.kari.pk):
                withdraw_samtykke(samtykke, by=verden.kari.pk)
            assert time.monotonic() - start < 4 * VENTER_MS / 1000
            with logget_inn() as other, som(other, verden.amina):
                assert mine(other) == set()  # while the one who sat there still sits there
        assert _recorded(samtykke) == before + 1
    finally:
        with as_owner():
            Samtykke.objects.filter(pk=samtykke.pk).update(withdrawn_at=None, withdrawn_by=None, slutt="")


def _recorded(samtykke: Samtykke) -> int:
    with as_owner():
        return Hendelse.objects.filter(handling="samtykke.trukket", objekt_id=samtykke.pk).count()


def test_the_consent_itself_cannot_be_sat_on(con, verden, innhold):
    """The one row that the withdrawal cannot do without: no right of the app's locks it."""
    with som(con, verden.amina):
        for strength in ("UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE"):
            for table in (
                "samtykke_samtykke",
                "samtykke_samtykkekrav",
                "bti_deltaker",
                "bti_familierelasjon",
            ):
                assert ask(con, f"SELECT 1 FROM {table} FOR {strength}").er_nektet
        for mode in ("SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE", "ROW EXCLUSIVE"):
            assert ask(con, f"LOCK TABLE samtykke_samtykke IN {mode} MODE NOWAIT").er_nektet


def test_a_hidden_row_is_not_seen_by_its_lock(con, verden, nabo):
    """Whoever asks for a lock at once (NOWAIT), or passes over what is held (SKIP LOCKED), is not told that a hidden row is held."""
    with logget_inn() as sitting, som(sitting, verden.siri):
        sitting.execute("SELECT 1 FROM bti_sak FOR UPDATE; SELECT 1 FROM tiltak_maal FOR UPDATE")
        with som(con, verden.jonas):
            for table, pk in (("bti_sak", verden.ola_sak.pk), ("tiltak_maal", nabo["tiltak_maal"].pk)):
                for ending in (
                    "FOR UPDATE NOWAIT",
                    "FOR UPDATE SKIP LOCKED",
                    "FOR KEY SHARE NOWAIT",
                    "FOR NO KEY UPDATE",
                ):
                    hidden = ask(con, f"SELECT 1 FROM {table} WHERE id = %s {ending}", [pk])
                    unknown = ask(con, f"SELECT 1 FROM {table} WHERE id = gen_random_uuid() {ending}")
                    assert (hidden.rader, hidden.feil) == (unknown.rader, unknown.feil) == ((), "")
            for statement in (
                "UPDATE bti_sak SET sist_endret = now() WHERE id = %s",
                "UPDATE tiltak_maal SET versjon = 2 WHERE id = %s",
            ):
                svar = ask(con, statement, [verden.ola_sak.pk])
                assert (svar.feil, svar.antall) == ("", 0)
