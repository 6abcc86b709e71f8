-- The scanned sheet of an answer on paper. It comes raw, a worker cleans it, and only the clean picture is ever shown: to the
-- stafettholder, to the giver, and to whoever is to confirm the answer, while it waits. It goes when the answer is rejected.

CREATE FUNCTION samtykke_kan_se_skann(p_aktoer uuid, p_svar samtykke_svarpaavegne) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT tilgang_er_stafettholder(p_aktoer, p_svar.sak_id)
        OR EXISTS (SELECT 1 FROM samtykke_samtykkekrav k
                    WHERE k.id = p_svar.krav_id AND k.giver_id = p_aktoer AND EXISTS (SELECT 1 FROM tilgang_saker_for(p_aktoer, k.sak_id)))
        OR p_svar.svar IN ('ja', 'nei') AND p_svar.confirmed_at IS NULL AND p_svar.rejected_at IS NULL AND samtykke_kan_bekrefte(p_aktoer, p_svar)
$$;

-- Returns 'mottatt', 'alt_lagt_ved' (the same file once more), 'har_skann' (another is there), or 'alt_avgjort'. One that was
-- refused makes room for the next.
CREATE FUNCTION samtykke_skann_legg_ved(p_id uuid, p_svar uuid, p_fil bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_svarpaavegne%ROWTYPE;
    skann samtykke_svarskann%ROWTYPE;
    v_avtrykk text := encode(sha256(p_fil), 'hex');
BEGIN
    SELECT * INTO rad FROM samtykke_svarpaavegne WHERE id = p_svar FOR UPDATE;  -- two at once come one after the other
    IF rad.id IS NULL OR NOT tilgang_er_stafettholder(aktoer, rad.sak_id)
       OR EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.id = rad.krav_id AND k.giver_id = aktoer)
    THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF length(p_fil) NOT BETWEEN 1 AND 20 * 1024 * 1024 THEN PERFORM tilgang_nekt('filen er tom eller for stor'); END IF;
    SELECT * INTO skann FROM samtykke_svarskann WHERE svar_id = p_svar;
    IF skann.status IN ('mottatt', 'klar') THEN
        RETURN CASE WHEN skann.avtrykk = v_avtrykk THEN 'alt_lagt_ved' ELSE 'har_skann' END;
    END IF;
    IF rad.confirmed_at IS NOT NULL OR rad.rejected_at IS NOT NULL THEN RETURN 'alt_avgjort'; END IF;
    DELETE FROM samtykke_svarskann WHERE svar_id = p_svar;
    INSERT INTO samtykke_svarskann (id, sak_id, svar_id, status, feil, raa, avtrykk, sider, forsoek, uploaded_at, uploaded_by_id)
    VALUES (p_id, rad.sak_id, p_svar, 'mottatt', '', p_fil, v_avtrykk, 0, 0, tilgang_naa(), aktoer);
    RETURN 'mottatt';
END $$;

-- How it is with the scans of a case, for those who may see them.
CREATE FUNCTION samtykke_skann_i(p_sak uuid) RETURNS TABLE (svar_id uuid, status text, feil text, sider integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT k.svar_id, k.status::text, k.feil::text, k.sider::integer
      FROM samtykke_svarskann k JOIN samtykke_svarpaavegne v ON v.id = k.svar_id
     WHERE k.sak_id = p_sak AND samtykke_kan_se_skann(aktoer, v);
END $$;

-- The clean picture, and the case that the opening of it goes on record in. Nothing when it is not the actor's to see.
CREATE FUNCTION samtykke_skann_bilde(p_svar uuid) RETURNS TABLE (sak_id uuid, bilde bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT k.sak_id, k.bilde FROM samtykke_svarskann k JOIN samtykke_svarpaavegne v ON v.id = k.svar_id
     WHERE k.svar_id = p_svar AND k.status = 'klar' AND samtykke_kan_se_skann(aktoer, v);
END $$;

-- Whether this is the opening of a scan that one may see without seeing its case: it stands in the case's record all the same.
CREATE FUNCTION samtykke_skann_aapnet(p_aktoer uuid, p_hendelse jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_hendelse->>'handling' = 'samtykke.skann_sett' AND EXISTS (
        SELECT 1 FROM samtykke_svarpaavegne v
         WHERE v.id = (p_hendelse->>'objekt_id')::uuid AND v.sak_id = (p_hendelse->>'sak_id')::uuid AND samtykke_kan_se_skann(p_aktoer, v))
$$;

-- What belongs to an answer that was rejected is not kept. Owner's use alone.
CREATE FUNCTION samtykke_skann_toem(p_svar uuid) RETURNS void LANGUAGE sql AS $$
    UPDATE samtykke_svarskann SET status = 'slettet', raa = NULL, bilde = NULL, sider = 0 WHERE svar_id = p_svar
$$;

-- The worker's part. Takes one that nobody is at: a worker that has given no answer for two minutes is taken to be dead.
CREATE FUNCTION samtykke_skann_ta(p_id uuid, p_merke uuid) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_fil bytea;
BEGIN
    PERFORM tilgang_krev_formaal('samtykke');
    UPDATE samtykke_svarskann k SET claimed_at = tilgang_naa(), claim_token = p_merke, forsoek = k.forsoek + 1
     WHERE k.id = (SELECT x.id FROM samtykke_svarskann x
                    WHERE x.id = p_id AND x.status = 'mottatt' AND x.forsoek < 3
                      AND (x.claimed_at IS NULL OR x.claimed_at < tilgang_naa() - interval '2 minutes') FOR UPDATE SKIP LOCKED)
    RETURNING k.raa INTO v_fil;
    RETURN v_fil;
END $$;

-- What nobody works on, oldest first. One that three workers have died over is refused.
CREATE FUNCTION samtykke_skann_venter(p_antall integer) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('samtykke');
    UPDATE samtykke_svarskann SET status = 'avvist', feil = 'avbrutt', raa = NULL
     WHERE status = 'mottatt' AND forsoek >= 3 AND claimed_at < tilgang_naa() - interval '2 minutes';
    RETURN QUERY SELECT k.id FROM samtykke_svarskann k
                  WHERE k.status = 'mottatt' AND (k.claimed_at IS NULL OR k.claimed_at < tilgang_naa() - interval '2 minutes')
                  ORDER BY k.uploaded_at LIMIT p_antall;
END $$;

-- Ends the work: with a picture, or with why there is none. The raw file goes either way. Returns whether it was still ours.
CREATE FUNCTION samtykke_skann_avgjor(p_id uuid, p_merke uuid, p_bilde bytea, p_sider integer, p_feil text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('samtykke');
    UPDATE samtykke_svarskann
       SET status = CASE WHEN p_bilde IS NULL THEN 'avvist' ELSE 'klar' END, bilde = p_bilde, sider = p_sider, feil = p_feil, raa = NULL
     WHERE id = p_id AND claim_token = p_merke AND status = 'mottatt';
    RETURN FOUND;
END $$;
