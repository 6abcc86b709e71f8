"""A mail server of our own."""

import pytest

from tests.varsling.postboks import Postkontor


@pytest.fixture
def postkontor(settings):
    settings.MAILERS = {"default": {"BACKEND": f"{Postkontor.__module__}.{Postkontor.__name__}"}}
    Postkontor.opening, Postkontor.answers = [], []
    return Postkontor
