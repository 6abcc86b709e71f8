"""A process that has read the libraries and none of our code, and bears one child for each mutant.

Reading Python takes longer than the tests that find a fault. The child reads our code anew, from the copy with the
fault in it; what the fault changes in the migrations' SQL is carried out in the child's copy of a migrated database.
With ``MED_KODEN`` it has read our code too: for faults in SQL, which change no Python.

Run by ``stand.py`` with the copy as its folder: one JSON order a line in, one JSON answer a line out.
"""

import importlib
import json
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

VAARE = ("bti", "samtykke", "tiltak", "stafettlogg", "tests")
# Of the libraries these can be read only when our settings have been.
_VENTER = ("django.contrib", "guardian", "__main__", "conftest")
MED_KODEN = "--med-koden"
UTENFOR_GRENSEN = -1


def main() -> None:
    """Read the libraries, then carry out orders until there are no more."""
    logging.disable(logging.INFO)  # some libraries greet when they are read
    _read_libraries()
    logging.disable(logging.NOTSET)
    if MED_KODEN in sys.argv:
        _open_project()
        _read_project()
    print(json.dumps({"klar": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"kode": _bear(json.loads(line))}), flush=True)


def _read_libraries() -> None:
    """Read what the tests will need. Without settings: a library that asks for them is left to the children."""
    ours = os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    for name in _list_libraries():
        with suppress(Exception):
            importlib.import_module(name)
    if ours:
        os.environ["DJANGO_SETTINGS_MODULE"] = ours


def _list_libraries() -> list[str]:
    """Let a child start everything, and return the libraries it came to read, in their order."""
    read, write = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            os.write(write, json.dumps(_libraries_of_project()).encode())
        except BaseException as fault:
            print(f"koden lot seg ikke lese: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        names = answer.read()
    os.waitpid(pid, 0)
    return list(json.loads(names)) if names else sys.exit(1)


def _libraries_of_project() -> list[str]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bti.settings.test"
    _open_project()
    _read_project()
    return [n for n in sys.modules if not n.startswith((*VAARE, *_VENTER)) and not n.startswith("_")]


def _bear(order: dict[str, Any]) -> int:
    """Run one order in a child of its own, and return pytest's code."""
    sys.stdout.flush()
    if (pid := os.fork()) == 0:
        try:
            code = _live(order)
        except BaseException as fault:
            print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
            code = 70
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return _wait(pid, order["grense"])


def _wait(pid: int, grense: float) -> int:
    end = time.monotonic() + grense
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return UTENFOR_GRENSEN


def _live(order: dict[str, Any]) -> int:
    log = os.open(order["logg"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ |= order["miljoe"]
    _open_project()
    if order["original"]:
        Path(order["sql"]).write_text(json.dumps(_migrations_sql()), encoding="utf-8")
    elif not order["migrerer"]:
        _use_database_as_it_is(order["base"])
        _carry_out_difference(order)
    import pytest

    return int(pytest.main(order["argumenter"]))


def _open_project() -> None:
    import django

    sys.path.insert(0, str(Path.cwd()))
    django.setup()


def _read_project() -> None:
    for name in ("pytest", "pytest_django.fixtures", "bti.urls", "tests.cast", "django.test.client"):
        importlib.import_module(name)


def _use_database_as_it_is(name: str) -> None:
    """It is a copy of one that has been migrated: pytest-django has nothing to make and nothing to remove."""
    from django.conf import settings
    from django.db.backends.postgresql.creation import DatabaseCreation

    def take(self: Any, *arguments: Any, **named: Any) -> str:
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        return name

    DatabaseCreation.create_test_db = take  # type: ignore[method-assign]  # in this process alone
    DatabaseCreation.destroy_test_db = lambda *_, **__: None  # type: ignore[method-assign]  # in this process alone


def _carry_out_difference(order: dict[str, Any]) -> None:
    """What the copy's migrations say otherwise than the original's, in the child's own database."""
    import psycopg

    from bti.drift.mutanter.bytte import change

    original = json.loads(Path(order["sql"]).read_text(encoding="utf-8"))
    if statements := change(original, _migrations_sql()):
        with psycopg.connect(order["base_url"]) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def _migrations_sql() -> list[str]:
    """Return the SQL of our migrations, in the order of their names."""
    from django.db.migrations import RunSQL
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return [
        str(operation.sql)
        for (app, _), migration in sorted(loader.disk_migrations.items())
        if migration.__module__.startswith(VAARE)
        for operation in migration.operations
        if isinstance(operation, RunSQL)
    ]


if __name__ == "__main__":
    main()
