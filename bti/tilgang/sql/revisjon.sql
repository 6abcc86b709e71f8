-- Writes of the audit: one function, one chain per case (or per person, for what belongs to no case).

CREATE FUNCTION revisjon_hash(
    p_forrige bytea, p_id uuid, p_kjede uuid, p_nr bigint, p_tid timestamptz, p_sak uuid, p_aktoer uuid, p_navn text,
    p_tjeneste text, p_formaal text, p_handling text, p_type text, p_objekt uuid, p_detaljer jsonb, p_innhold_hash bytea,
    p_salt_hash bytea) RETURNS bytea
LANGUAGE sql STABLE AS $$  -- as are the functions that it calls: else PostgreSQL does not inline it
    -- As JSON, so that no character in one field can pass for the border to the next. Every column is in it; of the salt its
    -- own hash, so that the salt and the text can be erased and the chain holds.
    SELECT sha256('\x02'::bytea || p_forrige || convert_to(jsonb_build_array(
        p_id, p_kjede, p_nr, (extract(epoch FROM p_tid) * 1000000)::bigint, p_sak, p_aktoer, p_navn, p_tjeneste, p_formaal,
        p_handling, p_type, p_objekt, p_detaljer, encode(p_innhold_hash, 'hex'), encode(p_salt_hash, 'hex'))::text, 'UTF8'))
$$;

-- Where a chain begins: before its first link.
CREATE FUNCTION revisjon_start(p_kjede uuid) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(p_kjede::text, 'UTF8'))
$$;

-- The service that a person acts from in a case: that of their part in it today, or of the glass they have broken. Empty for
-- the family, and outside a case. One row, so that PostgreSQL inlines it where the links are made.
CREATE FUNCTION revisjon_tjenesten(p_sak uuid, p_bruker uuid, p_idag date) RETURNS TABLE (navn text) LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT coalesce(t.navn, '') FROM bti_deltaker d LEFT JOIN bti_tjeneste t ON t.id = d.tjeneste_id
          WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker
            AND d.gyldig_fra <= p_idag AND (d.gyldig_til IS NULL OR d.gyldig_til >= p_idag)
          ORDER BY t.navn IS NULL, d.stedfortreder_for_id IS NOT NULL, d.invited_at LIMIT 1),
        (SELECT t.navn FROM bti_noedtilgang n JOIN bti_tjeneste t ON t.id = n.tjeneste_id
          WHERE n.sak_id = p_sak AND n.bruker_id = p_bruker ORDER BY n.opened_at DESC LIMIT 1),
        '')
$$;

-- One statement for each round, and a round holds the next link of every chain: a search that shows thirty cases costs one
-- round, a page that notes three events in its case costs three.
CREATE FUNCTION revisjon_record(p_rader jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_subjekt text := tilgang_subjekt();
    v_formaal text := CASE WHEN v_subjekt LIKE 'formaal:%' THEN substr(v_subjekt, 9) ELSE '' END;
    aktoer uuid := CASE WHEN v_formaal = '' THEN v_subjekt::uuid END;
    v_egen uuid := coalesce(aktoer, '00000000-0000-0000-0000-000000000000'::uuid);
    v_idag date := tilgang_idag();
    v_navn text := '';
    v_igjen bigint := jsonb_array_length(p_rader);
    v_runde bigint := 0;
    v_skrevet bigint;
BEGIN
    IF aktoer IS NULL AND v_formaal = '' THEN PERFORM tilgang_nekt('ingen aktør'); END IF;
    IF aktoer IS NOT NULL THEN
        SELECT b.navn INTO v_navn FROM bti_bruker b WHERE b.id = aktoer;
        IF EXISTS (SELECT FROM jsonb_array_elements(p_rader) AS t (r)
                    WHERE r->>'sak_id' IS NOT NULL  -- one who has no case still leaves a trace about themselves
                      AND (r->>'sak_id')::uuid <> ALL ((SELECT tilgang_mine_saker())::uuid[])
                      AND NOT samtykke_skann_aapnet(aktoer, r)) THEN
            PERFORM tilgang_nekt('hendelse i en sak som ikke er din');
        END IF;
    END IF;
    -- Make the heads that are missing and lock them all, always in the order of the chains, so that two transactions never
    -- wait for each other in a ring. The update that never happens is what locks; the next statement sees what was committed.
    INSERT INTO revisjon_kjede (kjede_id, nr, hash)
    SELECT k, 0, revisjon_start(k)
      FROM (SELECT DISTINCT coalesce((r->>'sak_id')::uuid, v_egen) AS k FROM jsonb_array_elements(p_rader) AS t (r)) alle
     ORDER BY k
    ON CONFLICT (kjede_id) DO UPDATE SET nr = excluded.nr WHERE false;
    WHILE v_igjen > 0 LOOP
        v_runde := v_runde + 1;
        WITH rader AS (
            SELECT coalesce(r.sak_id, v_egen) AS kjede, r.*,
                   row_number() OVER (PARTITION BY coalesce(r.sak_id, v_egen) ORDER BY r.n) AS runde
              FROM ROWS FROM (jsonb_to_recordset(p_rader) AS (
                       handling text, sak_id uuid, objekt_type text, objekt_id uuid, detaljer jsonb, innhold text))
                   WITH ORDINALITY AS r (handling, sak_id, objekt_type, objekt_id, detaljer, innhold, n)
        ), ledd AS MATERIALIZED (
            SELECT r.*, gen_random_uuid() AS id, k.nr + 1 AS nr, k.hash AS forrige, clock_timestamp() AS tid,
                   uuid_send(gen_random_uuid()) AS salt, t.navn AS tjeneste
              FROM rader r JOIN revisjon_kjede k ON k.kjede_id = r.kjede
              CROSS JOIN LATERAL revisjon_tjenesten(r.sak_id, aktoer, v_idag) t WHERE r.runde = v_runde
        ), saltet AS MATERIALIZED (
            SELECT l.*, sha256(l.salt || convert_to(coalesce(l.innhold, ''), 'UTF8')) AS innhold_hash,
                   sha256(l.salt) AS salt_hash FROM ledd l
        ), skrevet AS (
            INSERT INTO revisjon_hendelse (id, kjede_id, nr, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste,
                                           formaal, handling, objekt_type, objekt_id, detaljer, salt, salt_hash,
                                           innhold_hash, forrige_hash, hash)
            SELECT l.id, l.kjede, l.nr, l.tid, l.sak_id, aktoer, v_navn, l.tjeneste, v_formaal, l.handling,
                   l.objekt_type, l.objekt_id, l.detaljer, l.salt, l.salt_hash, l.innhold_hash, l.forrige,
                   revisjon_hash(l.forrige, l.id, l.kjede, l.nr, l.tid, l.sak_id, aktoer, v_navn, l.tjeneste, v_formaal,
                                 l.handling, l.objekt_type, l.objekt_id, l.detaljer, l.innhold_hash, l.salt_hash)
              FROM saltet l
            RETURNING kjede_id, nr, hash
        )
        UPDATE revisjon_kjede k SET nr = s.nr, hash = s.hash FROM skrevet s WHERE k.kjede_id = s.kjede_id;
        GET DIAGNOSTICS v_skrevet = ROW_COUNT;
        IF v_skrevet = 0 THEN PERFORM tilgang_nekt('hendelse uten kjede'); END IF;
        v_igjen := v_igjen - v_skrevet;
    END LOOP;
END $$;

-- How many times somebody has tried and failed at something since a moment, by what is on record in their own chain: what a limit is
-- reckoned from. Two attempts at once wait for each other. Owner's use alone.
CREATE FUNCTION revisjon_forsoek(p_bruker uuid, p_handling text, p_siden interval) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_bruker::text, 12));
    RETURN (SELECT count(*) FROM revisjon_hendelse h
             WHERE h.kjede_id = p_bruker AND h.handling = p_handling AND h.tidspunkt > tilgang_naa() - p_siden);
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
    WITH ledd AS MATERIALIZED (
        SELECT h.kjede_id, h.nr, h.hash, h.forrige_hash, lag(h.hash) OVER k AS ventet_forrige, lag(h.nr) OVER k AS ventet_nr,
               coalesce(h.sak_id, h.aktoer_id, '00000000-0000-0000-0000-000000000000') AS rett_kjede,
               octet_length(h.salt) > 0 AND sha256(h.salt) <> h.salt_hash AS er_saltet_byttet,
               revisjon_hash(h.forrige_hash, h.id, h.kjede_id, h.nr, h.tidspunkt, h.sak_id, h.aktoer_id, h.aktoer_navn,
                             h.aktoer_tjeneste, h.formaal, h.handling, h.objekt_type, h.objekt_id, h.detaljer,
                             h.innhold_hash, h.salt_hash) AS rett_hash
          FROM revisjon_hendelse h WHERE p_kjede IS NULL OR h.kjede_id = p_kjede
        WINDOW k AS (PARTITION BY h.kjede_id ORDER BY h.nr, h.tidspunkt)
    ), siste AS (
        SELECT DISTINCT ON (l.kjede_id) l.kjede_id, l.nr, l.hash FROM ledd l ORDER BY l.kjede_id, l.nr DESC)
    SELECT kjede_id, nr, 'innholdet er endret' FROM ledd WHERE hash <> rett_hash
    UNION ALL
    SELECT kjede_id, nr, 'saltet er byttet' FROM ledd WHERE er_saltet_byttet
    UNION ALL
    SELECT kjede_id, nr, 'leddet ligger i feil kjede' FROM ledd WHERE kjede_id <> rett_kjede
    UNION ALL
    SELECT kjede_id, nr, CASE WHEN nr > coalesce(ventet_nr, 0) + 1 THEN 'ett eller flere ledd mangler foran dette'
                              WHEN nr = ventet_nr THEN 'to ledd har samme nummer'
                              ELSE 'leddet henger ikke på det foran' END
      FROM ledd
     WHERE nr <> coalesce(ventet_nr, 0) + 1 OR forrige_hash <> coalesce(ventet_forrige, revisjon_start(kjede_id))
    UNION ALL
    SELECT kjede_id, max(nr), 'kjeden deler seg: flere ledd har samme forgjenger'
      FROM ledd GROUP BY kjede_id, forrige_hash HAVING count(*) > 1
    UNION ALL
    SELECT k.kjede_id, k.nr, CASE WHEN s.nr IS NULL THEN 'hele kjeden mangler'
                                  WHEN s.nr < k.nr THEN 'slutten av kjeden mangler'
                                  WHEN s.nr > k.nr THEN 'ledd står etter kjedens hode'
                                  ELSE 'hodet passer ikke til det siste leddet' END
      FROM revisjon_kjede k LEFT JOIN siste s ON s.kjede_id = k.kjede_id
     WHERE (p_kjede IS NULL OR k.kjede_id = p_kjede) AND (s.nr IS DISTINCT FROM k.nr OR s.hash IS DISTINCT FROM k.hash)
    UNION ALL
    SELECT s.kjede_id, s.nr, 'kjeden mangler hode' FROM siste s
     WHERE NOT EXISTS (SELECT 1 FROM revisjon_kjede k WHERE k.kjede_id = s.kjede_id)
$$;

-- The head of one's own case's chain, for the paper that the family takes home: the hash and not the number, for a number that
-- grows by more than one sees would tell of what one is not to see (another parent's reading, a glass broken in secret).
CREATE FUNCTION revisjon_segl(p_sak uuid) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    RETURN (SELECT k.hash FROM revisjon_kjede k WHERE k.kjede_id = p_sak AND p_sak = ANY (tilgang_mine_saker()));
END $$;
