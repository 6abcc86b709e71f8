"""What the app role may do with each table: one map, reviewed here, applied by ``klargjoer``.

A table that is not here has no privilege at all. RLS says which rows; this says which verbs.
"""

from django.db import connection

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

APP_FUNKSJONER: tuple[str, ...] = (
    "innlogging_finn(text, text)",
    "tilgang_naa()",
    "tilgang_idag()",
    "tilgang_aktoer()",
    "tilgang_formaal()",
    "tilgang_mine_saker()",
    "tilgang_mine_hovedpersoner()",
    "tilgang_mine_personer()",
    "tilgang_verb(uuid)",
    "tilgang_maa(uuid, text[])",
    "tilgang_skjermet_for_meg()",
    "tilgang_hvem()",
    "tilgang_skjuler_sted(uuid)",
    "tilgang_sted_skjult_for(uuid)",
    "tilgang_aapne(text, integer, uuid)",
    "tilgang_ser_fortsatt(uuid)",
    "tilgang_aapne_sak(uuid, uuid, text, text, date, text, text, uuid, uuid, uuid, text, boolean)",
    "tilgang_finn_eller_lag_person(text, text, text, text, text)",
    "tilgang_registrer_relasjon(uuid, uuid, uuid, text, boolean, text, boolean, boolean)",
    "tilgang_relasjoner_aa_bekrefte()",
    "tilgang_bekreft_relasjon(uuid, text)",
    "tilgang_avvis_relasjon(uuid, text)",
    "tilgang_sett_relasjon(uuid, uuid, jsonb)",
    "tilgang_relasjonsendringer_aa_bekrefte()",
    "tilgang_avgjoer_relasjonsendring(uuid, boolean)",
    "tilgang_ansatte_aa_invitere(uuid, uuid, text, integer)",
    "tilgang_inviter_fagperson(uuid, uuid, uuid, uuid)",
    "tilgang_sperr(uuid, uuid, uuid, text)",
    "tilgang_opphev_sperring(uuid)",
    "tilgang_steng_meg(uuid)",
    "tilgang_aapne_igjen(uuid, uuid)",
    "tilgang_sett_stedfortreder(uuid, uuid, uuid, uuid, date, date)",
    "tilgang_avslutt_stedfortreder(uuid)",
    "tilgang_kolleger(uuid, text, integer)",
    "tilgang_fravaer()",
    "tilgang_inviter_ungdom(uuid, uuid, boolean)",
    "tilgang_ungdom_overtar(uuid, boolean)",
    "tilgang_skjerm(uuid, uuid, uuid[], text)",
    "tilgang_noedtilgang(uuid, uuid, text, date, text, text, text, text)",
    "tilgang_avslutt_noedtilgang(uuid)",
    "noedtilganger_i_sak(uuid)",
    "noedtilganger_til_vurdering()",
    "tilgang_vurder_noedtilgang(uuid, text, text)",
    "tilgang_noedtilgang_familie(uuid, boolean)",
    "tilgang_delte_undringer()",
    "undring_del(uuid, uuid, uuid)",
    "undring_avslutt_deling(uuid)",
    "undring_deling(uuid)",
    "undring_delt_med_meg()",
    "undring_kan_slettes(uuid)",
    "undring_slett(uuid)",
    "undring_rydd()",
    "tilgang_skjulte_hendelser()",
    "tilgang_ansatte_aa_sperre(uuid, text, integer)",
    "tilgang_sperringer(uuid)",
    "innsyn_spoer(uuid, uuid, uuid, date, text)",
    "innsyn_til_meg()",
    "innsyn_svar(uuid, text)",
    "innsyn_forfalte()",
    "tilgang_mine_kommuner()",
    "tilgang_mine_fagteam()",
    "tilgang_mine_droeftinger()",
    "fagteam_lagre(jsonb)",
    "fagteam_ansatte(uuid, text, integer)",
    "fagteam_medlem(uuid, uuid, uuid, uuid, text, date, date)",
    "fagteam_medlem_slutt(uuid)",
    "fagteam_medlemmer(uuid)",
    "fagteam_perioder(uuid)",
    "tilgang_mine_fagteampunkter()",
    "fagteam_skjulte_saker(uuid)",
    "fagteam_moete(uuid, uuid, date)",
    "fagteam_skriv_moete(uuid, integer, date, text, boolean)",
    "fagteam_ta_opp(uuid, uuid, uuid, text)",
    "fagteam_ta_av(uuid)",
    "fagteam_flytt_punkt(uuid, boolean)",
    "fagteam_moeter_for(uuid)",
    "fagteam_sett_opp_sak(uuid, uuid, uuid)",
    "fagteam_ta_av_sak(uuid, uuid)",
    "droefting_spoer(jsonb)",
    "droefting_svar(uuid, text)",
    "droefting_takk(uuid, text)",
    "droefting_trekk(uuid)",
    "droefting_navn(uuid)",
    "rettighet_lagre(uuid, integer, jsonb)",
    "koordinering_bestem(jsonb)",
    "koordinering_avslutt(uuid, text)",
    "samtykkeregel_virkning(uuid, jsonb)",
    "samtykkeregel_lagre(uuid, uuid, integer, jsonb, text)",
    "samtykkeregel_endringer(uuid)",
    "samtykketema_lagre(jsonb)",
    "samtykke_be_om(uuid, uuid, text, text[], date, date, text, boolean, text[], text, text, boolean)",
    "samtykke_gi(uuid, uuid, text[], date, uuid, boolean, timestamptz, integer)",
    "samtykke_si_nei(uuid)",
    "samtykke_vent(uuid, date)",
    "samtykke_ring(uuid)",
    "samtykke_har_ringt(uuid, timestamptz)",
    "samtykke_snevre(uuid, uuid, text[], date, boolean)",
    "samtykke_trekk(uuid)",
    "samtykke_tjenester_med_innsyn(uuid)",
    "familieinvitasjon_inviter(uuid, uuid, text, text, text)",
    "familieinvitasjon_svar(uuid, boolean)",
    "familieinvitasjon_trekk(uuid)",
    "familieinvitasjon_knytt(uuid, uuid)",
    "familieinvitasjoner(uuid)",
    "familieinvitasjon_hviler(uuid)",
    "samtykke_givere(uuid,text[])",
    "tilgang_mine_lukkeoensker()",
    "lukkeoenske_be(uuid, uuid, text)",
    "lukkeoenske_trekk(uuid)",
    "lukkeoenske_svar(uuid, text, text)",
    "tilgang_mine_tiltaksforespoersler()",
    "tiltaksforespoersler_som_staar()",
    "tiltak_uten_ansvarlig(uuid)",
    "tiltak_kan_spoerres(uuid)",
    "tiltak_eierfrist(uuid, uuid, date)",
    "tiltaksforespoersel_be(uuid, uuid, uuid, date)",
    "tiltaksforespoersel_trekk(uuid)",
    "tiltaksforespoersel_svar(uuid, text, text, integer)",
    "tilgang_mine_delinger()",
    "lovligdeling_skriv(jsonb)",
    "lovligdeling_vurderinger(uuid)",
    "lovligdelinger_til_vurdering()",
    "lovligdeling_vurder(uuid, integer, boolean, text)",
    "samtykke_matrise(uuid)",
    "samtykke_skjulte_svar()",
    "samtykke_skjulte_hendelser()",
    "samtykke_utenfor_temaer(uuid, text[])",
    "samtykke_linjer()",
    "tilgang_mine_skjermede()",
    "skjermet_kan_gjelde(uuid)",
    "skjermet_skriv(jsonb)",
    "skjermet_saker(text, integer)",
    "skjermet_knytt_sak(uuid, uuid)",
    "skjermet_rett(uuid, integer, jsonb)",
    "skjermet_raad(jsonb)",
    "skjermet_meldt(jsonb)",
    "skjermet_kolleger(uuid, text, integer)",
    "skjermet_navngi(uuid, uuid, uuid, boolean)",
    "skjermet_avslutt_leser(uuid)",
    "skjermet_lesere(uuid)",
    "skjermet_holdte(uuid)",
    "skjermet_frigi(uuid, text)",
    "skjermet_sluppet(uuid)",
    "skjermet_behold(uuid)",
    "skjermet_rydd()",
    "tilbakehold_mine()",
    "tilbakehold_ledige()",
    "tilbakehold_valgbare(uuid, text, integer)",
    "tilbakehold_gi(uuid, uuid)",
    "revisjon_record(jsonb)",
    "revisjon_oppslag_siste_doegn()",
    "revisjon_oppslag_om(uuid)",
    "revisjon_vent_paa_tur(uuid)",
    "revisjon_segl(uuid)",
    "revisjon_siste_anker()",
    "revisjon_lag_anker()",
    "revisjon_signer_anker(bigint, bytea, bytea)",
    "revisjon_ankere(boolean)",
    "revisjon_anker_utfall(bigint, text)",
    "revisjon_kontroller_uke(date)",
    "revisjon_mine_kontroller()",
    "revisjon_lukk_kontroll(uuid, text, text)",
    "varsling_queue(jsonb)",
    "varsling_plan(jsonb)",
    "varsling_cancel(uuid)",
    "varsling_feie_paaminnelser(integer)",
    "varsling_fortell(integer)",
    "varsling_epost_venter(interval)",
    "varsling_claim_epost(uuid, interval)",
    "varsling_epost_utfall(uuid, text)",
    "varsling_epost_status()",
    "varsling_epost_avgjoer(text, text)",
    "varsling_rydd()",
    "veileder_nytt_utkast(uuid, uuid, text)",
    "veileder_lagre(uuid, integer, jsonb)",
    "veileder_publiser(uuid, integer, text)",
    "veileder_slett_utkast(uuid)",
    "veileder_minn()",
    "samtykke_registrer_paa_vegne(uuid, jsonb)",
    "samtykke_paa_vegne_aa_bekrefte()",
    "samtykke_bekreft_paa_vegne(uuid, text)",
    "samtykke_forkast_paa_vegne(uuid)",
    "samtykke_skann_legg_ved(uuid, uuid, bytea)",
    "samtykke_skann_i(uuid)",
    "samtykke_skann_bilde(uuid)",
    "samtykke_skann_ta(uuid, uuid)",
    "samtykke_skann_venter(integer)",
    "samtykke_skann_avgjor(uuid, uuid, bytea, integer, text)",
    "samtykke_natt_saker()",
    "samtykke_natt(uuid)",
    "samtykke_fortell_virkning(uuid)",
    "skjemamal_nytt_utkast(uuid, uuid, text, text, text)",
    "skjemamal_lagre(uuid, integer, jsonb)",
    "skjemamal_publiser(uuid, integer)",
    "skjemamal_slett_utkast(uuid)",
    "skjemamal_bruk(uuid, boolean)",
    "utskrift_gjelder(uuid, jsonb)",
    "utskrift_claim(uuid, uuid)",
    "utskrift_waiting(integer)",
    "utskrift_stop(uuid, uuid, text)",
    "utskrift_expire()",
)

LESE_FUNKSJONER: tuple[str, ...] = (
    "statistikk_saker(uuid)",
    "statistikk_frister(uuid)",
    "statistikk_undringer(uuid)",
    "statistikk_droeftinger(uuid)",
)

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
