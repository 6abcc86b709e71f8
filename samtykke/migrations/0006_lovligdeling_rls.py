"""What was shared without consent: written by functions alone, and there for those whom ``tilgang_mine_delinger`` names."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

MINE_DELINGER = "ANY ((SELECT tilgang_mine_delinger())::uuid[])"
INGEN = "false"


class Migration(migrations.Migration):
    dependencies = [
        ("samtykke", "0005_lovligdeling"),
        ("bti", "0017_samordning_rls"),
        ("varsling", "0007_tilbakehold"),
    ]
    operations = [
        RunSqlFile("lovligdeling.sql"),
        EnableRls("samtykke_lovligdeling", f"id = {MINE_DELINGER}", INGEN, INGEN),
        EnableRls("samtykke_delingsvurdering", INGEN, INGEN, INGEN),
    ]
