"""The scanned sheet of an answer on paper: a clean picture alone is shown, and to few; a bad file loses nothing."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from bti.opplasting import MAKS_BYTE
from bti.revisjon.models import Hendelse
from bti.skjema.vern import TOKEN
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke import skannjobb
from samtykke.models import Skannstatus, SvarPaaVegne, Svarskann
from samtykke.skann import FORKLARINGER, AvvistSkann, clean_scan, get_bilde, skann_in
from tests.eier import as_owner
from tests.samtykke import filer
from tests.samtykke.hjelp import DAGER, ask, say_yes, told
from tests.samtykke.test_paa_vegne import confirm, kode, muntlig, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def krav(verden):
    """Kari and Tom are asked about PPT, and Kari has said yes by login."""
    asked = ask(verden)
    say_yes(verden, verden.kari, asked[verden.kari])
    return asked[verden.tom]


def send(client, verden, krav, fil, navn="ark.pdf", **changes):
    """Write in Tom's yes on paper with a file, as Jonas."""
    client.force_login(verden.jonas)
    form = client.get(url(krav))
    assert form.status_code == 200
    data = {
        "svar": "ja", "maate": "papir", "svart_dato": timezone.localdate(), "kode": kode(verden, krav),
        "temaer": ["skole"], "til": timezone.localdate() + timedelta(days=DAGER),
        TOKEN: form.context["form"].initial[TOKEN], "tolk": "Tolk 17",
        "skann": SimpleUploadedFile(navn, fil, content_type="application/pdf"),
    }  # fmt: skip
    return client.post(url(krav), data | changes)


def work() -> None:
    for skann_id in skannjobb.list_waiting(10):
        skannjobb.make_skann(skann_id)


def row() -> Svarskann:
    with as_owner():
        return Svarskann.objects.get()


def svar_id():
    with as_owner():
        return SvarPaaVegne.objects.latest("registered_at").pk


def bilde(name: str = "samtykke:skann-bilde") -> str:
    return reverse(name, args=[svar_id()])


def opened() -> list:
    """Who stands in the record of Nora's case as having opened the scan."""
    with as_owner():
        rows = Hendelse.objects.filter(handling="samtykke.skann_sett").order_by("tidspunkt")
        return list(rows.values_list("aktoer_id", "sak_id", "objekt_id"))


@pytest.mark.parametrize(
    ("fil", "navn"), [(filer.jpeg(), "ark.pdf"), (filer.png(), "bilde"), (filer.pdf(3), "ark.exe")]
)
def test_a_sheet_is_taken_in_cleaned_and_shown(client, verden, krav, fil, navn):
    response = send(client, verden, krav, fil, navn)
    assert response.url == reverse("samtykke:skann", args=[svar_id()])
    assert "gjøres klart" in client.get(response.url).content.decode()
    assert client.get(bilde()).status_code == 404, "nothing is shown before it is cleaned"
    work()
    assert (row().status, row().raa) == (Skannstatus.KLAR, None)
    page = client.get(response.url).content.decode()
    assert f'src="{bilde()}"' in page
    answer = client.get(bilde())
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.format == "JPEG"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert "no-store" in answer["Cache-Control"]
    assert fil not in answer.content


@pytest.mark.parametrize(
    ("fil", "navn", "reason"),
    [
        (filer.HTML, "ark.pdf", "ukjent"),
        (filer.SVG, "ark.png", "ukjent"),
        (filer.zip_file(), "ark.jpg", "ukjent"),
        (filer.HTML + filer.pdf(), "ark.pdf", "ukjent"),
        (b"GIF89a" + b"\0" * 50, "ark.gif", "ukjent"),
        (b"", "ark.pdf", "tom"),
        (b"%PDF-" + b"0" * MAKS_BYTE, "ark.pdf", "for_stor"),
    ],
    ids=["html", "svg", "zip", "html before pdf", "gif", "empty", "large"],
)
def test_what_is_seen_at_once_is_said_and_all_that_was_typed_stands(client, verden, krav, fil, navn, reason):
    response = send(client, verden, krav, fil, navn)
    page = response.content.decode()
    assert response.status_code == 422
    assert str(FORKLARINGER[reason]) in page
    assert 'value="Tolk 17"' in page
    assert kode(verden, krav) in page
    with as_owner():
        assert not SvarPaaVegne.objects.exists()
        assert not Svarskann.objects.exists()


@pytest.mark.parametrize(
    ("fil", "reason"),
    [
        (filer.jpeg((900, 900))[:700], "oedelagt"),
        (filer.png_bomb(), "for_mange_punkter"),
        (filer.pdf(password="hemmelig"), "passord"),
        (filer.pdf(11), "for_mange_sider"),
        (b"%PDF-1.7\nikke noe mer", "oedelagt"),
        (b"\xff\xd8\xff" + filer.HTML, "oedelagt"),
    ],
    ids=["truncated", "bomb", "password", "pages", "broken", "polyglot"],
)
def test_what_the_worker_refuses_leaves_the_answer_and_says_why(client, verden, krav, fil, reason):
    assert send(client, verden, krav, fil).status_code == 302
    work()
    assert (row().status, row().feil, row().raa, row().bilde) == (Skannstatus.AVVIST, reason, None, None)
    page = client.get(reverse("samtykke:skann", args=[svar_id()]))
    assert str(FORKLARINGER[reason]) in page.content.decode()
    assert client.get(bilde()).status_code == 404
    assert "Bekreftelsen er lagret" in confirm(client, verden), "the answer holds without its scan"


def test_many_files_are_no_way_round_the_limit(rf):
    """What a request holds in memory is bounded, whoever sends it; what was not kept is told by its size."""
    large = b"%PDF-" + b"0" * (MAKS_BYTE * 2 // 3)
    request = rf.post("/", {name: SimpleUploadedFile(name, large) for name in ("a", "b", "c")})
    kept = [len(request.FILES[name].read()) for name in "abc"]
    assert kept == [len(large), 0, 0]
    assert [request.FILES[name].size for name in "abc"] == [len(large)] * 3


def test_another_takes_the_place_of_one_that_was_refused(client, verden, krav):
    send(client, verden, krav, filer.pdf(11))
    work()
    assert attach(client, filer.jpeg()).status_code == 302
    work()
    assert row().status == Skannstatus.KLAR


def attach(client, fil: bytes):
    page = reverse("samtykke:skann", args=[svar_id()])
    opened = client.get(page)
    assert opened.status_code == 200
    token = opened.context["form"].initial[TOKEN]
    return client.post(page, {TOKEN: token, "skann": SimpleUploadedFile("x", fil)})


def test_the_same_scan_twice_is_one_and_another_is_not_put_in_its_place(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    first = row().pk
    assert attach(client, filer.jpeg()).status_code == 302
    work()
    assert attach(client, filer.jpeg()).status_code == 302
    refused = attach(client, filer.png())
    assert refused.status_code == 422
    assert "Svaret har alt et skannet ark" in refused.content.decode()
    assert (row().pk, row().status) == (first, Skannstatus.KLAR)


def test_a_file_is_asked_for_again_when_something_else_is_wrong(client, verden, krav):
    page = send(client, verden, krav, filer.jpeg(), kode="").content.decode()
    assert "Velg filen på nytt" in page
    assert "Skriv koden som står på arket." in page


def test_without_a_scan_the_code_is_enough(client, verden, krav):
    assert send(client, verden, krav, b"x", skann="").url == reverse("samtykke:list", args=[krav.sak_id])
    assert "Bekreftelsen er lagret" in confirm(client, verden)


def test_a_spoken_answer_may_have_one(client, verden, krav):
    assert send(client, verden, krav, filer.jpeg(), **muntlig()).status_code == 302
    work()
    assert row().status == Skannstatus.KLAR


def test_nothing_but_the_colours_of_a_picture_comes_through():
    ark = clean_scan(filer.jpeg_with_place())
    with Image.open(io.BytesIO(ark.bilde)) as picture:
        assert picture.size == (160, 120), "turned as it was taken"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert filer.GPS_TEKST in filer.jpeg_with_place()
    assert filer.GPS_TEKST not in ark.bilde


def test_no_script_link_or_attachment_of_a_pdf_comes_through():
    raw = filer.pdf(script=True)
    assert b"/JavaScript" in raw
    ark = clean_scan(raw)
    assert ark.bilde.startswith(b"\xff\xd8\xff")
    for word in (b"JavaScript", b"HEMMELIG", b"ond.invalid", b"%PDF", b"<script"):
        assert word not in ark.bilde


def test_what_is_glued_behind_a_picture_is_gone():
    assert b"<script" not in clean_scan(filer.jpeg() + filer.HTML + filer.zip_file()).bilde


@pytest.mark.parametrize(
    ("mode", "kind"), [("1", "PNG"), ("I;16", "PNG"), ("P", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG")]
)
def test_pictures_of_every_kind_are_taken_in(mode, kind):
    out = io.BytesIO()
    Image.new(mode, (90, 60)).save(out, kind)
    assert clean_scan(out.getvalue()).sider == 1


def test_pages_stand_below_each_other_and_none_is_larger_than_a_page():
    ark = clean_scan(filer.pdf(2))
    with Image.open(io.BytesIO(ark.bilde)) as picture:
        assert (ark.sider, picture.width) == (2, 1240)
        assert picture.height > 2 * 1700


def test_a_file_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr("samtykke.skann.FRIST", 0.01)
    with pytest.raises(AvvistSkann, match="for_tung"):
        clean_scan(filer.jpeg())


def test_the_second_employee_sees_the_sheet_beside_the_answer_and_stands_on_record(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    work()
    client.force_login(verden.siri)
    page = client.get(reverse("samtykke:svar-bekreft")).content.decode()
    assert f'src="{bilde("samtykke:svar-skann")}"' in page
    assert client.get(bilde("samtykke:svar-skann")).status_code == 200
    assert opened() == [(verden.siri.pk, krav.sak_id, svar_id())]
    with acting_as(verden.siri.pk):
        assert get_bilde(svar_id())
    confirm(client, verden)
    assert client.get(bilde("samtykke:svar-skann")).status_code == 404, (
        "what is decided is no longer theirs to see"
    )
    with acting_as(verden.siri.pk):
        assert get_bilde(svar_id()) is None, "and the database hands it to no other page either"


def test_the_giver_sees_their_own_sheet_and_the_family_who_has_looked(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    work()
    client.force_login(verden.tom)
    page = client.get(reverse("familie:samtykke", args=[krav.sak_id])).content.decode()
    assert bilde("familie:samtykke-skann") in page
    assert client.get(bilde("familie:samtykke-skann")).status_code == 200
    client.force_login(verden.jonas)
    assert client.get(bilde()).status_code == 200
    assert [who for who, *_ in opened()] == [verden.tom.pk, verden.jonas.pk]
    client.force_login(verden.kari)
    har_sett = client.get(reverse("familie:hvem-har-sett", args=[krav.sak_id])).content.decode()
    assert "så på et skannet svarark" in har_sett


@pytest.mark.parametrize("navn", ["kari", "amina", "pia", "berit", "adm", "erik", "fremmed"])
def test_nobody_else_sees_it(client, verden, krav, navn):
    send(client, verden, krav, filer.jpeg())
    work()
    bruker = getattr(verden, navn)
    client.force_login(bruker)
    for name in ("samtykke:skann-bilde", "samtykke:svar-skann", "familie:samtykke-skann", "samtykke:skann"):
        assert client.get(bilde(name)).status_code in (403, 404)
    with acting_as(bruker.pk):
        assert skann_in(krav.sak_id) == {}
    assert opened() == []


def test_it_goes_when_the_answer_is_rejected(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    work()
    assert "Svaret gjelder ikke" in confirm(client, verden, valg="nei")
    assert (row().status, row().raa, row().bilde) == (Skannstatus.SLETTET, None, None)


def test_rejected_while_it_is_cleaned_it_does_not_come_back(client, verden, krav, monkeypatch):
    send(client, verden, krav, filer.jpeg())
    skann_id = row().pk

    def slow(raw):
        confirm(client, verden, valg="nei")
        return clean_scan(raw)

    monkeypatch.setattr("samtykke.skannjobb.clean_scan", slow)
    assert not skannjobb.make_skann(skann_id)
    assert (row().status, row().bilde) == (Skannstatus.SLETTET, None)


def test_two_workers_at_once_clean_it_once(client, verden, krav, monkeypatch):
    send(client, verden, krav, filer.jpeg())
    skann_id = row().pk

    def meanwhile(raw):
        assert not skannjobb.make_skann(skann_id), "another is at it"
        return clean_scan(raw)

    monkeypatch.setattr("samtykke.skannjobb.clean_scan", meanwhile)
    assert skannjobb.make_skann(skann_id)
    assert not skannjobb.make_skann(skann_id), "twice is once"


def test_one_that_three_workers_died_over_is_refused(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    with as_owner():
        Svarskann.objects.update(forsoek=3, claimed_at=timezone.now() - timedelta(minutes=3))
    assert skannjobb.list_waiting(10) == []
    assert (row().status, row().feil, row().raa) == (Skannstatus.AVVIST, "avbrutt", None)


def test_the_giver_is_told_who_wrote_it_in_and_how_to_say_that_it_is_wrong(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    assert told(Slag.SAMTYKKE_PAA_VEGNE) == {verden.tom.pk}
    client.force_login(verden.tom)
    side = reverse("familie:samtykke", args=[krav.sak_id])
    page = client.get(side).content.decode()
    assert "Jonas Berge har skrevet at du svarte på papir" in page
    assert "Det gjelder ikke ennå." in page
    assert "Det du svarer selv, går foran." in page
    confirm(client, verden)
    client.force_login(verden.tom)
    with as_owner():
        samtykke = SvarPaaVegne.objects.get().samtykke_id
    page = client.get(side).content.decode()
    assert "En kollega har kontrollert det." in page
    assert (
        page.count("Skrevet inn for deg") == page.count("<bdi>PPT Solvik</bdi></h3>") == 1
    )  # one card, with its own way back
    trekk = reverse("familie:samtykke-trekk", args=[samtykke])
    assert page.index("Stemmer det ikke? Da trekker du det her") < page.index(f'href="{trekk}"')
    client.force_login(verden.kari)
    assert "Skrevet inn for deg" not in client.get(side).content.decode()


def test_what_the_giver_answers_themselves_takes_its_place(client, verden, krav):
    send(client, verden, krav, filer.jpeg())
    say_yes(verden, verden.tom, krav)
    assert "endret eller besvart" in confirm(client, verden)
    assert row().status == Skannstatus.SLETTET
