-- Writes of the audit: one function, one chain per case (or per person, for what belongs to no case).

CREATE FUNCTION revisjon_hash(
    p_forrige bytea, p_kjede uuid, p_nr bigint, p_tid timestamptz, p_sak uuid, p_aktoer uuid, p_navn text, p_tjeneste text,
    p_formaal text, p_handling text, p_type text, p_objekt uuid, p_detaljer jsonb, p_innhold_hash bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
    -- As JSON, so that no character in one field can pass for the border to the next.
    SELECT sha256('\x01'::bytea || p_forrige || convert_to(jsonb_build_array(
        p_kjede, p_nr, (extract(epoch FROM p_tid) * 1000000)::bigint, p_sak, p_aktoer, p_navn, p_tjeneste, p_formaal,
        p_handling, p_type, p_objekt, p_detaljer, encode(p_innhold_hash, 'hex'))::text, 'UTF8'))
$$;

CREATE FUNCTION revisjon_record(p_rader jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subjekt text := tilgang_subjekt();
    v_formaal text := CASE WHEN v_subjekt LIKE 'formaal:%' THEN substr(v_subjekt, 9) ELSE '' END;
    aktoer uuid := CASE WHEN v_formaal = '' THEN v_subjekt::uuid END;
    v_navn text := '';
    v_tjeneste text := '';
    rad jsonb;
    v_sak uuid;
    v_kjede uuid;
    v_nr bigint;
    v_forrige bytea;
    v_tid timestamptz;
    v_salt bytea;
    v_innhold bytea;
    v_hash bytea;
BEGIN
    IF aktoer IS NULL AND v_formaal = '' THEN PERFORM tilgang_nekt('ingen aktør'); END IF;
    IF aktoer IS NOT NULL THEN
        SELECT b.navn INTO v_navn FROM bti_bruker b WHERE b.id = aktoer;
    END IF;
    -- Always in the order of the chains, so that two transactions never wait for each other in a ring.
    FOR rad IN SELECT r FROM jsonb_array_elements(p_rader) WITH ORDINALITY AS t (r, n)
               ORDER BY coalesce(r->>'sak_id', aktoer::text, ''), n
    LOOP
        v_sak := (rad->>'sak_id')::uuid;
        IF v_sak IS NOT NULL AND v_formaal = '' AND NOT v_sak = ANY (tilgang_mine_saker()) THEN
            PERFORM tilgang_nekt('hendelse i en sak som ikke er din');
        END IF;
        v_tjeneste := coalesce((SELECT t.navn FROM bti_deltaker d JOIN bti_tjeneste t ON t.id = d.tjeneste_id
                                 WHERE d.sak_id = v_sak AND d.bruker_id = aktoer), '');
        v_kjede := coalesce(v_sak, aktoer, '00000000-0000-0000-0000-000000000000'::uuid);
        SELECT nr, hash INTO v_nr, v_forrige FROM revisjon_kjede WHERE kjede_id = v_kjede FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO revisjon_kjede (kjede_id, nr, hash) VALUES (v_kjede, 0, sha256(convert_to(v_kjede::text, 'UTF8')))
            ON CONFLICT (kjede_id) DO NOTHING;
            SELECT nr, hash INTO v_nr, v_forrige FROM revisjon_kjede WHERE kjede_id = v_kjede FOR UPDATE;
        END IF;
        v_nr := v_nr + 1;
        v_tid := clock_timestamp();
        v_salt := uuid_send(gen_random_uuid());
        v_innhold := sha256(v_salt || convert_to(coalesce(rad->>'innhold', ''), 'UTF8'));
        v_hash := revisjon_hash(v_forrige, v_kjede, v_nr, v_tid, v_sak, aktoer, v_navn, v_tjeneste, v_formaal,
                                rad->>'handling', rad->>'objekt_type', (rad->>'objekt_id')::uuid, rad->'detaljer', v_innhold);
        INSERT INTO revisjon_hendelse (id, kjede_id, nr, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste, formaal,
                                       handling, objekt_type, objekt_id, detaljer, salt, innhold_hash, forrige_hash, hash)
        VALUES (gen_random_uuid(), v_kjede, v_nr, v_tid, v_sak, aktoer, v_navn, v_tjeneste, v_formaal, rad->>'handling',
                rad->>'objekt_type', (rad->>'objekt_id')::uuid, rad->'detaljer', v_salt, v_innhold, v_forrige, v_hash);
        UPDATE revisjon_kjede SET nr = v_nr, hash = v_hash WHERE kjede_id = v_kjede;
    END LOOP;
END $$;

-- Nobody edits the record by mistake; a superuser who does leaves a broken chain (verify_revisjon).
CREATE FUNCTION revisjon_roeres_ikke() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stafett: revisjonen kan ikke endres' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER revisjon_roeres_ikke BEFORE UPDATE OR DELETE ON revisjon_hendelse
    FOR EACH ROW EXECUTE FUNCTION revisjon_roeres_ikke();
CREATE TRIGGER revisjon_toemmes_ikke BEFORE TRUNCATE ON revisjon_hendelse
    FOR EACH STATEMENT EXECUTE FUNCTION revisjon_roeres_ikke();

-- Every place where a chain does not hold: what is wrong, and where. Owner's use alone.
CREATE FUNCTION revisjon_feil(p_kjede uuid DEFAULT NULL) RETURNS TABLE (kjede uuid, nummer bigint, feil text)
LANGUAGE sql STABLE AS $$
    WITH ledd AS (
        SELECT h.*, lag(h.hash) OVER k AS ventet_forrige, lag(h.nr) OVER k AS ventet_nr
          FROM revisjon_hendelse h WHERE p_kjede IS NULL OR h.kjede_id = p_kjede
        WINDOW k AS (PARTITION BY h.kjede_id ORDER BY h.nr))
    SELECT kjede_id, nr, 'innholdet er endret' FROM ledd
     WHERE hash <> revisjon_hash(forrige_hash, kjede_id, nr, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste,
                                 formaal, handling, objekt_type, objekt_id, detaljer, innhold_hash)
    UNION ALL
    SELECT kjede_id, nr, 'et ledd mangler foran dette' FROM ledd
     WHERE nr <> coalesce(ventet_nr, 0) + 1
        OR forrige_hash <> coalesce(ventet_forrige, sha256(convert_to(kjede_id::text, 'UTF8')))
    UNION ALL
    SELECT k.kjede_id, k.nr, 'slutten av kjeden mangler' FROM revisjon_kjede k
     WHERE (p_kjede IS NULL OR k.kjede_id = p_kjede) AND k.nr > 0
       AND NOT EXISTS (SELECT 1 FROM revisjon_hendelse h WHERE h.kjede_id = k.kjede_id AND h.nr = k.nr AND h.hash = k.hash)
    UNION ALL
    SELECT h.kjede_id, max(h.nr), 'kjeden mangler hode' FROM revisjon_hendelse h
     WHERE (p_kjede IS NULL OR h.kjede_id = p_kjede)
       AND NOT EXISTS (SELECT 1 FROM revisjon_kjede k WHERE k.kjede_id = h.kjede_id)
     GROUP BY h.kjede_id
$$;
