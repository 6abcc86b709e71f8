"""What the seeded faults showed that nothing asked for (bti/drift/mutanter): each test here lets one less live."""

import ast
import time
import uuid
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from bti.models import Deltaker, Rolle, Sak
from bti.revisjon.models import Hendelse
from bti.revisjon.services import record
from bti.tilgang.aktoer import GJEMT, LEVETID_SEKUNDER, acting_as, sign_aktoer
from bti.tilgang.feil import SakTapt, UsikkerTilkobling
from bti.tilgang.middleware import TilgangMiddleware
from bti.tilgang.porten import may, require_still_seen
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from samtykke.models import Samtykketekst
from tests import factories as f
from tests.cast import give_consent, grant_from_roles, make_sak
from tests.eier import as_owner
from tests.husregler.kode import adresser, kilder
from tests.samtykke.hjelp import ask
from tests.tilgang.innhold import KANARI, make_innhold


def as_member(client: Client, verden, bruker, rolle: Rolle) -> Client:
    """Log in as somebody who takes part in Nora's case with the role, and with guardian's rows."""
    f.DeltakerFactory(sak=verden.nora_sak, bruker=bruker, rolle=rolle, tjeneste=verden.skole)
    grant_from_roles()
    client.force_login(bruker)
    return client


def test_a_hidden_case_is_one_that_does_not_exist(client, verden):
    client.force_login(verden.jonas)

    answers = {client.get(f"/sak/{sak_id}/").status_code for sak_id in (verden.ola_sak.pk, uuid.uuid4())}
    assert answers == {404}


def test_what_one_may_in_one_case_is_not_what_one_may_in_another(client, verden):
    """Siri holds the baton in Ola's case, and is a colleague in Nora's."""
    siri = as_member(client, verden, verden.siri, Rolle.FAGPERSON)

    assert siri.get(reverse("bti:sak-neste", args=[verden.ola_sak.pk])).status_code == 200
    assert siri.get(reverse("bti:sak-neste", args=[verden.nora_sak.pk])).status_code == 403
    with acting_as(verden.siri.pk):
        assert may(get_sak(verden.ola_sak.pk), Permission.CHANGE_SAK)
        assert not may(get_sak(verden.nora_sak.pk), Permission.CHANGE_SAK)


@pytest.mark.parametrize(
    "navn", ["stafettlogg:moete-hold", "stafettlogg:moete-flytt", "stafettlogg:moete-avlys"]
)
def test_a_meeting_is_held_by_whoever_holds_the_baton(client, verden, navn):
    """Named one by one: a sweep that asks the page for its permission believes the page."""
    moete = f.MoeteFactory(sak=verden.nora_sak)
    url = reverse(navn, args=[moete.pk])

    assert as_member(client, verden, verden.lise, Rolle.FAGPERSON).get(url).status_code == 403
    client.force_login(verden.jonas)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("navn", ["jonas", "kari"])
def test_a_page_that_shows_what_stands_in_a_case_is_on_record(client, verden, navn):
    """Whatever the page says of itself: a word of the case in the answer is a read in the case's chain."""
    give_consent(verden, verden.kari, verden.tom)
    innhold, bruker = make_innhold(verden), getattr(verden, navn)
    client.force_login(bruker)
    shown, silent = 0, []
    for adresse in adresser():
        if "<uuid:" not in adresse.moenster or not getattr(adresse.visning, "permission", None):
            continue
        before = reads_of(bruker)
        shows = KANARI in client.get(innhold.url(adresse)).content.decode(errors="replace")
        shown += shows
        if shows and adresse.visning.permission.is_sak_permission and reads_of(bruker) == before:
            silent.append(adresse.navn)
    assert silent == []
    assert shown >= {"jonas": 5, "kari": 2}[navn]


def reads_of(bruker) -> int:
    with as_owner():
        return Hendelse.objects.filter(sak_id__isnull=False, aktoer_id=bruker.pk).count()


def served(verden, path: str) -> HttpResponse:
    """Ask the middleware itself, with a view that counts the cases there are."""
    request = RequestFactory().get(path)
    request.session = {"_auth_user_id": str(verden.jonas.pk)}
    request.resolver_match = None
    return TilgangMiddleware(lambda request: HttpResponse(str(Sak.objects.count())))(request)


def test_under_the_address_of_a_case_no_other_case_exists(verden):
    sak = verden.nora_sak
    make_sak(
        kommune=sak.kommune, tjeneste=sak.tjeneste, nivaa=sak.nivaa, holder=verden.jonas, barn="Kim", foresatte={}
    )  # fmt: skip

    assert served(verden, "/saker/").content == b"2"
    assert served(verden, f"/sak/{sak.pk}/").content == b"1"
    assert served(verden, f"/sak/{verden.ola_sak.pk}/logg/").content == b"0"


def test_the_first_request_asks_as_whom_the_connection_runs(verden, eier):
    with eier(), pytest.raises(UsikkerTilkobling):
        served(verden, "/saker/")


def left_on_the_connection() -> list[str]:
    """What the next one who gets this connection finds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(s, true), '') FROM unnest(%s::text[]) s",
            [["stafett.aktoer", *GJEMT]],
        )
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.parametrize(("navn", "url", "status"), [("kari", "/saker/", 403), ("jonas", "/saker/", 200)])
def test_nothing_is_left_on_the_connection(verden_committed, client, navn, url, status):
    """A refusal is recorded in a transaction of its own, with its own actor; a page has worked out a list of cases."""
    client.force_login(getattr(verden_committed, navn))
    assert client.get(url).status_code == status

    assert not any(left_on_the_connection())
    assert not Sak.objects.exists()


def test_a_list_of_cases_from_an_earlier_transaction_is_worked_out_anew(verden_committed):
    """The seal is genuine and the actor's own; Jonas has been taken off the case since."""
    signed = sign_aktoer(str(verden_committed.jonas.pk))
    with transaction.atomic():
        put_on(signed, "")
        assert Sak.objects.count() == 1
        kept = left_on_the_connection()[1]
    assert str(verden_committed.nora_sak.pk) in kept
    f.SperringFactory(sak=verden_committed.nora_sak, bruker=verden_committed.jonas)

    with transaction.atomic():
        put_on(signed, kept)
        assert Sak.objects.count() == 0


def put_on(aktoer: str, saker: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('stafett.aktoer', %s, true), set_config('stafett.saker', %s, true)",
            [aktoer, saker],
        )


def test_a_name_runs_out_within_a_transaction(verden):
    with transaction.atomic(), connection.cursor() as cursor:
        put_on(sign_aktoer(str(verden.jonas.pk), now=time.time() - LEVETID_SEKUNDER + 1), "")
        time.sleep(2.2)
        cursor.execute("SELECT tilgang_aktoer()")
        assert cursor.fetchone() == (None,)


def test_the_day_is_oslos_whatever_the_client_says(verden):
    """Two places whose clocks are 25 hours apart never have the same date."""
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Oslo"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL TimeZone = '{zone}'")
            cursor.execute("SELECT tilgang_idag()")
            days.add(cursor.fetchone()[0])
    assert days == {f.hus.i_dag()}


def test_another_issuers_subject_is_another_person(verden):
    assert authenticate(None, issuer="https://annen.example", subject="kari") is None


def test_logging_out_asks_the_browser_to_forget(client, verden):
    client.force_login(verden.jonas)

    assert client.post("/logg-ut/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("navn", ["kari", "amina", "siri", "berit", "fremmed"])
def test_what_is_ones_own_is_nobody_elses(verden, navn):
    """A worry, a draft, a contact, a notice, a print-out: of Jonas', asked for by those in his case and out of it."""
    give_consent(verden, verden.kari, verden.tom)
    make_innhold(verden)
    bruker = getattr(verden, navn)
    with acting_as(bruker.pk), connection.cursor() as cursor:
        for table, owner in EIERE.items():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {owner} <> %s", [bruker.pk])
            assert cursor.fetchone() == (0,), table
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        for table in EIERE:
            cursor.execute(f"SELECT count(*) > 0 FROM {table}")
            assert cursor.fetchone() == (True,), table


EIERE = {
    "bti_undring": "created_by_id", "bti_kladd": "bruker_id", "bti_kontaktopplysning": "bruker_id",
    "varsling_varsel": "mottaker_id", "utskrift_utskrift": "ordered_by_id",
}  # fmt: skip
INNLEGG = (
    "INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id, retter_id)"
    " VALUES (gen_random_uuid(), %(sak)s, 'notat', 'Hei', now(), %(av)s, %(retter)s)"
)
EVALUERING = (
    "INSERT INTO tiltak_evaluering (id, sak_id, tiltak_id, grad, ord, barnets_ord, evaluated_at, evaluated_by_id)"
    " VALUES (gen_random_uuid(), %(sak)s, %(tiltak)s, 'hjalp', '', '', now(), %(av)s)"
)
FLYTT_UNDRING = "UPDATE bti_undring SET sak_id = %(sak)s"


def write(bruker, sql: str, **values: Any) -> None:
    with acting_as(bruker.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, {"av": bruker.pk, "retter": None} | values)
        assert cursor.rowcount == 1


def test_nobody_writes_in_anothers_name(verden):
    sak = verden.nora_sak.pk
    write(verden.jonas, INNLEGG, sak=sak)
    with pytest.raises(DatabaseError, match="row-level security"):
        write(verden.jonas, INNLEGG, sak=sak, av=verden.siri.pk)


def test_a_row_points_at_nothing_in_another_case(verden):
    """A foreign key is checked past row security; Jonas holds the baton in both, so that nothing else refuses."""
    with as_owner():
        Deltaker.objects.filter(sak=verden.ola_sak, rolle=Rolle.STAFETTHOLDER).delete()
    f.DeltakerFactory(sak=verden.ola_sak, bruker=verden.jonas, rolle=Rolle.STAFETTHOLDER)
    grant_from_roles()
    here, there = verden.nora_sak, verden.ola_sak
    tiltak = {sak.pk: f.TiltakFactory(sak=sak).pk for sak in (here, there)}
    innlegg = {sak.pk: f.InnleggFactory(sak=sak).pk for sak in (here, there)}

    write(verden.jonas, EVALUERING, sak=here.pk, tiltak=tiltak[here.pk])
    with pytest.raises(DatabaseError, match="row-level security"):
        write(verden.jonas, EVALUERING, sak=here.pk, tiltak=tiltak[there.pk])
    write(verden.jonas, INNLEGG, sak=here.pk, retter=innlegg[here.pk])
    with pytest.raises(DatabaseError, match="hører ikke til saken"):
        write(verden.jonas, INNLEGG, sak=here.pk, retter=innlegg[there.pk])


def test_a_worry_is_not_put_into_a_case_that_one_does_not_see(verden):
    f.UndringFactory(tjeneste=verden.skole, created_by=verden.jonas)
    with pytest.raises(DatabaseError, match="row-level security"):
        write(verden.jonas, FLYTT_UNDRING, sak=verden.ola_sak.pk)
    write(verden.jonas, FLYTT_UNDRING, sak=verden.nora_sak.pk)


def test_nobody_notes_anything_in_a_case_that_they_do_not_see(verden):
    with pytest.raises(DatabaseError, match="ikke er din"), acting_as(verden.jonas.pk):
        record("sak.lest", sak_id=verden.ola_sak.pk)
    with acting_as(verden.jonas.pk):
        record("sak.lest", sak_id=verden.nora_sak.pk)
    assert reads_of(verden.jonas) == 1


# Pages of a case that say of themselves that they show no more than the list of cases does, or that they record the
# read themselves. Whoever adds one says why.
VISER_INTET = {
    "bti/views/deltakere.py: deltaker_new": "names who works elsewhere; the child stands in the list of cases",
    "bti/utskrift/views.py: utskrift_detail": "how far it has come",
    "bti/utskrift/views.py: utskrift_fil": "records itself: utskrift.hentet",
    "stafettlogg/views/innlegg.py: innlegg_new": "an empty form",
    "stafettlogg/views/moete.py: moete_new": "an empty form",
    "tiltak/views.py: maal_new": "an empty form",
    "samtykke/views_familie/lese.py: samtykke_ark": "how it is with one's own sheet",
    "samtykke/views_deling.py: deling_new": "an empty form",
    "samtykke/views_skann.py: skann": "records itself, but for the htmx that asks whether it is ready: samtykke.lest",
    "samtykke/views_skann.py: skann_bilde": "records itself: samtykke.skann_sett",
    "samtykke/views_skann.py: skann_for_giver": "records itself: samtykke.skann_sett",
    "stafettlogg/views/moete.py: moete_avlys": "leads on, and records the write",
}


def test_every_page_that_is_no_read_is_on_the_list():
    found = {
        f"{kilde.sti}: {node.name}"
        for kilde in kilder()
        for node in ast.walk(kilde.tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if "les=None" in ast.unparse(decorator)
    }
    assert found == set(VISER_INTET)


def verbs(aktoer: str, sak: Sak, kept: str) -> tuple[list[str], str]:
    """What one may do in a case, with a sealed list put there by hand; and the list that is kept afterwards."""
    put_on(aktoer, "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stafett.verb', %s, true)", [kept])
        cursor.execute("SELECT tilgang_verb(%s)", [sak.pk])
        found = cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('stafett.verb')")
        return found, cursor.fetchone()[0]


def test_a_list_of_verbs_is_believed_by_its_seal_alone(verden):
    """Neither written by hand, nor another's, nor another case's. Siri is a colleague here, and holds Ola's baton."""
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.siri, rolle=Rolle.FAGPERSON)
    grant_from_roles()
    siri, jonas = (sign_aktoer(str(bruker.pk)) for bruker in (verden.siri, verden.jonas))
    with transaction.atomic():
        own, _ = verbs(siri, verden.nora_sak, "")
        _, jonas_kept = verbs(jonas, verden.nora_sak, "")
        in_olas, ola_kept = verbs(siri, verden.ola_sak, "")
        assert ("add_innlegg" in own, "change_sak" in own, "change_sak" in in_olas) == (True, False, True)

        by_hand = f"{verden.nora_sak.pk}{{change_sak}}"
        for kept in (
            by_hand,
            "0" * 64 + f"|{by_hand}",
            jonas_kept,
            ola_kept,
            jonas_kept[:64] + f"|{by_hand}",
        ):
            assert verbs(siri, verden.nora_sak, kept)[0] == own


def test_what_one_may_do_changes_with_ones_part_in_the_same_transaction(verden):
    """Lise stands in for Jonas, and the absence is called off: her next statement may not what his part gave."""
    absence, may_change = uuid.uuid4(), "SELECT tilgang_maa(%s, 'change_sak')"
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON)
    grant_from_roles()
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tilgang_sett_stedfortreder(%s, %s, %s, %s, tilgang_idag(), tilgang_idag())",
            [absence, verden.jonas.pk, verden.lise.pk, verden.skole.pk],
        )
    with acting_as(verden.lise.pk), connection.cursor() as cursor:
        cursor.execute(may_change, [verden.nora_sak.pk])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT tilgang_avslutt_stedfortreder(%s)", [absence])
        cursor.execute(may_change, [verden.nora_sak.pk])
        assert cursor.fetchone() == (False,)


def test_a_colleague_in_the_case_lets_nobody_in(verden):
    """Who takes part is not who holds the baton: asked of each way in that is the stafettholder's alone."""
    sak, lise = verden.nora_sak.pk, verden.lise
    f.DeltakerFactory(sak=verden.nora_sak, bruker=lise, rolle=Rolle.FAGPERSON)
    grant_from_roles()
    new, siri, skole, ppt = uuid.uuid4(), verden.siri.pk, verden.skole.pk, verden.ppt.pk
    for sql, *values in (
        ("SELECT tilgang_inviter_fagperson(%s, %s, %s, %s)", new, sak, siri, skole),
        ("SELECT tilgang_registrer_relasjon(%s, %s, %s, 'mor', true, '')", new, sak, verden.fremmed.pk),
        ("SELECT * FROM tilgang_ansatte_aa_invitere(%s, %s, '', 50)", sak, skole),
        ("SELECT samtykke_be_om(%s, %s, 'Fordi', '{skole}', tilgang_idag())", sak, ppt),
        ("SELECT tilgang_inviter_ungdom(%s, %s, false)", sak, verden.fremmed.pk),
    ):
        refused = pytest.raises(DatabaseError, match="bare stafettholderen")
        with refused, acting_as(lise.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)


def test_who_opens_a_case_sees_it_in_the_next_statement(verden):
    sql = "SELECT tilgang_aapne_sak(%s, %s, 'Ny', '', NULL, '', 'ingen', %s, %s, %s, '')"
    values = [uuid.uuid4(), uuid.uuid4(), verden.solvik.pk, verden.skole.pk, verden.nivaaer[1].pk]
    with acting_as(verden.lise.pk), connection.cursor() as cursor:
        assert not Sak.objects.exists()
        cursor.execute(sql, values)
        assert Sak.objects.get().pk == values[0]


def test_who_has_lost_the_case_says_yes_to_nothing_in_it(verden):
    """Kari was asked, and has been shut out since: her yes would let others in."""
    krav = ask(verden)[verden.kari]
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.kari)
    tekst = Samtykketekst.objects.get(kommune=verden.solvik)
    sql = "SELECT samtykke_gi(%s, %s, %s, %s, %s)"
    refused = pytest.raises(DatabaseError, match="ingen tilgang til saken")
    with refused, acting_as(verden.kari.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [uuid.uuid4(), krav.pk, list(krav.temaer), krav.foreslaatt_til, tekst.pk])


def test_a_case_that_was_lost_while_one_waited_is_lost(verden):
    """The list of cases was worked out before the wait; the question is asked anew."""
    with acting_as(verden.jonas.pk):
        assert Sak.objects.exists()
        require_still_seen(verden.nora_sak.pk)
        f.SperringFactory(sak=verden.nora_sak, bruker=verden.jonas)
        with pytest.raises(SakTapt):
            require_still_seen(verden.nora_sak.pk)
