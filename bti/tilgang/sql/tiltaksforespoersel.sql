-- Somebody in a case is asked to take over a measure that nobody who sees the case has. The stafettholder asks and takes back, who is
-- asked answers, and nobody else writes. A question counts for as long as it stands: nothing ends it but the facts themselves.

-- Whether the one responsible no longer sees the case. A parent who waits to be confirmed has not left; nor has one who has closed their
-- own access, which nobody else in the family is to learn.
CREATE FUNCTION tiltak_er_uten_ansvarlig(p_sak uuid, p_ansvarlig uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT 1 FROM tilgang_saker_for(p_ansvarlig, p_sak))
       AND NOT EXISTS (
           SELECT 1 FROM bti_deltaker d
            WHERE d.sak_id = p_sak AND d.bruker_id = p_ansvarlig AND d.rolle IN ('foresatt', 'ungdom')
              AND d.gyldig_fra <= tilgang_idag() AND (d.gyldig_til IS NULL OR d.gyldig_til >= tilgang_idag())
              AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = p_sak AND x.bruker_id = p_ansvarlig AND x.lifted_at IS NULL
                                 AND x.grunn <> 'egen'))
$$;

-- The day by which a measure is to have an owner again: a week from the day that the first of those who said yes to the service no longer
-- did. NULL when no consent was lost. For the actor's own pages, which see the rows it reads.
CREATE FUNCTION tiltak_eierfrist(p_sak uuid, p_ansvarlig uuid, p_dag date) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN tapt.dag IS NOT NULL THEN least(tapt.dag, p_dag) + 7 END FROM (SELECT greatest(min(tap.slutt), (
        -- The service that had the case, and no longer has it.
        SELECT max((y.withdrawn_at AT TIME ZONE 'Europe/Oslo')::date)
          FROM bti_deltaker d JOIN samtykke_samtykke y ON y.sak_id = d.sak_id AND y.spurt_fra_id = d.tjeneste_id AND y.slutt = 'brukt'
         WHERE d.sak_id = p_sak AND d.bruker_id = p_ansvarlig)) AS dag FROM (
        SELECT max(least(y.gyldig_til, (y.withdrawn_at AT TIME ZONE 'Europe/Oslo')::date)) AS slutt
          FROM bti_deltaker d JOIN samtykke_samtykke y ON y.sak_id = d.sak_id AND y.tjeneste_id = d.tjeneste_id AND y.slag = 'innsyn'
         WHERE d.sak_id = p_sak AND d.bruker_id = p_ansvarlig GROUP BY y.giver_id) tap) tapt
$$;

-- Whether somebody may take a measure over: they see the case in a part that answers, and the family takes over at home alone.
CREATE FUNCTION tiltaksforespoersel_kan_ta(p_sak uuid, p_bruker uuid, p_arena text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT 'answer_tiltak' = ANY (tilgang_verb_av(p_bruker, p_sak, del.roller))
       AND (p_arena = 'hjem' OR del.roller && ARRAY['stafettholder', 'fagperson'])
      FROM (SELECT ARRAY(SELECT r.rolle FROM tilgang_roller_for(p_bruker, p_sak) r) AS roller) del
$$;

-- Whether it waits for an answer: the case is open, the measure goes on without an owner, and who is asked may still take it.
CREATE FUNCTION tiltaksforespoersel_staar(f tiltak_tiltaksforespoersel) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT f.answered_at IS NULL AND f.withdrawn_at IS NULL AND EXISTS (
        SELECT 1 FROM tiltak_tiltak t JOIN bti_sak s ON s.id = t.sak_id AND s.status = 'aapen'
         WHERE t.id = f.tiltak_id AND t.status <> 'avsluttet'
           AND tiltak_er_uten_ansvarlig(t.sak_id, t.ansvarlig_id)
           AND tiltaksforespoersel_kan_ta(t.sak_id, f.bruker_id, t.arena))
$$;

-- Which questions exist for the actor: those put to them, all for who holds the baton, and to the other staff those that have no answer.
-- Why somebody said no is for the stafettholder alone.
CREATE FUNCTION tilgang_mine_tiltaksforespoersler() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[];
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    saker := tilgang_mine_saker();
    RETURN ARRAY(
        SELECT f.id FROM tiltak_tiltaksforespoersel f
         WHERE f.sak_id = ANY (saker)
           AND (f.bruker_id = aktoer OR tilgang_maa(f.sak_id, 'change_sak')
                OR f.answered_at IS NULL AND f.withdrawn_at IS NULL AND tilgang_maa(f.sak_id, 'view_sak')));
END $$;

-- Those of them that wait for an answer.
CREATE FUNCTION tiltaksforespoersler_som_staar() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Asked by every front page: most have none that is without an answer, and are done here.
    IF NOT EXISTS (SELECT 1 FROM tiltak_tiltaksforespoersel f
                    WHERE f.answered_at IS NULL AND f.withdrawn_at IS NULL AND f.sak_id = ANY (tilgang_mine_saker())) THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT f.id FROM tiltak_tiltaksforespoersel f
                  WHERE f.id = ANY (tilgang_mine_tiltaksforespoersler()) AND tiltaksforespoersel_staar(f));
END $$;

-- The measures of a case that somebody must take over, and by when; nothing to others than who holds the baton.
CREATE FUNCTION tiltak_uten_ansvarlig(p_sak uuid) RETURNS TABLE (tiltak_id uuid, frist date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN RETURN; END IF;
    RETURN QUERY
    SELECT t.id, coalesce(tiltak_eierfrist(t.sak_id, t.ansvarlig_id, tilgang_idag()), tilgang_idag() + 7)
      FROM tiltak_tiltak t JOIN bti_sak s ON s.id = t.sak_id AND s.status = 'aapen'
     WHERE t.sak_id = p_sak AND t.status <> 'avsluttet' AND tiltak_er_uten_ansvarlig(t.sak_id, t.ansvarlig_id);
END $$;

-- Who in a case may be asked about what is done at home and in a service; nothing to others than who holds the baton, who need not ask
-- themselves.
CREATE FUNCTION tiltak_kan_spoerres(p_sak uuid) RETURNS TABLE (arena text, bruker_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE aktoer uuid := tilgang_aktoer();
BEGIN
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN RETURN; END IF;
    RETURN QUERY SELECT a.arena, d.bruker_id
                   FROM (SELECT DISTINCT x.bruker_id FROM bti_deltaker x WHERE x.sak_id = p_sak AND x.bruker_id <> aktoer) d
                  CROSS JOIN (SELECT DISTINCT t.arena::text AS arena FROM tiltak_tiltak t WHERE t.sak_id = p_sak) a
                  WHERE tiltaksforespoersel_kan_ta(p_sak, d.bruker_id, a.arena);
END $$;

-- Ask. Returns 'sendt'; 'samme' for the second click; 'annet' when the key has made something else; 'spurt' when somebody has a question
-- about it that stands and is not over its day; 'har_ansvarlig' when it needs nobody any more; 'kan_ikke' when this one may not take it.
CREATE FUNCTION tiltaksforespoersel_be(p_id uuid, p_tiltak uuid, p_bruker uuid, p_svarfrist date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    t tiltak_tiltak%ROWTYPE;
BEGIN
    SELECT * INTO t FROM tiltak_tiltak x WHERE x.id = p_tiltak FOR NO KEY UPDATE;
    IF t.id IS NULL OR NOT tilgang_maa(t.sak_id, 'change_sak') THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF p_svarfrist IS NULL OR p_svarfrist NOT BETWEEN tilgang_idag() AND tilgang_idag() + 60 THEN PERFORM tilgang_nekt('svarfristen'); END IF;
    IF EXISTS (SELECT 1 FROM tiltak_tiltaksforespoersel f WHERE f.id = p_id) THEN
        RETURN CASE WHEN EXISTS (
            SELECT 1 FROM tiltak_tiltaksforespoersel f
             WHERE f.id = p_id AND f.tiltak_id = p_tiltak AND f.asked_by_id = aktoer AND f.bruker_id = p_bruker AND f.svarfrist = p_svarfrist)
            THEN 'samme' ELSE 'annet' END;
    END IF;
    IF t.status = 'avsluttet' OR NOT EXISTS (SELECT 1 FROM tiltak_uten_ansvarlig(t.sak_id) u WHERE u.tiltak_id = p_tiltak)
    THEN RETURN 'har_ansvarlig'; END IF;
    IF p_bruker = aktoer OR NOT tiltaksforespoersel_kan_ta(t.sak_id, p_bruker, t.arena) THEN RETURN 'kan_ikke'; END IF;
    IF EXISTS (SELECT 1 FROM tiltak_tiltaksforespoersel f
                WHERE f.tiltak_id = p_tiltak AND f.svarfrist >= tilgang_idag() AND tiltaksforespoersel_staar(f)) THEN RETURN 'spurt'; END IF;
    UPDATE tiltak_tiltaksforespoersel f SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer
     WHERE f.tiltak_id = p_tiltak AND f.answered_at IS NULL AND f.withdrawn_at IS NULL;
    INSERT INTO tiltak_tiltaksforespoersel (id, sak_id, tiltak_id, bruker_id, svarfrist, asked_at, asked_by_id, svar, grunn)
    VALUES (p_id, t.sak_id, p_tiltak, p_bruker, p_svarfrist, tilgang_naa(), aktoer, '', '');
    PERFORM varsling_legg(ARRAY[p_bruker], 'tiltak_spurt', 'tiltak-spurt:' || p_id, t.sak_id, p_id);
    RETURN 'sendt';
END $$;

-- The stafettholder takes it back. False when there was nothing left to take back: an answer that came first stands.
CREATE FUNCTION tiltaksforespoersel_trekk(p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    f tiltak_tiltaksforespoersel%ROWTYPE;
BEGIN
    SELECT * INTO f FROM tiltak_tiltaksforespoersel x WHERE x.id = p_id FOR UPDATE;
    IF f.id IS NULL OR NOT tilgang_maa(f.sak_id, 'change_sak') THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF f.answered_at IS NOT NULL OR f.withdrawn_at IS NOT NULL THEN RETURN false; END IF;
    UPDATE tiltak_tiltaksforespoersel SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer WHERE id = p_id;
    RETURN true;
END $$;

-- Who is asked answers. Returns 'svart'; 'samme' for the second click; 'besvart' when another answer came first; 'trukket'; 'borte' when
-- nobody is needed any more; 'endret' when the measure is another than the one that was shown.
CREATE FUNCTION tiltaksforespoersel_svar(p_id uuid, p_svar text, p_grunn text, p_versjon integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    f tiltak_tiltaksforespoersel%ROWTYPE;
    t tiltak_tiltak%ROWTYPE;
BEGIN
    SELECT * INTO f FROM tiltak_tiltaksforespoersel x WHERE x.id = p_id;
    IF f.id IS NULL OR f.bruker_id <> aktoer OR NOT tilgang_maa(f.sak_id, 'answer_tiltak') THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    IF p_svar NOT IN ('ja', 'nei') THEN PERFORM tilgang_nekt('svaret mangler'); END IF;
    SELECT * INTO t FROM tiltak_tiltak x WHERE x.id = f.tiltak_id FOR NO KEY UPDATE;
    SELECT * INTO f FROM tiltak_tiltaksforespoersel x WHERE x.id = p_id FOR UPDATE;
    IF f.answered_at IS NOT NULL THEN RETURN CASE WHEN f.svar = p_svar AND f.grunn = p_grunn THEN 'samme' ELSE 'besvart' END; END IF;
    IF f.withdrawn_at IS NOT NULL THEN RETURN 'trukket'; END IF;
    IF NOT tiltaksforespoersel_staar(f) THEN RETURN 'borte'; END IF;
    IF t.versjon <> p_versjon THEN RETURN 'endret'; END IF;
    UPDATE tiltak_tiltaksforespoersel SET svar = p_svar, grunn = p_grunn, answered_at = tilgang_naa() WHERE id = p_id;
    IF p_svar = 'nei' THEN
        PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(f.sak_id) EXCEPT SELECT aktoer),
                              'tiltak_ledig', 'tiltak-ledig:' || p_id, f.sak_id, f.sak_id);
        RETURN 'svart';
    END IF;
    UPDATE tiltak_tiltak SET ansvarlig_id = aktoer, versjon = versjon + 1 WHERE id = t.id;
    PERFORM varsling_legg(
        ARRAY(SELECT d.bruker_id FROM bti_deltaker d
               WHERE d.sak_id = f.sak_id AND d.bruker_id <> aktoer
                 AND d.gyldig_fra <= tilgang_idag() AND (d.gyldig_til IS NULL OR d.gyldig_til >= tilgang_idag())),
        'tiltak', concat_ws(':', 'tiltak', t.id, t.versjon + 1), f.sak_id, t.id);
    RETURN 'svart';
END $$;

-- The night (samtykke_natt): who is asked is reminded the day before the last one, and the stafettholder told when that has passed.
CREATE FUNCTION tiltaksforespoersel_natt(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    f tiltak_tiltaksforespoersel%ROWTYPE;
    antall integer := 0;
BEGIN
    FOR f IN
        SELECT x.* FROM tiltak_tiltaksforespoersel x
         WHERE x.sak_id = p_sak.id AND x.answered_at IS NULL AND x.withdrawn_at IS NULL
           AND x.svarfrist BETWEEN tilgang_idag() - samtykke_natt_nytt() AND tilgang_idag() + 1
    LOOP
        CONTINUE WHEN NOT tiltaksforespoersel_staar(f);
        IF f.svarfrist < tilgang_idag() THEN
            antall := antall + samtykke_natt_varsle(
                ARRAY(SELECT tilgang_stafettholdere_i(f.sak_id)), 'tiltak_ledig', 'tiltak-ledig:' || f.id || ':frist', f.sak_id, f.sak_id);
        ELSIF (f.asked_at AT TIME ZONE 'Europe/Oslo')::date < f.svarfrist - 1 THEN
            antall := antall + samtykke_natt_varsle(
                ARRAY[f.bruker_id], 'tiltak_spurt', 'tiltak-spurt:' || f.id || ':frist', f.sak_id, f.id);
        END IF;
    END LOOP;
    RETURN antall;
END $$;
