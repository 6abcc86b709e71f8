"""Counting one's own look-ups in the register."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("revisjon", "0002_kjede")]
    operations = [RunSqlFile("oppslag.sql", "DROP FUNCTION revisjon_vent_paa_tur(uuid); DROP FUNCTION revisjon_oppslag_om(uuid); DROP FUNCTION revisjon_oppslag_siste_doegn()")]
