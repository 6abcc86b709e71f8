-- The night watch over consent, one case at a time, so that nobody who takes a yes back waits for it. Each step finds in the rows
-- what is to be done, whenever it runs: nights that nobody worked are caught up, and a second run finds nothing.

-- What is older than this when it is found is put right, and told to nobody: it is no news.
CREATE FUNCTION samtykke_natt_nytt() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 30 $$;

-- Tells each person once of what a key names, also when the outbox has been tidied since; never before eight in the morning.
-- Returns how many are told anew.
CREATE FUNCTION samtykke_natt_varsle(p_mottakere uuid[], p_slag text, p_noekkel text, p_sak uuid, p_objekt uuid) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_nye uuid[] := ARRAY(
        SELECT DISTINCT m FROM unnest(p_mottakere) m
         WHERE m IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM varsling_varsel v WHERE v.mottaker_id = m AND v.noekkel = p_noekkel)
           AND NOT EXISTS (SELECT 1 FROM varsling_utboks u WHERE u.mottaker_id = m AND u.noekkel = p_noekkel));
BEGIN
    PERFORM varsling_legg(v_nye, p_slag, p_noekkel, p_sak, p_objekt, greatest(tilgang_naa(), tilgang_morgen(tilgang_idag())));
    RETURN cardinality(v_nye);
END $$;

CREATE FUNCTION samtykke_natt_skriv(p_handling text, p_sak uuid, p_type text, p_objekt uuid, p_tjeneste uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM revisjon_record(jsonb_build_array(jsonb_build_object(
        'handling', p_handling, 'sak_id', p_sak, 'objekt_type', p_type, 'objekt_id', p_objekt,
        'detaljer', jsonb_build_object('tjeneste', p_tjeneste), 'innhold', '')));
END $$;

-- A yes whose last day has passed ends at the midnight after it, whenever that is found. Nobody ended it: the giver stands there,
-- since it was theirs, and the cause says that it ran out.
CREATE FUNCTION samtykke_natt_utloep(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    y record;
    antall integer := 0;
BEGIN
    FOR y IN
        UPDATE samtykke_samtykke x
           SET withdrawn_at = greatest((x.gyldig_til + 1)::timestamp AT TIME ZONE 'Europe/Oslo', x.granted_at),
               withdrawn_by_id = x.giver_id, slutt = 'utloept'
         WHERE x.sak_id = p_sak.id AND x.withdrawn_at IS NULL AND x.gyldig_til < tilgang_idag()
        RETURNING x.id, x.tjeneste_id, x.giver_id, x.gyldig_til, x.slag
    LOOP
        antall := antall + 1;
        PERFORM samtykke_natt_skriv('samtykke.utloept', p_sak.id, 'samtykke', y.id, y.tjeneste_id);
        CONTINUE WHEN p_sak.status <> 'aapen' OR y.gyldig_til < tilgang_idag() - samtykke_natt_nytt();
        PERFORM samtykke_natt_varsle(
            ARRAY(SELECT tilgang_stafettholdere_i(p_sak.id)) || y.giver_id, varsling_om_ansvar(y.slag, 'samtykke_utloept'),
            concat_ws(':', replace(varsling_om_ansvar(y.slag, 'samtykke_utloept'), '_', '-'), p_sak.id, y.tjeneste_id, y.gyldig_til),
            p_sak.id, y.tjeneste_id);
    END LOOP;
    RETURN antall;
END $$;

-- Who gave a yes, or was asked, and is no giver any more: the child is of age, or nobody says today that they have parental
-- responsibility (or, as verge or barnevern, answer without it). The young person always is.
CREATE FUNCTION samtykke_er_giver(p_sak bti_sak, p_giver uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM bti_hovedperson h
         WHERE h.id = p_sak.hovedperson_id
           AND (h.bruker_id = p_giver
                OR NOT tilgang_har_fylt(h.foedselsdato, p_sak.kommune_id, 'samtykke_foreldre_til_alder', tilgang_idag(), tilgang_aldre())
                   AND EXISTS (
                       SELECT 1 FROM bti_familierelasjon r
                        WHERE r.hovedperson_id = h.id AND r.bruker_id = p_giver AND r.blocked_at IS NULL AND r.verifisering <> 'avvist'
                          AND (r.har_foreldreansvar OR r.relasjon IN ('verge', 'barnevern'))
                          AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag()))))
$$;

-- Questions that nobody is to answer any more: of somebody who is no giver, about a service that is closed down, or about the one
-- that has become responsible. A yes to them ends too. Whose question it was stands as the one who let it fall.
CREATE FUNCTION samtykke_natt_frafall(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    k record;
    antall integer := 0;
BEGIN
    FOR k IN
        UPDATE samtykke_samtykkekrav x SET frafalt_at = tilgang_naa(), frafalt_by_id = x.requested_by_id
          FROM bti_tjeneste t
         WHERE x.sak_id = p_sak.id AND x.frafalt_at IS NULL AND t.id = x.tjeneste_id
           AND (t.nedlagt_dato <= tilgang_idag() OR t.id = p_sak.tjeneste_id OR NOT samtykke_er_giver(p_sak, x.giver_id))
        RETURNING x.id, x.tjeneste_id
    LOOP
        antall := antall + 1;
        PERFORM samtykke_natt_skriv('samtykke.frafalt', p_sak.id, 'samtykkekrav', k.id, k.tjeneste_id);
        UPDATE samtykke_samtykke y SET withdrawn_at = tilgang_naa(), withdrawn_by_id = y.giver_id, slutt = 'bortfalt'
         WHERE y.krav_id = k.id AND y.withdrawn_at IS NULL;
    END LOOP;
    IF antall > 0 THEN
        PERFORM samtykke_natt_varsle(
            ARRAY(SELECT tilgang_stafettholdere_i(p_sak.id)), 'samtykke_endret',
            concat_ws(':', 'samtykke-endret', p_sak.id, tilgang_idag()), p_sak.id, p_sak.id);
    END IF;
    RETURN antall;
END $$;

-- Who has become a giver since a service was asked about (the young person has reached the age, a parent has got parental
-- responsibility) is asked the same, in the words of the newest question and by whoever asked it. Not about what somebody has said
-- no to: that is for people to talk about.
CREATE FUNCTION samtykke_natt_nye(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    k record;
    antall integer := 0;
BEGIN
    FOR k IN
        -- All that the question says; not what its giver has said to it (the no, the day, the call), and not that it renews a yes:
        -- who is asked for the first time has none.
        INSERT INTO samtykke_samtykkekrav (id, sak_id, tjeneste_id, giver_id, slag, hvorfor, temaer, omraader, kan_skrive, foreslaatt_fra,
                                           foreslaatt_til, barnet_hoert, barnets_mening, requested_at, requested_by_id)
        SELECT DISTINCT ON (n.tjeneste_id, g.giver_id) gen_random_uuid(), p_sak.id, n.tjeneste_id, g.giver_id, n.slag, n.hvorfor, n.temaer,
               n.omraader, n.kan_skrive, n.foreslaatt_fra, n.foreslaatt_til, n.barnet_hoert, n.barnets_mening, tilgang_naa(),
               n.requested_by_id
          FROM (SELECT DISTINCT ON (x.tjeneste_id) x.* FROM samtykke_samtykkekrav x JOIN bti_tjeneste t ON t.id = x.tjeneste_id
                 WHERE x.sak_id = p_sak.id AND x.slag = 'innsyn' AND x.foreslaatt_til >= tilgang_idag()
                   AND x.tjeneste_id <> p_sak.tjeneste_id AND (t.nedlagt_dato IS NULL OR t.nedlagt_dato > tilgang_idag())
                   -- Nor what was done with when the service took over the case, which has gone on to another since.
                   AND NOT EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.sak_id = p_sak.id AND y.tjeneste_id = x.tjeneste_id
                                      AND y.slutt = 'brukt' AND y.withdrawn_at >= x.requested_at)
                 ORDER BY x.tjeneste_id, x.requested_at DESC, x.id) n
         CROSS JOIN LATERAL tilgang_givere(p_sak.id, n.tjeneste_id, tilgang_idag(), tilgang_aldre()) AS g (giver_id)
         WHERE samtykke_er_giver(p_sak, g.giver_id)
           AND NOT EXISTS (SELECT 1 FROM samtykke_samtykkekrav e
                            WHERE e.sak_id = p_sak.id AND e.tjeneste_id = n.tjeneste_id AND e.slag = 'innsyn' AND e.frafalt_at IS NULL
                              AND (e.giver_id = g.giver_id OR e.declined_at IS NOT NULL))
        ON CONFLICT (sak_id, tjeneste_id, slag, giver_id) DO UPDATE
           SET hvorfor = excluded.hvorfor, temaer = excluded.temaer, omraader = excluded.omraader, kan_skrive = excluded.kan_skrive,
               foreslaatt_fra = excluded.foreslaatt_fra, foreslaatt_til = excluded.foreslaatt_til, barnet_hoert = excluded.barnet_hoert,
               barnets_mening = excluded.barnets_mening, requested_at = excluded.requested_at, requested_by_id = excluded.requested_by_id,
               fornyes = false, declined_at = NULL, declined_by_id = NULL, vent_til = NULL, changed_at = NULL, frafalt_at = NULL, frafalt_by_id = NULL, spurt_fra_id = NULL,
               ring_at = NULL, ringt_at = NULL, ringt_by_id = NULL
         WHERE samtykke_samtykkekrav.frafalt_at IS NOT NULL
        RETURNING id, giver_id, tjeneste_id
    LOOP
        antall := antall + 1;
        PERFORM samtykke_natt_skriv('samtykke.spurt', p_sak.id, 'samtykkekrav', k.id, k.tjeneste_id);
        PERFORM samtykke_natt_varsle(
            ARRAY[k.giver_id], 'samtykke_spurt', concat_ws(':', 'samtykke-spurt', k.id, 'natt', tilgang_idag()), p_sak.id, k.id);
    END LOOP;
    RETURN antall;
END $$;

-- The stafettholder hears 30 and 7 days before a service's first yes runs out; when nobody has looked for a while, of the last
-- step alone. Nothing is said when it has been asked for anew already.
CREATE FUNCTION samtykke_natt_fornyelse(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_dager jsonb := tilgang_innstilling_for(p_sak.kommune_id, 'samtykke_fornyelse_dager');
    y record;
    antall integer := 0;
BEGIN
    FOR y IN
        SELECT foerste.*, (SELECT min(d::int) FROM jsonb_array_elements_text(v_dager) d
                            WHERE d::int >= foerste.gyldig_til - tilgang_idag()) AS steg
          FROM (SELECT DISTINCT ON (x.tjeneste_id) x.tjeneste_id, x.gyldig_til
                  FROM samtykke_samtykke x JOIN samtykke_samtykkekrav k ON k.id = x.krav_id
                 WHERE x.sak_id = p_sak.id AND x.withdrawn_at IS NULL AND x.slag = 'innsyn' AND x.gyldig_til >= tilgang_idag()
                   AND k.frafalt_at IS NULL AND k.requested_at <= x.granted_at
                 ORDER BY x.tjeneste_id, x.gyldig_til) foerste
          JOIN bti_tjeneste t ON t.id = foerste.tjeneste_id AND (t.nedlagt_dato IS NULL OR t.nedlagt_dato > foerste.gyldig_til)
    LOOP
        CONTINUE WHEN y.steg IS NULL;
        antall := antall + samtykke_natt_varsle(
            ARRAY(SELECT tilgang_stafettholdere_i(p_sak.id)), 'samtykke_utgaar',
            concat_ws(':', 'samtykke-utgaar', p_sak.id, y.tjeneste_id, y.gyldig_til, y.steg), p_sak.id, y.tjeneste_id);
    END LOOP;
    RETURN antall;
END $$;

-- Who has not answered is reminded 3, 10 and 24 days after the question, and then no more. Who has said that they will wait with
-- answering is reminded on the day they chose, and not before or after. Who waits for our call is not hurried: once we have called, the
-- days are counted from that day.
CREATE FUNCTION samtykke_natt_paaminnelser(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_dager jsonb := tilgang_innstilling_for(p_sak.kommune_id, 'samtykke_purring_dager');
    k record;
    antall integer := 0;
BEGIN
    FOR k IN
        SELECT v.*, (SELECT max(d::int) FROM jsonb_array_elements_text(v_dager) d WHERE d::int <= v.dager) AS steg
          FROM (SELECT x.id, x.giver_id, x.vent_til, x.requested_at, x.slag,
                       tilgang_idag() - (greatest(x.requested_at, x.ringt_at) AT TIME ZONE 'Europe/Oslo')::date AS dager
                  FROM samtykke_samtykkekrav x
                 WHERE x.sak_id = p_sak.id AND x.frafalt_at IS NULL AND x.declined_at IS NULL AND x.foreslaatt_til >= tilgang_idag()
                   AND (x.ring_at IS NULL OR x.ringt_at IS NOT NULL)
                   AND NOT EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = x.id AND y.granted_at >= x.requested_at)) v
    LOOP
        CONTINUE WHEN k.vent_til > tilgang_idag()
            OR CASE WHEN k.vent_til IS NULL THEN k.steg IS NULL OR k.dager > k.steg + samtykke_natt_nytt()
                    ELSE k.vent_til < tilgang_idag() - samtykke_natt_nytt() END;
        antall := antall + samtykke_natt_varsle(
            ARRAY[k.giver_id], varsling_om_ansvar(k.slag, 'samtykke_venter'),
            concat_ws(':', 'samtykke-venter', k.id, extract(epoch FROM k.requested_at), coalesce(k.vent_til::text, k.steg::text)),
            p_sak.id, k.id);
    END LOOP;
    RETURN antall;
END $$;

-- The ages at which who decides may change: those of the law, and those that the municipality has set its rule to.
CREATE FUNCTION samtykke_natt_aldre(p_kommune uuid) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
    SELECT d::int FROM jsonb_array_elements_text(tilgang_innstilling_for(p_kommune, 'samtykke_aldersgrenser')) d
    UNION
    SELECT tilgang_innstilling_for(p_kommune, s.noekkel)::text::int
      FROM tilgang_innstilling s
     WHERE s.noekkel LIKE 'samtykke\_egen\_alder%' OR s.noekkel LIKE 'samtykke\_foreldre\_til\_alder%'
$$;

-- The day a child reaches such an age: the stafettholder hears of it, and the young person.
CREATE FUNCTION samtykke_natt_alder(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_alder integer;
    v_bruker uuid;
BEGIN
    SELECT h.bruker_id, max(a.alder) INTO v_bruker, v_alder
      FROM bti_hovedperson h, samtykke_natt_aldre(p_sak.kommune_id) a(alder)
     WHERE h.id = p_sak.hovedperson_id AND h.slag = 'barn'
       AND (h.foedselsdato + make_interval(years => a.alder))::date
           BETWEEN greatest((p_sak.opened_at AT TIME ZONE 'Europe/Oslo')::date + 1, tilgang_idag() - samtykke_natt_nytt()) AND tilgang_idag()
     GROUP BY h.bruker_id;
    IF v_alder IS NULL THEN RETURN 0; END IF;
    RETURN samtykke_natt_varsle(
        ARRAY(SELECT tilgang_stafettholdere_i(p_sak.id)) || v_bruker, 'samtykke_alder',
        concat_ws(':', 'samtykke-alder', p_sak.id, v_alder), p_sak.id, p_sak.id);
END $$;

-- Some weeks before such a birthday, those who answer today and the young person hear of it: once, and before anything changes.
CREATE FUNCTION samtykke_natt_foer_alder(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_dager integer := (tilgang_innstilling_for(p_sak.kommune_id, 'samtykke_varsel_alder_dager'))::text::int;
    v_alder integer;
    v_bruker uuid;
BEGIN
    SELECT h.bruker_id, min(a.alder) INTO v_bruker, v_alder
      FROM bti_hovedperson h, samtykke_natt_aldre(p_sak.kommune_id) a(alder)
     WHERE h.id = p_sak.hovedperson_id AND h.slag = 'barn'
       AND (h.foedselsdato + make_interval(years => a.alder))::date BETWEEN tilgang_idag() + 1 AND tilgang_idag() + v_dager
     GROUP BY h.bruker_id;
    IF v_alder IS NULL THEN RETURN 0; END IF;
    RETURN samtykke_natt_varsle(
        ARRAY(SELECT g.giver_id FROM tilgang_givere(p_sak.id, NULL, tilgang_idag(), tilgang_aldre()) g
              UNION SELECT k.giver_id FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak.id AND k.frafalt_at IS NULL) || v_bruker,
        'samtykke_alder_snart', concat_ws(':', 'samtykke-alder-snart', p_sak.id, v_alder), p_sak.id, p_sak.id);
END $$;

-- The cases that the watch goes through.
CREATE FUNCTION samtykke_natt_saker() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('samtykke');
    RETURN QUERY SELECT s.id FROM bti_sak s WHERE s.status = 'aapen'
                 UNION SELECT y.sak_id FROM samtykke_samtykke y WHERE y.withdrawn_at IS NULL AND y.gyldig_til < tilgang_idag();
END $$;

-- One case. Whoever writes in the case stands before or after it: the case is locked as they lock it. Returns how much was done.
CREATE FUNCTION samtykke_natt(p_sak uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    sak bti_sak%ROWTYPE;
    antall integer;
BEGIN
    PERFORM tilgang_krev_formaal('samtykke');
    SELECT * INTO sak FROM bti_sak s WHERE s.id = p_sak FOR NO KEY UPDATE;
    IF NOT FOUND THEN RETURN 0; END IF;
    antall := samtykke_natt_utloep(sak);
    IF sak.status = 'aapen' THEN
        antall := antall + samtykke_natt_virkning(sak);
        antall := antall + samtykke_natt_nye(sak);
        antall := antall + samtykke_natt_alder(sak);
        antall := antall + samtykke_natt_foer_alder(sak);
        antall := antall + samtykke_natt_fornyelse(sak);
        antall := antall + samtykke_natt_paaminnelser(sak);
        antall := antall + tiltaksforespoersel_natt(sak);
        antall := antall + stafettveksling_natt(sak);
    END IF;
    RETURN antall;
END $$;
