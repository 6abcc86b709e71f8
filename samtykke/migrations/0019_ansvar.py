"""Another service takes over a case, when the family has said yes to that."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0018_andres_svar")]
    operations = [
        RunSqlFile(
            "samtykke_ansvar.sql",
            "DROP FUNCTION samtykke_ansvar_skifter(uuid, uuid);"
            " DROP FUNCTION samtykke_ansvar_gitt(uuid, uuid); DROP FUNCTION samtykke_ansvar_kan_spoerres(uuid);"
            " DROP FUNCTION samtykke_ansvar_tjenester(uuid)",
        )
    ]
