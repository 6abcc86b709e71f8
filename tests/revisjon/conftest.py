"""The folder that anchors are sent to, as the settings name it."""

import pytest


@pytest.fixture
def ankermappe(tmp_path, settings):
    settings.ANKERMAPPE = str(tmp_path)
    return tmp_path
