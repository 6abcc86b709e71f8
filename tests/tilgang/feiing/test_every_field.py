"""A canary in every personal field, and everywhere that words come out: who was met by which.

What may reach whom stands in hvem_ser.py. A field that nobody is shown stands on a list there, and flies nowhere.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import unified_diff
from types import SimpleNamespace

import pytest
from django.db import connection, models
from django.utils import timezone

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.tillatelser import PERSONTILLATELSER, Permission
from bti.utskrift.deler import Leser
from bti.utskrift.motor import html_to_pdf
from bti.varsling.models import Slag, Varsel
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.eier import as_owner
from tests.husregler.kode import Adresse, adresser
from tests.sidetekst import without_tokens
from tests.tilgang.feiing.felt import SKJERMET_FOR, SOEKEORD, Felt, undone
from tests.tilgang.feiing.flater import (
    every_file,
    every_log,
    every_message,
    make_pdf,
    read_below,
    read_pdf,
    read_table,
    send_mail,
)
from tests.tilgang.feiing.galleri import FAMILIE, PRINSIPALER, SAMTYKKET, VED_NAVN, Prinsipal
from tests.tilgang.feiing.hvem_ser import UVIST, may_see
from tests.tilgang.feiing.kanari import fields_of, missing_in, personal_models
from tests.tilgang.feiing.runde import NATT, Runde
from tests.tilgang.feiing.skjemaer import UUID as UUID_ALONE
from tests.tilgang.feiing.skjemaer import Skjema, read_skjemaer
from tests.tilgang.feiing.svar import INNENFOR, ask, expect
from tests.tilgang.innhold import Innhold
from tests.utskrift.lesing import read_text

SOEKER = [p.navn for p in PRINSIPALER if PERSONTILLATELSER[Permission.SEARCH_SAK] & p.slag]
SKRIVER_UT = (
    ("stafettholder", "stedfortreder", "kollega i saken", "ppt") if NATT else ("stafettholder", "ppt")
)
UTGANG = "innlogging:logg-ut"
# Who walks, and who sends the forms on the way: together they meet every field that is shown to anybody.
VANDRER = (
    "stafettholder", "mor", "far", "enhetsleder", "lærer i annen kommune", "personvernombud", "bti-koordinator",
    "fremmed", "ingen",
)  # fmt: skip
SENDER = ("stafettholder", "mor")


@dataclass
class Vandring:
    """What everybody met, what was said meanwhile, and what it left behind."""

    runder: dict[str, Runde] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    sent: list[tuple[str, ...]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    papir: str = ""
    filer: str = ""
    oekter: set[str] = field(default_factory=set)

    def walk(self, felt: Felt, navn: str) -> None:
        """Open every page that this one has, of rows that live and of rows that are done; send its forms."""
        runde = self.runder[navn] = Runde(felt, VED_NAVN[navn], SAMTYKKET)
        skjemaer: dict[str, Skjema] = {}
        for innhold, adresse in pages_of(runde):
            svar = runde.ask("GET", adresse, innhold=innhold)
            self.oekter.add(svar.oekt)
            if navn in SENDER and svar.is_html:
                skjemaer |= {en.adresse: en for en in read_skjemaer(svar.kropp, innhold.url(adresse))}
        for skjema in skjemaer.values():
            svar = ask(runde.client, "POST", skjema.adresse, skjema.felter)
            runde.antall += 1
            runde.look(f"POST {skjema.adresse}", svar.alt)
            self.oekter.add(svar.oekt)


def pages_of(runde: Runde) -> Iterator[tuple[Innhold, Adresse]]:
    """Return what opens for this one, and some of what does not; at night all. A refusal quotes nothing either.

    That each refusal of each page says nothing is test_every_address.py's.
    """
    felt = runde.felt
    for plass, adresse in enumerate(adresser()):
        for innhold in (felt.innhold, felt.eldre):
            is_new = innhold is felt.innhold or innhold.url(adresse) != felt.innhold.url(adresse)
            opens = expect(adresse, runde, innhold) == INNENFOR
            if adresse.navn != UTGANG and is_new and (opens or NATT or plass % 12 == 0):
                yield innhold, adresse


@pytest.fixture(scope="module")
def vandring(felt_i_filen: Felt, tmp_path_factory: pytest.TempPathFactory) -> Vandring:
    """Everybody walks and sends; paper is made, mail is sent, pages are refused. All of it is listened to."""
    html_to_pdf("<p>Skriftene pakkes ut første gang noe tegnes.</p>", tittel="Prøve", spraak="nb")
    felt, mappe, ferd = felt_i_filen, tmp_path_factory.mktemp("vandring"), Vandring()
    with (
        undone(),
        pytest.MonkeyPatch.context() as patch,
        every_log() as ferd.said,
        every_message(patch) as ferd.sent,
        every_file() as ferd.written,
    ):
        patch.setattr(tempfile, "tempdir", str(mappe))
        patch.setenv("TMPDIR", str(mappe))
        for navn in VANDRER:
            ferd.walk(felt, navn)
        ferd.papir = read_pdf(make_pdf(felt.saker["nora"], felt.person("jonas"), Leser.ARKIVET))
        send_mail()
        ferd.oekter.add(read_table("django_session"))
    ferd.filer = read_below(mappe)
    return ferd


def test_every_field_has_its_canary(felt: Felt) -> None:
    """A new model with personal fields is put in felt.py; a new field of a known kind has its canary by itself."""
    assert missing_in(felt.bur, personal_models()) == []


def test_a_field_that_nobody_knows_how_to_fill_is_found() -> None:
    class Ny:
        sted = models.GenericIPAddressField()
        _meta = SimpleNamespace(concrete_fields=[sted])

    Ny.sted.name = "sted"
    with pytest.raises(TypeError, match=r"Ny\.sted"):
        list(fields_of(Ny))


def test_canaries_are_told_apart(felt: Felt) -> None:
    """Each value stands for one field of one row, however it is written."""
    dager = felt.bur.dager
    assert len(set(dager.values())) == len(dager)
    dag, kanari = next((d, k) for d, k in dager.items() if k.felt == "starter_at")
    for text in (dag.isoformat(), f"{dag:%d.%m.%Y}", f"møtet {dag:%d.%m.%Y} kl. 12.00"):
        assert felt.bur.find(text) == {kanari}
    assert {k.nr for k in felt.bur.find("Fugl0001, FUGL0002 og fugl0003")} == {1, 2, 3}


def test_every_field_is_shown_to_somebody_or_stands_on_the_list(
    felt: Felt, vandring: Vandring, record_property
) -> None:
    """Otherwise the sweep would prove nothing about it. And nobody has met what is not theirs."""
    runder = vandring.runder.values()
    assert {
        f"{one.prinsipal.navn}: {hva}": hvorfor for one in runder for hva, hvorfor in one.galt.items()
    } == {}
    sett = {kanari.felt_navn for one in runder for kanari in one.sett}
    sett |= {kanari.felt_navn for kanari in felt.bur.find(vandring.papir)}
    alle = {kanari.felt_navn for kanari in felt.bur.alle}
    record_property("tall:kanari_felt", len(alle))
    record_property("tall:kanari_flater", sum(one.antall for one in runder) + 1)
    funn = {
        "shown to nobody, and not on the list": sorted(alle - sett - UVIST),
        "on the list, and shown": sorted(sett & UVIST),
        "on the list, and no field": sorted(UVIST - alle),
    }
    assert funn == {what: [] for what in funn}


@pytest.mark.parametrize("navn", SOEKER)
def test_a_search_finds_what_its_searcher_sees(felt: Felt, navn: str, record_property) -> None:
    """And a word that stands in another case gives the same page as a word that stands nowhere.

    By day each searcher tries every ninth of the hidden words, beginning at another; at night all.
    """
    runde = Runde(felt, VED_NAVN[navn], SAMTYKKET)
    for q in (SOEKEORD, "fug", "f"):
        runde.look(f"søk etter «{q}»", ask(runde.client, "POST", "/saker/sok/", {"q": q}).alt)
    ingen = _search(runde, "fugl9999")
    hidden = [
        k
        for k in felt.bur.alle
        if not may_see(k, runde.prinsipal, runde.roller) and k.felt in {"tekst", "navn", "kalles"}
    ]
    tried = hidden if NATT else hidden[SOEKER.index(navn) :: 9]
    for kanari in tried:
        if (svar := _search(runde, f"fugl{kanari.nr:04}")) != ingen:
            runde.galt[f"søk etter {kanari.navn}"] = svar
    record_property("tall:kanari_flater", 3 + len(tried))
    assert runde.galt == {}
    assert tried


def _search(runde: Runde, q: str) -> tuple[int, str]:
    svar = ask(runde.client, "POST", "/saker/sok/", {"q": q})
    return svar.status, without_tokens(svar.kropp).replace(q, "<q>")


@pytest.mark.parametrize("navn", SKRIVER_UT)
def test_paper_says_what_its_reader_sees(felt: Felt, navn: str, record_property) -> None:
    """The words, the metadata, the tags and every stream of the file."""
    prinsipal = VED_NAVN[navn]
    runde = Runde(felt, prinsipal, SAMTYKKET)
    for leser in (Leser.TJENESTENE, Leser.FAMILIEN)[: 2 if navn == "stafettholder" else 1]:
        runde.look(
            f"utskrift til {leser}",
            read_pdf(make_pdf(felt.saker["nora"], felt.person(prinsipal.hvem), leser)),
        )
    record_property("tall:kanari_flater", 1)
    assert runde.galt == {}
    assert len(runde.sett) > 20


OBJEKTER = ("moete_id", "samtykke_id", "innlegg_id", "sak_id", "krav_id", "skjermet")


def _tell_everybody(felt: Felt, skifte: int) -> None:
    """Each kind of notice, to everybody; what it is of moves on by one for each kind and each person."""
    ider = felt.innhold.ider | {"skjermet": felt.rader["skjermet innlegg"].pk}
    varsler = [
        f.VarselFactory.build(
            mottaker=felt.person(prinsipal.hvem),
            slag=slag,
            sak=felt.saker["nora"],
            objekt_id=ider[OBJEKTER[(nr + plass + skifte) % len(OBJEKTER)]],
        )
        for plass, prinsipal in enumerate(PRINSIPALER)
        for nr, slag in enumerate(Slag)
        if prinsipal.hvem
    ]
    with as_owner():
        Varsel._base_manager.filter(sak=felt.saker["nora"]).delete()
        Varsel._base_manager.bulk_create(varsler)


@pytest.mark.parametrize("skifte", range(len(OBJEKTER)) if NATT else [0])
def test_notices_say_what_their_reader_sees(felt: Felt, skifte: int, record_property) -> None:
    """Whatever the notice is of: in the list, on the start page, and in the number on the bell.

    By day each kind is of one thing for each person, and of each thing for somebody; at night of each for all.
    """
    _tell_everybody(felt, skifte)
    galt, antall, skjermet = {}, 0, felt.rader["skjermet innlegg"].pk
    for prinsipal in PRINSIPALER:
        if not prinsipal.hvem:
            continue
        runde = Runde(felt, prinsipal, SAMTYKKET)
        sider = ["/varsler/", "/varsler/?side=2", "/familie/" if FAMILIE in prinsipal.slag else "/"]
        for side in sider if prinsipal.roller else sider[:1]:
            runde.look("varsler", ask(runde.client, "GET", side).alt)
            antall += 1
        with acting_as(felt.person(prinsipal.hvem).pk):
            told = list(Varsel.objects.filter(sak=felt.saker["nora"]).values_list("objekt_id", flat=True))
        if (len(told) - told.count(skjermet) >= len(Slag) * 4 // 5) is not bool(prinsipal.roller):
            runde.galt["antall"] = len(told)
        if (skjermet in told) is not bool(prinsipal.roller and prinsipal.hvem not in SKJERMET_FOR):
            runde.galt["skjermet"] = told.count(skjermet)
        galt |= {f"{prinsipal.navn}: {what}": why for what, why in runde.galt.items()}
    record_property("tall:kanari_flater", antall)
    assert galt == {}


def test_mail_carries_no_word(felt: Felt, record_property) -> None:
    """Neither in the body nor in a header, whatever it is about."""
    for slag in Slag:
        for navn in ("kari", "amina", "jonas", "pia"):
            f.UtboksFactory(
                mottaker=felt.person(navn), slag=slag, sak=felt.saker["nora"],
                objekt_id=felt.innhold.ider["moete_id"],
            )  # fmt: skip
    letters = send_mail()
    record_property("tall:kanari_flater", len(letters))
    assert len(letters) >= 2  # the stafettholder has had one, and has not been in since
    assert felt.bur.find("\n".join(letters)) == set()


def test_logs_queue_files_and_sessions_carry_no_word(felt: Felt, vandring: Vandring, record_property) -> None:
    """What the walk of everybody left behind it, beside the pages."""
    ferd = vandring
    assert ferd.said
    assert [line for line in ferd.said if felt.bur.find(line)] == []
    tasks = {task for task, *_ in ferd.sent}
    assert {"utskrift.make", "varsling.toem_utboks"} <= tasks, (
        "nothing was sent to the queue: this proves nothing"
    )
    assert [part for _, *parts in ferd.sent for part in parts if not UUID_ALONE.fullmatch(part)] == []
    assert [path for path in ferd.written if not path.startswith(("/dev/", "/proc/"))] == []
    assert felt.bur.find(ferd.filer) == set()
    assert len(ferd.oekter) > len(VANDRER)
    assert felt.bur.find("\n".join(ferd.oekter)) == set()
    record_property("tall:kanari_flater", len(ferd.said) + len(ferd.sent) + 2)


def test_the_page_of_an_error_carries_no_word(felt: Felt, settings, record_property) -> None:
    """Whatever was in hand when it broke, for the one who may see it all too."""
    settings.ROOT_URLCONF = "tests.tilgang.feiing.feil_urls"
    assert not settings.DEBUG
    runde = Runde(felt, VED_NAVN["stafettholder"], SAMTYKKET)
    with every_log() as said:
        svar = ask(runde.client, "GET", f"/brekk/{felt.saker['nora'].pk}/")
    assert svar.status == 500
    assert felt.bur.find(svar.alt) == set()
    assert said, "the error was not logged"
    assert felt.bur.find("\n".join(said)) == set()
    record_property("tall:kanari_flater", 2)


@pytest.mark.parametrize("navn", [p.navn for p in PRINSIPALER if p.hvem in SKJERMET_FOR])
def test_what_is_shielded_has_never_been(felt: Felt, navn: str, record_property) -> None:
    """Every page is the one that it would be without the entry: no word, no time, no number, no gap."""
    prinsipal, began = VED_NAVN[navn], timezone.localtime()
    med = _pages(felt, prinsipal)
    with undone():
        _take_away(felt)
        uten = _pages(felt, prinsipal)
    record_property("tall:kanari_flater", len(med))
    med, uten = _without_own_minutes(med, began), _without_own_minutes(uten, began)
    galt = {
        navn: "\n".join(unified_diff(uten[navn].splitlines(), med[navn].splitlines(), n=0)) for navn in med
    }
    assert {navn: diff for navn, diff in galt.items() if diff} == {}
    assert len([side for side in med.values() if len(side) > 4000]) > 5


def _pages(felt: Felt, prinsipal: Prinsipal) -> dict[str, str]:
    runde = Runde(felt, prinsipal, SAMTYKKET)
    sider = {a.navn: runde.ask("GET", a) for innhold, a in pages_of(runde) if innhold is felt.innhold}
    if PERSONTILLATELSER[Permission.SEARCH_SAK] & prinsipal.slag:
        sider |= {"søk": ask(runde.client, "POST", "/saker/sok/", {"q": SOEKEORD})}
    return {
        navn: read_text(svar.raatt) if svar.is_pdf else without_tokens(svar.kropp)
        for navn, svar in sider.items()
    }


def _without_own_minutes(sider: dict[str, str], began: datetime) -> dict[str, str]:
    """The record's clock is the database's, and writes down these two rounds too: in one minute or the next."""
    minutes = range(int((timezone.localtime() - began).total_seconds()) // 60 + 2)
    times = "|".join(f"{began + timedelta(minutes=number):%H[.:]%M}" for number in minutes)
    return {navn: re.sub(rf"\b(?:{times})(?:–\s*(?:{times}))?\b", "nå", side) for navn, side in sider.items()}


def _take_away(felt: Felt) -> None:
    """As if it had never been written, nor told of."""
    ider = [felt.rader[navn].pk for navn in ("skjermet rettelse", "skjermet innlegg")]
    with as_owner():
        for modell in (Hendelse, Varsel):
            modell._base_manager.filter(objekt_id__in=ider)._raw_delete("default")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM bti_skjerming WHERE objekt_id = ANY (%s)", [ider])
        for pk in ider:
            Innlegg._base_manager.filter(pk=pk)._raw_delete("default")
