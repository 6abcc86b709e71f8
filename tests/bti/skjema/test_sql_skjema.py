"""The database itself, asked past the pages: who sees a form, who writes in it, and what may stand where."""

# ruff: noqa: E501 (SQL is written on one line)

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from bti.models import Skjemamal, Skjemasvar, Skjemautfylling
from bti.tilgang import skjemamaler
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.bti.skjema.conftest import make_mal
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import naa

pytestmark = pytest.mark.django_db
NY = "INSERT INTO bti_skjemautfylling (id, sak_id, undring_id, mal_id, created_at, created_by_id, versjon) VALUES (gen_random_uuid(), %s, %s, %s, now(), %s, 1)"
SVAR = "INSERT INTO bti_skjemasvar (id, utfylling_id, felt_id, tekst, tall, valg) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s::jsonb)"


def run(hvem, sql: str, *verdier) -> int:
    """Run it as the person; return how many rows it reached. Raises DatabaseError."""
    with acting_as(hvem.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, verdier)
        return cursor.rowcount


def is_refused(hvem, sql: str, *verdier) -> bool:
    try:
        run(hvem, sql, *verdier)
    except DatabaseError as problem:
        return "row-level security" in str(problem)
    return False


@pytest.fixture
def arbeid(verden, mal) -> Skjemautfylling:
    """One of Jonas' that is not done, with an answer in it."""
    give_consent(verden, verden.kari, verden.tom)
    utfylling = f.SkjemautfyllingFactory(mal=mal, sak=verden.nora_sak, created_by=verden.jonas)
    f.SkjemasvarFactory(utfylling=utfylling, felt=mal.felter.get(noekkel="sett"))
    return utfylling


def seen_by(hvem) -> tuple[int, int]:
    with acting_as(hvem.pk):
        return Skjemautfylling.objects.count(), Skjemasvar.objects.count()


def make_ferdig(utfylling, by) -> None:
    with as_owner():
        Skjemautfylling.objects.filter(pk=utfylling.pk).update(ferdig_at=naa(), ferdig_by=by)


def test_the_family_sees_what_is_done_and_others_nothing(verden, arbeid):
    people = ("jonas", "amina", "kari", "siri", "ragna")
    assert [seen_by(getattr(verden, one)) for one in people] == [(1, 1), (1, 1), (0, 0), (0, 0), (0, 0)]
    make_ferdig(arbeid, verden.jonas)
    assert [seen_by(getattr(verden, one)) for one in people] == [(1, 1), (1, 1), (1, 1), (0, 0), (0, 0)]


def test_what_is_done_stands(verden, arbeid, mal):
    hvor = mal.felter.get(noekkel="hvor")
    assert run(verden.amina, SVAR, arbeid.pk, hvor.pk, "Ute", None, None) == 1
    make_ferdig(arbeid, verden.jonas)
    ofte = mal.felter.get(noekkel="ofte")
    assert is_refused(verden.jonas, SVAR, arbeid.pk, ofte.pk, "", None, '["Mat"]')
    assert run(verden.jonas, "DELETE FROM bti_skjemasvar WHERE utfylling_id = %s", arbeid.pk) == 0
    assert run(verden.jonas, "UPDATE bti_skjemautfylling SET versjon = 9 WHERE id = %s", arbeid.pk) == 0
    assert run(verden.jonas, "UPDATE bti_skjemautfylling SET ferdig_at = NULL, ferdig_by_id = NULL") == 0
    assert run(verden.jonas, "DELETE FROM bti_skjemautfylling WHERE id = %s", arbeid.pk) == 0


def test_nobody_makes_it_done_for_another_or_throws_it_away(verden, arbeid):
    done = "UPDATE bti_skjemautfylling SET ferdig_at = now(), ferdig_by_id = %s WHERE id = %s"
    assert is_refused(verden.amina, done, verden.jonas.pk, arbeid.pk)
    assert run(verden.amina, "DELETE FROM bti_skjemautfylling WHERE id = %s", arbeid.pk) == 0
    assert run(verden.kari, done, verden.kari.pk, arbeid.pk) == 0


def test_who_begins(verden, mal):
    sak, utkast = verden.nora_sak.pk, make_mal(verden.solvik, noekkel="ny", published_at=None)
    fremmed = f.UndringFactory(created_by=verden.siri, tjeneste=verden.skole)
    assert run(verden.jonas, NY, sak, None, mal.pk, verden.jonas.pk) == 1
    assert is_refused(verden.jonas, NY, sak, None, mal.pk, verden.siri.pk)  # in another's name
    assert is_refused(verden.jonas, NY, sak, None, utkast.pk, verden.jonas.pk)  # a draft is nobody's form
    assert is_refused(verden.jonas, NY, verden.ola_sak.pk, None, mal.pk, verden.jonas.pk)
    assert is_refused(verden.kari, NY, sak, None, mal.pk, verden.kari.pk)
    assert is_refused(verden.jonas, NY, None, fremmed.pk, mal.pk, verden.jonas.pk)
    f.UndringsdelingFactory(undring=fremmed, mottaker=verden.jonas)
    assert is_refused(verden.jonas, NY, None, fremmed.pk, mal.pk, verden.jonas.pk)  # to read is not to write


def test_an_answer_is_of_its_kind_and_of_its_form(verden, arbeid, mal):
    felt = {one.noekkel: one.pk for one in mal.felter.all()}
    annen = make_mal(verden.solvik, noekkel="annen").felter.get(noekkel="hvor")
    wrong = [
        (felt["hvordan"], "syv", None, None), (felt["hvor"], "", 3, None), (felt["ofte"], "Mat", None, None),
        (felt["ofte"], "", None, '["Tull"]'), (annen.pk, "Ute", None, None),
    ]  # fmt: skip
    assert all(is_refused(verden.jonas, SVAR, arbeid.pk, *verdier) for verdier in wrong)
    with pytest.raises(DatabaseError, match="skjemasvar_has_one_value"):
        run(verden.jonas, SVAR, arbeid.pk, felt["hvor"], "Ute", 3, None)
    assert run(verden.jonas, SVAR, arbeid.pk, felt["hvordan"], "", 0, None) == 1


def test_about_a_worry_it_is_its_authors_and_its_readers(verden, mal):
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    utfylling = f.SkjemautfyllingFactory(mal=mal, undring=undring)
    f.SkjemasvarFactory(utfylling=utfylling, felt=mal.felter.get(noekkel="sett"))
    f.UndringsdelingFactory(undring=undring, mottaker=verden.siri)
    assert [seen_by(one) for one in (verden.jonas, verden.siri, verden.lise, verden.kari)] == [
        (1, 1), (1, 1), (0, 0), (0, 0),
    ]  # fmt: skip
    assert is_refused(verden.siri, SVAR, utfylling.pk, mal.felter.get(noekkel="hvor").pk, "Ute", None, None)
    assert run(verden.siri, "UPDATE bti_skjemautfylling SET versjon = 2") == 0


FELT = {"noekkel": "a", "ledetekst": "Hva?", "hjelp": "", "felttype": "tekst", "valg": [], "paakrevd": False}
INNHOLD = {"navn": "Nytt", "gjelder": "sak", "ingress": "", "felter": [FELT]}


class TestWritingAForm:
    """The functions refuse for themselves, whatever the pages have checked."""

    def every_way(self, verden, mal, utkast):
        ny = {"utkast_id": uuid.uuid4(), "noekkel": "x", "navn": "X", "gjelder": "sak"}
        return (
            lambda: skjemamaler.nytt_utkast(kommune_id=verden.solvik.pk, **ny),
            lambda: skjemamaler.lagre(utkast.pk, redigert=1, innhold=INNHOLD),
            lambda: skjemamaler.publiser(utkast.pk, redigert=1),
            lambda: skjemamaler.set_bruk(mal.pk, i_bruk=False),
            lambda: skjemamaler.slett_utkast(utkast.pk),
        )

    def test_others_are_refused(self, verden, mal):
        utkast = make_mal(verden.solvik, noekkel="utkast", published_at=None)
        fjell = f.BrukerFactory()
        f.KommunerolleFactory(bruker=fjell, kommune=verden.fjellvik, rolle="bti_koordinator")
        for hvem in (verden.jonas, verden.siri, verden.berit, verden.kari, fjell):
            for way in self.every_way(verden, mal, utkast):
                with acting_as(hvem.pk), pytest.raises(PermissionDenied):
                    way()
        with acting_as(None), pytest.raises((PermissionDenied, DatabaseError)):
            skjemamaler.slett_utkast(utkast.pk)

    def test_what_is_published_stays(self, verden, mal):
        with acting_as(verden.ragna.pk):
            for way in self.every_way(verden, mal, mal)[1:3] + self.every_way(verden, mal, mal)[4:]:
                with pytest.raises(PermissionDenied):
                    way()
            utkast = skjemamaler.nytt_utkast(
                utkast_id=uuid.uuid4(),
                kommune_id=verden.solvik.pk,
                noekkel=mal.noekkel,
                navn="",
                gjelder="sak",
            )
            assert skjemamaler.lagre(utkast, redigert=7, innhold=INNHOLD) == -1
            assert skjemamaler.lagre(utkast, redigert=1, innhold=INNHOLD | {"felter": []}) == 2
            with pytest.raises(PermissionDenied):
                skjemamaler.publiser(utkast, redigert=2)  # nothing is asked in it
            assert skjemamaler.lagre(utkast, redigert=2, innhold=INNHOLD) == 3
            assert not skjemamaler.publiser(utkast, redigert=2)
            assert skjemamaler.publiser(utkast, redigert=3)
        assert (mal.felter.count(), Skjemamal.objects.get(pk=utkast).versjon) == (7, 2)
