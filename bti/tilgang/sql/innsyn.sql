-- «Hvem har sett dette?»: a question about a line of the record, and its answer. The words exist for who asked and for those
-- who must answer. Somebody who must answer need not see the case: they get the question and the line it is about.

-- Some offices, as they are held today. Owner's use alone.
CREATE FUNCTION tilgang_ledere_av(p_tjeneste uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT a.bruker_id FROM bti_ansettelse a JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
     WHERE a.tjeneste_id = p_tjeneste AND a.is_leder AND a.gyldig_fra <= tilgang_idag()
       AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())
$$;

CREATE FUNCTION tilgang_personvernombud_i(p_kommune uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.bruker_id FROM bti_kommunerolle r JOIN bti_bruker b ON b.id = r.bruker_id AND b.is_active
     WHERE r.kommune_id = p_kommune AND r.rolle = 'personvernombud' AND r.gyldig_fra <= tilgang_idag()
       AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())
$$;

-- Those who are, or are registered as, the child's own: nobody of them judges what is done in the case as an employee.
CREATE FUNCTION tilgang_familien_i(p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT r.bruker_id FROM bti_sak s JOIN bti_familierelasjon r ON r.hovedperson_id = s.hovedperson_id WHERE s.id = p_sak
    UNION SELECT h.bruker_id FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id WHERE s.id = p_sak AND h.bruker_id IS NOT NULL
    UNION SELECT d.bruker_id FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.rolle IN ('foresatt', 'ungdom')
$$;

CREATE FUNCTION tilgang_stafettholdere_i(p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT d.bruker_id FROM bti_deltaker d WHERE d.sak_id = p_sak AND tilgang_er_stafettholder(d.bruker_id, p_sak)
$$;

-- So many working days on. Saturdays and Sundays are left out; public holidays are not known here.
CREATE FUNCTION tilgang_arbeidsdager(p_fra date, p_antall integer) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT p_fra + i FROM generate_series(1, 2 * p_antall + 7) i
     WHERE extract(isodow FROM p_fra + i) < 6 ORDER BY i OFFSET p_antall - 1 LIMIT 1
$$;

-- Eight in the morning of a day, as clocks in Norway show it.
CREATE FUNCTION tilgang_morgen(p_dag date) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT (p_dag + time '08:00') AT TIME ZONE 'Europe/Oslo'
$$;

-- Into the outbox, to whom the function that calls has chosen: people outside the case too, and then without the case's id.
CREATE FUNCTION varsling_legg(
    p_mottakere uuid[], p_slag text, p_noekkel text, p_sak uuid, p_objekt uuid, p_send_etter timestamptz DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO varsling_utboks (id, mottaker_id, slag, noekkel, sak_id, objekt_id, queued_at, send_etter, status, forsoek)
    SELECT gen_random_uuid(), m, p_slag, p_noekkel, p_sak, p_objekt, tilgang_naa(), coalesce(p_send_etter, tilgang_naa()), 'venter', 0
      FROM (SELECT DISTINCT unnest(p_mottakere) AS m) alle WHERE m IS NOT NULL
    ON CONFLICT (mottaker_id, noekkel) DO NOTHING
$$;

CREATE FUNCTION varsling_minn_om(
    p_mottakere uuid[], p_regel text, p_objekt uuid, p_forekomst text, p_due timestamptz) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO varsling_paaminnelse (id, regel, sak_id, mottaker_id, objekt_id, forekomst, due_at, status, planned_at)
    SELECT gen_random_uuid(), p_regel, NULL, m, p_objekt, p_forekomst, p_due, 'venter', tilgang_naa()
      FROM (SELECT DISTINCT unnest(p_mottakere) AS m) alle WHERE m IS NOT NULL
    ON CONFLICT (regel, objekt_id, mottaker_id, forekomst) DO NOTHING
$$;

-- Who answers: the stafettholder and the heads of the responsible unit; never the one it is about, who asked, or the child's own.
-- When nobody of them is left, the municipality's personvernombud.
CREATE FUNCTION innsyn_svarere(p_sak uuid, p_gjelder uuid, p_spurt_av uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH utenfor AS (
        SELECT p_gjelder AS id UNION SELECT p_spurt_av UNION SELECT tilgang_familien_i(p_sak)
    ), naermest AS (
        SELECT h AS id FROM tilgang_stafettholdere_i(p_sak) h
        UNION SELECT l FROM bti_sak s, tilgang_ledere_av(s.tjeneste_id) l WHERE s.id = p_sak
        EXCEPT SELECT id FROM utenfor
    )
    SELECT id FROM naermest
    UNION SELECT o FROM bti_sak s, tilgang_personvernombud_i(s.kommune_id) o
           WHERE s.id = p_sak AND NOT EXISTS (SELECT 1 FROM naermest) AND o NOT IN (SELECT id FROM utenfor)
$$;

-- Ask about a person's reading on a day. Only about a line that the asker is shown: not one's own, not another in the family.
-- The same line asked about twice, before there is an answer, is one question. Returns the day by which it is answered.
CREATE FUNCTION innsyn_spoer(p_id uuid, p_sak uuid, p_gjelder uuid, p_dag date, p_tekst text) RETURNS date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_frist date;
    v_svarere uuid[];
BEGIN
    IF NOT tilgang_maa(p_sak, 'ask_innsyn') THEN PERFORM tilgang_nekt('bare familien i saken'); END IF;
    IF p_gjelder = aktoer OR p_gjelder IN (SELECT tilgang_familien_i(p_sak)) THEN PERFORM tilgang_nekt('ikke om familien'); END IF;
    IF NOT EXISTS (SELECT 1 FROM revisjon_hendelse h
                    WHERE h.sak_id = p_sak AND h.aktoer_id = p_gjelder
                      AND (h.tidspunkt AT TIME ZONE 'Europe/Oslo')::date = p_dag
                      AND h.id <> ALL (tilgang_skjulte_hendelser())
                      AND (h.objekt_id IS NULL OR h.objekt_id <> ALL (tilgang_skjermet_for_meg())))
    THEN PERFORM tilgang_nekt('ingen slik linje'); END IF;
    SELECT q.svarfrist INTO v_frist FROM bti_innsynsspoersmaal q
     WHERE q.sak_id = p_sak AND q.asked_by_id = aktoer AND q.gjelder_id = p_gjelder AND q.dag = p_dag AND q.answered_at IS NULL;
    IF v_frist IS NOT NULL THEN RETURN v_frist; END IF;
    SELECT tilgang_arbeidsdager(tilgang_idag(),
                (tilgang_innstilling_for(s.kommune_id, 'innsynsspoersmaal_frist_arbeidsdager'))::text::int)
      INTO v_frist FROM bti_sak s WHERE s.id = p_sak;
    INSERT INTO bti_innsynsspoersmaal (id, sak_id, dag, gjelder_id, tekst, asked_at, asked_by_id, svarfrist, svar)
    VALUES (p_id, p_sak, p_dag, p_gjelder, p_tekst, tilgang_naa(), aktoer, v_frist, '')
    ON CONFLICT (id) DO NOTHING;  -- two taps at once
    v_svarere := ARRAY(SELECT innsyn_svarere(p_sak, p_gjelder, aktoer));
    PERFORM varsling_legg(v_svarere, 'innsynsspoersmaal', 'innsynsspoersmaal:' || p_id, NULL, p_id);
    -- Overdue: those who answer, and the personvernombud, who sees that there is one and no word of it.
    PERFORM varsling_minn_om(v_svarere || ARRAY(SELECT o FROM bti_sak s, tilgang_personvernombud_i(s.kommune_id) o WHERE s.id = p_sak),
                             'innsyn_forfalt', p_id, '1', tilgang_morgen(v_frist + 1));
    RETURN v_frist;
END $$;

-- What waits for the actor to answer, and what was answered lately: the question and the line that it is about.
CREATE FUNCTION innsyn_til_meg()
RETURNS TABLE (id uuid, barn text, spurt_av text, hvem text, tjeneste text, dag date, handlinger text[], tekst text,
               asked_at timestamptz, svarfrist date, answered_at timestamptz, svar text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT q.id, h.navn::text, av.navn::text, om.navn::text,
           coalesce(nullif((SELECT max(r.aktoer_tjeneste) FROM revisjon_hendelse r
                             WHERE r.sak_id = q.sak_id AND r.aktoer_id = q.gjelder_id
                               AND (r.tidspunkt AT TIME ZONE 'Europe/Oslo')::date = q.dag), ''),
                    (SELECT max(t.navn) FROM bti_noedtilgang n JOIN bti_tjeneste t ON t.id = n.tjeneste_id
                      WHERE n.sak_id = q.sak_id AND n.bruker_id = q.gjelder_id), '')::text,
           q.dag,
           ARRAY(SELECT r.handling::text FROM revisjon_hendelse r
                  WHERE r.sak_id = q.sak_id AND r.aktoer_id = q.gjelder_id
                    AND (r.tidspunkt AT TIME ZONE 'Europe/Oslo')::date = q.dag ORDER BY r.nr),
           q.tekst, q.asked_at, q.svarfrist, q.answered_at, q.svar
      FROM bti_innsynsspoersmaal q
      JOIN bti_sak s ON s.id = q.sak_id
      JOIN bti_hovedperson h ON h.id = s.hovedperson_id
      JOIN bti_bruker av ON av.id = q.asked_by_id
      JOIN bti_bruker om ON om.id = q.gjelder_id
     WHERE (q.answered_at IS NULL OR q.answered_at > tilgang_naa() - interval '90 days')
       AND (EXISTS (SELECT 1 FROM bti_ansettelse a WHERE a.bruker_id = aktoer AND a.tjeneste_id = s.tjeneste_id)
            OR EXISTS (SELECT 1 FROM bti_kommunerolle k WHERE k.bruker_id = aktoer AND k.kommune_id = s.kommune_id)
            OR EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.bruker_id = aktoer AND d.sak_id = s.id))
       AND aktoer IN (SELECT innsyn_svarere(q.sak_id, q.gjelder_id, q.asked_by_id))
     ORDER BY q.answered_at DESC NULLS FIRST, q.svarfrist, q.asked_at;
END $$;

-- Answer. Returns 'besvart', or 'alt_besvart' when somebody was first. The asker is told.
CREATE FUNCTION innsyn_svar(p_id uuid, p_svar text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    q bti_innsynsspoersmaal%ROWTYPE;
BEGIN
    SELECT * INTO q FROM bti_innsynsspoersmaal WHERE id = p_id FOR UPDATE;
    IF q.id IS NULL OR aktoer NOT IN (SELECT innsyn_svarere(q.sak_id, q.gjelder_id, q.asked_by_id))
    THEN PERFORM tilgang_nekt('spørsmålet er ikke ditt å svare på'); END IF;
    IF btrim(p_svar) = '' THEN PERFORM tilgang_nekt('svaret mangler'); END IF;
    IF q.answered_at IS NOT NULL THEN RETURN 'alt_besvart'; END IF;
    UPDATE bti_innsynsspoersmaal SET answered_at = tilgang_naa(), answered_by_id = aktoer, svar = p_svar WHERE id = p_id;
    UPDATE varsling_paaminnelse SET status = 'avlyst', done_at = tilgang_naa() WHERE objekt_id = p_id AND status = 'venter';
    PERFORM varsling_legg(ARRAY[q.asked_by_id], 'innsynssvar', 'innsynssvar:' || p_id, q.sak_id, p_id);
    RETURN 'besvart';
END $$;

-- Overdue questions in the municipalities that the actor is personvernombud in: which, since when, in which service. No words of them.
CREATE FUNCTION innsyn_forfalte() RETURNS TABLE (id uuid, tjeneste text, asked_at timestamptz, svarfrist date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT q.id, t.navn::text, q.asked_at, q.svarfrist
      FROM bti_innsynsspoersmaal q JOIN bti_sak s ON s.id = q.sak_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id
     WHERE q.answered_at IS NULL AND q.svarfrist < tilgang_idag() AND aktoer IN (SELECT tilgang_personvernombud_i(s.kommune_id))
     ORDER BY q.svarfrist;
END $$;
