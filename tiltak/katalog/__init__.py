"""A municipality's catalogue: read from files, checked whole, loaded in one transaction (docs/katalog.md)."""

from bti.katalog.feil import KatalogFeil, Radfeil
from tiltak.katalog.lasting import load_katalog
from tiltak.katalog.lesing import read_katalog
from tiltak.katalog.rapport import Rapport, Telling

__all__ = ["KatalogFeil", "Radfeil", "Rapport", "Telling", "load_katalog", "read_katalog"]
