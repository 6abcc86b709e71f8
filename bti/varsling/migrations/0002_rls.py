"""A notice exists for its recipient, while they still see the case it is about."""

from django.db import migrations

from bti.tilgang.operasjoner import AKTOER, MINE_SAKER, EnableRls


class Migration(migrations.Migration):
    dependencies = [("varsling", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableRls("varsling_varsel", f"mottaker_id = {AKTOER} AND (sak_id IS NULL OR sak_id = {MINE_SAKER})"),
        EnableRls("varsling_utboks", "false"),
        EnableRls("varsling_paaminnelse", "false"),
    ]
