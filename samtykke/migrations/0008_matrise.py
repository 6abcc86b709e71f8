"""Another service takes over a case, when the family has said yes to that; and the whole of a case's consents in one question."""

from django.db import migrations

from bti.tilgang.operasjoner import RunSqlFile


class Migration(migrations.Migration):
    dependencies = [("samtykke", "0007_kvittering")]
    operations = [
        RunSqlFile(
            "samtykke_ansvar.sql",
            "DROP TRIGGER samtykke_ansvar_trekkes ON samtykke_samtykke; DROP FUNCTION samtykke_ansvar_trekkes();"
            " DROP FUNCTION samtykke_ansvar_skifter(uuid, uuid); DROP FUNCTION samtykke_ansvar_er_gitt(uuid);"
            " DROP FUNCTION samtykke_ansvar_gitt(uuid, uuid); DROP FUNCTION samtykke_ansvar_givere(uuid, uuid);"
            " DROP FUNCTION samtykke_ansvar_kan_spoerres(uuid); DROP FUNCTION samtykke_ansvar_tjenester(uuid)",
        ),
        RunSqlFile(
            "samtykkematrise.sql",
            "DROP FUNCTION samtykke_utenfor_temaer(uuid, text[]); DROP FUNCTION samtykke_matrise(uuid);"
            " DROP FUNCTION samtykke_leser_alle_svar(uuid); DROP FUNCTION samtykke_egne_tjenester(uuid)",
        ),
    ]
