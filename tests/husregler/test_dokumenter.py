"""What the documents say is what the code does."""

import re

import pytest

from bti.models import Rolle
from bti.tilgang.tillatelser import LESEROLLE, PERSONTILLATELSER, ROLLETILLATELSER, Permission, Personslag
from tests.husregler.kode import ROT

DOKUMENTER = [*sorted((ROT / "docs").rglob("*.md")), ROT / "README.md"]


def make_table() -> str:
    """Return the table of roles and permissions as docs/tilgang.md has it."""
    slag = list(Personslag)
    roller: list[str] = [Rolle.STAFETTHOLDER, Rolle.FAGPERSON, LESEROLLE, Rolle.FORESATT, Rolle.UNGDOM]
    i_sak = [
        f"| `{p.codename}` | " + " | ".join("ja" if p in ROLLETILLATELSER[r] else "" for r in roller) + " |"
        for p in Permission if p.is_sak_permission
    ]  # fmt: skip
    utenfor = [
        f"| `{p.codename}` | " + " | ".join("ja" if s in PERSONTILLATELSER[p] else "" for s in slag) + " |"
        for p in Permission if not p.is_sak_permission
    ]  # fmt: skip
    return "\n".join(
        [
            _head("In a case", [str(r) for r in roller]), *i_sak, "",
            _head("Outside cases", [s.value for s in slag]), *utenfor,
        ]
    )  # fmt: skip


def _head(first: str, columns: list[str]) -> str:
    return f"| {first} | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns)


def test_the_table_of_permissions_is_the_codes():
    text = (ROT / "docs" / "tilgang.md").read_text(encoding="utf-8")
    written = re.search(r"<!-- tillatelser -->\n(.*?)<!-- /tillatelser -->", text, re.DOTALL)[1].strip()
    assert written == make_table(), f"put this between the marks in docs/tilgang.md:\n\n{make_table()}"


@pytest.mark.parametrize("document", DOKUMENTER, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOKUMENTER, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(document):
    """A path in backticks that looks like one of ours is one of ours."""
    text = document.read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:bti|samtykke|tiltak|stafettlogg|tests|docs|templates|static|fixtures)/[\w./-]+)`", text
    )
    assert [path for path in named if not (ROT / path).exists()] == []


def test_every_decision_has_its_number_and_its_parts():
    files = sorted((ROT / "docs" / "adr").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert numbers == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert re.match(rf"# {int(file.name[:4])}\. ", text), file.name
        assert all(f"\n## {part}\n" in text for part in ("Why", "What we do", "What it costs")), file.name
