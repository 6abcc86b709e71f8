-- That one of the family wants the case closed. It closes nothing: the stafettholder answers, with why, and a yes leads to the way that
-- cases are closed. The rest of the family is told neither that somebody has asked nor who. Nothing here touches a row that they read.

-- Who answers: whoever holds the baton or stands in, and nobody of the child's own. Owner's use alone.
CREATE FUNCTION lukkeoenske_svarer(p_aktoer uuid, p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT tilgang_maa(p_sak, 'change_sak') AND p_aktoer NOT IN (SELECT tilgang_familien_i(p_sak))
$$;

-- Which wishes exist for the actor: their own, and those that they answer.
CREATE FUNCTION tilgang_mine_lukkeoensker() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[];
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    saker := tilgang_mine_saker();
    RETURN ARRAY(
        SELECT o.id FROM samtykke_lukkeoenske o
         WHERE o.sak_id = ANY (saker) AND (o.requested_by_id = aktoer OR lukkeoenske_svarer(aktoer, o.sak_id)));
END $$;

-- Ask. Returns 'sendt'; 'samme' for the second click; 'annet' when the key has made something else, or a wish of one's own stands.
CREATE FUNCTION lukkeoenske_be(p_id uuid, p_sak uuid, p_hvorfor text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak bti_sak%ROWTYPE;
BEGIN
    IF NOT tilgang_maa(p_sak, 'ask_lukking') THEN PERFORM tilgang_nekt('bare familien i saken'); END IF;
    SELECT * INTO v_sak FROM bti_sak s WHERE s.id = p_sak;
    IF v_sak.status <> 'aapen' THEN PERFORM tilgang_nekt('saken er avsluttet'); END IF;
    INSERT INTO samtykke_lukkeoenske (id, sak_id, hvorfor, requested_at, requested_by_id, svarfrist, svar, begrunnelse)
    VALUES (p_id, p_sak, p_hvorfor, tilgang_naa(), aktoer,
            tilgang_idag() + (tilgang_innstilling_for(v_sak.kommune_id, 'lukkeoenske_svarfrist_dager'))::text::integer, '', '')
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN CASE WHEN EXISTS (
            SELECT 1 FROM samtykke_lukkeoenske o
             WHERE o.id = p_id AND o.sak_id = p_sak AND o.requested_by_id = aktoer AND o.hvorfor = p_hvorfor) THEN 'samme' ELSE 'annet' END;
    END IF;
    PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(p_sak) EXCEPT SELECT tilgang_familien_i(p_sak)),
                          'lukkeoenske', 'lukkeoenske:' || p_id, p_sak, p_id);
    RETURN 'sendt';
END $$;

-- Who wanted it takes it back, answered or not. False for the second tap, for a no, and when the case is closed: nothing stands then.
CREATE FUNCTION lukkeoenske_trekk(p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    o samtykke_lukkeoenske%ROWTYPE;
BEGIN
    SELECT * INTO o FROM samtykke_lukkeoenske x WHERE x.id = p_id FOR UPDATE;
    IF o.id IS NULL OR o.requested_by_id <> aktoer OR NOT tilgang_maa(o.sak_id, 'ask_lukking')
    THEN PERFORM tilgang_nekt('bare den som ønsket det'); END IF;
    IF o.withdrawn_at IS NOT NULL OR o.svar = 'nei' OR NOT EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = o.sak_id AND s.status = 'aapen')
    THEN RETURN false; END IF;
    UPDATE samtykke_lukkeoenske SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer WHERE id = p_id;
    PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(o.sak_id) EXCEPT SELECT tilgang_familien_i(o.sak_id)),
                          'lukkeoenske', 'lukkeoenske:' || p_id || ':trukket', o.sak_id, p_id);
    RETURN true;
END $$;

-- The stafettholder answers, with why. Returns 'svart'; 'besvart' when another answer came first; 'trukket' when it was taken back.
CREATE FUNCTION lukkeoenske_svar(p_id uuid, p_svar text, p_begrunnelse text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    o samtykke_lukkeoenske%ROWTYPE;
BEGIN
    SELECT * INTO o FROM samtykke_lukkeoenske x WHERE x.id = p_id FOR UPDATE;
    IF o.id IS NULL OR NOT lukkeoenske_svarer(aktoer, o.sak_id) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF p_svar NOT IN ('ja', 'nei') OR btrim(p_begrunnelse) = '' THEN PERFORM tilgang_nekt('svaret mangler'); END IF;
    IF o.withdrawn_at IS NOT NULL THEN RETURN 'trukket'; END IF;
    IF o.answered_at IS NOT NULL THEN RETURN 'besvart'; END IF;
    UPDATE samtykke_lukkeoenske
       SET svar = p_svar, begrunnelse = p_begrunnelse, answered_at = tilgang_naa(), answered_by_id = aktoer WHERE id = p_id;
    PERFORM varsling_legg(ARRAY[o.requested_by_id], 'lukkesvar', 'lukkesvar:' || p_id, o.sak_id, p_id);
    RETURN 'svart';
END $$;
