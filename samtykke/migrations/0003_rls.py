"""Consents, and whom the family has invited, exist for those who see their case."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableSakRls


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0002_tilgang")]
    operations = [
        EnableSakRls("samtykke_samtykkekrav"),
        EnableSakRls("samtykke_samtykke"),
        EnableSakRls("samtykke_familieinvitasjon"),
        EnableSakRls("samtykke_invitasjonssvar"),
    ]
