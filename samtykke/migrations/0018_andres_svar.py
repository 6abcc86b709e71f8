"""Another service in the case sees the answers about itself, and who else is in; not who said no to a third."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0017_tema")]
    operations = [
        RunSqlFile(
            "samtykke_andres_svar.sql",
            "DROP POLICY revisjon_hendelse_andres_svar ON revisjon_hendelse;"
            "DROP POLICY samtykke_svarpaavegne_andres ON samtykke_svarpaavegne;"
            "DROP POLICY samtykke_samtykke_andres ON samtykke_samtykke;"
            "DROP POLICY samtykke_samtykkekrav_andres ON samtykke_samtykkekrav;"
            "DROP FUNCTION samtykke_skjulte_svar()",
        )
    ]
