"""The log, meetings and messages exist for those who see their case."""

from django.db import migrations

from bti.tilgang.operasjoner import (
    AKTOER,
    EnableSakRls,
    HideSkjermede,
    KeepWithinSak,
    KeepWithinSakSelf,
    RequirePermission,
    may_write,
)
from bti.tilgang.tillatelser import Permission as P


class Migration(migrations.Migration):
    dependencies = [
        ("stafettlogg", "0001_initial"),
        ("samtykke", "0002_tilgang"),
        ("varsling", "0002_rls"),
        ("revisjon", "0002_kjede"),
    ]
    operations = [
        EnableSakRls("stafettlogg_stafettlogg", forfatter="opened_by_id"),
        EnableSakRls("stafettlogg_innlegg", forfatter="created_by_id"),
        EnableSakRls("stafettlogg_moete", forfatter="called_by_id"),
        EnableSakRls("stafettlogg_moetedeltaker"),
        EnableSakRls("stafettlogg_melding", forfatter="sent_by_id"),
        HideSkjermede("stafettlogg_innlegg"),
        migrations.RunSQL(
            "CREATE TRIGGER stafettlogg_rettelse_skjermes AFTER INSERT ON stafettlogg_innlegg FOR EACH ROW"
            " WHEN (NEW.retter_id IS NOT NULL) EXECUTE FUNCTION stafettlogg_rettelse_skjermes()",
            "DROP TRIGGER stafettlogg_rettelse_skjermes ON stafettlogg_innlegg",
        ),
        migrations.RunSQL(
            "CREATE TRIGGER stafettlogg_rettelse_arver_temaer BEFORE INSERT ON stafettlogg_innlegg FOR EACH ROW"
            " WHEN (NEW.retter_id IS NOT NULL) EXECUTE FUNCTION stafettlogg_rettelse_arver_temaer()",
            "DROP TRIGGER stafettlogg_rettelse_arver_temaer ON stafettlogg_innlegg",
        ),
        HideSkjermede("varsling_varsel", "objekt_id"),
        HideSkjermede("revisjon_hendelse", "objekt_id"),
        KeepWithinSakSelf("stafettlogg_innlegg", "retter_id"),
        KeepWithinSak("stafettlogg_moete", "nivaaendring_id", "bti_nivaaendring"),
        KeepWithinSak("stafettlogg_moetedeltaker", "moete_id", "stafettlogg_moete"),
        RequirePermission("stafettlogg_stafettlogg", may_write(P.ADD_INNLEGG)),
        RequirePermission("stafettlogg_innlegg", may_write(P.ADD_INNLEGG)),
        RequirePermission("stafettlogg_melding", may_write(P.ADD_MELDING)),
        RequirePermission(
            "stafettlogg_moete", may_write(P.CALL_MOETE), may_write(P.CALL_MOETE, P.HOLD_MOETE)
        ),
        RequirePermission(
            "stafettlogg_moetedeltaker",
            may_write(P.CALL_MOETE, P.HOLD_MOETE),
            # One's own answer; who was there, and that a new time asks anew, is for whoever holds the meeting.
            f"{may_write(P.HOLD_MOETE)} OR bruker_id = {AKTOER} AND {may_write(P.ANSWER_MOETE)}",
        ),
    ]
