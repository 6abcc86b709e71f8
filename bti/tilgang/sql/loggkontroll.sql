-- The weekly control of the record: odd readings are picked and given to a named leader, who closes each with a decision.
-- The leader learns who read, when and why it was picked; no name of a child and nothing of a case comes out of here.

-- What is a reading, and what is work in a case. To have it on paper is to have read it; to order a print-out is neither.
CREATE FUNCTION revisjon_er_lesning(p_handling text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_handling ~ '\.(lest|skrevet_ut)$' OR p_handling IN ('sak.sett_i_soek', 'utskrift.hentet')
$$;
CREATE FUNCTION revisjon_er_arbeid(p_handling text, p_formaal text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_formaal = '' AND NOT revisjon_er_lesning(p_handling) AND p_handling !~ '^(utskrift|innsyn|noedtilgang)\.'
$$;

CREATE FUNCTION revisjon_etternavn(p_navn text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(btrim(p_navn), '^.*\s', ''))
$$;

-- Whether a person is of the family that a case is about.
CREATE FUNCTION revisjon_er_i_familien(p_hovedperson uuid, p_bruker uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM bti_familierelasjon r
                    WHERE r.hovedperson_id = p_hovedperson AND r.bruker_id = p_bruker AND r.verifisering <> 'avvist')
        OR EXISTS (SELECT FROM bti_hovedperson h WHERE h.id = p_hovedperson AND h.bruker_id = p_bruker)
$$;

-- Family, or the other parent of one of the reader's own children is a parent here too.
CREATE FUNCTION revisjon_er_familie(p_hovedperson uuid, p_bruker uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT revisjon_er_i_familien(p_hovedperson, p_bruker) OR EXISTS (
        SELECT FROM bti_familierelasjon mitt
          JOIN bti_familierelasjon vaart ON vaart.hovedperson_id = mitt.hovedperson_id AND vaart.bruker_id <> mitt.bruker_id
          JOIN bti_familierelasjon her ON her.bruker_id = vaart.bruker_id AND her.hovedperson_id = p_hovedperson
         WHERE mitt.bruker_id = p_bruker AND 'avvist' NOT IN (mitt.verifisering, vaart.verifisering, her.verifisering))
$$;

CREATE FUNCTION revisjon_har_kommunerolle(p_bruker uuid, p_kommune uuid, VARIADIC p_roller text[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM bti_kommunerolle r
                    WHERE r.bruker_id = p_bruker AND r.kommune_id = p_kommune AND r.rolle = ANY (p_roller)
                      AND r.gyldig_fra <= tilgang_idag() AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag()))
$$;

-- Who judges a reading: the head of the reader's unit; where the reader is the head, or there is none, the municipality's
-- personvernombud; where there is none, its leder. Never the reader, and never somebody of the family.
CREATE FUNCTION revisjon_kontrolloer(p_leser uuid, p_tjeneste uuid, p_kommune uuid, p_sak uuid) RETURNS uuid
LANGUAGE sql STABLE AS $$
    SELECT k.bruker_id FROM (
        SELECT 1 AS rang, a.bruker_id, a.gyldig_fra FROM bti_ansettelse a
         WHERE a.tjeneste_id = p_tjeneste AND tilgang_er_enhetsleder(a.bruker_id, p_tjeneste)
           AND NOT tilgang_er_enhetsleder(p_leser, p_tjeneste)
        UNION ALL
        SELECT CASE r.rolle WHEN 'personvernombud' THEN 2 ELSE 3 END, r.bruker_id, r.gyldig_fra FROM bti_kommunerolle r
         WHERE r.kommune_id = p_kommune AND r.rolle IN ('personvernombud', 'leder')
           AND revisjon_har_kommunerolle(r.bruker_id, p_kommune, r.rolle)
    ) k JOIN bti_bruker b ON b.id = k.bruker_id AND b.is_active
     WHERE k.bruker_id <> p_leser
       AND NOT EXISTS (SELECT FROM bti_sak s WHERE s.id = p_sak AND revisjon_er_i_familien(s.hovedperson_id, k.bruker_id))
     ORDER BY k.rang, k.gyldig_fra, k.bruker_id LIMIT 1
$$;

-- Mine to see: those given to me while I still hold the office, and for a personvernombud all of the municipality. Never
-- those about my own reading.
CREATE FUNCTION revisjon_mine_kontroller() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_aktoer();
BEGIN
    IF NOT EXISTS (SELECT FROM bti_bruker b WHERE b.id = aktoer AND b.is_active) THEN RETURN '{}'; END IF;
    RETURN ARRAY(
        SELECT l.id FROM revisjon_loggkontroll l
         WHERE l.leser_id <> aktoer
           AND (revisjon_har_kommunerolle(aktoer, l.kommune_id, 'personvernombud')
                OR l.kontrolloer_id = aktoer AND (tilgang_er_enhetsleder(aktoer, l.tjeneste_id)
                                                  OR revisjon_har_kommunerolle(aktoer, l.kommune_id, 'leder'))));
END $$;

-- Closes one with a decision and words. The same answer twice is one answer.
CREATE FUNCTION revisjon_lukk_kontroll(p_id uuid, p_avgjoerelse text, p_ord text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_rad revisjon_loggkontroll%ROWTYPE;
BEGIN
    SELECT * INTO v_rad FROM revisjon_loggkontroll l
     WHERE l.id = p_id AND l.kontrolloer_id = aktoer AND l.id = ANY (revisjon_mine_kontroller()) FOR UPDATE;
    IF NOT FOUND THEN PERFORM tilgang_nekt('kontrollen er ikke din'); END IF;
    IF p_avgjoerelse NOT IN ('i_orden', 'forklart', 'veiledet', 'avvik') OR btrim(p_ord) = ''
    THEN PERFORM tilgang_nekt('avgjørelsen mangler'); END IF;
    IF v_rad.closed_at IS NOT NULL AND (v_rad.avgjoerelse, v_rad.ord) IS DISTINCT FROM (p_avgjoerelse, p_ord)
    THEN PERFORM tilgang_nekt('kontrollen er alt avgjort'); END IF;
    UPDATE revisjon_loggkontroll SET avgjoerelse = p_avgjoerelse, ord = p_ord, closed_at = tilgang_naa(), closed_by_id = aktoer
     WHERE id = p_id AND closed_at IS NULL;
END $$;

-- What staff have read between two moments, and from which unit. Owner's use alone, as all below but the last.
CREATE FUNCTION revisjon_lesninger(p_fra timestamptz, p_til timestamptz)
RETURNS TABLE (leser uuid, sak uuid, hovedperson uuid, kommune uuid, enhet uuid, tid timestamptz, handling text)
LANGUAGE sql STABLE AS $$
    WITH lest AS MATERIALIZED (
        SELECT h.aktoer_id, h.sak_id, h.aktoer_tjeneste, h.tidspunkt, h.handling FROM revisjon_hendelse h
         WHERE h.tidspunkt >= p_fra AND h.tidspunkt < p_til AND h.aktoer_id IS NOT NULL AND h.sak_id IS NOT NULL
           AND (h.aktoer_tjeneste <> '' AND revisjon_er_lesning(h.handling) OR h.handling = 'noedtilgang.aapnet')
    ), sted AS MATERIALIZED (
        SELECT p.aktoer_id, p.sak_id, p.aktoer_tjeneste, s.hovedperson_id, s.kommune_id,
               coalesce((SELECT t.id FROM bti_tjeneste t
                          WHERE t.navn = p.aktoer_tjeneste
                            AND (EXISTS (SELECT FROM bti_deltaker d WHERE d.sak_id = p.sak_id AND d.bruker_id = p.aktoer_id
                                                                      AND d.tjeneste_id = t.id)
                                 OR EXISTS (SELECT FROM bti_ansettelse a WHERE a.bruker_id = p.aktoer_id AND a.tjeneste_id = t.id))
                          ORDER BY t.id LIMIT 1), s.tjeneste_id) AS enhet
          FROM (SELECT DISTINCT aktoer_id, sak_id, aktoer_tjeneste FROM lest) p JOIN bti_sak s ON s.id = p.sak_id)
    SELECT l.aktoer_id, l.sak_id, s.hovedperson_id, s.kommune_id, s.enhet, l.tidspunkt, l.handling
      FROM lest l JOIN sted s USING (aktoer_id, sak_id, aktoer_tjeneste)
$$;

-- A municipality's own thresholds (bti/innstillinger.py), once for each municipality that anybody has read in.
CREATE FUNCTION revisjon_terskler(p_kommuner uuid[])
RETURNS TABLE (kommune uuid, fra_kl int, til_kl int, utenfor_minst int, mengde_faktor numeric, mengde_minst int, dager int)
LANGUAGE sql STABLE AS $$
    SELECT k, tilgang_innstilling_for(k, 'loggkontroll_fra_klokke')::int, tilgang_innstilling_for(k, 'loggkontroll_til_klokke')::int,
           tilgang_innstilling_for(k, 'loggkontroll_utenfor_minst')::int,
           tilgang_innstilling_for(k, 'loggkontroll_mengde_faktor')::numeric,
           tilgang_innstilling_for(k, 'loggkontroll_mengde_minst')::int,
           tilgang_innstilling_for(k, 'loggkontroll_uten_arbeid_dager')::int
      FROM unnest(p_kommuner) k
$$;

-- What is odd in a week: one row for each reason, reader and case.
CREATE FUNCTION revisjon_plukk(p_fra timestamptz, p_til timestamptz)
RETURNS TABLE (grunn text, leser uuid, enhet uuid, kommune uuid, sak uuid, antall bigint, foerst timestamptz, sist timestamptz)
LANGUAGE sql STABLE AS $$
    WITH lest AS MATERIALIZED (SELECT * FROM revisjon_lesninger(p_fra, p_til)
    ), terskel AS MATERIALIZED (
        SELECT * FROM revisjon_terskler(ARRAY(SELECT DISTINCT l.kommune FROM lest l))
    ), moenster AS MATERIALIZED (
        SELECT l.leser, l.enhet, l.kommune, l.sak, l.hovedperson, count(*) AS antall, min(l.tid) AS foerst, max(l.tid) AS sist,
               count(*) FILTER (WHERE l.handling = 'noedtilgang.aapnet') AS noed,
               revisjon_er_familie(l.hovedperson, l.leser) AS er_familie
          FROM lest l GROUP BY 1, 2, 3, 4, 5
    ), mengde AS MATERIALIZED (
        SELECT l.leser, l.enhet, l.kommune, count(*) AS antall, min(l.tid) AS foerst, max(l.tid) AS sist FROM lest l GROUP BY 1, 2, 3
    ), seint AS (
        SELECT l.*, t.utenfor_minst FROM lest l JOIN terskel t USING (kommune), (VALUES ('Europe/Oslo')) sone (navn)
         WHERE extract(isodow FROM l.tid AT TIME ZONE sone.navn) >= 6
            OR extract(hour FROM l.tid AT TIME ZONE sone.navn) < t.fra_kl OR extract(hour FROM l.tid AT TIME ZONE sone.navn) >= t.til_kl
    ), uvirksom AS (
        SELECT l.* FROM lest l JOIN terskel t USING (kommune)
         WHERE NOT EXISTS (SELECT FROM revisjon_hendelse h
                            WHERE h.sak_id = l.sak AND h.tidspunkt >= l.tid - make_interval(days => t.dager) AND h.tidspunkt < p_til
                              AND revisjon_er_arbeid(h.handling, h.formaal))
           AND NOT EXISTS (SELECT FROM stafettlogg_moete m
                            WHERE m.sak_id = l.sak AND m.status <> 'avlyst'
                              AND m.starter_at BETWEEN l.tid - make_interval(days => t.dager) AND l.tid + make_interval(days => t.dager)))
    SELECT 'utenfor_tid', leser, enhet, kommune, sak, count(*), min(tid), max(tid)
      FROM seint GROUP BY leser, enhet, kommune, sak HAVING count(*) >= min(utenfor_minst)
    UNION ALL
    SELECT 'uten_arbeid', leser, enhet, kommune, sak, count(*), min(tid), max(tid) FROM uvirksom GROUP BY leser, enhet, kommune, sak
    UNION ALL
    SELECT 'mye_lest', m.leser, m.enhet, m.kommune, NULL, m.antall, m.foerst, m.sist
      FROM mengde m JOIN terskel t USING (kommune)
      JOIN LATERAL (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY o.antall) AS median, count(*) AS kolleger FROM mengde o
                     WHERE o.enhet = m.enhet AND o.kommune = m.kommune AND o.leser <> m.leser) o ON true
     WHERE o.kolleger >= 2 AND m.antall >= t.mengde_minst AND m.antall > t.mengde_faktor * o.median
    UNION ALL
    SELECT 'egen_familie', leser, enhet, kommune, sak, antall, foerst, sist FROM moenster WHERE er_familie
    UNION ALL
    SELECT 'samme_etternavn', m.leser, m.enhet, m.kommune, m.sak, m.antall, m.foerst, m.sist
      FROM moenster m JOIN bti_bruker b ON b.id = m.leser JOIN bti_hovedperson h ON h.id = m.hovedperson
     WHERE NOT m.er_familie
       AND (revisjon_etternavn(h.navn) = revisjon_etternavn(b.navn) OR EXISTS (
               SELECT FROM bti_familierelasjon r JOIN bti_bruker f ON f.id = r.bruker_id
                WHERE r.hovedperson_id = m.hovedperson AND r.verifisering <> 'avvist'
                  AND revisjon_etternavn(f.navn) = revisjon_etternavn(b.navn)))
    UNION ALL
    SELECT 'kollegas_barn', m.leser, m.enhet, m.kommune, m.sak, m.antall, m.foerst, m.sist FROM moenster m
     WHERE EXISTS (SELECT FROM bti_familierelasjon r JOIN bti_ansettelse a ON a.bruker_id = r.bruker_id
                    WHERE r.hovedperson_id = m.hovedperson AND r.bruker_id <> m.leser AND r.verifisering <> 'avvist'
                      AND a.tjeneste_id = m.enhet AND a.gyldig_fra <= m.sist::date
                      AND (a.gyldig_til IS NULL OR a.gyldig_til >= m.foerst::date))
    UNION ALL
    SELECT 'noedtilgang', leser, enhet, kommune, sak, noed, foerst, sist FROM moenster WHERE noed > 0
    UNION ALL
    SELECT 'sperret_adresse', m.leser, m.enhet, m.kommune, m.sak, m.antall, m.foerst, m.sist
      FROM moenster m JOIN bti_hovedperson h ON h.id = m.hovedperson
     WHERE h.adressesperre IN ('fortrolig', 'strengt_fortrolig')
       AND NOT EXISTS (SELECT FROM bti_deltaker d WHERE d.sak_id = m.sak AND d.bruker_id = m.leser AND d.rolle = 'stafettholder')
$$;

-- Open ones that nobody has, or whose leader has left the office, are given to who holds it today.
CREATE FUNCTION revisjon_fordel_kontroller() RETURNS void LANGUAGE sql AS $$
    WITH ny AS (
        SELECT l.id, revisjon_kontrolloer(l.leser_id, l.tjeneste_id, l.kommune_id, l.sak_id) AS kontrolloer
          FROM revisjon_loggkontroll l
         WHERE l.closed_at IS NULL
           AND (l.kontrolloer_id IS NULL
                OR NOT EXISTS (SELECT FROM bti_bruker b WHERE b.id = l.kontrolloer_id AND b.is_active)
                OR NOT tilgang_er_enhetsleder(l.kontrolloer_id, l.tjeneste_id)
                   AND NOT revisjon_har_kommunerolle(l.kontrolloer_id, l.kommune_id, 'personvernombud', 'leder')))
    UPDATE revisjon_loggkontroll l
       SET kontrolloer_id = ny.kontrolloer,
           kontrolloer_navn = coalesce((SELECT b.navn FROM bti_bruker b WHERE b.id = ny.kontrolloer), '')
      FROM ny WHERE ny.id = l.id
$$;

-- Each leader with something open is told once a week; the personvernombud when an answer is overdue.
CREATE FUNCTION revisjon_minn_om_kontroller() RETURNS void LANGUAGE sql AS $$
    INSERT INTO varsling_utboks (id, mottaker_id, slag, noekkel, queued_at, send_etter, status, forsoek)
    SELECT gen_random_uuid(), m.id, 'loggkontroll', 'loggkontroll:' || to_char(tilgang_idag(), 'IYYY-IW'), tilgang_naa(), tilgang_naa(), 'venter', 0
      FROM (SELECT l.kontrolloer_id AS id FROM revisjon_loggkontroll l WHERE l.closed_at IS NULL AND l.kontrolloer_id IS NOT NULL
            UNION
            SELECT r.bruker_id FROM revisjon_loggkontroll l JOIN bti_kommunerolle r ON r.kommune_id = l.kommune_id
             WHERE l.closed_at IS NULL AND l.svarfrist < tilgang_idag() AND r.bruker_id <> l.leser_id
               AND r.rolle = 'personvernombud' AND revisjon_har_kommunerolle(r.bruker_id, l.kommune_id, 'personvernombud')) m
    ON CONFLICT (mottaker_id, noekkel) DO NOTHING
$$;

-- The control of one week that is over. A second run picks nothing anew. Returns how many were picked.
CREATE FUNCTION revisjon_kontroller_uke(p_uke date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE antall integer;
BEGIN
    PERFORM tilgang_krev_formaal('loggkontroll');
    IF extract(isodow FROM p_uke) <> 1 OR p_uke + 7 > tilgang_idag() THEN PERFORM tilgang_nekt('uken er ikke over'); END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('revisjon_kontroller_uke', 0));
    DELETE FROM revisjon_loggkontroll WHERE closed_at < tilgang_naa() - interval '5 years';
    INSERT INTO revisjon_loggkontroll (id, kommune_id, tjeneste_id, uke, grunn, leser_id, leser_navn, sak_id, antall, foerst_at,
                                       sist_at, kontrolloer_navn, picked_at, svarfrist, avgjoerelse, ord)
    SELECT gen_random_uuid(), p.kommune, p.enhet, p_uke, p.grunn, p.leser, b.navn, p.sak, p.antall, p.foerst, p.sist,
           '', tilgang_naa(),
           tilgang_idag() + tilgang_innstilling_for(p.kommune, 'loggkontroll_svarfrist_dager')::int, '', ''
      FROM revisjon_plukk(p_uke::timestamp AT TIME ZONE 'Europe/Oslo', (p_uke + 7)::timestamp AT TIME ZONE 'Europe/Oslo') p
      JOIN bti_bruker b ON b.id = p.leser
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS antall = ROW_COUNT;
    PERFORM revisjon_fordel_kontroller();
    PERFORM revisjon_minn_om_kontroller();
    RETURN antall;
END $$;
