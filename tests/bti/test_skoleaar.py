"""The demo's school year: done by its people under the rule, on its days, and to each reader no more than theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bti.drift.demodata import key_of
from bti.drift.demodata.grunnlag import load_grunnlag
from bti.drift.demodata.saker import Demosak, list_demosaker
from bti.drift.demodata.skoleaar import date_skoleaar, load_skoleaar, read_skoleaar
from bti.models import Deltaker, Rolle, Sak
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from stafettlogg.models import Moete, Moetestatus
from stafettlogg.tidslinje import Tidslinje, Utvalg, read_tidslinje

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(eier) -> Demosak:
    with eier():
        load_grunnlag()
    demosak = next(one for one in list_demosaker() if one.er_skoleaar)
    skritt = load_skoleaar(demosak)
    with eier():
        date_skoleaar(demosak, skritt)
    return demosak


def history(demosak: Demosak, hvem: str) -> Tidslinje:
    with acting_as(key_of("person", hvem)):
        return read_tidslinje(Sak.objects.get(pk=demosak.noekkel), Utvalg(), antall=200)


def what_was_written_stands_on_its_day_and_in_its_order(ida: Demosak) -> None:
    punkter = history(ida, "eirik").punkter
    i_dag = timezone.localdate()
    skrevet = {punkt.tekst: (i_dag - timezone.localdate(punkt.tid)).days for punkt in punkter}
    for rad in read_skoleaar():
        if rad["hva"] == "innlegg":
            assert skrevet[rad["tekst"]] == rad["dager"]
    slag = [punkt.slag for punkt in reversed(punkter)]
    assert slag[0] == "aapnet"
    for foer, etter in [("spurt", "ja"), ("ja", "slutt"), ("maal", "naadd"), ("tiltak", "evaluering")]:
        assert slag.index(foer) < slag.index(etter)
    assert slag.count("ja") == 2
    assert slag.count("evaluering") == sum(rad["hva"] == "evaluering" for rad in read_skoleaar())


def the_year_ends_where_the_story_says(ida: Demosak, eier) -> None:
    with eier():
        sak = Sak.objects.select_related("nivaa").get(pk=ida.noekkel)
        holder = Deltaker.objects.get(sak=sak, rolle=Rolle.STAFETTHOLDER, stedfortreder_for=None)
        moeter = list(Moete.objects.filter(sak=sak).order_by("starter_at"))
        assert not Utboks.objects.filter(sak=sak).exists()
    assert sak.nivaa.nummer == 1
    assert holder.bruker_id == key_of("person", "eirik")
    assert sak.opened_at < timezone.now() - timedelta(days=280)
    assert [en.status for en in moeter] == [Moetestatus.HOLDT] * 3 + [Moetestatus.PLANLAGT]
    assert all(en.called_at < en.starter_at for en in moeter)
    for subject, sees in [
        ("eirik", True),
        ("lise", True),
        ("mona", True),
        ("amina", False),
        ("jonas", False),
    ]:
        with acting_as(key_of("person", subject)):
            assert Sak.objects.filter(pk=ida.noekkel).exists() is sees, subject


def the_mother_reads_it_and_her_own_answer_alone(client, ida: Demosak) -> None:
    client.post("/logg-inn/demo/", {"subject": "mona"})
    url, html = f"/familie/sak/{ida.noekkel}/historie/", ""
    while url:
        side = client.get(url).content.decode()
        html += side
        url = (
            side.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
            if 'rel="next"' in side
            else ""
        )
    for words in ("Jeg har brukt opp kortet.", "Mandager er best.", "Saken ble åpnet.", "Du sa ja til at"):
        assert words in html
    assert "Geir Lunde sa ja" not in html
    assert "trakk samtykket" not in html
    hjem = client.get("/familie/").content.decode()
    assert "Ingen tiltak er i gang nå." in hjem
    for side in (hjem, client.get(f"/familie/sak/{ida.noekkel}/").content.decode()):
        assert "PPT Solvik får være med. De ser ikke saken nå." in side


def test_a_school_year_reads_as_a_story(client, ida, eier):
    """One test: the year takes some fifteen seconds to live."""
    what_was_written_stands_on_its_day_and_in_its_order(ida)
    the_year_ends_where_the_story_says(ida, eier)
    the_mother_reads_it_and_her_own_answer_alone(client, ida)
