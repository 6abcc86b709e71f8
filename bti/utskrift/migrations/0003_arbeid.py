"""The worker's ways in: take a job, find what waits, give up, empty what is over time."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile

REVERSE = """
DROP TRIGGER utskrift_mister_samtykke ON samtykke_samtykke;
DROP FUNCTION utskrift_mister_samtykke();
DROP FUNCTION utskrift_gjelder(uuid, jsonb);
DROP FUNCTION utskrift_ja(uuid);
DROP FUNCTION utskrift_leser(uuid, uuid);
DROP FUNCTION utskrift_claim(uuid, uuid);
DROP FUNCTION utskrift_waiting(integer);
DROP FUNCTION utskrift_stop(uuid, uuid, text);
DROP FUNCTION utskrift_expire();
"""


class Migration(migrations.Migration):
    dependencies = [("utskrift", "0002_rls")]
    operations = [RunSqlFile("utskrift.sql", REVERSE)]
