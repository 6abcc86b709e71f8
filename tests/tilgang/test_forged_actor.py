"""Saying who one is without the key: nobody, however it is written."""

# ruff: noqa: E501 (one forgery a line)

import hashlib
import hmac
import itertools
import time
from operator import attrgetter

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from bti.models import Bruker, Hovedperson, Sak
from bti.tilgang.aktoer import GJEMT, LEVETID_SEKUNDER, Formaal, acting_as, acting_for, sign_aktoer
from tests.eier import as_owner

pytestmark = pytest.mark.django_db

ALL_CASES = "SELECT count(*) FROM bti_sak"


def ask(setting: str, sql: str = ALL_CASES, *, saker: str = ""):
    """Set the actor by hand, as injected SQL could, and ask."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('stafett.aktoer', %s, true), set_config('stafett.saker', %s, true)",
            [setting, saker],
        )
        cursor.execute(sql)
        answer = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return answer


def signed(verden, **kwargs) -> str:
    return sign_aktoer(str(verden.jonas.pk), **kwargs)


def test_a_genuine_signature_works(verden):
    assert ask(signed(verden)) == 1


@pytest.mark.parametrize(
    "forge",
    [
        lambda v: str(v.jonas.pk),
        lambda v: f"{v.jonas.pk}.{int(time.time()) + 300}",
        lambda v: f"{v.jonas.pk}.{int(time.time()) + 300}.",
        lambda v: f"{v.jonas.pk}.{int(time.time()) + 300}.{'0' * 64}",
        lambda v: signed(v)[:-1] + ("0" if signed(v)[-1] != "0" else "1"),
        lambda v: signed(v).upper(),
        lambda v: signed(v) + ".x",
        lambda v: " " + signed(v),
        lambda v: signed(v, now=time.time() - 301),
        lambda v: signed(v).replace(str(v.jonas.pk), str(v.siri.pk)),
        lambda v: _moved_expiry(signed(v, now=time.time() - 301)),
        lambda v: _signed_with(b"feil noekkel", f"{v.jonas.pk}.{int(time.time()) + 300}"),
        lambda v: _signed_with(settings.SECRET_KEY.encode(), f"{v.jonas.pk}.{int(time.time()) + 300}"),
        lambda v: f"{v.jonas.pk}.99999999999999999999.{'0' * 64}",
        lambda v: f"{v.jonas.pk}.-1.{'0' * 64}",
        lambda v: "..",
        lambda v: "' OR true --",
        lambda v: sign_aktoer("formaal:opprydding").replace("formaal:opprydding", str(v.jonas.pk)),
    ],
    ids=[
        "only the id", "no signature", "empty signature", "zeros", "one digit changed", "upper case", "a fourth part", "a space",
        "expired", "another id", "expiry moved", "another key", "Django's key", "huge expiry", "negative expiry", "dots", "SQL",
        "a purpose's signature",
    ],
)  # fmt: skip
def test_a_forged_actor_is_nobody(verden, forge):
    setting = forge(verden)

    assert ask(setting) == 0
    assert ask(setting, "SELECT tilgang_aktoer()") is None
    assert ask(setting, "SELECT tilgang_formaal()") is None
    assert ask(setting, "SELECT tilgang_hvem()") is None


def _moved_expiry(setting: str) -> str:
    subject, _, digest = setting.split(".")
    return f"{subject}.{int(time.time()) + 300}.{digest}"


def _signed_with(key: bytes, message: str) -> str:
    return f"{message}.{hmac.new(key, message.encode(), hashlib.sha256).hexdigest()}"


def test_a_signed_name_that_is_no_id_is_an_error_not_a_person(verden):
    with pytest.raises(DatabaseError, match="invalid input syntax"):
        ask(sign_aktoer("administrator"))


def test_a_purpose_is_not_a_person(verden):
    """Every purpose sees no case at all, and changes no access."""
    for formaal in Formaal:
        with acting_for(formaal):
            assert not Sak.objects.exists()
            with connection.cursor() as cursor:
                cursor.execute("SELECT tilgang_aktoer(), tilgang_formaal(), tilgang_mine_saker()")
                assert cursor.fetchone() == (None, formaal.value, [])
            with (
                pytest.raises(DatabaseError, match="ingen aktør"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute("SELECT samtykke_trekk(gen_random_uuid())")


def test_a_person_cannot_use_a_purpose(verden):
    """A person's signature does not open the functions of a purpose, nor one purpose those of another."""
    sql = "SELECT utskrift_expire()"
    for act in (
        lambda: acting_as(verden.jonas.pk),
        lambda: acting_for(Formaal.UTBOKS),
        lambda: acting_as(None),
    ):
        with pytest.raises(DatabaseError, match="feil formål"), act(), connection.cursor() as cursor:
            cursor.execute(sql)


LISTER = {
    "saker": (Sak, "nora_sak", "ola_sak"),
    "hovedpersoner": (Hovedperson, "nora_sak.hovedperson", "ola_sak.hovedperson"),
}


def seal(liste: str, mitt: str, fremmed: str, *, key: bytes | None = None) -> str:
    """What the database keeps of one of Jonas' lists, or the same made with another key and Ola in it."""
    if key is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tilgang_mine_saker()")
            cursor.execute(f"SELECT current_setting('stafett.{liste}')")
            kept = cursor.fetchone()[0]
        assert mitt in kept
        return kept
    content = f"{{{fremmed}}}"
    return f"{hmac.new(key, content.encode(), hashlib.sha256).hexdigest()}|{content}"


@pytest.mark.parametrize(
    "forge",
    [
        lambda navn, mitt, ola: f"{{{ola}}}",
        lambda navn, mitt, ola: "0" * 64 + f"|{{{ola}}}",
        lambda navn, mitt, ola: "|" * 65 + f"{{{ola}}}",
        lambda navn, mitt, ola: seal(navn, mitt, ola, key=b"feil"),
        lambda navn, mitt, ola: seal(
            navn, mitt, ola, key=settings.AKTOER_NOEKKEL
        ),  # not bound to actor and transaction
        lambda navn, mitt, ola: seal(navn, mitt, ola).replace(mitt, ola),
        lambda navn, mitt, ola: seal(navn, mitt, ola).replace("}", f",{ola}}}"),
    ],
    ids=["bare", "zeros", "bars", "another key", "unbound", "exchanged", "added to"],
)
@pytest.mark.parametrize("liste", LISTER)
def test_a_forged_list_is_worked_out_anew(verden, liste, forge):
    modell, mitt, fremmed = LISTER[liste]
    mitt, fremmed = attrgetter(mitt)(verden).pk, attrgetter(fremmed)(verden).pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stafett.aktoer', %s, true)", [signed(verden)])
        cursor.execute(
            f"SELECT set_config('stafett.{liste}', %s, true)", [forge(liste, str(mitt), str(fremmed))]
        )
        assert set(modell.objects.values_list("pk", flat=True)) == {mitt}
        transaction.set_rollback(True)


def test_what_is_kept_under_one_name_is_nothing_under_another(verden):
    """The ids of children are not taken for cases, nor the list of cases for what one may do."""
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_mine_saker(), tilgang_verb(%s)", [verden.nora_sak.pk])
        before = cursor.fetchone()
        for kilde, maal in itertools.permutations(GJEMT, 2):
            cursor.execute(f"SELECT set_config('{maal}', current_setting('{kilde}'), true)")
            cursor.execute(
                "SELECT tilgang_mine_saker(), tilgang_verb(%s), tilgang_mine_hovedpersoner()",
                [verden.nora_sak.pk],
            )
            assert cursor.fetchone() == (*before, [verden.nora_sak.hovedperson_id])


def test_somebody_elses_list_is_not_mine(verden):
    """The seal of one actor does not fit another in the same transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stafett.aktoer', %s, true)", [sign_aktoer(str(verden.siri.pk))])
        cursor.execute("SELECT tilgang_mine_saker()")
        cursor.execute("SELECT set_config('stafett.aktoer', %s, true)", [signed(verden)])
        assert list(Sak.objects.values_list("pk", flat=True)) == [verden.nora_sak.pk]
        transaction.set_rollback(True)


def test_the_list_is_kept_within_the_transaction(verden):
    """Worked out once: the second statement reads the sealed list."""
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_mine_saker()")
        cursor.execute("SELECT current_setting('stafett.saker')")
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT tilgang_mine_saker()")
        cursor.execute("SELECT current_setting('stafett.saker')")
        assert cursor.fetchone()[0] == kept
        assert str(verden.nora_sak.pk) in kept


def test_acting_as_gives_back_who_acted_before(verden):
    with acting_as(verden.jonas.pk):
        with acting_as(verden.siri.pk):
            assert list(Sak.objects.values_list("pk", flat=True)) == [verden.ola_sak.pk]
        assert list(Sak.objects.values_list("pk", flat=True)) == [verden.nora_sak.pk]
        with pytest.raises(ZeroDivisionError), acting_as(verden.siri.pk):
            raise ZeroDivisionError
        assert list(Sak.objects.values_list("pk", flat=True)) == [verden.nora_sak.pk]
    assert not Sak.objects.exists()


def test_nobody_is_left_behind_after_the_transaction(verden):
    """Only transaction-local settings are used: a pooled connection starts as nobody."""
    with acting_as(verden.jonas.pk):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('stafett.aktoer', true), '')")
        assert cursor.fetchone()[0] == ""


def test_the_superuser_flag_cannot_be_set(verden):
    with pytest.raises(DatabaseError, match="bruker_is_never_superuser"), as_owner():
        Bruker.objects.filter(pk=verden.jonas.pk).update(is_superuser=True)


def test_a_name_that_runs_out_ends_the_list_too(verden):
    """A transaction that is kept open reads no longer than its signature lasts."""
    with transaction.atomic(), connection.cursor() as cursor:
        setting = signed(verden, now=time.time() - LEVETID_SEKUNDER + 2)
        cursor.execute("SELECT set_config('stafett.aktoer', %s, true)", [setting])
        assert Sak.objects.count() == 1
        time.sleep(3)
        assert Sak.objects.count() == 0
        transaction.set_rollback(True)


def test_the_seal_does_not_follow_how_the_client_writes_time(verden):
    """The list is still the transaction's own when the client changes how a moment looks: its seal holds a number."""
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_mine_saker(), current_setting('stafett.saker')")
        cursor.execute("SELECT current_setting('stafett.saker')")
        before = cursor.fetchone()[0]
        cursor.execute("SET LOCAL TimeZone = 'Pacific/Auckland'")
        cursor.execute("SET LOCAL DateStyle = 'SQL, DMY'")
        with as_owner():
            cursor.execute(
                "SELECT tilgang_segl(current_setting('stafett.aktoer'), 'stafett.saker', %s) = %s",
                [before[65:], before[:64]],
            )
            assert cursor.fetchone() == (True,)
