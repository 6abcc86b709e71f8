-- Telling people: what a person may put in the outbox or plan. Delivery asks the rule again (varsling_jobber.sql).

-- Outside a case one tells oneself, or somebody one works with today.
CREATE FUNCTION varsling_kollega(p_aktoer uuid, p_mottaker uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_aktoer = p_mottaker OR EXISTS (
        SELECT 1 FROM bti_ansettelse a
         WHERE a.bruker_id = p_aktoer AND tilgang_er_ansatt(p_aktoer, a.tjeneste_id)
           AND tilgang_er_ansatt(p_mottaker, a.tjeneste_id))
$$;

-- Whether something is a part of the case: what a notice may lead to. A service is, when somebody was asked about it.
CREATE FUNCTION varsling_er_i_saken(p_sak uuid, p_objekt uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN p_objekt IS NULL OR p_objekt = p_sak
        OR EXISTS (SELECT 1 FROM stafettlogg_innlegg x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM stafettlogg_melding x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM stafettlogg_moete x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM tiltak_tiltak x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM tiltak_maal x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM samtykke_samtykkekrav x WHERE p_objekt IN (x.id, x.tjeneste_id) AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM samtykke_samtykke x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM bti_skjemautfylling x WHERE x.id = p_objekt AND x.sak_id = p_sak)
        OR EXISTS (SELECT 1 FROM utskrift_utskrift x WHERE x.id = p_objekt AND x.sak_id = p_sak);
END $$;

-- The key names the event, «kind:id[:which]», and it is the actor's own: what they have written, answered or ordered. Somebody
-- else's key, taken first, would keep the true notice from ever being told. Reads what this very statement has written.
-- What a notice about a question is when that asks about taking over the case: it shares nothing with anybody.
CREATE FUNCTION varsling_om_ansvar(p_samtykkeslag text, p_ellers text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_samtykkeslag <> 'ansvar' THEN p_ellers WHEN p_ellers IN ('samtykke_spurt', 'samtykke_venter') THEN 'ansvar_spurt'
                WHEN p_ellers = 'samtykke_utloept' THEN 'ansvar_utloept' WHEN p_ellers = 'inviter_naa' THEN 'ansvar_klart'
                WHEN p_ellers = 'samtykke_usikker' THEN 'ansvar_usikker' ELSE 'ansvar_svar' END
$$;

CREATE FUNCTION varsling_er_mitt(p_aktoer uuid, p_sak uuid, p_slag text, p_noekkel text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_ledd text[] := string_to_array(p_noekkel, ':');
    v_om uuid := CASE WHEN v_ledd[2] ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN v_ledd[2]::uuid END;
BEGIN
    RETURN coalesce(v_om IS NOT NULL AND CASE v_ledd[1]
        WHEN 'innlegg' THEN p_slag IN ('innlegg', 'nivaa', 'avsluttet', 'stafett_byttet', 'ansvar_byttet') AND EXISTS (
            SELECT 1 FROM stafettlogg_innlegg x WHERE x.id = v_om AND x.sak_id = p_sak AND x.created_by_id = p_aktoer)
        WHEN 'melding' THEN p_slag = 'melding' AND EXISTS (
            SELECT 1 FROM stafettlogg_melding x WHERE x.id = v_om AND x.sak_id = p_sak AND x.sent_by_id = p_aktoer)
        WHEN 'maal' THEN p_slag = 'tiltak' AND tilgang_maa(p_sak, 'add_maal') AND EXISTS (
            SELECT 1 FROM tiltak_maal x WHERE x.id = v_om AND x.sak_id = p_sak AND coalesce(v_ledd[3], x.versjon::text) = x.versjon::text)
        WHEN 'tiltak' THEN p_slag = 'tiltak' AND tilgang_maa(p_sak, 'add_tiltak', 'change_tiltak', 'evaluate_tiltak') AND EXISTS (
            SELECT 1 FROM tiltak_tiltak x WHERE x.id = v_om AND x.sak_id = p_sak AND coalesce(v_ledd[3], x.versjon::text) = x.versjon::text)
        WHEN 'evaluering' THEN p_slag = 'tiltak' AND EXISTS (
            SELECT 1 FROM tiltak_evaluering x WHERE x.id = v_om AND x.sak_id = p_sak AND x.evaluated_by_id = p_aktoer)
        WHEN 'moete' THEN p_slag = 'moete' AND varsling_er_moetet(p_sak, v_om, v_ledd[3])
        WHEN 'moete_endret' THEN p_slag = 'moete_endret' AND varsling_er_moetet(p_sak, v_om, v_ledd[3])
        WHEN 'skjema' THEN p_slag = 'skjema' AND EXISTS (
            SELECT 1 FROM bti_skjemautfylling x WHERE x.id = v_om AND x.sak_id = p_sak AND x.ferdig_by_id = p_aktoer)
        WHEN 'utskrift_klar' THEN p_slag = 'utskrift_klar' AND EXISTS (
            SELECT 1 FROM utskrift_utskrift x WHERE x.id = v_om AND x.sak_id = p_sak AND x.ordered_by_id = p_aktoer)
        WHEN 'samtykke-spurt' THEN EXISTS (
            SELECT 1 FROM samtykke_samtykkekrav x
             WHERE x.id = v_om AND x.sak_id = p_sak AND x.requested_by_id = p_aktoer AND p_slag = varsling_om_ansvar(x.slag, 'samtykke_spurt'))
        WHEN 'samtykke-nei' THEN EXISTS (
            SELECT 1 FROM samtykke_samtykkekrav x
             WHERE p_slag = varsling_om_ansvar(x.slag, 'samtykke_nei') AND x.id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer AND x.declined_at IS NOT NULL)
        WHEN 'samtykke-usikker' THEN EXISTS (
            SELECT 1 FROM samtykke_samtykkekrav x WHERE p_slag = varsling_om_ansvar(x.slag, 'samtykke_usikker') AND x.id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer)
        WHEN 'samtykke-gitt' THEN EXISTS (
            SELECT 1 FROM samtykke_samtykke x WHERE p_slag IN (varsling_om_ansvar(x.slag, 'samtykke_gitt'), varsling_om_ansvar(x.slag, 'inviter_naa')) AND x.id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer)
        WHEN 'innsyn' THEN p_slag = 'innsyn' AND EXISTS (
            SELECT 1 FROM samtykke_samtykke x WHERE x.id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer AND x.slag = 'innsyn')
        WHEN 'samtykke-trukket' THEN EXISTS (
            SELECT 1 FROM samtykke_samtykke x
             WHERE p_slag = varsling_om_ansvar(x.slag, 'samtykke_trukket') AND x.id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer AND x.withdrawn_at IS NOT NULL)
        WHEN 'samtykke-snevret' THEN p_slag = 'samtykke_snevret' AND EXISTS (
            SELECT 1 FROM samtykke_samtykke x
              JOIN samtykke_samtykke o ON o.krav_id = x.krav_id AND o.slutt = 'snevret' AND o.withdrawn_at <= x.granted_at
             WHERE x.id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer)
        WHEN 'invitasjon' THEN p_slag = 'invitasjon_spurt' AND EXISTS (
            SELECT 1 FROM samtykke_familieinvitasjon x WHERE x.id = v_om AND x.sak_id = p_sak AND x.invited_by_id = p_aktoer)
        WHEN 'invitasjon-klar' THEN p_slag = 'invitasjon_klar' AND EXISTS (
            SELECT 1 FROM samtykke_invitasjonssvar x
             WHERE x.invitasjon_id = v_om AND x.sak_id = p_sak AND x.giver_id = p_aktoer AND x.ja AND x.withdrawn_at IS NULL)
        WHEN 'relasjon' THEN p_slag = 'relasjon' AND p_sak IS NULL AND tilgang_er_stafettholder(p_aktoer, v_om)
        WHEN 'vikar' THEN p_slag = 'vikar' AND p_sak IS NULL AND EXISTS (
            SELECT 1 FROM bti_stedfortreder x
             WHERE x.id = v_om AND p_aktoer IN (x.bruker_id, x.vikar_id, x.registered_by_id, x.ended_by_id))
        WHEN 'invitert' THEN p_slag = 'invitert' AND v_om = p_sak AND tilgang_maa(p_sak, 'invite_deltaker')
        -- What is about the case as a whole: each by whoever does it, and nothing else.
        WHEN 'tilgang_stengt' THEN p_slag = 'tilgang_stengt' AND v_om = p_sak AND tilgang_maa(p_sak, 'close_tilgang')
        WHEN 'tilgang_aapnet' THEN p_slag = 'tilgang_aapnet' AND v_om = p_sak AND tilgang_maa(p_sak, 'block_person')
        WHEN 'foreldreinnsyn' THEN p_slag = 'foreldreinnsyn' AND v_om = p_sak AND tilgang_maa(p_sak, 'decide_foreldreinnsyn')
        END, false);
END $$;

CREATE FUNCTION varsling_er_moetet(p_sak uuid, p_moete uuid, p_versjon text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN tilgang_maa(p_sak, 'call_moete', 'hold_moete') AND EXISTS (
        SELECT 1 FROM stafettlogg_moete x WHERE x.id = p_moete AND x.sak_id = p_sak AND x.versjon::text = p_versjon);
END $$;

-- Whom one may tell: in a case those who take part and those who are asked for their consent; outside one, colleagues.
CREATE FUNCTION varsling_krev(p_aktoer uuid, p_sak uuid, p_mottakere uuid[]) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_sak IS NOT NULL AND NOT p_sak = ANY (tilgang_mine_saker()) THEN
        PERFORM tilgang_nekt('varsel i en sak som ikke er din');
    END IF;
    IF p_sak IS NULL AND EXISTS (SELECT 1 FROM unnest(p_mottakere) m WHERE NOT varsling_kollega(p_aktoer, m)) THEN
        PERFORM tilgang_nekt('varsel uten sak til en som ikke er kollega');
    END IF;
    IF p_sak IS NOT NULL AND EXISTS (
        SELECT m FROM unnest(p_mottakere) m
        EXCEPT (SELECT d.bruker_id FROM bti_deltaker d WHERE d.sak_id = p_sak
                UNION SELECT k.giver_id FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak)) THEN
        PERFORM tilgang_nekt('varsel til en som ikke er med i saken');
    END IF;
END $$;

-- One row per recipient, never to oneself (except that one's own print-out is ready). The key makes a second run
-- change nothing; one that was stopped, and so never told, may be tried again, and one that waits longer comes forward.
-- Returns how many rows wait anew.
CREATE FUNCTION varsling_queue(p jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid := (p->>'sak_id')::uuid;
    v_mottakere uuid[] := ARRAY(SELECT DISTINCT m::uuid FROM jsonb_array_elements_text(p->'mottakere') m
                                 WHERE m::uuid <> aktoer OR p->>'slag' = 'utskrift_klar' ORDER BY 1);
    antall integer;
BEGIN
    PERFORM varsling_krev(aktoer, v_sak, v_mottakere);
    IF NOT varsling_er_mitt(aktoer, v_sak, p->>'slag', p->>'noekkel')
       OR v_sak IS NOT NULL AND NOT varsling_er_i_saken(v_sak, (p->>'objekt_id')::uuid) THEN
        PERFORM tilgang_nekt('varsel om noe som ikke er ditt å fortelle');
    END IF;
    INSERT INTO varsling_utboks (id, mottaker_id, slag, noekkel, sak_id, objekt_id, queued_at, send_etter, status, forsoek)
    SELECT gen_random_uuid(), m, p->>'slag', p->>'noekkel', v_sak, (p->>'objekt_id')::uuid, tilgang_naa(),
           coalesce((p->>'send_etter')::timestamptz, tilgang_naa()), 'venter', 0
      FROM unnest(v_mottakere) m
    ON CONFLICT (mottaker_id, noekkel) DO UPDATE
       SET status = 'venter', queued_at = excluded.queued_at, send_etter = excluded.send_etter, forsoek = 0
     WHERE varsling_utboks.status = 'stanset'
        OR varsling_utboks.status = 'venter' AND varsling_utboks.send_etter > excluded.send_etter;
    GET DIAGNOSTICS antall = ROW_COUNT;
    RETURN antall;
END $$;

-- Planned twice is planned once, at the later given time; what has been carried out stays so.
CREATE FUNCTION varsling_plan(p jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid := (p->>'sak_id')::uuid;
    v_mottaker uuid := (p->>'mottaker_id')::uuid;
BEGIN
    PERFORM varsling_krev(aktoer, v_sak, ARRAY[v_mottaker]);
    IF NOT (CASE WHEN v_sak IS NULL
                THEN v_mottaker = aktoer AND p->>'regel' IN ('undring_frist', 'undring_purres', 'undring_slettes') AND EXISTS (
                     SELECT 1 FROM bti_undring u WHERE u.id = (p->>'objekt_id')::uuid AND u.created_by_id = aktoer)
                ELSE p->>'regel' IN ('moete_snart', 'moete_forfalt') AND tilgang_maa(v_sak, 'call_moete', 'hold_moete') AND EXISTS (
                     SELECT 1 FROM stafettlogg_moete m WHERE m.id = (p->>'objekt_id')::uuid AND m.sak_id = v_sak) END) THEN
        PERFORM tilgang_nekt('påminnelse om noe som ikke er ditt');
    END IF;
    INSERT INTO varsling_paaminnelse (id, regel, sak_id, mottaker_id, objekt_id, forekomst, due_at, expires_at, status, planned_at)
    VALUES (gen_random_uuid(), p->>'regel', v_sak, v_mottaker, (p->>'objekt_id')::uuid, p->>'forekomst',
            (p->>'due_at')::timestamptz, (p->>'expires_at')::timestamptz, 'venter', tilgang_naa())
    ON CONFLICT (regel, objekt_id, mottaker_id, forekomst) DO UPDATE
       SET due_at = excluded.due_at, expires_at = excluded.expires_at, status = 'venter', planned_at = excluded.planned_at, done_at = NULL
     WHERE varsling_paaminnelse.status <> 'utfoert' AND varsling_paaminnelse.sak_id IS NOT DISTINCT FROM excluded.sak_id;
END $$;

-- Everything that waits about one thing is called off, by whoever may plan it. Returns how many.
CREATE FUNCTION varsling_cancel(p_objekt uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    antall integer;
BEGIN
    UPDATE varsling_paaminnelse v SET status = 'avlyst', done_at = tilgang_naa()
     WHERE v.objekt_id = p_objekt AND v.status = 'venter'
       AND CASE WHEN v.sak_id IS NULL THEN v.mottaker_id = aktoer AND v.regel IN ('undring_frist', 'undring_purres', 'undring_slettes')
                ELSE tilgang_maa(v.sak_id, 'call_moete', 'hold_moete') END;
    GET DIAGNOSTICS antall = ROW_COUNT;
    RETURN antall;
END $$;
