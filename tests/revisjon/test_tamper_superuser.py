"""The server's own administrator: no trigger, no foreign key and no policy stops a superuser."""

import psycopg
from django.db import connection

from tests.revisjon.logg import make_logg

H = "revisjon_hendelse"


def as_superuser(*statements: str) -> None:
    """On a connection of its own, with every trigger and foreign key asleep: only a superuser can."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"] or None, user="postgres", dbname=settings["NAME"]
    ) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in statements:
            admin.execute(statement)


def test_the_servers_administrator_passes_every_guard_and_is_found(verden_committed, ankermappe):
    """No trigger stops a superuser. The record is evidence, not only a lock."""
    logg = make_logg(verden_committed, ankermappe)
    assert logg.faults() == []

    as_superuser(f"UPDATE {H} SET aktoer_navn = 'En Annen' WHERE kjede_id = '{logg.nora}' AND nr = 3")
    assert logg.faults() == [f"Kjede {logg.nora} ledd 3: innholdet er endret"]

    as_superuser(
        f"DELETE FROM {H} WHERE kjede_id = '{logg.nora}'",
        f"DELETE FROM revisjon_kjede WHERE kjede_id = '{logg.nora}'",
    )
    assert logg.faults() == [f"Anker 1, kjede {logg.nora}: ledd 5 er borte"]
