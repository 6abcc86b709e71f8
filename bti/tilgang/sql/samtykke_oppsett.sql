-- What a municipality sets up for consent: who must say yes, and the themes that it asks about. Written by those who set up for it
-- (fagteam_krev_oppsett).

-- The rule as the municipality has it: in each area of law the age of the young person and the age that the parents answer until,
-- and the areas where the parent that the child lives with answers alone. Owner's use alone.
CREATE FUNCTION samtykkeregel_naa(p_kommune uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_object_agg(s.noekkel, coalesce(i.verdi, s.verdi))
      FROM tilgang_innstilling s
      LEFT JOIN bti_kommuneinnstilling i ON i.kommune_id = p_kommune AND i.noekkel = s.noekkel
     WHERE s.noekkel ~ '^samtykke_(egen_alder|foreldre_til_alder|bosted_alene_omraader)'
$$;

-- Refuses what is no rule: something missing or unknown, an age that is no whole year from 12 to 18, and a gap between the parents'
-- last year and the young person's first, in which nobody would answer. The law's own frame is narrower (samtykke/regel.py).
CREATE FUNCTION samtykkeregel_krev(p jsonb) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE v_egen text;
BEGIN
    IF ARRAY(SELECT jsonb_object_keys(p) ORDER BY 1) <> ARRAY(SELECT jsonb_object_keys(samtykkeregel_naa(NULL)) ORDER BY 1)
    THEN PERFORM tilgang_nekt('regelen er ikke hel'); END IF;
    IF EXISTS (SELECT 1 FROM jsonb_each_text(p) e
                WHERE e.key NOT LIKE '%omraader' AND coalesce(e.value !~ '^1[2-8]$', true))
    THEN PERFORM tilgang_nekt('alderen er ikke et helt år fra 12 til 18'); END IF;
    FOR v_egen IN SELECT e.key FROM jsonb_each(p) e WHERE e.key LIKE 'samtykke\_egen\_alder%' LOOP
        IF (p->>v_egen)::integer > (p->>replace(v_egen, 'egen_alder', 'foreldre_til_alder'))::integer
        THEN PERFORM tilgang_nekt('ingen ville svart'); END IF;
    END LOOP;
    IF NOT (p->'samtykke_bosted_alene_omraader' <@ '["logg", "helse", "opplaering", "barnevern"]'::jsonb)
       OR jsonb_typeof(p->'samtykke_bosted_alene_omraader') <> 'array'
    THEN PERFORM tilgang_nekt('ukjent område'); END IF;
END $$;

-- A count that tells nobody whom it is about: whole fives, and nothing below the first. Trying one age after the other then adds
-- nothing. Owner's use alone.
CREATE FUNCTION samtykkeregel_antall(p bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p < 5 THEN NULL ELSE (p - p % 5)::integer END
$$;

-- What new settings would do, by the rule itself (tilgang_givere): open cases, those where somebody more would have to say yes about
-- the log or a service that is asked about, and those where somebody no longer would. Counts alone.
CREATE FUNCTION samtykkeregel_virkning(p_kommune uuid, p jsonb) RETURNS TABLE (aapne integer, flere integer, faerre integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_naa jsonb := tilgang_aldre();
    v_ny jsonb;
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(p_kommune);
    PERFORM samtykkeregel_krev(p);
    v_ny := v_naa || (SELECT jsonb_object_agg(p_kommune || e.key, e.value) FROM jsonb_each(p) e);
    RETURN QUERY
    SELECT samtykkeregel_antall(count(*)), samtykkeregel_antall(count(*) FILTER (WHERE v.flere)),
           samtykkeregel_antall(count(*) FILTER (WHERE v.faerre))
      FROM bti_sak s
     CROSS JOIN LATERAL (
        SELECT bool_or(EXISTS (SELECT n.giver_id FROM tilgang_givere(s.id, t.id, tilgang_idag(), v_ny) n
                               EXCEPT SELECT g.giver_id FROM tilgang_givere(s.id, t.id, tilgang_idag(), v_naa) g)) AS flere,
               bool_or(EXISTS (SELECT g.giver_id FROM tilgang_givere(s.id, t.id, tilgang_idag(), v_naa) g
                               EXCEPT SELECT n.giver_id FROM tilgang_givere(s.id, t.id, tilgang_idag(), v_ny) n)) AS faerre
          FROM (SELECT NULL::uuid AS id UNION
                SELECT k.tjeneste_id FROM samtykke_samtykkekrav k
                 WHERE k.sak_id = s.id AND k.slag = 'innsyn' AND k.frafalt_at IS NULL) t) v
     WHERE s.kommune_id = p_kommune AND s.status = 'aapen';
END $$;

-- Change the rule. Returns its version; -1 when somebody else has changed it since it was read. The same key with the same words is
-- one change. Yes that are given stand; the rule asks for the rest from now on, and the night puts the question (samtykke_natt_nye).
CREATE FUNCTION samtykkeregel_lagre(p_kommune uuid, p_id uuid, p_versjon integer, p jsonb, p_begrunnelse text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_naa jsonb;
    v_versjon integer;
BEGIN
    PERFORM fagteam_krev_oppsett(p_kommune);
    PERFORM samtykkeregel_krev(p);
    IF btrim(coalesce(p_begrunnelse, '')) = '' THEN PERFORM tilgang_nekt('begrunnelsen mangler'); END IF;
    PERFORM 1 FROM bti_kommune k WHERE k.id = p_kommune FOR NO KEY UPDATE;
    SELECT coalesce(max(e.versjon), 0) INTO v_versjon FROM samtykke_regelendring e WHERE e.kommune_id = p_kommune;
    IF EXISTS (SELECT 1 FROM samtykke_regelendring e
                WHERE e.id = p_id AND e.kommune_id = p_kommune AND e.etter = p AND e.begrunnelse = p_begrunnelse)
    THEN RETURN v_versjon; END IF;
    IF v_versjon <> p_versjon THEN RETURN -1; END IF;
    v_naa := samtykkeregel_naa(p_kommune);
    INSERT INTO bti_kommuneinnstilling (id, kommune_id, noekkel, verdi, begrunnelse)
    SELECT gen_random_uuid(), p_kommune, e.key, e.value, p_begrunnelse FROM jsonb_each(p) e WHERE e.value <> v_naa->e.key
    ON CONFLICT (kommune_id, noekkel) DO UPDATE SET verdi = excluded.verdi, begrunnelse = excluded.begrunnelse;
    INSERT INTO samtykke_regelendring (id, kommune_id, versjon, foer, etter, begrunnelse, changed_at, changed_by_id)
    VALUES (p_id, p_kommune, v_versjon + 1, v_naa, p, p_begrunnelse, tilgang_naa(), aktoer);
    PERFORM tilgang_glem();
    RETURN v_versjon + 1;
END $$;

-- What has been changed, by whom and why, newest first: for those who set up.
CREATE FUNCTION samtykkeregel_endringer(p_kommune uuid)
RETURNS TABLE (versjon integer, changed_at timestamptz, hvem text, foer jsonb, etter jsonb, begrunnelse text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(p_kommune);
    RETURN QUERY
    SELECT e.versjon, e.changed_at, b.navn::text, e.foer, e.etter, e.begrunnelse
      FROM samtykke_regelendring e JOIN bti_bruker b ON b.id = e.changed_by_id
     WHERE e.kommune_id = p_kommune ORDER BY e.versjon DESC LIMIT 50;
END $$;

-- Make a theme of the municipality's own, or change one: its names, its area of law, its place, and whether it is asked about in
-- new questions. Of a theme that comes with Stafett («standard») the place and the use alone. Its code never changes: questions,
-- yes and entries point at it. Returns 'lagret'; 'endret' when somebody else has saved since the version that was shown; 'navn' when
-- another theme has the name. Two at once take turns.
CREATE FUNCTION samtykketema_lagre(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id uuid := p->>'id';
    v_kommune uuid := coalesce((SELECT t.kommune_id FROM samtykke_kommunetema t WHERE t.id = (p->>'id')::uuid), (p->>'kommune')::uuid);
    v_kode text := coalesce(p->>'standard', 'k' || left(replace(p->>'id', '-', ''), 18));
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(v_kommune);
    PERFORM 1 FROM bti_kommune k WHERE k.id = v_kommune FOR NO KEY UPDATE;
    IF p->>'navn_nb' <> '' AND EXISTS (
        SELECT 1 FROM samtykke_kommunetema t
         WHERE t.kommune_id = v_kommune AND t.kode <> v_kode AND upper(t.navn_nb) = upper(p->>'navn_nb'))
    THEN RETURN 'navn'; END IF;
    INSERT INTO samtykke_kommunetema AS t (id, kommune_id, kode, navn_nb, navn_nn, omraade, rekkefoelge, is_active, versjon)
    VALUES (v_id, v_kommune, v_kode, p->>'navn_nb', p->>'navn_nn', p->>'omraade', (p->>'rekkefoelge')::smallint,
            (p->>'is_active')::boolean, 1)
    ON CONFLICT (kommune_id, kode) DO UPDATE
       SET navn_nb = excluded.navn_nb, navn_nn = excluded.navn_nn, omraade = excluded.omraade, rekkefoelge = excluded.rekkefoelge,
           is_active = excluded.is_active, versjon = t.versjon + 1
     WHERE t.versjon = (p->>'versjon')::integer;
    RETURN CASE WHEN FOUND THEN 'lagret' ELSE 'endret' END;
END $$;
