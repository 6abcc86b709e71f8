-- A case that nobody holds the baton in: who did has left the unit, cannot log in, or is gone from the case, and nobody stands in. The heads of
-- the unit are told and ask an employee, by the case's number: they open nothing, and who is asked sees the case when they have said yes.

CREATE FUNCTION stafettpinnen_holdes(p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM tilgang_stafettholdere_i(p_sak))
$$;

-- The heads who answer for it: not the child's own, and nobody who is shut out.
CREATE FUNCTION stafettpinnen_ledere(p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT l FROM bti_sak s, tilgang_ledere_av(s.tjeneste_id) l
     WHERE s.id = p_sak AND l NOT IN (SELECT tilgang_familien_i(p_sak))
       AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = p_sak AND x.bruker_id = l AND x.lifted_at IS NULL)
$$;

-- Whether an employee may be fetched into the case to hold it: of the service that has it, not the child's own, and not shut out.
CREATE FUNCTION stafettpinnen_kan_hentes(p_sak uuid, p_bruker uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = p_sak AND tilgang_er_ansatt(p_bruker, s.tjeneste_id))
       AND EXISTS (SELECT 1 FROM bti_bruker b WHERE b.id = p_bruker AND b.is_active)
       AND p_bruker NOT IN (SELECT tilgang_familien_i(p_sak))
       AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = p_sak AND x.bruker_id = p_bruker AND x.lifted_at IS NULL)
$$;

-- Who held it last.
CREATE FUNCTION stafettpinnen_sist(p_sak uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT d.bruker_id FROM bti_deltaker d
     WHERE d.sak_id = p_sak AND d.rolle = 'stafettholder' AND d.stedfortreder_for_id IS NULL
     ORDER BY d.gyldig_til DESC NULLS FIRST, d.invited_at DESC LIMIT 1
$$;

-- A head's own cases without a holder, by number: who held it, who is asked, and why the last one said no.
CREATE FUNCTION stafett_uten_holder()
RETURNS TABLE (sak_id uuid, nummer text, tjeneste_id uuid, tjeneste text, forrige text, veksling_id uuid, spurt text, svarfrist date,
               sa_nei text, grunn text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    aktoer uuid := tilgang_aktoer();
    v_idag date := tilgang_idag();
BEGIN
    IF aktoer IS NULL THEN RETURN; END IF;
    RETURN QUERY
    -- Most cases have a holder who works there, and the rule need not be asked: this part of it says yes by itself.
    WITH kanskje AS MATERIALIZED (
        SELECT s.id AS sak, s.tjeneste_id AS enhet
          FROM bti_ansettelse a JOIN bti_sak s ON s.tjeneste_id = a.tjeneste_id AND s.status = 'aapen'
         WHERE a.bruker_id = aktoer AND a.is_leder AND a.gyldig_fra <= v_idag AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag)
           AND NOT EXISTS (SELECT 1 FROM bti_deltaker d JOIN bti_bruker h ON h.id = d.bruker_id AND h.is_active
                            WHERE d.sak_id = s.id AND d.rolle = 'stafettholder' AND d.tjeneste_id = s.tjeneste_id AND d.stedfortreder_for_id IS NULL
                              AND d.gyldig_fra <= v_idag AND d.gyldig_til IS NULL AND tilgang_er_ansatt(d.bruker_id, d.tjeneste_id)
                              AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                                               WHERE x.sak_id = s.id AND x.bruker_id = d.bruker_id AND x.lifted_at IS NULL))
    ), ledige AS MATERIALIZED (
        SELECT k.* FROM kanskje k WHERE aktoer IN (SELECT stafettpinnen_ledere(k.sak)) AND NOT stafettpinnen_holdes(k.sak)
    )
    SELECT l.sak, left(l.sak::text, 8), t.id, t.navn::text, f.navn::text, v.id, b.navn::text, v.svarfrist, n.navn::text, n.grunn::text
      FROM ledige l
      JOIN bti_tjeneste t ON t.id = l.enhet
      LEFT JOIN bti_bruker f ON f.id = stafettpinnen_sist(l.sak)
      LEFT JOIN stafettlogg_stafettveksling v ON v.sak_id = l.sak AND v.fra_leder AND stafettveksling_staar(v)
      LEFT JOIN bti_bruker b ON b.id = v.til_id
      LEFT JOIN LATERAL (SELECT nb.navn, x.grunn FROM stafettlogg_stafettveksling x JOIN bti_bruker nb ON nb.id = x.til_id
                          WHERE x.sak_id = l.sak AND x.fra_leder AND x.svar = 'nei' ORDER BY x.answered_at DESC LIMIT 1) n ON true
     ORDER BY t.navn, l.sak;
END $$;

-- A head asks an employee. Returns 'sendt'; 'samme'; 'annet'; 'har_holder' when somebody holds it; 'spurt' when another is asked and the day has
-- not passed; 'kan_ikke' when this one may not be fetched.
CREATE FUNCTION stafettveksling_be(p_id uuid, p_sak uuid, p_til uuid, p_svarfrist date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    PERFORM 1 FROM bti_sak s WHERE s.id = p_sak AND s.status = 'aapen' FOR NO KEY UPDATE;
    IF NOT FOUND OR aktoer NOT IN (SELECT stafettpinnen_ledere(p_sak)) THEN PERFORM tilgang_nekt('bare lederen'); END IF;
    IF p_svarfrist IS NULL OR p_svarfrist NOT BETWEEN tilgang_idag() AND tilgang_idag() + 60 THEN PERFORM tilgang_nekt('svarfristen'); END IF;
    IF EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v WHERE v.id = p_id) THEN
        RETURN CASE WHEN EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v
                                  WHERE v.id = p_id AND v.sak_id = p_sak AND v.offered_by_id = aktoer AND v.til_id = p_til AND v.svarfrist = p_svarfrist)
                    THEN 'samme' ELSE 'annet' END;
    END IF;
    IF stafettpinnen_holdes(p_sak) THEN RETURN 'har_holder'; END IF;
    IF NOT stafettpinnen_kan_hentes(p_sak, p_til) OR p_til = stafettpinnen_sist(p_sak) THEN RETURN 'kan_ikke'; END IF;
    IF EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v
                WHERE v.sak_id = p_sak AND v.svarfrist >= tilgang_idag() AND stafettveksling_staar(v)) THEN RETURN 'spurt'; END IF;
    UPDATE stafettlogg_stafettveksling v SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer
     WHERE v.sak_id = p_sak AND v.answered_at IS NULL AND v.withdrawn_at IS NULL;
    INSERT INTO stafettlogg_stafettveksling (id, sak_id, fra_id, til_id, fra_leder, svarfrist, beskjed, offered_at, offered_by_id, svar, grunn)
    VALUES (p_id, p_sak, stafettpinnen_sist(p_sak), p_til, true, p_svarfrist, '', tilgang_naa(), aktoer, '', '');
    PERFORM varsling_legg(ARRAY[p_til], 'stafett_spurt', 'stafett-spurt:' || p_id, NULL, p_id);
    RETURN 'sendt';
END $$;

-- What a head has asked the actor and still waits: whose unit, and the number of the case. Nothing of what stands in it.
CREATE FUNCTION stafettveksling_til_meg() RETURNS TABLE (id uuid, nummer text, tjeneste text, leder text, svarfrist date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT v.id, left(v.sak_id::text, 8), t.navn::text, b.navn::text, v.svarfrist
      FROM stafettlogg_stafettveksling v
      JOIN bti_sak s ON s.id = v.sak_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id JOIN bti_bruker b ON b.id = v.offered_by_id
     WHERE v.til_id = tilgang_aktoer() AND v.fra_leder AND v.answered_at IS NULL AND v.withdrawn_at IS NULL AND stafettveksling_staar(v)
     ORDER BY v.svarfrist, v.id;
END $$;

-- Who is asked answers. A yes takes them into the case, with the baton. Returns as stafettveksling_svar, and the case after a yes.
CREATE FUNCTION stafettveksling_svar_leder(p_id uuid, p_svar text, p_grunn text, OUT ble text, OUT sak uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v stafettlogg_stafettveksling%ROWTYPE;
BEGIN
    SELECT * INTO v FROM stafettlogg_stafettveksling x WHERE x.id = p_id;
    IF v.id IS NULL OR v.til_id <> aktoer OR NOT v.fra_leder THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    IF p_svar NOT IN ('ja', 'nei') OR p_svar = 'nei' AND btrim(p_grunn) = '' THEN PERFORM tilgang_nekt('svaret mangler'); END IF;
    PERFORM 1 FROM bti_sak s WHERE s.id = v.sak_id FOR NO KEY UPDATE;
    SELECT * INTO v FROM stafettlogg_stafettveksling x WHERE x.id = p_id FOR UPDATE;
    ble := CASE WHEN v.answered_at IS NOT NULL THEN CASE WHEN v.svar = p_svar AND v.grunn = p_grunn THEN 'samme' ELSE 'besvart' END
                WHEN v.withdrawn_at IS NOT NULL THEN 'trukket' WHEN NOT stafettveksling_staar(v) THEN 'borte' ELSE 'svart' END;
    IF ble <> 'svart' THEN RETURN; END IF;
    UPDATE stafettlogg_stafettveksling SET svar = p_svar, grunn = p_grunn, answered_at = tilgang_naa() WHERE id = p_id;
    IF p_svar = 'nei' THEN
        PERFORM varsling_legg(ARRAY(SELECT stafettpinnen_ledere(v.sak_id)), 'stafett_borte', 'stafett-borte:' || p_id, NULL, p_id);
        RETURN;
    END IF;
    PERFORM tilgang_sett_inn_deltaker(gen_random_uuid(), v.sak_id, aktoer, 'fagperson', s.tjeneste_id, v.offered_by_id)
       FROM bti_sak s WHERE s.id = v.sak_id;
    UPDATE bti_deltaker d SET gyldig_til = NULL, tjeneste_id = s.tjeneste_id FROM bti_sak s
     WHERE s.id = v.sak_id AND d.sak_id = s.id AND d.bruker_id = aktoer AND d.stedfortreder_for_id IS NULL;
    PERFORM stafettpinnen_skifter(v.sak_id, aktoer);
    sak := v.sak_id;
END $$;

-- The night: the heads are told of a case that nobody holds, once a week for as long as it is so and nobody is asked.
CREATE FUNCTION stafett_natt_uten_holder(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    IF stafettpinnen_holdes((p_sak).id)
       OR EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v WHERE v.sak_id = (p_sak).id AND v.fra_leder AND v.svarfrist >= tilgang_idag()
                                                                AND stafettveksling_staar(v)) THEN RETURN 0; END IF;
    RETURN samtykke_natt_varsle(ARRAY(SELECT stafettpinnen_ledere((p_sak).id)), 'stafett_borte',
        concat_ws(':', 'stafett-borte', (p_sak).id, to_char(tilgang_idag(), 'IYYY-IW')), NULL, (p_sak).id);
END $$;
