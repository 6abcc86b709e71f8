"""docs/tilgang.md promises nothing that no test keeps: each sentence of it names, by a link, a test that is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.husregler.kode import ROT

DOKUMENT = ROT / "docs" / "tilgang.md"
LENKE = re.compile(r"\[((?:Test\w+::)?test_\w+)\]\[([\w-]+)\]")
STED = re.compile(r"^\[([\w-]+)\]: (\S+)$", re.MULTILINE)
LAGET = re.compile(r"<!-- (\w+) -->.*?<!-- /\1 -->", re.DOTALL)  # made from the code, with a test of its own
# What only tells how to work, or says what another sentence promises. Whoever puts a line here says why.
LOVER_IKKE = {
    "A new table": "how to make one",
    "A new function that runs as the owner": "how to write one",
}
FORKLARER = (
    "- **The catalogue itself**",  # what is open, and is meant to be
    "Anchors, and who keeps them:",  # leads to where it is said
)


def read_names(file: Path) -> set[str]:
    """Return the tests of a file, those of a class with its name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        f"{holder.name}::{node.name}" if isinstance(holder, ast.ClassDef) else node.name
        for holder in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
        for node in holder.body
        if isinstance(node, ast.FunctionDef)
    }


def find_dead(text: str, folder: Path) -> list[str]:
    """Return links to a test that is not there, names without a link, and places that nothing points at."""
    steder = {key: (folder / path).resolve() for key, path in STED.findall(text)}
    lenker = LENKE.findall(text)
    dead = [
        f"{name}: {key}"
        for name, key in lenker
        if key not in steder or not steder[key].is_file() or name not in read_names(steder[key])
    ]
    bare = re.findall(r"\btest_\w+\b(?!\.py|\w)", STED.sub("", LENKE.sub("", text)))
    return dead + bare + sorted(set(steder) - {key for _, key in lenker})


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Return every paragraph, item and row, each with the section that it stands in."""
    section, block = "", ""
    for line in [*STED.sub("", LAGET.sub("", text)).splitlines(), ""]:
        begins = line.startswith(("- ", "|", "#")) or re.match(r"\d+\. ", line)
        if (begins or not line.strip()) and block:
            yield section, block
            block = ""
        if line.startswith("#"):
            section = line.lstrip("# ")
        elif line.strip():
            block = f"{block} {line.strip()}".strip()


def find_unkept(text: str) -> list[str]:
    """Return what is promised without a test. Heads of tables, and openings that end with a colon, promise nothing."""
    rows = [block for _, block in blocks(text)]
    heads = {rows[nr] for nr in range(len(rows) - 1) if rows[nr + 1].startswith("|---")}
    return [
        f"{section}: {block[:90]}"
        for section, block in blocks(text)
        if section not in LOVER_IKKE
        and not LENKE.search(block)
        and not block.endswith(":")
        and not block.startswith(("|---", *FORKLARER))
        and block not in heads
    ]


def test_every_promise_names_a_test_that_exists():
    text = DOKUMENT.read_text(encoding="utf-8")

    assert find_dead(text, DOKUMENT.parent) == []
    assert find_unkept(text) == [], "name the test that fails when this is broken: [test_x][key]"


DAARLIG = """# Access
## Blocks
A block bites at once ([test_it_bites][sperr]), and [TestBlocks::test_the_head_alone_lifts][adgang].
It is told, see `test_it_is_told`.

Nobody passes it.

| What | Test |
|---|---|
| a lifted one | [test_the_head_alone_lifts][adgang] |
| another one | |
- One of them, in
  two lines.
- See [test_gone][borte]:

## A new table
Make it.

<!-- tabell -->
| made | from the code |
<!-- /tabell -->

[adgang]: ../tests/tilgang/test_adgang.py
[sperr]: ../tests/tilgang/test_adgang.py
[ubrukt]: ../tests/tilgang/test_adgang.py
"""


def test_a_dead_link_and_a_bare_name_are_found():
    """The file is there and the test is not; the class is left out; a name without a link; a place that is none."""
    assert find_dead(DAARLIG, DOKUMENT.parent) == [
        "test_it_bites: sperr",
        "test_the_head_alone_lifts: adgang",
        "test_gone: borte",
        "test_it_is_told",
        "ubrukt",
    ]


def test_a_promise_without_a_test_is_found():
    assert find_unkept(DAARLIG) == [
        "Blocks: Nobody passes it.",
        "Blocks: | another one | |",
        "Blocks: - One of them, in two lines.",
    ]


def test_what_is_said_to_promise_nothing_is_there():
    """No ghosts: a line that is taken out of the document is taken off the list too."""
    text = DOKUMENT.read_text(encoding="utf-8")

    assert [line for line in FORKLARER if line not in text] == []
    assert [section for section in LOVER_IKKE if f"## {section}\n" not in text] == []
