-- Answers that did not come by login: on paper or spoken. One employee writes it down, another confirms it; until then it holds
-- nothing. The giver stands as the giver: the rule reads a yes of this kind as any other. Taking a yes back, waiting and asking for a
-- call need no second person, since they open nothing.

-- A second employee: who works in the responsible service and takes part in the case, or leads it; broken glass is to read. Neither
-- the one who wrote it down, nor anybody of the child's own, nor one who is blocked from the case.
CREATE FUNCTION samtykke_kan_bekrefte(p_aktoer uuid, p_svar samtykke_svarpaavegne) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM bti_sak s
         WHERE s.id = p_svar.sak_id AND p_svar.registered_by_id <> p_aktoer
           AND NOT EXISTS (SELECT 1 FROM bti_familierelasjon e WHERE e.hovedperson_id = s.hovedperson_id AND e.bruker_id = p_aktoer)
           AND NOT EXISTS (SELECT 1 FROM bti_hovedperson h WHERE h.id = s.hovedperson_id AND h.bruker_id = p_aktoer)
           AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = s.id AND x.bruker_id = p_aktoer AND x.lifted_at IS NULL)
           AND (tilgang_er_enhetsleder(p_aktoer, s.tjeneste_id)
                OR tilgang_er_ansatt(p_aktoer, s.tjeneste_id)
                   AND EXISTS (SELECT 1 FROM tilgang_roller_for(p_aktoer, s.id) r WHERE r.rolle <> 'noedtilgang')))
$$;

-- Whether an answer to the question can be taken from this giver at all: the case is open, and they are a confirmed giver.
CREATE FUNCTION samtykke_kan_svares_for(p_krav samtykke_samtykkekrav) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_krav.frafalt_at IS NULL AND EXISTS (
        SELECT 1 FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id
          JOIN bti_tjeneste t ON t.id = p_krav.tjeneste_id
         WHERE s.id = p_krav.sak_id AND s.status = 'aapen' AND samtykke_er_giver(s, p_krav.giver_id)
           AND (t.nedlagt_dato IS NULL OR t.nedlagt_dato > tilgang_idag())
           AND (h.bruker_id = p_krav.giver_id OR EXISTS (
                   SELECT 1 FROM bti_familierelasjon r WHERE r.hovedperson_id = h.id AND r.bruker_id = p_krav.giver_id
                      AND r.verifisering <> 'ingen')))
$$;

-- Who was asked about a service answers one after the other, by login or not.
CREATE FUNCTION samtykke_laas_krav(p_krav uuid) RETURNS samtykke_samtykkekrav LANGUAGE plpgsql AS $$
DECLARE krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    PERFORM 1 FROM samtykke_samtykkekrav k JOIN samtykke_samtykkekrav denne ON denne.id = p_krav
      WHERE k.sak_id = denne.sak_id AND k.tjeneste_id = denne.tjeneste_id ORDER BY k.id FOR UPDATE OF k;
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav;
    RETURN krav;
END $$;

-- Whether a yes on paper or spoken is older than what the giver has said against it: a no, or a yes taken back or made smaller, on the day
-- of the sheet or later. Which of two on one day came last nobody can know: then it is asked anew.
CREATE FUNCTION samtykke_er_eldre(krav samtykke_samtykkekrav, p_dag date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((krav.declined_at AT TIME ZONE 'Europe/Oslo')::date >= p_dag, false)
        OR EXISTS (SELECT 1 FROM samtykke_samtykke y
                    WHERE y.krav_id = krav.id AND y.slutt IN ('trukket', 'snevret', 'bortfalt')
                      AND (y.withdrawn_at AT TIME ZONE 'Europe/Oslo')::date >= p_dag)
$$;

-- Returns 'venter' (for a second employee), 'trukket', 'lagret' (the giver waits, or wants a call), 'alt_gitt' (a yes lives
-- already), 'alt_venter' (another answer waits), 'ingen_ja' (there is no yes to take back),
-- 'eldre' (the giver has said something else since), 'sagt_nei' (a no is not waited with), or 'gjelder_ikke'.
CREATE FUNCTION samtykke_registrer_paa_vegne(p_krav uuid, p_svar jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
    rad samtykke_svarpaavegne%ROWTYPE;
    v_temaer text[] := ARRAY(SELECT jsonb_array_elements_text(p_svar->'temaer'));
    v_levende uuid;
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav;
    IF krav.id IS NULL OR NOT tilgang_er_stafettholder(aktoer, krav.sak_id) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF krav.giver_id = aktoer THEN PERFORM tilgang_nekt('ingen svarer for seg selv på denne måten'); END IF;
    krav := samtykke_laas_krav(p_krav);
    IF EXISTS (SELECT 1 FROM samtykke_svarpaavegne WHERE id = (p_svar->>'id')::uuid) THEN RETURN 'alt_skrevet'; END IF;
    rad := jsonb_populate_record(NULL::samtykke_svarpaavegne, p_svar - 'temaer');
    IF rad.svart_dato > tilgang_idag() OR rad.svart_dato < (krav.requested_at AT TIME ZONE 'Europe/Oslo')::date
    THEN PERFORM tilgang_nekt('svaret er ikke fra tiden etter spørsmålet'); END IF;
    SELECT y.id INTO v_levende FROM samtykke_samtykke y WHERE y.krav_id = p_krav AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag();
    IF rad.svar = 'trekk' THEN
        -- The giver may be taking it back at this moment: theirs counts, and this has nothing to take.
        PERFORM 1 FROM samtykke_samtykke y WHERE y.id = v_levende AND y.withdrawn_at IS NULL FOR UPDATE;
        IF NOT FOUND THEN RETURN 'ingen_ja'; END IF;
    ELSE
        -- Put in other words while this was written in: the paper asks something else.
        IF NOT samtykke_kan_svares_for(krav) OR greatest(krav.requested_at, krav.changed_at) > (p_svar->>'stilt')::timestamptz
        THEN RETURN 'gjelder_ikke'; END IF;
        IF v_levende IS NOT NULL AND NOT krav.fornyes THEN RETURN 'alt_gitt'; END IF;
        IF EXISTS (SELECT 1 FROM samtykke_svarpaavegne v WHERE v.krav_id = p_krav AND v.svar IN ('ja', 'nei')
                      AND v.confirmed_at IS NULL AND v.rejected_at IS NULL) THEN RETURN 'alt_venter'; END IF;
    END IF;
    IF rad.svar = 'vent' AND krav.declined_at IS NOT NULL THEN RETURN 'sagt_nei'; END IF;
    IF rad.svar = 'ja' AND samtykke_er_eldre(krav, rad.svart_dato) THEN RETURN 'eldre'; END IF;
    IF rad.svar = 'vent' AND (rad.vent_til <= tilgang_idag() OR rad.vent_til > krav.foreslaatt_til)
    THEN PERFORM tilgang_nekt('dagen er utenfor perioden'); END IF;
    IF rad.svar = 'ja' THEN
        IF NOT (v_temaer <@ krav.temaer::text[]) THEN PERFORM tilgang_nekt('temaene er ikke spurt om'); END IF;
        IF krav.slag = 'ansvar' AND NOT (v_temaer @> krav.temaer::text[]) THEN PERFORM tilgang_nekt('ansvaret deles ikke'); END IF;
        IF rad.kan_skrive AND NOT krav.kan_skrive THEN PERFORM tilgang_nekt('det er ikke spurt om å skrive'); END IF;
        IF rad.gyldig_til > krav.foreslaatt_til OR rad.gyldig_til < krav.foreslaatt_fra OR NOT samtykke_dato_holder(krav.sak_id, rad.gyldig_til)
        THEN PERFORM tilgang_nekt('datoen er utenfor perioden'); END IF;
        IF NOT EXISTS (SELECT 1 FROM samtykke_samtykketekst t JOIN bti_sak s ON s.kommune_id = t.kommune_id
                        WHERE s.id = krav.sak_id AND t.id = rad.tekst_id AND t.published_at IS NOT NULL)
        THEN PERFORM tilgang_nekt('teksten er ikke kommunens'); END IF;
    END IF;
    INSERT INTO samtykke_svarpaavegne (id, sak_id, krav_id, svar, maate, svart_dato, temaer, kan_skrive, gyldig_til, vent_til, tekst_id, kode,
                                       hoert_av, lest_opp, tolk, samtykke_id, registered_at, registered_by_id)
    VALUES (rad.id, krav.sak_id, p_krav, rad.svar, rad.maate, rad.svart_dato, v_temaer, rad.kan_skrive, rad.gyldig_til, rad.vent_til, rad.tekst_id, rad.kode,
            rad.hoert_av, rad.lest_opp, rad.tolk, CASE WHEN rad.svar = 'trekk' THEN v_levende END, tilgang_naa(), aktoer);
    PERFORM varsling_legg(ARRAY[krav.giver_id], 'samtykke_paa_vegne', 'samtykke-skrevet-inn:' || rad.id, krav.sak_id, krav.id);
    IF rad.svar IN ('ja', 'nei') THEN RETURN 'venter'; END IF;
    IF rad.svar = 'vent' THEN
        UPDATE samtykke_samtykkekrav SET vent_til = rad.vent_til, declined_at = NULL, declined_by_id = NULL WHERE id = p_krav;
        RETURN 'lagret';
    ELSIF rad.svar = 'ring' THEN
        UPDATE samtykke_samtykkekrav SET ring_at = tilgang_naa(), ringt_at = NULL, ringt_by_id = NULL
         WHERE id = p_krav AND (ring_at IS NULL OR ringt_at IS NOT NULL);  -- one wish, whichever way it comes
        IF FOUND THEN
            PERFORM varsling_legg(array_remove(ARRAY(SELECT tilgang_stafettholdere_i(krav.sak_id)), aktoer),
                                  varsling_om_ansvar(krav.slag, 'samtykke_usikker'), 'samtykke-usikker:' || p_krav || ':' || rad.id, krav.sak_id, p_krav);
        END IF;
        RETURN 'lagret';
    END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer, slutt = 'trukket' WHERE id = v_levende;
    PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(krav.sak_id))
                          || ARRAY(SELECT k.giver_id FROM samtykke_samtykkekrav k WHERE k.sak_id = krav.sak_id AND k.tjeneste_id = krav.tjeneste_id
                                  AND krav.slag = 'innsyn'),
                          varsling_om_ansvar(krav.slag, 'samtykke_trukket'), 'samtykke-trukket:' || v_levende, krav.sak_id, v_levende);
    PERFORM tilgang_glem();
    RETURN 'trukket';
END $$;

-- What waits for the actor as the second employee.
CREATE FUNCTION samtykke_paa_vegne_aa_bekrefte()
RETURNS TABLE (id uuid, barn text, tjeneste text, giver text, svar text, maate text, svart_dato date, temaer text[],
               kan_skrive boolean, gyldig_til date, hoert_av text, tolk text, registrert_av text, registrert_at timestamptz, skann text, slag text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT v.id, h.navn::text, t.navn::text, g.navn::text, v.svar::text, v.maate::text, v.svart_dato, v.temaer::text[], v.kan_skrive, v.gyldig_til,
           v.hoert_av::text, v.tolk::text, av.navn::text, v.registered_at,
           coalesce((SELECT x.status::text FROM samtykke_svarskann x WHERE x.svar_id = v.id), ''), k.slag::text
      FROM samtykke_svarpaavegne v
      JOIN samtykke_samtykkekrav k ON k.id = v.krav_id
      JOIN bti_sak s ON s.id = v.sak_id
      JOIN bti_hovedperson h ON h.id = s.hovedperson_id
      JOIN bti_tjeneste t ON t.id = k.tjeneste_id
      JOIN bti_bruker g ON g.id = k.giver_id
      JOIN bti_bruker av ON av.id = v.registered_by_id
     WHERE v.svar IN ('ja', 'nei') AND v.confirmed_at IS NULL AND v.rejected_at IS NULL AND samtykke_kan_bekrefte(aktoer, v)
     ORDER BY v.registered_at, v.id;
END $$;

-- Somebody has seen that an answer does not hold, or the giver has said something else: it waits no longer, and its sheet is not kept.
-- Owner's use alone.
CREATE FUNCTION samtykke_forkast_svar(p_id uuid, p_aktoer uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE samtykke_svarpaavegne SET rejected_at = tilgang_naa(), rejected_by_id = p_aktoer WHERE id = p_id;
    PERFORM samtykke_skann_toem(p_id);
END $$;

-- Returns 'bekreftet', 'alt_avgjort', 'feil_kode', 'for_mange' after five wrong codes in an hour (the right one too), or 'gjelder_ikke':
-- the question is another now, or the giver has answered it themselves since. What the giver says themselves goes before what is written
-- down for them.
CREATE FUNCTION samtykke_bekreft_paa_vegne(p_id uuid, p_kode text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_svarpaavegne%ROWTYPE;
    krav samtykke_samtykkekrav%ROWTYPE;
    v_ja uuid := gen_random_uuid();
    v_holdere uuid[];
    v_folk uuid[];
BEGIN
    SELECT * INTO rad FROM samtykke_svarpaavegne WHERE id = p_id;
    IF rad.id IS NULL OR NOT samtykke_kan_bekrefte(aktoer, rad) THEN PERFORM tilgang_nekt('bare en annen ansatt'); END IF;
    krav := samtykke_laas_krav(rad.krav_id);
    SELECT * INTO rad FROM samtykke_svarpaavegne WHERE id = p_id FOR UPDATE;
    IF rad.confirmed_at IS NOT NULL OR rad.rejected_at IS NOT NULL OR rad.svar NOT IN ('ja', 'nei') THEN RETURN 'alt_avgjort'; END IF;
    IF revisjon_forsoek(aktoer, 'samtykke.feil_kode', interval '1 hour') >= 5 THEN RETURN 'for_mange'; END IF;
    IF rad.kode IS DISTINCT FROM p_kode THEN
        -- In the chain of whoever wrote it, with no case: what they do wrong here says nothing about the family.
        PERFORM revisjon_record(jsonb_build_array(jsonb_build_object(
            'handling', 'samtykke.feil_kode', 'sak_id', NULL, 'objekt_type', 'svarpaavegne', 'objekt_id', p_id,
            'detaljer', '{}'::jsonb, 'innhold', '')));
        RETURN 'feil_kode';
    END IF;
    -- Whoever takes a yes back waits for nobody: they are before this, and are seen, or after, and take the new one back.
    PERFORM 1 FROM samtykke_samtykke y WHERE y.krav_id = krav.id ORDER BY y.id FOR UPDATE;
    IF NOT samtykke_kan_svares_for(krav) OR rad.kan_skrive AND NOT krav.kan_skrive
       OR greatest(krav.requested_at, krav.changed_at, krav.declined_at) > rad.registered_at
       OR rad.gyldig_til < tilgang_idag()
       OR rad.svar = 'ja' AND samtykke_er_eldre(krav, rad.svart_dato)
       OR EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = krav.id AND y.granted_at >= rad.registered_at)
    THEN
        PERFORM samtykke_forkast_svar(p_id, aktoer);
        RETURN 'gjelder_ikke';
    END IF;
    v_holdere := ARRAY(SELECT tilgang_stafettholdere_i(krav.sak_id));
    IF rad.svar = 'nei' THEN
        UPDATE samtykke_samtykkekrav SET declined_at = tilgang_naa(), declined_by_id = giver_id, vent_til = NULL,
               ring_at = NULL, ringt_at = NULL, ringt_by_id = NULL WHERE id = krav.id;
        UPDATE samtykke_svarpaavegne SET confirmed_at = tilgang_naa(), confirmed_by_id = aktoer WHERE id = p_id;
        PERFORM varsling_legg(v_holdere, varsling_om_ansvar(krav.slag, 'samtykke_nei'), 'samtykke-paa-vegne:' || p_id, krav.sak_id, krav.id);
        RETURN 'bekreftet';
    END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = giver_id,
           slutt = CASE WHEN gyldig_til >= tilgang_idag() THEN 'erstattet' ELSE 'utloept' END
     WHERE krav_id = krav.id AND withdrawn_at IS NULL;  -- makes room for the new
    INSERT INTO samtykke_samtykke (id, krav_id, sak_id, tjeneste_id, giver_id, slag, temaer, kan_skrive, tekst_id, gyldig_fra, gyldig_til,
                                   granted_at, granted_by_id)
    VALUES (v_ja, krav.id, krav.sak_id, krav.tjeneste_id, krav.giver_id, krav.slag, rad.temaer, rad.kan_skrive, rad.tekst_id,
            greatest(krav.foreslaatt_fra, tilgang_idag()), rad.gyldig_til, tilgang_naa(), rad.registered_by_id);
    UPDATE samtykke_samtykkekrav SET declined_at = NULL, declined_by_id = NULL, vent_til = NULL, fornyes = false,
           ring_at = NULL, ringt_at = NULL, ringt_by_id = NULL WHERE id = krav.id;
    UPDATE samtykke_svarpaavegne SET confirmed_at = tilgang_naa(), confirmed_by_id = aktoer, samtykke_id = v_ja WHERE id = p_id;
    PERFORM tilgang_glem();
    PERFORM varsling_legg(v_holdere, CASE WHEN krav.slag = 'ansvar' AND samtykke_ansvar_gitt(krav.sak_id, krav.tjeneste_id) THEN 'ansvar_klart'
                                          ELSE varsling_om_ansvar(krav.slag, 'samtykke_gitt') END, 'samtykke-gitt:' || v_ja, krav.sak_id, krav.id);
    -- A yes to taking over opens the case for nobody.
    v_folk := ARRAY(SELECT d.bruker_id FROM bti_deltaker d WHERE krav.slag = 'innsyn' AND d.sak_id = krav.sak_id AND d.tjeneste_id = krav.tjeneste_id
                       AND EXISTS (SELECT 1 FROM tilgang_saker_for(d.bruker_id, krav.sak_id)));
    PERFORM varsling_legg(v_folk, 'innsyn', 'innsyn:' || v_ja, krav.sak_id, krav.id);
    RETURN 'bekreftet';
END $$;

-- Returns 'forkastet' or 'alt_avgjort'.
CREATE FUNCTION samtykke_forkast_paa_vegne(p_id uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_svarpaavegne%ROWTYPE;
BEGIN
    SELECT * INTO rad FROM samtykke_svarpaavegne WHERE id = p_id FOR UPDATE;
    IF rad.id IS NULL OR NOT samtykke_kan_bekrefte(aktoer, rad) THEN PERFORM tilgang_nekt('bare en annen ansatt'); END IF;
    IF rad.confirmed_at IS NOT NULL OR rad.rejected_at IS NOT NULL OR rad.svar NOT IN ('ja', 'nei') THEN RETURN 'alt_avgjort'; END IF;
    PERFORM samtykke_forkast_svar(p_id, aktoer);
    RETURN 'forkastet';
END $$;
