"""What is left when somebody has worked for a while: not one word of it in the queue, logs, mails, files or browser.

Everything that goes through Valkey is written to its own file, so that file holds every message there has been.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk

ORD = {
    "innlegg": "Kanarifuglen sang i garderoben på onsdag.",
    "melding": "Skal vi ta med papegøyen på møtet?",
    "undring": "Undulaten har sluttet å spise av hånden.",
    "kladd": "Stillitsen rakk jeg aldri å sende.",
    "svar": "Grønnfinken kommer gjerne.",
}
FUGLER = ("kanarifugl", "papegøye", "undulat", "stillits", "grønnfink", "Ola Strand")
VARSLET = "SELECT 1 FROM varsling_varsel WHERE slag = 'melding' AND told_at > now() - interval '5 minutes'"
INGENTING = {"local": {}, "session": {}, "caches": [], "databaser": []}
TEGNSETT = ("utf-8", "utf-16-le")
# The print-out's own typefaces, unpacked once for each worker: the only files that stay.
SKRIFT = (b"\0\1\0\0", b"OTTO", b"true", b"wOF2")


def words_in(raw: bytes) -> list[str]:
    """Return the birds that are found in some bytes, in either way that words are written."""
    low = raw.lower()
    return [fugl for fugl in FUGLER if any(fugl.lower().encode(one) in low for one in TEGNSETT)]


def work(siri: Person, pia: Person, stakk: Stakk) -> None:
    """Write a little of everything, search for it, print it, and leave something unsent."""
    siri.log_in().press("Ola Strand").press("Skriv i loggen").fill("Hva vil du skrive?", ORD["innlegg"])
    siri.press("Lagre i loggen").open("/").press("Ola Strand").press("Les og skriv meldinger")
    siri.fill("Skriv melding", ORD["melding"]).press("Send melding").expect(ORD["melding"])
    stakk.wait_for(VARSLET, seconds=30)
    siri.search("kanarifuglen").expect("sang i garderoben")
    siri.open("/").press("Ola Strand").press("Skriv ut").press("Lag utskriften")
    siri.page.get_by_text("Utskriften er klar.").wait_for(timeout=30_000)
    assert siri.download("Last ned PDF").startswith(b"%PDF")
    siri.open("/undring/ny/").fill("Hva har du sett eller hørt?", ORD["undring"]).choose("Jeg er bekymret")
    siri.press("Lagre undringen").open("/undring/ny/")
    siri.type_slowly("Hva har du sett eller hørt?", ORD["kladd"]).expect_saved()
    pia.log_in().expect("Ola")
    pia.open("/varsler/")


@pytest.mark.nightly
def test_nothing_is_left_behind(person: Callable[..., Person], stakk: Stakk, record_property) -> None:
    """Everything below Stafett's own folder: Valkey's file, both logs, the mails, the clock's book, temporary files."""
    siri, pia = person("Siri Holm"), person("Pia Strand", bredde=TELEFON)
    work(siri, pia, stakk)
    assert stakk.query("SELECT 1 FROM stafettlogg_innlegg WHERE tekst = %s", ORD["innlegg"])
    filer = [
        one for one in sorted(Path(stakk.folder).rglob("*")) if one.is_file() and "static" not in one.parts
    ]
    innhold = {str(one.relative_to(stakk.folder)): one.read_bytes() for one in filer}
    funn = {navn: words_in(raw) for navn, raw in innhold.items()}
    assert {navn: ord_ for navn, ord_ in funn.items() if ord_} == {}
    assert any("appendonly" in navn for navn in funn), "Valkey's file was not read: this proves nothing"
    assert any(navn.startswith("epost/") for navn in funn), "no mail was sent: this proves nothing"
    left = [navn for navn, raw in innhold.items() if navn.startswith("tmp/") and not raw.startswith(SKRIFT)]
    assert left == [], "a temporary file is left"
    record_property("tall:kanari_flater", len(funn))
    assert read_valkey(stakk) == []
    leave(siri)
    leave(pia)


def read_valkey(stakk: Stakk) -> list[str]:
    """Return the birds in what lies in Valkey now, in keys and values of every kind."""
    found = []
    with redis.Redis(unix_socket_path=str(stakk.valkey.sokkel)) as client:
        for nummer in range(3):
            client.select(nummer)
            for key in client.scan_iter():
                found += words_in(key + (client.dump(key) or b""))
    return found


def leave(one: Person) -> None:
    """After logging out: nothing stored, nothing in the page's title or address, and Back is the log-in page."""
    one.log_out()
    assert one.read_storage() == INGENTING
    for _ in range(3):
        one.page.go_back()
        assert words_in(one.page.content().encode()) == []
        assert words_in((one.page.title() + one.page.url).encode()) == []
        assert "/logg-inn/" in one.path


@pytest.mark.parametrize("tegnsett", TEGNSETT)
def test_the_birds_are_found_where_they_are(tegnsett: str) -> None:
    """However they are written, and whatever stands around them."""
    assert words_in(f"*3\r\n{ORD['innlegg']}".encode(tegnsett)) == ["kanarifugl"]
