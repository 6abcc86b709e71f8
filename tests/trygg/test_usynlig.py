"""Nobody in the family can tell: every page, paper, notice, mail and table, before the whole way is walked and after.

What is compared is every byte of each answer (random tokens and the minute on paper taken out), its headers, how many
statements it took, and every row of every table that the person may read in SQL. The probe is shown to see: an ordinary
entry changes what it reads.
"""

import hashlib
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bti.models import Bruker, Familierelasjon, Rolle
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser
from bti.varsling.jobb import empty_utboks, sweep_paaminnelser, tidy
from tests import factories as f
from tests.cast import Verden, give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.husregler.kode import adresser
from tests.tilgang.feiing.flater import make_pdf, read_pdf
from tests.tilgang.feiing.svar import ask
from tests.tilgang.innhold import Innhold, make_innhold
from tests.trygg.test_skjermet import data, one_url, token
from tests.utskrift.lesing import read_text

pytestmark = pytest.mark.django_db
NY = reverse("bti:skjermet-new")
# Where the family goes; the others are asked these too, and the list of the leader's figures.
SIDER = re.compile(
    r"^(familie:|varsling:list|stafettlogg:(hjem|sak)$|bti:(kladd-list|hvem-har-sett|sak-list)|statistikk:)"
)
MINUTT = re.compile(r"kl\. \d\d\.\d\d")
RUTE = re.compile(r"/(skjermet|trygg|kladd|logg-inn|logg-ut|spraak|komponenter|livez|readyz)")
COLUMNS = """
    SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relname <> 'django_session'
       AND has_column_privilege('stafett_app', c.oid, a.attnum, 'SELECT')
     GROUP BY 1 ORDER BY 1
"""
# Everything that belongs to a case, as its owner sees it, with the transaction that wrote and locked each row.
CASE_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'sak_id'
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
     WHERE c.relkind = 'r' AND c.relname !~ '^(bti_skjermet|bti_tilbakehold)' ORDER BY 1
"""


@pytest.fixture
def innhold(verden) -> Innhold:
    """One of everything in Nora's case. She is fifteen and logs in; nobody confirmed Ulrik; Mona is a colleague."""
    give_consent(verden, verden.kari, verden.tom)
    innhold = make_innhold(verden)
    hovedperson = verden.nora_sak.hovedperson
    nora, ulrik = f.BrukerFactory(navn="Nora Nordlie"), f.BrukerFactory(navn="Ulrik Ukjent")
    with as_owner():
        type(hovedperson).objects.filter(pk=hovedperson.pk).update(bruker=nora, foedselsdato=i_dag(-15 * 366))
    f.DeltakerFactory(sak=verden.nora_sak, bruker=nora, rolle=Rolle.UNGDOM)
    f.FamilierelasjonFactory(
        hovedperson=hovedperson, bruker=ulrik, verifisering="ingen", registered_by=verden.jonas
    )
    f.DeltakerFactory(sak=verden.nora_sak, bruker=ulrik, rolle=Rolle.FORESATT)
    ansatt_mor = f.AnsettelseFactory(tjeneste=verden.skole, bruker__navn="Mona Mor").bruker
    f.FamilierelasjonFactory(hovedperson=hovedperson, bruker=ansatt_mor, registered_by=verden.siri)
    f.DeltakerFactory(sak=verden.nora_sak, bruker=ansatt_mor, rolle=Rolle.FORESATT)
    grant_from_roles()
    client = Client()
    client.force_login(verden.jonas)
    client.get(
        reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    )  # so that the record has a line and a seal
    return innhold


def watchers(verden: Verden) -> dict[str, Bruker]:
    """The family, and the staff whom nobody has named."""
    with as_owner():
        nye = Bruker.objects.filter(navn__in=["Nora Nordlie", "Ulrik Ukjent", "Mona Mor"])
        andre = {bruker.navn.split()[0].lower(): bruker for bruker in nye}
    return andre | {name: getattr(verden, name) for name in ("kari", "tom", "pia", "amina", "lise", "berit")}


FAMILIEN = ("kari", "tom", "nora", "ulrik", "mona")


def read_pages(bruker: Bruker, innhold: Innhold, *, alle: bool) -> dict[str, Any]:
    """Ask each page with GET, and undo what the asking wrote."""
    client = Client(raise_request_exception=False)
    client.force_login(bruker)
    client.get(reverse("varsling:list"))
    svar = {}
    for adresse in adresser():
        if RUTE.match(innhold.url(adresse)) or not (alle or SIDER.match(adresse.navn)):
            continue
        en = ask(client, "GET", innhold.url(adresse))
        status, kropp, hoder, antall = en.without([])
        if en.is_pdf:
            # The text: the minute of printing stands in the compressed bytes too.
            kropp, hoder = (
                read_pdf(en.raatt).partition("%PDF")[0],
                tuple(h for h in hoder if h[0] != "Content-Length"),
            )
        svar[adresse.navn] = (status, MINUTT.sub("", kropp), hoder, antall)
    return svar


def read_tables(bruker: Bruker) -> dict[str, str]:
    """A digest of every row that exists for the person, in every table and column that the app may read."""
    with acting_as(bruker.pk), connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        svar = {}
        for table, columns in cursor.fetchall():
            rader = f"SELECT {columns} FROM {table}"
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(x::text, '|' ORDER BY x::text), '')) FROM ({rader}) x"
            )
            svar[table] = cursor.fetchone()[0]
        return svar


def read_paper(verden: Verden) -> str:
    """The words of the print-out that staff make for the family; nothing of its making stays."""
    with transaction.atomic():
        tekst = read_text(make_pdf(verden.nora_sak, verden.jonas, Leser.FAMILIEN))
        transaction.set_rollback(True)
    return MINUTT.sub("", tekst)


def read_case(sak_id: Any) -> dict[str, str]:
    """A digest of all that belongs to the case, seen past every wall, with who last wrote or locked each row."""
    svar = {}
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(CASE_TABLES)
        for (table,) in cursor.fetchall():
            key = "id" if table == "bti_sak" else "sak_id"
            cursor.execute(
                f"SELECT array_agg(x::text || x.xmin || x.xmax ORDER BY x::text) FROM {table} x WHERE {key} = %s",
                [sak_id],
            )
            svar[table] = hashlib.sha256(str(cursor.fetchone()[0]).encode()).hexdigest()
        cursor.execute("SELECT s::text || s.xmin || s.xmax FROM bti_sak s WHERE id = %s", [sak_id])
        svar["bti_sak"] = cursor.fetchone()[0]
        cursor.execute("SELECT k::text FROM revisjon_kjede k WHERE kjede_id = %s", [sak_id])
        svar["kjede"] = str(cursor.fetchone())
    return svar


def read_all(verden: Verden, innhold: Innhold) -> dict[str, Any]:
    return {
        name: (read_pages(bruker, innhold, alle=name == "kari"), read_tables(bruker))
        for name, bruker in watchers(verden).items()
    }


def differences(foer: dict[str, Any], etter: dict[str, Any]) -> list[str]:
    """Name what is not the same: whose, and which page or table."""
    return [
        f"{name}: {key}"
        for name in foer
        for gammel, ny in zip(foer[name], etter[name], strict=True)
        for key in gammel
        if gammel[key] != ny[key]
    ]


def walk(verden: Verden) -> None:
    """Jonas looks, begins, writes, corrects, rings, lets Siri read, reports, prints. The jobs run; Siri reads."""
    jonas = Client()
    jonas.force_login(verden.jonas)
    ny = f"{NY}?sak={verden.nora_sak.pk}"
    jonas.get(f"{reverse('bti:trygg')}?sak={verden.nora_sak.pk}")
    nr = token(jonas.get(ny).content.decode())
    jonas.post(reverse("bti:kladd-save"), {"skjema_token": nr, "observert": "Et blått"})
    egen = jonas.post(ny, {"skjema_token": nr, **data()}).url.split("/")[-2]
    for side, felter in {
        "edit": data(observert="Et blått merke på armen.", versjon="1"),
        "raad": {
            "fra": "politi",
            "snakket_dato": i_dag(-1).isoformat(),
            "snakket_klokke": "10:00",
            "raad": "Vent.",
        },
        "navngi": {"bruker": str(verden.siri.pk), "kan_frigi": "on"},
        "meldt": {
            "meldt_til": "begge",
            "meldt_hvordan": "I skjemaet",
            "meldt_dato": i_dag(-1).isoformat(),
            "meldt_klokke": "09:30",
        },
    }.items():
        url = one_url(side, egen)
        svar = jonas.post(url, {"skjema_token": token(jonas.get(url).content.decode()), **felter})
        assert svar.status_code == 302, side
    jonas.get(one_url("frigi", egen))
    assert jonas.get(one_url("papir", egen)).content[:4] == b"%PDF"
    jonas.get(reverse("bti:skjermet-list"))
    sweep_paaminnelser()
    empty_utboks()
    tidy()
    siri = Client()
    siri.force_login(verden.siri)
    for url in (reverse("varsling:list"), reverse("bti:skjermet-list"), one_url("detail", egen)):
        assert siri.get(url).status_code == 200


def test_nobody_in_the_family_can_tell(verden, innhold):
    empty_utboks()
    papir = read_paper(verden)  # first: ordering it locks the case's row, and that is seen
    foer, sak = read_all(verden, innhold), read_case(verden.nora_sak.pk)
    mail.outbox.clear()
    walk(verden)

    assert differences(foer, read_all(verden, innhold)) == []
    assert read_case(verden.nora_sak.pk) == sak
    assert read_paper(verden) == papir
    assert "Nora" in papir
    assert {to for one in mail.outbox for to in one.to} == {"siri@stafett.invalid"}
    assert not [one for one in mail.outbox if "Nora" in one.subject + one.body]
    antall_sider = sum(len(sider) for sider, _ in foer.values())
    assert antall_sider > 200


def test_the_probe_sees_an_ordinary_entry(verden, innhold):
    """The control: with an entry in the case in between, the same reading differs for all who see it."""
    papir = read_paper(verden)  # first: ordering it locks the case's row, and that is seen
    foer, sak = read_all(verden, innhold), read_case(verden.nora_sak.pk)
    client = Client()
    client.force_login(verden.jonas)
    url = reverse("stafettlogg:innlegg-new", args=[verden.nora_sak.pk])
    felter = {"tekst": "Vi leste sammen i dag.", "innleggstype": "notat"}
    client.post(url, {"skjema_token": token(client.get(url).content.decode()), **felter})
    empty_utboks()
    etter = differences(foer, read_all(verden, innhold))

    assert read_case(verden.nora_sak.pk) != sak
    assert read_paper(verden) != papir
    for hvem in ("kari", "tom", "nora"):
        assert f"{hvem}: familie:sak" in etter
        assert f"{hvem}: varsling_varsel" in etter
        assert f"{hvem}: stafettlogg_innlegg" in etter
    assert not [one for one in etter if one.startswith(("pia:", "berit:"))]


def test_the_family_is_who_it_is_believed_to_be(verden, innhold):
    with as_owner():
        assert Familierelasjon.objects.filter(hovedperson=verden.nora_sak.hovedperson).count() == 4
    assert set(FAMILIEN) <= set(watchers(verden))
