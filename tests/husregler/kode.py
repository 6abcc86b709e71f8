"""Walking the project: files, syntax trees, models, addresses, templates. What the rules are tried on."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver

ROT = Path(__file__).resolve().parents[2]
APPER = ("bti", "samtykke", "tiltak", "stafettlogg")


@dataclass(frozen=True)
class Kilde:
    """A Python file: where it is, and its tree."""

    sti: str
    tree: ast.Module

    @property
    def modul(self) -> str:
        return self.sti.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass(frozen=True)
class Adresse:
    """One pattern of the URL map."""

    navn: str
    moenster: str
    visning: Any


def parse(text: str, sti: str = "bti/proeve.py") -> Kilde:
    """Return made-up code as if it stood in a file: for trying a rule on a bad example."""
    return Kilde(sti, ast.parse(text))


@cache
def kilder() -> tuple[Kilde, ...]:
    """Return the product's own Python files, migrations left out."""
    files = [
        file for app in APPER for file in sorted((ROT / app).rglob("*.py")) if "migrations" not in file.parts
    ]
    return tuple(parse(file.read_text(encoding="utf-8"), str(file.relative_to(ROT))) for file in files)


@cache
def maler() -> dict[str, str]:
    """Return every template by its path."""
    folder = ROT / "templates"
    return {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.html"))
    }


@cache
def modeller() -> tuple[type[Model], ...]:
    """Return our own models."""
    return tuple(model for model in apps.get_models() if model.__module__.partition(".")[0] in APPER)


def adresser(resolver: Any = None, navnerom: str = "", foran: str = "") -> Iterator[Adresse]:
    """Return every address, with its name as ``reverse`` knows it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        moenster = foran + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            rom = f"{navnerom}{pattern.namespace}:" if pattern.namespace else navnerom
            yield from adresser(pattern, rom, moenster)
        else:
            yield Adresse(f"{navnerom}{pattern.name}", moenster, pattern.callback)


def kall(kilde: Kilde, names: Iterable[str]) -> Iterator[tuple[str, ast.Call]]:
    """Return calls of functions by their last name, each with the function that it stands in."""
    wanted = set(names)

    def visit(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            here = child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else inside
            if isinstance(child, ast.Call) and _last_name(child.func) in wanted:
                yield inside, child
            yield from visit(child, here)

    yield from visit(kilde.tree, "")


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
