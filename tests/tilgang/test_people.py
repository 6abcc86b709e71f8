"""Whose names can be read: one's own, and those of the people in one's cases. Nobody lists a municipality's parents."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from bti.models import Bruker, Deltaker
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.tilgang.innlogging import DEMO_ISSUER
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner

pytestmark = pytest.mark.django_db

SOEK = "SELECT navn FROM tilgang_ansatte_aa_invitere(%s, %s, %s, 50)"


def names_for(bruker) -> set[str]:
    """Every name that SQL without a WHERE finds."""
    with acting_as(bruker.pk if bruker else None), connection.cursor() as cursor:
        cursor.execute("SELECT navn FROM bti_bruker")
        return {navn for (navn,) in cursor.fetchall()}


def run(bruker, sql, params=None):
    with acting_as(bruker.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {row[0] for row in cursor.fetchall()}


def test_nobody_reads_no_name_and_a_purpose_none_either(verden):
    assert names_for(None) == set()
    with connection.cursor() as cursor:  # nor without naming an actor at all
        cursor.execute("SELECT count(*) FROM bti_bruker")
        assert cursor.fetchone() == (0,)
    for formaal in Formaal:
        with acting_for(formaal):
            assert not Bruker.objects.exists()


@pytest.mark.parametrize(
    ("hvem", "ser"),
    [
        ("fremmed", {"Per Fremmed"}),
        ("berit", {"Berit Aas"}),
        ("adm", {"Odd Vik"}),
        ("erik", {"Erik Moen"}),
        ("lise", {"Lise Dahl"}),  # a colleague who is in no case does not even list the unit
        ("amina", {"Amina Yusuf"}),  # named in Nora's case, and not let in
        ("jonas", {"Jonas Berge", "Kari Nordlie", "Tom Nordlie", "Amina Yusuf"}),
        ("kari", {"Jonas Berge", "Kari Nordlie", "Tom Nordlie", "Amina Yusuf"}),
        ("siri", {"Siri Holm", "Pia Strand"}),
    ],
)
def test_names_of_oneself_and_of_ones_cases(verden, hvem, ser):
    assert names_for(getattr(verden, hvem)) == ser


def test_names_come_and_go_with_the_case(verden):
    give_consent(verden, verden.kari, verden.tom)
    assert "Kari Nordlie" in names_for(verden.amina)
    with as_owner():
        verden.jonas.ansettelser.update(gyldig_til=f.hus.i_dag(-1))
    assert names_for(verden.jonas) == {"Jonas Berge"}


def test_a_registered_parent_who_is_not_invited_belongs_to_the_case(verden):
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson,
        bruker=verden.fremmed,
        relasjon="verge",
        registered_by=verden.jonas,
    )
    assert "Per Fremmed" in names_for(verden.jonas)
    assert "Per Fremmed" not in names_for(verden.siri)


def test_who_has_left_keeps_the_name_under_what_they_wrote(verden):
    """A row whose author cannot be read would fall out of the log."""
    give_consent(verden, verden.kari, verden.tom)
    innlegg = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.amina)
    with as_owner():
        Deltaker.objects.filter(bruker=verden.amina).update(gyldig_til=f.hus.i_dag(-1))
    with acting_as(verden.jonas.pk):
        assert (
            Innlegg.objects.select_related("created_by").get(pk=innlegg.pk).created_by.navn == "Amina Yusuf"
        )


def test_only_ones_own_language_is_changed(verden):
    with acting_as(verden.jonas.pk):
        assert Bruker.objects.update(maalform="nn") == 1  # of the four whose names Jonas reads
    with as_owner():
        assert list(Bruker.objects.filter(maalform="nn")) == [verden.jonas]
    assert Bruker.objects.filter(pk=verden.jonas.pk).update(maalform="nb") == 0  # nobody is nobody


def test_a_login_gives_one_person_and_no_list(verden):
    """No actor yet: the function answers for the identity that was named, and the table is still closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT navn FROM innlogging_finn(%s, 'kari')", [DEMO_ISSUER])
        assert cursor.fetchall() == [("Kari Nordlie",)]
        for wild in ("%", "", "kar%", "KARI"):
            cursor.execute("SELECT navn FROM innlogging_finn(%s, %s)", [DEMO_ISSUER, wild])
            assert cursor.fetchall() == []
    assert authenticate(None, issuer=DEMO_ISSUER, subject="kari") == verden.kari
    with as_owner():
        Bruker.objects.filter(pk=verden.kari.pk).update(is_active=False)
    assert authenticate(None, issuer=DEMO_ISSUER, subject="kari") is None


def test_a_login_asks_once_who_it_is_and_writes_nothing_to_the_person(
    client, verden, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert authenticate(None, issuer=DEMO_ISSUER, subject="kari") == verden.kari
    response = client.post(reverse("innlogging:demo"), {"subject": "kari"})
    assert (response.status_code, response.url) == (302, reverse("familie:hjem"))
    assert client.get(response.url).status_code == 200


def test_the_stafettholder_alone_finds_people_to_invite(verden):
    sak, skole = verden.nora_sak.pk, verden.skole.pk
    assert run(verden.jonas, SOEK, [sak, skole, ""]) == {"Lise Dahl", "Siri Holm"}
    assert run(verden.jonas, SOEK, [sak, skole, "lIS"]) == {"Lise Dahl"}
    assert run(verden.jonas, SOEK, [sak, skole, "%"]) == set()
    assert run(verden.jonas, SOEK, [sak, verden.fjellvik_skole.pk, ""]) == set()  # not of this municipality
    for navn in ("lise", "amina", "kari", "siri", "erik", "berit", "adm", "fremmed"):
        with pytest.raises(DatabaseError, match="bare stafettholderen"):
            run(getattr(verden, navn), SOEK, [sak, skole, ""])
    with (
        pytest.raises(DatabaseError, match="ingen aktør"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(SOEK, [sak, skole, ""])


def test_the_search_for_whom_to_invite_holds_to_the_period(verden):
    with as_owner():
        verden.lise.ansettelser.update(gyldig_til=f.hus.i_dag() - timedelta(days=1))
        Bruker.objects.filter(pk=verden.siri.pk).update(is_active=False)
    assert run(verden.jonas, SOEK, [verden.nora_sak.pk, verden.skole.pk, ""]) == set()


def test_the_rule_is_one_condition_that_an_index_serves(verden):
    """The people are worked out once per statement, not once per row."""
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT navn FROM bti_bruker")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "InitPlan" in plan
    assert re.search(r"Index Cond: \(id = ANY \(\(InitPlan|Recheck Cond: \(id = ANY", plan), plan
