"""The functions that write a guide whole and publish it."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("bti", "0005_veileder")]
    operations = [RunSqlFile("veileder.sql")]
