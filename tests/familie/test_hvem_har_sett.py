"""Who has looked: in words, by day, without letting one parent follow the other."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from bti.revisjon.ord import HANDLINGSORD, words_for
from tests.samtykke.hjelp import both_say_yes

pytestmark = pytest.mark.django_db


def look(client, bruker, name: str, *args) -> str:
    client.force_login(bruker)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def lines(client, bruker, sak, name: str = "familie:hvem-har-sett") -> list:
    client.force_login(bruker)
    return client.get(reverse(name, args=[sak.pk])).context["side"].object_list


def test_mother_reads_who_why_and_what(client, verden):
    both_say_yes(verden)
    for _ in range(3):
        look(client, verden.amina, "samtykke:list", verden.nora_sak.pk)
    html = look(client, verden.kari, "familie:hvem-har-sett", verden.nora_sak.pk)
    assert "Tjenesten er med fordi familien har sagt ja." in html
    assert "Holder i stafettpinnen og følger opp saken." in html
    [amina] = [line for line in lines(client, verden.kari, verden.nora_sak) if line.navn == "Amina Yusuf"]
    assert (amina.tjeneste, amina.hva) == ("PPT Solvik", ["så på samtykkene"])


def test_one_parents_reading_is_not_the_others_to_follow(client, verden):
    look(client, verden.kari, "familie:sak", verden.nora_sak.pk)
    for bruker, name in [(verden.tom, "familie:hvem-har-sett"), (verden.jonas, "bti:hvem-har-sett")]:
        assert "Kari Nordlie" not in {line.navn for line in lines(client, bruker, verden.nora_sak, name)}
    mine = [line for line in lines(client, verden.kari, verden.nora_sak) if line.er_meg]
    assert mine[0].hva[0] == "så på saken"


@pytest.mark.parametrize(
    ("navn", "status"),
    [("jonas", 200), ("kari", 403), ("tom", 403), ("amina", 404), ("siri", 404), ("lise", 404), ("pia", 404),
     ("berit", 404), ("adm", 404), ("erik", 404), ("fremmed", 404)],
)  # fmt: skip
def test_who_sees_the_staffs_page(client, verden, navn, status):
    client.force_login(getattr(verden, navn))
    assert client.get(reverse("bti:hvem-har-sett", args=[verden.nora_sak.pk])).status_code == status


def test_looking_at_the_log_is_itself_logged(client, verden):
    look(client, verden.jonas, "bti:hvem-har-sett", verden.nora_sak.pk)
    [line] = lines(client, verden.kari, verden.nora_sak)
    assert (line.navn, line.hva) == ("Jonas Berge", ["så på hvem som har sett på saken"])


def test_many_readings_cost_the_same(client, verden, django_assert_max_num_queries):
    client.force_login(verden.kari)
    url = reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])
    client.get(url)
    for _ in range(5):
        look(client, verden.jonas, "samtykke:list", verden.nora_sak.pk)
    client.force_login(verden.kari)
    with django_assert_max_num_queries(19):
        client.get(url)


def _name_of(func: ast.expr) -> str:
    return getattr(func, "id", getattr(func, "attr", ""))


def _recorded() -> set[str]:
    """Every event name that the code gives to ``record`` as plain text."""
    found = set()
    for folder in ("bti", "samtykke", "tiltak", "stafettlogg"):
        for path in Path(settings.BASE_DIR, folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and _name_of(node.func) == "record":
                    found |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return {name for name in found if isinstance(name, str) and "." in name.strip(".")}


OUTSIDE_A_CASE = (
    "droefting.",
    "fagteam.",
    "rettighet.",
    "samtykkeoppsett.",
    "skjemamal.",
    "lovligdeling.",  # with whoever wrote it alone: the family learns of it from its own page, once it is judged safe
    "undring.", "statistikk.", "tilgang.", "register.", "drift.", "sak.sokt", "innsynsspoersmaal.", "loggkontroll.",
    "stedfortreder.", "maaling.", "skjermet.", "veileder.",
)  # fmt: skip


def test_everything_that_happens_in_a_case_has_words():
    missing = {name for name in _recorded() if not name.startswith(OUTSIDE_A_CASE)} - HANDLINGSORD.keys()
    assert not missing


def test_unknown_reads_are_still_reads():
    assert words_for("noenytt.lest") == "så på saken"
    assert words_for("noenytt.gjort") == "gjorde noe i saken"


def test_the_family_reads_whole_sentences_in_the_order_of_the_day(client, verden):
    look(client, verden.jonas, "samtykke:list", verden.nora_sak.pk)
    look(client, verden.jonas, "bti:sak-deltakere", verden.nora_sak.pk)
    look(client, verden.jonas, "samtykke:list", verden.nora_sak.pk)
    html = look(client, verden.kari, "familie:hvem-har-sett", verden.nora_sak.pk)
    [jonas] = [line for line in lines(client, verden.kari, verden.nora_sak) if line.navn == "Jonas Berge"]

    assert jonas.setninger == ["Jonas Berge så på samtykkene.", "Jonas Berge så på saken."]
    assert "<li>Jonas Berge så på samtykkene.</li><li>Jonas Berge så på saken.</li>" in html
    assert "<li>Du så på hvem som har sett på saken.</li>" in look(
        client, verden.kari, "familie:hvem-har-sett", verden.nora_sak.pk
    )
