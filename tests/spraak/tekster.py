"""Every text a person can meet, found by reading the code: what is marked for translation, and what was forgotten."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

from django.template.base import Lexer, TokenType

from bti.drift.spraak import ORD, ROT, Melding, gather_meldinger, read_katalog, source_files

MERKET = frozenset(ORD)
# An attribute whose value is shown or read aloud.
_SYNLIGE = re.compile(r'\b(?:alt|aria-label|title|placeholder|data-label)="([^"]*)"')
_TAGGER = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]*>", re.DOTALL)
_TAGGDELER = {"kroppsklasse", "kroppsattributter"}  # blocks that fill in the inside of a tag
_BOKSTAVER = re.compile(r"[A-Za-zÆØÅæøå]{2,}")


@cache
def meldinger() -> tuple[Melding, ...]:
    """Return every sentence marked for translation."""
    return tuple(gather_meldinger(ROT))


def nynorsk() -> Iterator[tuple[str, str]]:
    """Yield each bokmål sentence and its nynorsk, with every plural form for itself."""
    for entry in read_katalog("nn"):
        if entry.msgid_plural:
            yield entry.msgid, entry.msgstr_plural[0]
            yield entry.msgid_plural, entry.msgstr_plural[1]
        else:
            yield entry.msgid, entry.msgstr


def templates() -> list[Path]:
    return [path for path in source_files(ROT) if path.suffix != ".py"]


def python_files() -> list[Path]:
    """Return the app's modules; the start script talks to the one who runs it, in bokmål, and is left out."""
    drift = ROT / "bti" / "drift"
    return [path for path in source_files(ROT) if path.suffix == ".py" and drift not in path.parents]


def unmarked_in_template(source: str) -> list[str]:
    """Return the words of a template that stand outside every translation tag."""
    parts, in_block, in_comment, blocks = [], False, False, []
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK:
            word = token.contents.split()[0]
            in_block = (in_block or word.startswith("blocktrans")) and not word.startswith("endblocktrans")
            in_comment = (in_comment or word == "comment") and word != "endcomment"
            blocks += [token.contents.split()[1]] if word == "block" else []
            blocks = blocks[:-1] if word == "endblock" else blocks
        elif token.token_type is TokenType.TEXT and not (in_block or in_comment or _TAGGDELER & set(blocks)):
            parts.append(token.contents)
        elif token.token_type is TokenType.VAR:
            parts.append("0")  # keeps a tag whole, and is no word
    markup = unescape(" ".join(parts))
    texts = [*_SYNLIGE.findall(markup), *_TAGGER.sub("\n", markup).split("\n")]
    return [text.strip() for text in texts if _BOKSTAVER.search(text)]


def unmarked_in_python(source: str) -> list[str]:
    """Return the Norwegian words of a module that no translation function is called with.

    Norwegian is what has a letter of its own, or looks like a sentence, or is a field's label. Docstrings, what goes
    to the log, and the names of models' fields are left out: a form says its own label, and nobody sees the others.
    """
    tree = ast.parse(source)
    skipped = {id(node) for call in ast.walk(tree) if _is_skipped(call) for node in ast.walk(call)}
    labels = {
        id(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword) and word.arg in _LEDETEKST
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and (_NORSK.search(node.value) or (id(node) in labels and node.value))
    ]


def _is_skipped(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return any(
            isinstance(target, ast.Name) and target.id.startswith("verbose_name") for target in node.targets
        )
    if not isinstance(node, ast.Call):
        return False
    words = ast.unparse(node.func).split(".")
    return words[-1] in MERKET | _USYNLIG or words[0] in {"models", "logger", "logging"}


_USYNLIG = frozenset({"Personfelter", "ArrayField", "compile"})
_LEDETEKST = frozenset({"label", "help_text", "empty_label"})
_NORSK = re.compile(r"[æøåÆØÅ«»]|^[A-ZÆØÅ][a-zæøå]+ .*[a-zæøå]")


def translated_at_import(source: str) -> list[str]:
    """Return the sentences translated when the module is read: they would keep that moment's language for ever."""
    tree = ast.parse(source)
    at_once = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
    }
    return [
        ast.unparse(node)
        for node in _outside_functions(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in at_once
    ]


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _outside_functions(child)
