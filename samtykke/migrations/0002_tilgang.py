"""The rule and the ways in, after the last table that they read."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [
        ("samtykke", "0001_initial"),
        ("bti", "0002_adgang"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        RunSqlFile("aktoer.sql"),
        RunSqlFile("regelen.sql"),
        RunSqlFile("deltakelse.sql"),
        RunSqlFile("samtykke.sql"),
        RunSqlFile("adgang.sql"),
    ]
