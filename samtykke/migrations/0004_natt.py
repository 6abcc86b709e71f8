"""The night watch over consent."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0003_rls")]
    operations = [RunSqlFile("samtykke_natt.sql")]
