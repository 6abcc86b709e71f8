"""The paper that goes with the report: what stands on it, and where no trace of it is."""

import re
from uuid import uuid4

import pytest

from bti.revisjon.models import Hendelse
from bti.utskrift.models import Utskrift
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.trygg.hjelp import name_reader, write
from tests.trygg.test_skjermet import meldt, one_url, send
from tests.utskrift.lesing import list_problems, read_text

pytestmark = pytest.mark.django_db
TOMME = ("Ordene barnet brukte", "Hvor barnet er", "Hvem som er spurt", "Melding", "Hvor det er utrygt")


@pytest.fixture
def jonas(client, verden):
    client.force_login(verden.jonas)
    return client


def words(svar) -> str:
    assert (svar.status_code, svar["Content-Type"]) == (200, "application/pdf")
    return re.sub(r"\s+", " ", read_text(svar.content))


def test_everything_that_barnevern_asks_for_stands_on_it(jonas, verden, tmp_path):
    egen = write(
        verden, verden.jonas, sak_id=verden.nora_sak.pk, barnets_ord="Pappa ble sint.", barnet_naa="På SFO til kl. 16.",
        hvem_er_til_fare="hjemme", merkelapp="Blåmerket",
    )  # fmt: skip
    f.SkjermetraadFactory(
        skjermet_id=egen, skjermet=None, fra="barnevernvakt", hvem="vakthavende", written_by=verden.jonas,
        raad="Ring politiet nå.", snakket_at=naa(),
    )  # fmt: skip
    send(jonas, one_url("meldt", egen), **meldt("begge", meldt_hvordan="I meldeskjemaet"))
    svar = jonas.get(one_url("papir", egen))
    text = words(svar)

    for ord_ in (
        "Et blått merke på armen.", "Pappa ble sint.", "På SFO til kl. 16.", "Hjemme", "Barnevernvakten, vakthavende",
        "Ring politiet nå.", "Meldt til barnevernet og politiet", "kl. 14.00", "I meldeskjemaet", "Jonas Berge",
        verden.skole.navn,
    ):  # fmt: skip
        assert ord_ in text, ord_
    assert "Nora" not in text
    assert re.fullmatch(r'attachment; filename="notat-\d{4}-\d\d-\d\d\.pdf"', svar["Content-Disposition"])
    assert "no-store" in svar["Cache-Control"]
    assert list_problems(svar.content, tmp_path) == []
    assert one_url("papir", egen) in jonas.get(one_url("detail", egen)).content.decode()


def test_what_is_empty_has_no_heading(jonas, verden):
    text = words(jonas.get(one_url("papir", write(verden, verden.jonas))))

    assert "Det som er sett eller hørt" in text
    assert [tittel for tittel in TOMME if tittel in text] == []


def test_it_is_recorded_for_the_person_and_in_no_case(jonas, verden):
    egen = write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
    jonas.get(one_url("papir", egen))

    with as_owner():
        rad = Hendelse.objects.get(handling="skjermet.skrevet_ut")
        assert (rad.sak_id, rad.aktoer_id, rad.objekt_id) == (None, verden.jonas.pk, egen)
        assert not Hendelse.objects.filter(sak_id=verden.nora_sak.pk).exists()
        assert not Utskrift.objects.exists()


def test_a_reader_prints_it_and_others_do_not(client, verden):
    egen = write(verden, verden.jonas)
    name_reader(egen, verden.jonas, verden.siri)
    for hvem, status in ((verden.siri, 200), (verden.lise, 404), (verden.amina, 404), (verden.kari, 403)):
        client.force_login(hvem)
        assert client.get(one_url("papir", egen)).status_code == status
    client.force_login(verden.lise)
    ukjent = client.get(one_url("papir", uuid4()))
    assert ukjent.status_code == 404
