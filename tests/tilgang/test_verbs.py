"""Who may write, asked by the database itself: SQL of somebody in the case, as the app, does no more than their role.

The gate asks the same on every page. Here it has been passed by: the actor is genuine, the case is seen, the role is not theirs.
"""

# ruff: noqa: E501 (SQL is written on one line)

import uuid
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction

from bti.models import Rolle, Sak
from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.aktoer import acting_as
from bti.tilgang.rettigheter import APP_RETTIGHETER
from bti.tilgang.tillatelser import ROLLETILLATELSER, Permission
from stafettlogg.models import Moetedeltaker
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.husregler.kode import modeller

pytestmark = pytest.mark.django_db
P = Permission
ROLLER = {"jonas": Rolle.STAFETTHOLDER, "amina": Rolle.FAGPERSON, "kari": Rolle.FORESATT}
REFUSED = "row-level security|rollen endrer ikke saken"


@dataclass(frozen=True)
class Verb:
    """One statement, and the permission that it takes."""

    tillatelse: Permission
    sql: str

    def __str__(self) -> str:
        return " ".join(self.sql.split()[:3])


_NY = "gen_random_uuid(), %(sak)s"
VERB = (
    Verb(P.ADD_INNLEGG, "INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id)"
                        f" VALUES ({_NY}, 'notat', 'Hei', now(), %(meg)s)"),
    Verb(P.ADD_INNLEGG, "INSERT INTO stafettlogg_stafettlogg (id, sak_id, opened_at, opened_by_id)"
                        f" VALUES ({_NY}, now(), %(meg)s)"),
    Verb(P.ADD_MELDING, "INSERT INTO stafettlogg_melding (id, sak_id, tekst, sent_at, sent_by_id)"
                        f" VALUES ({_NY}, 'Hei', now(), %(meg)s)"),
    Verb(P.CALL_MOETE, "INSERT INTO stafettlogg_moete (id, sak_id, moetetype, starter_at, sted, hensikt, status, referat,"
                       " barnets_ord, beslutning, called_at, called_by_id, versjon)"
                       f" SELECT {_NY}, moetetype, starter_at, sted, hensikt, status, '', '', beslutning, now(), %(meg)s, 1"
                       " FROM stafettlogg_moete WHERE id = %(moete)s"),
    Verb(P.HOLD_MOETE, "UPDATE stafettlogg_moete SET referat = 'Slik var det.' WHERE id = %(moete)s"),
    Verb(P.CALL_MOETE, "INSERT INTO stafettlogg_moetedeltaker (id, sak_id, moete_id, bruker_id, svar)"
                       f" VALUES ({_NY}, %(moete)s, %(tom)s, 'kommer')"),
    Verb(P.ANSWER_MOETE, "UPDATE stafettlogg_moetedeltaker SET svar = 'kommer' WHERE moete_id = %(moete)s AND bruker_id = %(meg)s"),
    Verb(P.HOLD_MOETE, "UPDATE stafettlogg_moetedeltaker SET var_til_stede = true WHERE moete_id = %(moete)s AND bruker_id <> %(meg)s"),
    Verb(P.ADD_MAAL, "INSERT INTO tiltak_maal (id, sak_id, tekst, created_at, created_by_id, versjon)"
                     f" VALUES ({_NY}, 'Bedre', now(), %(meg)s, 1)"),
    Verb(P.ADD_MAAL, "UPDATE tiltak_maal SET tekst = 'x' WHERE id = %(maal)s"),
    Verb(P.ADD_TILTAK, "INSERT INTO tiltak_tiltak (id, sak_id, tittel, hva, arena, ansvarlig_id, starter, evalueres, status,"
                       " created_at, created_by_id, versjon)"
                       f" SELECT {_NY}, 'x', '', arena, %(meg)s, starter, evalueres, status, now(), %(meg)s, 1"
                       " FROM tiltak_tiltak WHERE id = %(tiltak)s"),
    Verb(P.CHANGE_TILTAK, "UPDATE tiltak_tiltak SET status = 'avsluttet' WHERE id = %(tiltak)s"),
    Verb(P.EVALUATE_TILTAK, "INSERT INTO tiltak_evaluering (id, sak_id, tiltak_id, grad, ord, barnets_ord, evaluated_at,"
                            f" evaluated_by_id) VALUES ({_NY}, %(tiltak)s, 'hjalp', '', '', now(), %(meg)s)"),
    Verb(P.ADD_INNLEGG, "INSERT INTO bti_skjemautfylling (id, sak_id, mal_id, created_at, created_by_id, versjon)"
                        f" VALUES ({_NY}, %(mal)s, now(), %(meg)s, 1)"),
    Verb(P.CHANGE_SAK, "INSERT INTO bti_nivaaendring (id, sak_id, til_nivaa_id, dato, begrunnelse, til_stede, decided_at, decided_by_id)"
                       f" SELECT {_NY}, nivaa_id, current_date, 'x', '', now(), %(meg)s FROM bti_sak WHERE id = %(sak)s"),
    Verb(P.CHANGE_SAK, "INSERT INTO bti_individuellplan (id, sak_id, oensket_dato, viktig_for_meg, ressurser, behov, started_at,"
                       f" started_by_id, avslutning, versjon) VALUES ({_NY}, current_date, 'x', '', '', now(), %(meg)s, '', 1)"),
    Verb(P.CHANGE_SAK, "INSERT INTO bti_stegstatus (id, sak_id, steg_id, merknad, done_at, done_by_id)"
                       f" VALUES ({_NY}, %(steg)s, '', now(), %(meg)s)"),
    Verb(P.CHANGE_SAK, "UPDATE bti_sak SET status = 'lukket' WHERE id = %(sak)s"),
    Verb(P.CHANGE_SAK, "UPDATE bti_sak SET nivaa_id = %(nivaa)s WHERE id = %(sak)s"),
    Verb(P.CHANGE_SAK, "UPDATE bti_sak SET hva_saken_gjelder = 'x' WHERE id = %(sak)s"),
    Verb(P.CHANGE_SAK, "UPDATE bti_hovedperson SET navn = 'x' WHERE id = %(barn)s"),
    Verb(P.ORDER_UTSKRIFT, "INSERT INTO utskrift_utskrift (id, sak_id, ordered_by_id, ordered_at, valg, status, fremdrift,"
                           " steg_tekst, forsoek, feil, filstoerrelse)"
                           f" VALUES ({_NY}, %(meg)s, now(), '{{}}', 'bestilt', 0, '', 0, '', 0)"),
    Verb(P.PRINT_SAMTYKKE, "INSERT INTO utskrift_utskrift (id, sak_id, ordered_by_id, ordered_at, om_id, valg, status, fremdrift,"
                           " steg_tekst, forsoek, feil, filstoerrelse)"
                           f" VALUES ({_NY}, %(meg)s, now(), coalesce((SELECT k.id FROM samtykke_samtykkekrav k"
                           " WHERE k.sak_id = %(sak)s AND k.giver_id = %(meg)s LIMIT 1), gen_random_uuid()),"
                           " '{}', 'bestilt', 0, '', 0, '', 0)"),
)  # fmt: skip


@pytest.fixture
def rader(verden) -> dict[str, uuid.UUID]:
    """What the statements name. Amina is let in; everybody but Tom is asked to the meeting."""
    give_consent(verden, verden.kari, verden.tom)
    sak = verden.nora_sak
    moete = f.MoeteFactory(sak=sak)
    for bruker in (verden.jonas, verden.kari, verden.amina):
        f.MoetedeltakerFactory(moete=moete, bruker=bruker)
    return {
        "sak": sak.pk, "barn": sak.hovedperson_id, "moete": moete.pk, "maal": f.MaalFactory(sak=sak).pk,
        "tiltak": f.TiltakFactory(sak=sak).pk, "nivaa": verden.nivaaer[2].pk, "tom": verden.tom.pk,
        "steg": verden.nivaaer[1].steg.get().pk, "mal": f.SkjemamalFactory(kommune=verden.solvik).pk,
    }  # fmt: skip


def send(bruker, verb: Verb, rader: dict[str, uuid.UUID]) -> int:
    """Run the statement as the person; return how many rows it reached."""
    with acting_as(bruker.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.sql, {**rader, "meg": bruker.pk})
        return cursor.rowcount


@pytest.mark.parametrize("verb", VERB, ids=str)
@pytest.mark.parametrize("hvem", ROLLER)
def test_a_role_writes_what_the_table_of_roles_says(verden, rader, hvem, verb):
    bruker = getattr(verden, hvem)
    if verb.tillatelse in ROLLETILLATELSER[ROLLER[hvem]]:
        assert send(bruker, verb, rader) >= 1
    else:
        with pytest.raises(DatabaseError, match=REFUSED):
            send(bruker, verb, rader)


@pytest.mark.parametrize("verb", VERB, ids=str)
def test_a_role_in_one_case_is_none_in_another(verden, rader, verb):
    """Siri holds the baton in Ola's case, and is a colleague in Nora's, without guardian's rows yet."""
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.siri, rolle=Rolle.FAGPERSON)
    f.MoetedeltakerFactory(moete_id=rader["moete"], sak=verden.nora_sak, bruker=verden.siri)
    with acting_as(verden.siri.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    with pytest.raises(DatabaseError, match=REFUSED):
        send(verden.siri, verb, rader)


def test_everybody_in_the_case_says_that_it_was_written_in(verden, rader):
    touch = Verb(P.ADD_MELDING, "UPDATE bti_sak SET sist_endret = now(), status = status WHERE id = %(sak)s")
    for hvem in ROLLER:
        assert send(getattr(verden, hvem), touch, rader) == 1


def test_nobody_answers_for_another(verden, rader):
    """Nor does a new time set others' answers anew, except for whoever holds the meeting."""
    answer = Verb(
        P.HOLD_MOETE, "UPDATE stafettlogg_moetedeltaker SET svar = 'ikke' WHERE bruker_id <> %(meg)s"
    )
    for hvem in ("kari", "amina"):
        with pytest.raises(DatabaseError, match="row-level security"):
            send(getattr(verden, hvem), answer, rader)
    assert send(verden.jonas, answer, rader) == 2
    with as_owner():
        assert set(Moetedeltaker.objects.values_list("bruker_id", "svar")) >= {(verden.kari.pk, "ikke")}


def test_a_permission_is_not_asked_for_another(verden):
    """The function takes no person: it answers for the actor, and says no for nobody."""
    sql = "SELECT tilgang_maa(%s, 'add_melding')"
    for bruker, answer in ((verden.kari, True), (verden.pia, False), (None, False)):
        with acting_as(bruker.pk if bruker else None), connection.cursor() as cursor:
            cursor.execute(sql, [verden.nora_sak.pk])
            assert cursor.fetchone() == (answer,)


def test_a_case_one_does_not_see_answers_as_one_that_is_not_there(verden):
    """Guardian's rows stay when a consent is withdrawn; the answer does not."""
    sql = "SELECT tilgang_maa(%s, 'add_innlegg'), tilgang_maa(gen_random_uuid(), 'add_innlegg')"
    with acting_as(verden.amina.pk), connection.cursor() as cursor:
        cursor.execute(sql, [verden.nora_sak.pk])
        assert cursor.fetchone() == (False, False)


# Tables of a case that the app may write in, and whose policy is not of the role: with the reason.
UTEN_ROLLE = {
    "bti_undring": "its author's, before there is a case",
    "bti_sak": "a trigger: one column of it is everybody's",
    "bti_kladd": "its author's",
    "varsling_varsel": "its recipient's: read or not",
}


def find_verbs_without_role() -> set[str]:
    """Return tables of a case in which the app may write whatever the role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename || '.' || cmd FROM pg_policies WHERE permissive = 'RESTRICTIVE'"
                       " AND coalesce(with_check, '') LIKE '%%tilgang_maa(%%'")  # fmt: skip
        bound = {name for (name,) in cursor.fetchall()}
    of_case = {
        m._meta.db_table
        for m in modeller()
        if m is Sak or any(x.related_model is Sak for x in m._meta.fields)
    }
    loose = set()
    for table in of_case:
        verbs = {verb.partition(" ")[0] for verb in APP_RETTIGHETER[table]} & {"INSERT", "UPDATE"}
        loose |= {table for verb in verbs if f"{table}.{verb}" not in bound}
    return loose


def test_every_table_of_a_case_binds_its_verbs_to_the_role():
    assert find_verbs_without_role() - set(UTEN_ROLLE) == {
        "utskrift_utskrift"
    }  # ordered by role, carried on by its owner alone


def test_a_table_that_binds_nothing_is_found(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute("DROP POLICY tiltak_maal_maa_endre ON tiltak_maal")
        assert "tiltak_maal" in find_verbs_without_role()


def test_the_family_has_no_verb_that_the_table_does_not_give():
    """What the cases above rest on: some are refused for the family, and some for the staff."""
    family = {v.tillatelse for v in VERB if any(v.tillatelse in ROLLETILLATELSER[r] for r in FAMILIEROLLER)}
    assert family == {P.ADD_MELDING, P.ANSWER_MOETE, P.PRINT_SAMTYKKE}
