-- Counts across cases: the only functions that stafett_lese may call, and the only code that counts across cases.
-- No number from 1 to 4 leaves this file, and none can be worked out from the numbers that do (docs/tilgang.md).

CREATE FUNCTION statistikk_krev_leder(p_kommune uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM bti_kommunerolle r JOIN bti_bruker b ON b.id = r.bruker_id
         WHERE r.bruker_id = aktoer AND b.is_active AND r.kommune_id = p_kommune AND r.rolle = 'leder'
           AND r.gyldig_fra <= tilgang_idag() AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag()))
    THEN PERFORM tilgang_nekt('bare ledere i kommunen'); END IF;
END $$;

-- Hides small numbers among numbers whose sum is known: NULL is a hidden one, and does not say why it is hidden.
-- Zeros and numbers from 5 are shown. As long as a number from 1 to 4 is there, numbers from 5 are hidden with it, in the
-- order they stand and never by their size (the choice would tell), until the hidden sum leaves room for every small
-- one to be anything from 1 to 4. Where no such room can be made, the whole row is hidden, zeros too.
CREATE FUNCTION statistikk_skjerm(p_antall bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    vist bigint[] := p_antall;
    smaa integer := 0;
    skjulte_store integer := 0;
    skjult_sum bigint := 0;
BEGIN
    FOR i IN 1 .. coalesce(cardinality(p_antall), 0) LOOP
        IF p_antall[i] BETWEEN 1 AND 4 THEN
            smaa := smaa + 1;
            skjult_sum := skjult_sum + p_antall[i];
            vist[i] := NULL;
        END IF;
    END LOOP;
    IF smaa = 0 THEN RETURN vist; END IF;
    FOR i IN 1 .. cardinality(p_antall) LOOP
        IF p_antall[i] >= 5 THEN
            skjulte_store := skjulte_store + 1;
            skjult_sum := skjult_sum + p_antall[i];
            vist[i] := NULL;
            IF skjult_sum >= 5 * skjulte_store + 4 * smaa THEN RETURN vist; END IF;
        END IF;
    END LOOP;
    RETURN array_fill(NULL::bigint, ARRAY[cardinality(p_antall)]);
END $$;

-- Open cases, all of them and divided three ways. Each division has the same sum, so each is safe with the sum known.
CREATE FUNCTION statistikk_saker(p_kommune uuid)
RETURNS TABLE (deling text, nummer integer, gruppe text, antall bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM statistikk_krev_leder(p_kommune);
    RETURN QUERY
    WITH saker AS (
        SELECT n.nummer::integer AS nivaa, t.tjenestetype::text AS type,
               extract(year FROM age(tilgang_idag(), h.foedselsdato))::integer AS alder
          FROM bti_sak s JOIN bti_nivaa n ON n.id = s.nivaa_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id
          JOIN bti_hovedperson h ON h.id = s.hovedperson_id
         WHERE s.kommune_id = p_kommune AND s.status = 'aapen'),
    nivaaer AS (
        SELECT DISTINCT ON (n.nummer) n.nummer::integer AS nummer, n.navn::text AS navn
          FROM bti_nivaa n JOIN bti_veileder v ON v.id = n.veileder_id
         WHERE v.kommune_id = p_kommune ORDER BY n.nummer, v.versjon DESC),
    typer AS (
        SELECT row_number() OVER (ORDER BY x.type)::integer AS nummer, x.type FROM (
            SELECT t.tjenestetype::text AS type FROM bti_tjeneste t JOIN bti_tjenestekommune tk ON tk.tjeneste_id = t.id
             WHERE tk.kommune_id = p_kommune AND NOT t.is_ekstern
            UNION SELECT s.type FROM saker s) x),
    aldre AS (
        SELECT a.n::integer AS nummer, a.fra::integer AS fra,
               coalesce(lead(a.fra::integer) OVER (ORDER BY a.n) - 1, 200) AS til
          FROM jsonb_array_elements_text(tilgang_innstilling_for(p_kommune, 'statistikk_aldersgrupper'))
               WITH ORDINALITY AS a (fra, n)),
    celler (deling, nummer, gruppe, antall) AS (
        SELECT 'alle', 1, '', (SELECT count(*) FROM saker)
        UNION ALL
        SELECT 'nivaa', v.nummer, v.navn, (SELECT count(*) FROM saker s WHERE s.nivaa = v.nummer) FROM nivaaer v
        UNION ALL
        SELECT 'type', t.nummer, t.type, (SELECT count(*) FROM saker s WHERE s.type = t.type) FROM typer t
        UNION ALL
        SELECT 'alder', a.nummer, CASE WHEN a.til = 200 THEN a.fra || '+' ELSE a.fra || '–' || a.til END,
               (SELECT count(*) FROM saker s WHERE s.alder BETWEEN a.fra AND a.til) FROM aldre a
        UNION ALL
        SELECT 'alder', 1000, '', (SELECT count(*) FROM saker s WHERE NOT EXISTS (
                   SELECT 1 FROM aldre a WHERE s.alder BETWEEN a.fra AND a.til))),
    rekker AS (
        SELECT c.deling, array_agg(c.nummer ORDER BY c.nummer) AS numre, array_agg(c.gruppe ORDER BY c.nummer) AS grupper,
               statistikk_skjerm(array_agg(c.antall ORDER BY c.nummer)) AS tall
          FROM celler c GROUP BY c.deling)
    SELECT r.deling, u.nummer, u.gruppe, u.antall
      FROM rekker r, unnest(r.numre, r.grupper, r.tall) AS u (nummer, gruppe, antall)
     ORDER BY r.deling, u.nummer;
END $$;

-- What is late or soon over, and how many cases have been opened in an emergency this month. Cases are counted, not meetings or consents: two consents in one case are one child.
CREATE FUNCTION statistikk_frister(p_kommune uuid) RETURNS TABLE (frist text, antall bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE maanedsslutt date := (date_trunc('month', tilgang_idag()) + interval '1 month - 1 day')::date;
BEGIN
    PERFORM statistikk_krev_leder(p_kommune);
    RETURN QUERY
    SELECT f.frist, (statistikk_skjerm(ARRAY[f.antall]))[1] FROM (
        SELECT 'moete_forfalt', (
            SELECT count(DISTINCT m.sak_id) FROM stafettlogg_moete m JOIN bti_sak s ON s.id = m.sak_id
             WHERE s.kommune_id = p_kommune AND s.status = 'aapen' AND m.status = 'planlagt' AND m.starter_at < tilgang_naa())
        UNION ALL
        SELECT 'samtykke_utloeper', (
            SELECT count(DISTINCT y.sak_id) FROM samtykke_samtykke y JOIN bti_sak s ON s.id = y.sak_id
             WHERE s.kommune_id = p_kommune AND s.status = 'aapen' AND y.slag = 'innsyn' AND y.withdrawn_at IS NULL
               AND y.gyldig_til BETWEEN tilgang_idag() AND maanedsslutt)
        UNION ALL
        SELECT 'noedtilgang', (
            SELECT count(DISTINCT n.sak_id) FROM bti_noedtilgang n JOIN bti_sak s ON s.id = n.sak_id
             WHERE s.kommune_id = p_kommune AND n.opened_at >= date_trunc('month', tilgang_naa() AT TIME ZONE 'Europe/Oslo') AT TIME ZONE 'Europe/Oslo')
    ) f (frist, antall);
END $$;

-- Worries past their date, by unit. A worry is somebody's own: no sum is given, and a zero looks like any small number.
CREATE FUNCTION statistikk_undringer(p_kommune uuid) RETURNS TABLE (enhet text, antall bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM statistikk_krev_leder(p_kommune);
    RETURN QUERY
    SELECT t.navn::text, nullif(u.antall, least(u.antall, 4)) FROM bti_tjeneste t
      JOIN bti_tjenestekommune tk ON tk.tjeneste_id = t.id AND tk.kommune_id = p_kommune
      CROSS JOIN LATERAL (SELECT count(*) AS antall FROM bti_undring u
                           WHERE u.tjeneste_id = t.id AND u.clarified_at IS NULL AND u.frist < tilgang_idag()) u
     WHERE NOT t.is_ekstern
       AND EXISTS (SELECT 1 FROM bti_ansettelse a WHERE a.tjeneste_id = t.id)
     ORDER BY t.navn;
END $$;
