"""Anchors, and the weekly control: their functions, and who may see what was picked."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

MINE_KONTROLLER = "id = ANY ((SELECT revisjon_mine_kontroller())::uuid[])"


class Migration(migrations.Migration):
    dependencies = [
        ("revisjon", "0004_anker_og_kontroll"),
        ("stafettlogg", "0001_initial"),
        ("varsling", "0001_initial"),
    ]
    operations = [
        RunSqlFile("anker.sql"),
        RunSqlFile("loggkontroll.sql"),
        EnableRls("revisjon_loggkontroll", MINE_KONTROLLER, "false"),
    ]
