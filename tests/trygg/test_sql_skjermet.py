"""The room of its own, asked in SQL as the app: who it exists for, and what the functions refuse."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction

from bti.models import Ansettelse, SkjermetBekymring, Tilbakehold
from bti.tilgang.aktoer import acting_as
from bti.tilgang.kall import refusal_is_403
from bti.varsling.models import Paaminnelse
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.trygg.hjelp import hold_of, let_go, make_parent, name_reader, payload, seen_by, sql, write

pytestmark = pytest.mark.django_db


def refused(by, text: str, *arguments) -> str:
    """Ask as this person; return the words of the refusal."""
    with acting_as(by.pk), pytest.raises(PermissionDenied) as problem, refusal_is_403():
        sql(text, *arguments)
    return str(problem.value).partition("\n")[0]


def everybody(verden: Verden) -> dict[str, object]:
    return {
        name: getattr(verden, name)
        for name in [
            "siri",
            "lise",
            "amina",
            "kari",
            "tom",
            "pia",
            "berit",
            "adm",
            "ragna",
            "erik",
            "fremmed",
        ]
    }


def test_it_exists_for_the_author_and_nobody_else(verden):
    f.StedfortrederFactory(bruker=verden.jonas, vikar=verden.lise, tjeneste=verden.skole)
    f.NoedtilgangFactory(sak=verden.nora_sak, bruker=verden.erik, tjeneste=verden.fjellvik_skole)
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)

    assert seen_by(verden.jonas) == {egen}
    assert {name: seen_by(one) for name, one in everybody(verden).items() if seen_by(one)} == {}
    assert SkjermetBekymring.objects.count() == 0  # nobody


@pytest.mark.parametrize(
    "tabell", ["skjermetbekymring", "skjermetleser", "skjermetmelding", "skjermetraad", "tilbakehold"]
)
@pytest.mark.parametrize(
    "verb", ["INSERT INTO bti_{} DEFAULT VALUES", "UPDATE bti_{} SET id = id", "DELETE FROM bti_{}"]
)
def test_the_app_writes_none_of_the_tables(verden, tabell, verb):
    write(verden, verden.jonas, sak_id=verden.nora_sak.pk)

    with (
        acting_as(verden.jonas.pk), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(verb.format(tabell))


def test_the_other_tables_follow(verden):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    name_reader(egen, verden.jonas, verden.siri)
    f.SkjermetraadFactory(skjermet_id=egen, skjermet=None, written_by=verden.jonas)
    f.SkjermetmeldingFactory(skjermet_id=egen, skjermet=None, written_by=verden.jonas)
    tabeller = ("bti_skjermetleser", "bti_skjermetmelding", "bti_skjermetraad", "bti_tilbakehold")
    teller = "SELECT " + ", ".join(f"(SELECT count(*) FROM {one})" for one in tabeller)

    for hvem, antall in (
        (verden.jonas, (1, 1, 1, 1)),
        (verden.siri, (1, 1, 1, 1)),
        (verden.kari, (0, 0, 0, 0)),
        (verden.amina, (0, 0, 0, 0)),
    ):
        with acting_as(hvem.pk):
            assert sql(teller) == [antall]


def test_losing_the_case_does_not_take_it_away(verden):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.jonas, blocked_by=verden.siri)

    assert seen_by(verden.jonas) == {egen}


def test_who_leaves_the_unit_loses_it_and_the_named_one_keeps_it(verden):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    name_reader(egen, verden.jonas, verden.siri)
    with as_owner():
        Ansettelse.objects.filter(bruker=verden.jonas).update(gyldig_til=i_dag(-1))
    assert seen_by(verden.jonas) == set()
    assert seen_by(verden.siri) == {egen}

    f.AnsettelseFactory(
        bruker=verden.jonas, tjeneste=verden.ppt
    )  # another unit: still not the one it was written in
    assert seen_by(verden.jonas) == set()
    with as_owner():
        Ansettelse.objects.filter(bruker=verden.siri).update(gyldig_til=i_dag(-1))
    assert seen_by(verden.siri) == set()


def test_a_reader_who_moves_within_the_municipality_keeps_it(verden):
    egen = write(verden, verden.jonas)
    name_reader(egen, verden.jonas, verden.lise)
    with as_owner():
        Ansettelse.objects.filter(bruker=verden.lise).update(gyldig_til=i_dag(-1))
    flytter = f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.ppt)
    assert seen_by(verden.lise) == {egen}

    with as_owner():
        Ansettelse.objects.filter(pk=flytter.pk).update(tjeneste=verden.fjellvik_skole)
    assert seen_by(verden.lise) == set()


def test_an_account_out_of_use_sees_nothing(verden):
    write(verden, verden.jonas)
    with as_owner():
        type(verden.jonas).objects.filter(pk=verden.jonas.pk).update(is_active=False)
    assert seen_by(verden.jonas) == set()


def test_who_turns_out_to_be_family_loses_it(verden):
    """Named first, or the author, registered as the child's father afterwards: also when nobody has confirmed it."""
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    name_reader(egen, verden.jonas, verden.lise)
    for hvem in (verden.lise, verden.jonas):
        assert seen_by(hvem) == {egen}
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson,
            bruker=hvem,
            verifisering="ingen",
            registered_by=verden.siri,
        )
        assert seen_by(hvem) == set()


def test_a_case_of_another_and_one_that_does_not_exist_are_refused_in_the_same_words(verden):
    make_parent(verden, verden.siri)
    skriv = "SELECT skjermet_skriv(%s::jsonb)"

    ord_ = {
        refused(verden.jonas, skriv, payload(verden, sak_id=verden.ola_sak.pk)),
        refused(verden.jonas, skriv, payload(verden, sak_id=uuid4())),
        refused(verden.siri, skriv, payload(verden, sak_id=verden.nora_sak.pk)),
        refused(verden.jonas, skriv, payload(verden, undring_id=f.UndringFactory(created_by=verden.lise).pk)),
        refused(verden.jonas, skriv, payload(verden, undring_id=uuid4())),
    }  # fmt: skip
    assert ord_ == {"stafett: finnes ikke"}
    with as_owner():
        assert SkjermetBekymring.objects.count() == Tilbakehold.objects.count() == 0


def test_a_parent_writes_none(verden):
    assert "ikke ansatt" in refused(verden.kari, "SELECT skjermet_skriv(%s::jsonb)", payload(verden))


def test_the_case_is_neither_changed_nor_locked(verden):
    """A moment that moved would show, and a lock would make somebody wait: not even a foreign key's is taken."""

    def row():
        with as_owner():
            return sql(
                "SELECT md5(s::text), s.xmin::text, s.xmax::text FROM bti_sak s WHERE id = %s",
                verden.nora_sak.pk,
            )

    foer = row()
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    let_go(egen, verden.jonas)
    assert row() == foer


def test_the_same_key_is_one_and_with_something_else_in_it_none(verden):
    nr = uuid4()
    assert write(verden, verden.jonas, id=nr) == nr
    assert write(verden, verden.jonas, id=nr) == nr
    assert write(verden, verden.jonas, id=nr, observert="Noe annet") is None
    assert write(verden, verden.siri, id=nr) is None


def test_only_the_author_corrects_and_only_what_one_has_seen(verden):
    egen = write(verden, verden.jonas)
    name_reader(egen, verden.jonas, verden.siri)
    rett, ny = "SELECT skjermet_rett(%s, %s, %s::jsonb)", payload(verden, observert="Rettet")

    assert refused(verden.siri, rett, egen, 1, ny) == "stafett: bare den som skrev"
    assert refused(verden.lise, rett, egen, 1, ny) == "stafett: finnes ikke"
    with acting_as(verden.jonas.pk):
        assert sql(rett, egen, 1, ny) == [(2,)]
        assert sql(rett, egen, 1, ny) == [(-1,)]


@pytest.mark.parametrize(
    "spoersmaal",
    [
        "SELECT skjermet_rett(%s, 1, '{}')",
        "SELECT skjermet_meldt(jsonb_build_object('skjermet_id', %s::uuid))",
        "SELECT skjermet_kolleger(%s, '', 5)",
        "SELECT skjermet_lesere(%s)",
        "SELECT skjermet_avslutt_leser(%s)",
        "SELECT skjermet_frigi(%s, 'send')",
        "SELECT skjermet_navngi(gen_random_uuid(), %s, gen_random_uuid(), false)",
    ],
)
def test_a_stranger_is_refused_as_for_one_that_does_not_exist(verden, spoersmaal):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    leser = name_reader(egen, verden.jonas, verden.siri)
    ider = {"frigi": hold_of(egen).pk, "avslutt": leser}
    ekte = next((pk for word, pk in ider.items() if word in spoersmaal), egen)

    for hvem in (verden.lise, verden.amina, verden.kari, verden.berit):
        assert refused(hvem, spoersmaal, ekte) == refused(hvem, spoersmaal, uuid4()) == "stafett: finnes ikke"


def test_whom_one_may_name(verden):
    """Colleagues and the head, the municipality's barnevern; no parent, no other unit or municipality, not oneself.

    The school works for two municipalities, and the case is in one of them. A barnevern that works for both is its own.
    """
    f.TjenesteKommuneFactory(tjeneste=verden.skole, kommune=verden.fjellvik)
    bea = barnevern_in("Barnevernet", verden.solvik)
    felles = barnevern_in("Barnevernet i Dalen", verden.fjellvik, verden.solvik)
    nabo = barnevern_in("Barnevernet i Fjellvik", verden.fjellvik)
    mor = f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=f.AnsettelseFactory(tjeneste=verden.skole).bruker,
        verifisering="ingen", registered_by=verden.siri,
    ).bruker  # fmt: skip
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    with acting_as(verden.jonas.pk):
        kan = {row[0]: row[2] for row in sql("SELECT * FROM skjermet_kolleger(%s, '', 50)", egen)}

    assert set(kan) == {verden.siri.pk, verden.lise.pk, bea.pk, felles.pk}
    assert (kan[verden.siri.pk], kan[felles.pk]) == ("rektor", "lærer, Barnevernet i Dalen")
    for en in (mor, nabo, verden.amina, verden.erik, verden.kari, verden.jonas, verden.fremmed):
        assert (
            refused(verden.jonas, "SELECT skjermet_navngi(%s, %s, %s, false)", uuid4(), egen, en.pk)
            == "stafett: kan ikke velges"
        )


def barnevern_in(navn: str, *kommuner):
    """Somebody who works in a barnevern for these municipalities."""
    tjeneste = f.TjenesteFactory(navn=navn, tjenestetype="barnevern")
    for kommune in kommuner:
        f.TjenesteKommuneFactory(tjeneste=tjeneste, kommune=kommune)
    return f.AnsettelseFactory(tjeneste=tjeneste, tittel="lærer").bruker


def test_without_a_case_each_municipality_of_the_unit_is_its_own_until_a_case_says_which(verden):
    f.TjenesteKommuneFactory(tjeneste=verden.skole, kommune=verden.fjellvik)
    bea, nabo = barnevern_in("A", verden.solvik), barnevern_in("B", verden.fjellvik)
    egen = write(verden, verden.jonas)
    for leser in (bea, nabo):
        name_reader(egen, verden.jonas, leser, kan_frigi=True)
        assert seen_by(leser) == {egen}
    with acting_as(verden.jonas.pk):
        sql("SELECT skjermet_knytt_sak(%s, %s)", egen, verden.nora_sak.pk)

    assert seen_by(bea) == {egen}
    assert seen_by(nabo) == set()
    with as_owner():
        assert {one.mottaker_id for one in Paaminnelse.objects.all()} == {verden.jonas.pk, bea.pk}


def test_a_reader_names_nobody_and_ends_only_themself(verden):
    egen = write(verden, verden.jonas)
    siris, lises = name_reader(egen, verden.jonas, verden.siri), name_reader(egen, verden.jonas, verden.lise)

    assert (
        refused(verden.siri, "SELECT skjermet_navngi(%s, %s, %s, false)", uuid4(), egen, verden.lise.pk)
        == "stafett: bare den som skrev"
    )
    assert refused(verden.siri, "SELECT skjermet_avslutt_leser(%s)", lises) == "stafett: finnes ikke"
    with acting_as(verden.siri.pk):
        sql("SELECT skjermet_avslutt_leser(%s)", siris)
    assert seen_by(verden.siri) == set()
    assert seen_by(verden.lise) == {egen}


@pytest.mark.parametrize("dag", ["infinity", "-infinity", "0044-03-15 BC", "9999-12-31"])
def test_a_day_that_no_page_can_show_is_refused(verden, dag):
    egen = write(verden, verden.jonas)
    raad = {
        "id": str(uuid4()),
        "skjermet_id": str(egen),
        "fra": "politi",
        "hvem": "",
        "snakket_at": dag,
        "raad": "Vent.",
    }
    for act in (
        lambda: write(verden, verden.jonas, observert_dato=dag),
        lambda: sql("SELECT skjermet_raad(%s::jsonb)", json.dumps(raad)),
    ):
        with acting_as(verden.jonas.pk), pytest.raises(IntegrityError), transaction.atomic():
            act()
