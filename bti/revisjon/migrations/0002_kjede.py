"""The one way to write the audit, and who may read it."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableRls, RunSqlFile, MINE_SAKER


class Migration(migrations.Migration):
    dependencies = [("revisjon", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        RunSqlFile("revisjon.sql"),
        EnableRls("revisjon_hendelse", f"sak_id = {MINE_SAKER}", "false"),
    ]
