"""Questions without a name, as numbers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "droeftinger.sql"
REVERSE = "DROP FUNCTION statistikk_droeftinger(uuid); DROP FUNCTION statistikk_besvarte(bigint, bigint);"


class Migration(migrations.Migration):
    dependencies = [("statistikk", "0001_funksjoner"), ("bti", "0013_fagteam_rls")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE)]
