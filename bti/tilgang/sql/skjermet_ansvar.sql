-- Who answers for what is held back when the one who asked for it has left, and how what is old is deleted: never without a word,
-- and never while it holds anything back.

-- For whom it exists today, and who of them may let the notices go: the same as tilgang_mine_skjermede, asked about everybody.
CREATE FUNCTION skjermet_leserne(p_skjermet uuid) RETURNS TABLE (bruker_id uuid, kan_frigi boolean) LANGUAGE sql STABLE AS $$
    SELECT p.id, bool_or(p.kan) FROM bti_skjermetbekymring s, LATERAL (
               SELECT s.created_by_id AS id, s.sak_id IS NULL OR s.created_by_id NOT IN (SELECT skjermet_utenfor(s.sak_id)) AS kan
                WHERE tilgang_er_ansatt(s.created_by_id, s.tjeneste_id)
               UNION ALL SELECT l.bruker_id, l.kan_frigi FROM bti_skjermetleser l
                WHERE l.skjermet_id = s.id AND l.ended_at IS NULL
                  AND (s.sak_id IS NULL OR l.bruker_id NOT IN (SELECT skjermet_utenfor(s.sak_id))) AND skjermet_i_kommunen(l.bruker_id, s)) p
      JOIN bti_bruker b ON b.id = p.id AND b.is_active
     WHERE s.id = p_skjermet AND (s.sak_id IS NULL OR p.id NOT IN (SELECT tilgang_familien_i(s.sak_id)))
     GROUP BY p.id
$$;

-- Who may let it go today. Who has been named for it in the author's place works in the unit. Nobody who is to be kept out
-- of the case: who wrote and was blocked later reads their own words, and lets nothing go.
CREATE FUNCTION tilbakehold_ansvarlige(p_id uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT l.bruker_id FROM bti_tilbakehold h, skjermet_leserne(h.skjermet_id) l WHERE h.id = p_id AND l.kan_frigi
    UNION SELECT h.ansvarlig_id FROM bti_tilbakehold h JOIN bti_skjermetbekymring s ON s.id = h.skjermet_id
            JOIN bti_bruker b ON b.id = h.ansvarlig_id AND b.is_active
           WHERE h.id = p_id AND tilgang_er_ansatt(h.ansvarlig_id, s.tjeneste_id) AND h.ansvarlig_id NOT IN (SELECT skjermet_utenfor(h.sak_id))
$$;

-- Who names somebody when nobody is left: the heads of the unit where it was written, or, when it has none, the administrator of the
-- case's municipality, whatever others the unit works for. Never one who is to be kept out of the case. They learn that something
-- waits, and neither whose it is nor why.
CREATE FUNCTION tilbakehold_fordelere(p_id uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH h AS (
        SELECT t.sak_id, s.tjeneste_id, x.kommune_id FROM bti_tilbakehold t
          JOIN bti_skjermetbekymring s ON s.id = t.skjermet_id JOIN bti_sak x ON x.id = t.sak_id WHERE t.id = p_id
    ), ledere AS (
        SELECT l.id FROM h, tilgang_ledere_av(h.tjeneste_id) AS l (id) WHERE l.id NOT IN (SELECT skjermet_utenfor(h.sak_id))
    )
    SELECT id FROM ledere
    UNION SELECT r.bruker_id FROM h JOIN bti_kommunerolle r ON r.kommune_id = h.kommune_id AND r.rolle = 'kommuneadministrator'
                 AND r.gyldig_fra <= tilgang_idag() AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())
            JOIN bti_bruker b ON b.id = r.bruker_id AND b.is_active
           WHERE NOT EXISTS (SELECT 1 FROM ledere) AND r.bruker_id NOT IN (SELECT skjermet_utenfor(h.sak_id))
$$;

-- What is held back and nobody is left to let go.
CREATE FUNCTION tilbakehold_uten_ansvarlig() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT h.id FROM bti_tilbakehold h WHERE h.released_at IS NULL AND NOT EXISTS (SELECT 1 FROM tilbakehold_ansvarlige(h.id))
$$;

-- Whether the actor may see that it is there: they read what it is about, or were named to answer for it.
CREATE FUNCTION tilbakehold_er_mitt(p_id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_tilbakehold h WHERE h.id = p_id AND h.skjermet_id = ANY (tilgang_mine_skjermede()))
        OR tilgang_aktoer() IN (SELECT tilbakehold_ansvarlige(p_id))
$$;

CREATE FUNCTION tilbakehold_krev(p_id uuid) RETURNS bti_tilbakehold LANGUAGE plpgsql STABLE AS $$
DECLARE h bti_tilbakehold%ROWTYPE;
BEGIN
    SELECT * INTO h FROM bti_tilbakehold WHERE id = p_id AND tilbakehold_er_mitt(p_id);
    IF h.id IS NULL THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    RETURN h;
END $$;

-- What the actor has been named to answer for without reading what it is about. The case is told to who sees it anyway.
CREATE FUNCTION tilbakehold_mine() RETURNS TABLE (id uuid, held_at timestamptz, tjeneste text, sak_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT h.id, h.held_at, t.navn::text, CASE WHEN h.sak_id = ANY (tilgang_mine_saker()) THEN h.sak_id END
      FROM bti_tilbakehold h JOIN bti_skjermetbekymring s ON s.id = h.skjermet_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id
     WHERE h.released_at IS NULL AND h.ansvarlig_id = aktoer AND h.skjermet_id <> ALL (tilgang_mine_skjermede())
       AND aktoer IN (SELECT tilbakehold_ansvarlige(h.id))
     ORDER BY h.held_at, h.id;
END $$;

-- What waits for the actor to name somebody.
CREATE FUNCTION tilbakehold_ledige() RETURNS TABLE (id uuid, held_at timestamptz, tjeneste text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT h.id, h.held_at, t.navn::text FROM tilbakehold_uten_ansvarlig() u JOIN bti_tilbakehold h ON h.id = u
      JOIN bti_skjermetbekymring s ON s.id = h.skjermet_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id
     WHERE aktoer IN (SELECT tilbakehold_fordelere(h.id))
     ORDER BY h.held_at, h.id;
END $$;

-- Who may be named: who works in the unit, and is not to be kept out of the case.
CREATE FUNCTION tilbakehold_valgbare(p_id uuid, p_navn text, p_antall integer)
RETURNS TABLE (bruker_id uuid, navn text, tittel text, er_leder boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    IF p_id NOT IN (SELECT l.id FROM tilbakehold_ledige() l) THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    RETURN QUERY
    SELECT a.bruker_id, b.navn::text, min(a.tittel)::text, bool_or(a.is_leder)
      FROM bti_tilbakehold h JOIN bti_skjermetbekymring s ON s.id = h.skjermet_id
      JOIN bti_ansettelse a ON a.tjeneste_id = s.tjeneste_id JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
     WHERE h.id = p_id AND tilgang_er_ansatt(a.bruker_id, a.tjeneste_id) AND a.bruker_id NOT IN (SELECT skjermet_utenfor(h.sak_id))
       AND position(upper(p_navn) IN upper(b.navn)) > 0
     GROUP BY a.bruker_id, b.navn ORDER BY 4 DESC, b.navn, a.bruker_id LIMIT p_antall;
END $$;

-- Name somebody. They are told, in words that say nothing, and each week after. A second click changes nothing.
CREATE FUNCTION tilbakehold_gi(p_id uuid, p_bruker uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM 1 FROM bti_tilbakehold WHERE id = p_id FOR UPDATE;
    IF p_bruker NOT IN (SELECT v.bruker_id FROM tilbakehold_valgbare(p_id, '', 1000) v) THEN PERFORM tilgang_nekt('kan ikke velges'); END IF;
    UPDATE bti_tilbakehold SET ansvarlig_id = p_bruker WHERE id = p_id;
    PERFORM varsling_legg(ARRAY[p_bruker], 'tilbakehold', concat_ws(':', 'tilbakehold-gitt', p_id, tilgang_idag()), NULL, p_id),
            skjermet_minn(p_id, p_bruker);
END $$;

-- Each night: who still answers for something is reminded further, who no longer does is not, and who may name somebody is told
-- once a week that something waits.
CREATE FUNCTION tilbakehold_natt() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE varsling_paaminnelse v SET status = 'avlyst', done_at = tilgang_naa()
     WHERE v.regel = 'tilbakehold' AND v.status = 'venter' AND v.mottaker_id NOT IN (SELECT tilbakehold_ansvarlige(v.objekt_id));
    PERFORM skjermet_minn(h.id, a) FROM bti_tilbakehold h, tilbakehold_ansvarlige(h.id) a
     WHERE h.released_at IS NULL AND NOT EXISTS (
           SELECT 1 FROM varsling_paaminnelse v WHERE v.objekt_id = h.id AND v.mottaker_id = a AND v.status = 'venter');
    PERFORM varsling_legg(ARRAY(SELECT tilbakehold_fordelere(h)), 'tilbakehold_ledig',
                          concat_ws(':', 'tilbakehold-ledig', h, to_char(tilgang_idag(), 'IYYY-IW')), NULL, h)
       FROM tilbakehold_uten_ansvarlig() h;
END $$;

CREATE FUNCTION skjermet_innstilling(p_tjeneste uuid, p_noekkel text) RETURNS interval LANGUAGE sql STABLE AS $$
    SELECT make_interval(days => max((tilgang_innstilling_for(tk.kommune_id, p_noekkel))::text::int))
      FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = p_tjeneste
$$;

-- What nobody has written in for as long as the municipality has said is deleted, some days after those who read it were told so.
-- What holds something back is neither told of nor deleted. Returns how many went.
CREATE FUNCTION skjermet_rydd() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_naa timestamptz := tilgang_naa();
    v_gamle uuid[];
    v_id uuid;
BEGIN
    PERFORM tilgang_krev_formaal('opprydding');
    -- Written in the very moment when the holding ended: whoever wrote it did not see the end.
    UPDATE varsling_utboks u SET status = 'venter'
     WHERE u.status = 'holdt' AND NOT varsling_holdes(u.mottaker_id, u.sak_id, u.objekt_id);
    PERFORM tilbakehold_natt();
    SELECT coalesce(array_agg(s.id), '{}') INTO v_gamle
      FROM (SELECT * FROM bti_skjermetbekymring WHERE slettes_varslet IS NOT NULL FOR UPDATE) s
     WHERE s.slettes_varslet <= v_naa - skjermet_innstilling(s.tjeneste_id, 'skjermet_varsel_sletting_dager')
       AND s.sist_skrevet <= v_naa - skjermet_innstilling(s.tjeneste_id, 'skjermet_slettes_dager')
       AND NOT EXISTS (SELECT 1 FROM bti_tilbakehold h WHERE h.skjermet_id = s.id AND h.released_at IS NULL);
    DELETE FROM bti_tilbakehold WHERE skjermet_id = ANY (v_gamle);
    DELETE FROM bti_skjermetmelding WHERE skjermet_id = ANY (v_gamle);
    DELETE FROM bti_skjermetraad WHERE skjermet_id = ANY (v_gamle);
    DELETE FROM bti_skjermetleser WHERE skjermet_id = ANY (v_gamle);
    DELETE FROM bti_skjermetbekymring WHERE id = ANY (v_gamle);
    FOR v_id IN
        UPDATE bti_skjermetbekymring s SET slettes_varslet = v_naa
         WHERE s.slettes_varslet IS NULL
           AND s.sist_skrevet <= v_naa - skjermet_innstilling(s.tjeneste_id, 'skjermet_slettes_dager')
                                       + skjermet_innstilling(s.tjeneste_id, 'skjermet_varsel_sletting_dager')
           AND NOT EXISTS (SELECT 1 FROM bti_tilbakehold h WHERE h.skjermet_id = s.id AND h.released_at IS NULL)
        RETURNING s.id
    LOOP
        PERFORM varsling_legg(ARRAY(SELECT l.bruker_id FROM skjermet_leserne(v_id) l), 'skjermet_slettes',
                              concat_ws(':', 'skjermet-slettes', v_id, tilgang_idag()), NULL, v_id);
    END LOOP;
    RETURN cardinality(v_gamle);
END $$;
