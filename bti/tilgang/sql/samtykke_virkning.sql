-- What follows when a service loses sight of a case: its people keep a receipt that they took part, the others are told that it is
-- out, and somebody is asked to see to what it was responsible for. Nothing here says who ended what, or why.

-- A receipt for each of the service's people who took part, from when the last giver's yes let them in. It waits for no lock on the
-- case: a withdrawal waits for nobody.
CREATE FUNCTION samtykke_kvitter(p_sak uuid, p_tjeneste uuid, p_til date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_fra date;
BEGIN
    SELECT max(f.foerste) INTO v_fra FROM (
        SELECT min(y.gyldig_fra) AS foerste FROM samtykke_samtykke y
         WHERE y.sak_id = p_sak AND y.tjeneste_id = p_tjeneste AND y.slag = 'innsyn' AND y.gyldig_til > coalesce((
               SELECT max(q.gyldig_til) FROM samtykke_deltakelseskvittering q
                WHERE q.sak_nr = p_sak AND q.tjeneste_id = p_tjeneste AND q.gyldig_til < p_til), '-infinity')
         GROUP BY y.giver_id) f;
    INSERT INTO samtykke_deltakelseskvittering (id, bruker_id, tjeneste_id, sak_nr, gyldig_fra, gyldig_til, antall_innlegg, issued_at)
    SELECT gen_random_uuid(), d.bruker_id, p_tjeneste, p_sak, min(greatest(d.gyldig_fra, v_fra)), p_til,
           (SELECT count(*) FROM stafettlogg_innlegg i WHERE i.sak_id = p_sak AND i.created_by_id = d.bruker_id), tilgang_naa()
      FROM bti_deltaker d
     WHERE d.sak_id = p_sak AND d.tjeneste_id = p_tjeneste AND d.rolle NOT IN ('foresatt', 'ungdom')
       AND greatest(d.gyldig_fra, v_fra) <= p_til AND (d.gyldig_til IS NULL OR d.gyldig_til >= coalesce(v_fra, '-infinity'))
     GROUP BY d.bruker_id
    ON CONFLICT (sak_nr, tjeneste_id, bruker_id, gyldig_til) DO NOTHING;
END $$;

-- The yes that let a service in is taken back, or has run out: asked of the rule while the yes still lives, whoever ends it.
CREATE FUNCTION samtykke_tapes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_dag date := least(tilgang_idag(), OLD.gyldig_til);
BEGIN
    IF EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(OLD.sak_id, OLD.tjeneste_id, v_dag, tilgang_aldre())) THEN
        PERFORM samtykke_kvitter(OLD.sak_id, OLD.tjeneste_id, v_dag);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER samtykke_tapes BEFORE UPDATE OF withdrawn_at ON samtykke_samtykke FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.slag = 'innsyn' AND NEW.slutt IN ('trukket', 'utloept'))
    EXECUTE FUNCTION samtykke_tapes();

-- The last day that a service saw a case, of the last 30; NULL when it did not.
CREATE FUNCTION samtykke_siste_dag(p_sak uuid, p_tjeneste uuid) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT tilgang_idag() - n FROM generate_series(0, samtykke_natt_nytt()) n
     WHERE EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, p_tjeneste, tilgang_idag() - n, tilgang_aldre()))
     ORDER BY n LIMIT 1
$$;

-- What the night does to one case, and which services have lost sight by it without anybody's taking a yes back: the child has
-- reached an age, a service is closed down.
CREATE FUNCTION samtykke_natt_virkning(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_foer jsonb := coalesce((
        SELECT jsonb_object_agg(t.tjeneste_id, samtykke_siste_dag(p_sak.id, t.tjeneste_id))
          FROM (SELECT DISTINCT k.tjeneste_id FROM samtykke_samtykkekrav k
                 WHERE k.sak_id = p_sak.id AND k.frafalt_at IS NULL AND k.slag = 'innsyn') t), '{}');
    v_tjeneste uuid;
    v_dag date;
    antall integer := samtykke_natt_frafall(p_sak);
BEGIN
    FOR v_tjeneste, v_dag IN SELECT e.key::uuid, e.value::date FROM jsonb_each_text(v_foer) e WHERE e.value IS NOT NULL LOOP
        CONTINUE WHEN v_tjeneste = p_sak.tjeneste_id
            OR EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak.id, v_tjeneste, tilgang_idag(), tilgang_aldre()));
        PERFORM samtykke_kvitter(p_sak.id, v_tjeneste, least(v_dag, tilgang_idag()));
    END LOOP;
    RETURN antall + samtykke_fortell_tap(p_sak);
END $$;

-- Tells of every loss of the last 30 days that is not told: the others in the case in one sentence, and the stafettholder when
-- somebody who is out was responsible for a measure that goes on; once more when the week has gone and nobody has taken it over. Who answered about the service, and the stafettholder, hear of the yes itself.
CREATE FUNCTION samtykke_fortell_tap(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_holdere uuid[] := ARRAY(SELECT tilgang_stafettholdere_i(p_sak.id));
    q record;
    antall integer := 0;
BEGIN
    FOR q IN
        SELECT x.tjeneste_id, x.gyldig_til, array_agg(x.bruker_id) AS folk FROM samtykke_deltakelseskvittering x
         WHERE x.sak_nr = p_sak.id AND x.tjeneste_id <> p_sak.tjeneste_id AND x.gyldig_til >= tilgang_idag() - samtykke_natt_nytt()
           AND NOT EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak.id, x.tjeneste_id, tilgang_idag(), tilgang_aldre()))
         GROUP BY x.tjeneste_id, x.gyldig_til
    LOOP
        antall := antall + samtykke_natt_varsle(
            ARRAY(SELECT d.bruker_id FROM bti_deltaker d
                   WHERE d.sak_id = p_sak.id AND d.tjeneste_id IS DISTINCT FROM q.tjeneste_id AND d.bruker_id <> ALL (v_holdere)
                  EXCEPT SELECT k.giver_id FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak.id AND k.tjeneste_id = q.tjeneste_id AND k.slag = 'innsyn' AND k.frafalt_at IS NULL),
            'tjeneste_ute', concat_ws(':', 'tjeneste-ute', p_sak.id, q.tjeneste_id, q.gyldig_til), p_sak.id, q.tjeneste_id);
        CONTINUE WHEN NOT EXISTS (
            SELECT 1 FROM tiltak_tiltak t WHERE t.sak_id = p_sak.id AND t.status <> 'avsluttet' AND t.ansvarlig_id = ANY (q.folk)
               AND NOT EXISTS (SELECT 1 FROM tilgang_saker_for(t.ansvarlig_id, p_sak.id)));
        antall := antall + samtykke_natt_varsle(
            v_holdere, 'ny_ansvarlig',
            concat_ws(':', 'ny-ansvarlig', p_sak.id, q.tjeneste_id, q.gyldig_til,
                      CASE WHEN tilgang_idag() >= q.gyldig_til + 7 THEN 'frist' END),
            p_sak.id, q.tjeneste_id);
    END LOOP;
    RETURN antall;
END $$;

-- The same at once, by whoever is in the case and has just ended a yes. It tells only what is so, and each thing once.
CREATE FUNCTION samtykke_fortell_virkning(p_sak uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    sak bti_sak%ROWTYPE;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tilgang_saker_for(aktoer, p_sak)) THEN PERFORM tilgang_nekt('ingen tilgang til saken'); END IF;
    SELECT * INTO sak FROM bti_sak s WHERE s.id = p_sak;
    IF sak.status <> 'aapen' THEN RETURN 0; END IF;
    RETURN samtykke_fortell_tap(sak);
END $$;
