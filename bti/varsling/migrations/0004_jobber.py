"""Sweeping, telling, mailing, tidying: what the worker does, each for its named purpose."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile

REVERSE = """
DROP FUNCTION varsling_rydd();
DROP FUNCTION varsling_epost_avgjoer(text, text);
DROP FUNCTION varsling_epost_status();
DROP FUNCTION varsling_epost_utfall(uuid, text);
DROP FUNCTION varsling_claim_epost(uuid, interval);
DROP FUNCTION varsling_uten_epost(uuid, timestamptz);
DROP FUNCTION varsling_haster(uuid, text, uuid, timestamptz);
DROP FUNCTION varsling_har_vaert_inne(uuid, timestamptz);
DROP FUNCTION varsling_kommune(uuid, uuid);
DROP FUNCTION varsling_epost_venter(interval);
DROP FUNCTION varsling_fortell(integer);
DROP FUNCTION varsling_feie_paaminnelser(integer);
DROP FUNCTION varsling_faar_vite(uuid, uuid, uuid);
DROP FUNCTION varsling_paa_papir(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("varsling", "0003_varsling"), ("revisjon", "0002_kjede")]
    operations = [RunSqlFile("varsling_jobber.sql", REVERSE)]
