"""What holds back a notice to a family, and lets it go."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile

REVERSE = """
DROP TRIGGER varsling_utboks_papir ON varsling_utboks;
DROP FUNCTION varsling_utboks_papir();
DROP FUNCTION varsling_slipp(uuid);
DROP FUNCTION varsling_kast(bti_tilbakehold);
DROP FUNCTION varsling_hold_igjen(uuid);
DROP FUNCTION varsling_vent_paa_tilbakehold();
DROP FUNCTION varsling_begynn_tilbakehold();
DROP TRIGGER varsling_utboks_holdes ON varsling_utboks;
DROP FUNCTION varsling_utboks_holdes();
DROP FUNCTION varsling_holdes(uuid, uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("varsling", "0006_slag"), ("bti", "0010_skjermet_rls"), ("samtykke", "0001_initial")]
    operations = [RunSqlFile("tilbakehold.sql", REVERSE)]
