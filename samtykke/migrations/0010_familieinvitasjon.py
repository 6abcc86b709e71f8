"""Whom the family wants with them: asked, answered and taken back through functions alone."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0009_linjer")]
    operations = [RunSqlFile("familieinvitasjon.sql")]
