"""Folders that PostgreSQL can reach when root runs it as nobody."""

import pytest


@pytest.fixture(scope="session")
def make_folder(tmp_path_factory):
    """Return a function that makes a folder below pytest's own, open for walking through."""

    def make(name):
        folder = tmp_path_factory.mktemp(name)
        for path in (folder, folder.parent, folder.parent.parent):
            path.chmod(0o711)
        return folder

    return make
