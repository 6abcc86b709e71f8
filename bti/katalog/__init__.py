"""Checking what people have written in files and forms: every fault named, with its place (docs/katalog.md)."""

from bti.katalog.feil import KatalogFeil, Radfeil

__all__ = ["KatalogFeil", "Radfeil"]
