"""The ways into the outbox and the plan: the app writes neither table itself."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile

REVERSE = """
DROP FUNCTION varsling_cancel(uuid);
DROP FUNCTION varsling_plan(jsonb);
DROP FUNCTION varsling_queue(jsonb);
DROP FUNCTION varsling_krev(uuid, uuid, uuid[]);
DROP FUNCTION varsling_er_mitt(uuid, uuid, text, text);
DROP FUNCTION varsling_er_moetet(uuid, uuid, text);
DROP FUNCTION varsling_er_i_saken(uuid, uuid);
DROP FUNCTION varsling_kollega(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("varsling", "0002_rls")]
    operations = [RunSqlFile("varsling.sql", REVERSE)]
