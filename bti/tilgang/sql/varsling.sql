-- Telling people: what a person may put in the outbox or plan. Delivery asks the rule again (varsling_jobber.sql).

-- Outside a case one tells oneself, or somebody one works with today.
CREATE FUNCTION varsling_kollega(p_aktoer uuid, p_mottaker uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_aktoer = p_mottaker OR EXISTS (
        SELECT 1 FROM bti_ansettelse a
         WHERE a.bruker_id = p_aktoer AND tilgang_er_ansatt(p_aktoer, a.tjeneste_id)
           AND tilgang_er_ansatt(p_mottaker, a.tjeneste_id))
$$;

CREATE FUNCTION varsling_krev(p_aktoer uuid, p_sak uuid, p_mottakere uuid[]) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_sak IS NOT NULL AND NOT p_sak = ANY (tilgang_mine_saker()) THEN
        PERFORM tilgang_nekt('varsel i en sak som ikke er din');
    END IF;
    IF p_sak IS NULL AND EXISTS (SELECT 1 FROM unnest(p_mottakere) m WHERE NOT varsling_kollega(p_aktoer, m)) THEN
        PERFORM tilgang_nekt('varsel uten sak til en som ikke er kollega');
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
    INSERT INTO varsling_paaminnelse (id, regel, sak_id, mottaker_id, objekt_id, forekomst, due_at, expires_at, status, planned_at)
    VALUES (gen_random_uuid(), p->>'regel', v_sak, v_mottaker, (p->>'objekt_id')::uuid, p->>'forekomst',
            (p->>'due_at')::timestamptz, (p->>'expires_at')::timestamptz, 'venter', tilgang_naa())
    ON CONFLICT (regel, objekt_id, mottaker_id, forekomst) DO UPDATE
       SET due_at = excluded.due_at, expires_at = excluded.expires_at, status = 'venter', planned_at = excluded.planned_at, done_at = NULL
     WHERE varsling_paaminnelse.status <> 'utfoert' AND varsling_paaminnelse.sak_id IS NOT DISTINCT FROM excluded.sak_id;
END $$;

-- Everything that waits about one thing is called off. Returns how many.
CREATE FUNCTION varsling_cancel(p_objekt uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    antall integer;
BEGIN
    UPDATE varsling_paaminnelse v SET status = 'avlyst', done_at = tilgang_naa()
     WHERE v.objekt_id = p_objekt AND v.status = 'venter'
       AND CASE WHEN v.sak_id IS NULL THEN varsling_kollega(aktoer, v.mottaker_id)
                ELSE v.sak_id = ANY (tilgang_mine_saker()) END;
    GET DIAGNOSTICS antall = ROW_COUNT;
    RETURN antall;
END $$;
