"""What the app role may do with each table: one map, reviewed here, applied by ``klargjoer``.

A table that is not here has no privilege at all. RLS says which rows; this says which verbs.
"""

from django.db import connection

from bti.tilgang.appfunksjoner import APP_FUNKSJONER, LESE_FUNKSJONER

S, I, U, D = "SELECT", "INSERT", "UPDATE", "DELETE"  # noqa: E741 (a column of one letter each)

APP_RETTIGHETER: dict[str, tuple[str, ...]] = {
    # Django's own
    "django_session": (S, I, U, D),
    "django_content_type": (S,),
    "django_migrations": (S,),
    "auth_permission": (S,),
    "auth_group": (S,),
    "auth_group_permissions": (S,),
    "bti_bruker_groups": (S,),
    "bti_bruker_user_permissions": (S,),
    "guardian_groupobjectpermission": (),
    "guardian_userobjectpermission": (),
    # Reference data: the same for everybody
    "bti_kommune": (S,),
    "bti_kommuneinnstilling": (S,),
    "bti_tjeneste": (S,),
    "bti_tjenestekommune": (S,),
    "bti_veileder": (S,),
    "bti_nivaa": (S,),
    "bti_steg": (S,),
    "bti_verktoey": (S,),
    "bti_vilkaar": (S,),
    "bti_kjennetegn": (S,),
    "samtykke_samtykketekst": (S,),
    "samtykke_kommunetema": (S,),
    "tiltak_trinn": (S,),
    "tiltak_tiltakskort": (S,),
    "bti_fagteam": (S,),
    "bti_rettighet": (S,),
    "bti_skjemamal": (S,),
    "bti_skjemafelt": (S,),
    # People: who works where is known to all; names and how they are reached are walled
    "bti_bruker": (S, "UPDATE (maalform, lesespraak)"),
    "bti_ansettelse": (S,),
    "bti_kommunerolle": (S,),
    "bti_identitet": (),
    "bti_kontaktopplysning": (S, "UPDATE (epost, mobil)"),
    # Access: changed only by SQL functions
    "bti_hovedperson": (S, "UPDATE (navn, kalles)"),
    "bti_familierelasjon": (S,),
    "bti_relasjonsendring": (S,),
    "bti_deltaker": (S,),
    "bti_sperring": (S,),
    "bti_stedfortreder": (S,),
    "bti_noedtilgang": (S,),
    "bti_innsynsspoersmaal": (S,),
    "bti_skjerming": (S,),
    "bti_sakuserobjectpermission": (S,),
    "samtykke_samtykkekrav": (S,),
    "samtykke_samtykke": (S,),
    "samtykke_lovligdeling": (S,),
    "samtykke_lukkeoenske": (S,),
    "samtykke_delingsvurdering": (),  # why the family may not see it: read through lovligdeling_vurderinger alone
    "samtykke_deltakelseskvittering": (S,),
    # Who has said no is told to nobody: read by functions alone.
    "samtykke_familieinvitasjon": (),
    "samtykke_invitasjonssvar": (),
    "samtykke_svarpaavegne": (S,),
    "samtykke_svarskann": (),
    "samtykke_regelendring": (),  # read through samtykkeregel_endringer
    "bti_sak": (S, "UPDATE (nivaa_id, status, hva_saken_gjelder, sist_endret)"),
    # The shielded concern: a room of its own, written by SQL functions
    "bti_skjermetbekymring": (S,),
    "bti_skjermetleser": (S,),
    "bti_skjermetmelding": (S,),
    "bti_skjermetraad": (S,),
    "bti_tilbakehold": (S,),
    # Content. Whose a row is, and which case's, is never changed: those columns cannot be written again.
    "bti_undring": (
        S,
        I,
        (
            "UPDATE (merkelapp, observert, observert_dato, styrke, hvor_ofte, styrker, frist, utfall, begrunnelse,"
            " til_stede, barnet_spurt, barnets_mening, foresatte_informert, clarified_at, clarified_by_id,"
            " sak_id, slettes, versjon)"
        ),
    ),
    "bti_undringsdeling": (S,),
    "bti_samtale": (
        S,
        I,
        (
            "UPDATE (hensikt, vil_si, spoersmaal, tolk, tolkespraak, avtalt, holdt, hva_ble_sagt, barnets_ord,"
            " hva_naa, versjon)"
        ),
    ),
    "bti_undringsendring": (S, I),
    "bti_undringsnotat": (S, I),
    "bti_undringsskala": (S, I),
    "bti_undringskjennetegn": (S, I, D),
    "bti_nivaaendring": (S, I),
    "bti_koordinering": (S,),
    "bti_individuellplan": (
        S,
        I,
        (
            "UPDATE (oensket_dato, viktig_for_meg, ressurser, behov, avslutning, ended_at, ended_by_id, versjon)"
        ),
    ),
    "bti_stegstatus": (S, I, "UPDATE (merknad, done_at, done_by_id)"),
    "bti_kladd": (S, I, U, D),
    "tiltak_maal": (S, I, "UPDATE (tekst, naadd_dato, versjon)"),
    "tiltak_tiltak": (
        S,
        I,
        "UPDATE (maal_id, kort_id, tittel, hva, arena, ansvarlig_id, starter, evalueres, status, versjon)",
    ),
    "tiltak_evaluering": (S, I),
    "tiltak_tiltaksforespoersel": (S,),
    "stafettlogg_stafettlogg": (S, I),
    "stafettlogg_innlegg": (S, I),
    "stafettlogg_moete": (
        S,
        I,
        (
            "UPDATE (moetetype, starter_at, sted, hensikt, status, referat, barnets_ord, beslutning, nivaaendring_id,"
            " held_at, held_by_id, versjon)"
        ),
    ),
    "stafettlogg_moetedeltaker": (S, I, "UPDATE (svar, var_til_stede)"),
    "stafettlogg_melding": (S, I),
    "stafettlogg_stafettveksling": (S,),
    "stafettlogg_lesemerke": (S,),
    # Who did what and when; not the numbers, the salt and the hashes, which are for verify_revisjon.
    "revisjon_hendelse": (
        (
            "SELECT (id, kjede_id, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste, formaal, handling,"
            " objekt_type, objekt_id, detaljer)"
        ),
    ),
    "revisjon_kjede": (),
    "revisjon_ankerpunkt": (),
    "revisjon_ankerledd": (),
    "revisjon_loggkontroll": (S,),
    "varsling_utboks": (),
    "varsling_varsel": (S, "UPDATE (read_at)"),
    "varsling_paaminnelse": (),
    "utskrift_utskrift": (
        S,
        I,
        (
            "UPDATE (status, fremdrift, steg_tekst, claimed_at, claim_token, forsoek, ready_at, expires_at, feil, fil,"
            " filstoerrelse)"
        ),
    ),
    "bti_skjemautfylling": (S, I, "UPDATE (ferdig_at, ferdig_by_id, versjon)", D),
    "bti_skjemasvar": (S, I, D),
    "bti_fagteammedlem": (S,),
    "bti_droefting": (S,),
    "bti_fagteammoete": (S,),
    "bti_fagteampunkt": (S,),
    # The wall itself
    "tilgang_noekkel": (),
    "tilgang_innstilling": (),
    "tilgang_rolletillatelse": (),
}

_OWN_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = 'public' AND p.proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def apply_rettigheter() -> None:
    """Give the roles exactly what stands here, as the owner. Raises if a table or a function does not exist."""
    with connection.cursor() as cursor:
        cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM stafett_app, stafett_lese, PUBLIC")
        cursor.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM stafett_app, stafett_lese, PUBLIC")
        # A temporary table of the same name would be found before the real one.
        database = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, stafett_app, stafett_lese")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC, stafett_app, stafett_lese")
        cursor.execute("GRANT USAGE ON SCHEMA public TO stafett_app, stafett_lese")
        for table, verbs in APP_RETTIGHETER.items():
            if verbs:
                cursor.execute(f"GRANT {', '.join(verbs)} ON {table} TO stafett_app")
        cursor.execute(_OWN_FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, stafett_app, stafett_lese")
        for function in APP_FUNKSJONER:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO stafett_app")
        for function in LESE_FUNKSJONER:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO stafett_lese")
