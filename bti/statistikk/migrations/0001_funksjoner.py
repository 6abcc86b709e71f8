"""The functions that count, after the last table that they read."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "statistikk.sql"
REVERSE = """
DROP FUNCTION statistikk_undringer(uuid);
DROP FUNCTION statistikk_frister(uuid);
DROP FUNCTION statistikk_saker(uuid);
DROP FUNCTION statistikk_skjerm(bigint[]);
DROP FUNCTION statistikk_krev_leder(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("samtykke", "0002_tilgang"),
        ("stafettlogg", "0001_initial"),
        ("tiltak", "0001_initial"),
    ]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE)]
