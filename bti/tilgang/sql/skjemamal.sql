-- The municipality's own forms. A draft is written whole and published; what is published is never changed, so that what was
-- filled in keeps its questions. The app has no other way to write a form. Who sets up: fagteam_krev_oppsett.

-- Lock a draft, and refuse who may not write it and what is published.
CREATE FUNCTION skjemamal_laas_utkast(p_id uuid) RETURNS bti_skjemamal LANGUAGE plpgsql AS $$
DECLARE m bti_skjemamal;
BEGIN
    SELECT * INTO m FROM bti_skjemamal WHERE id = p_id FOR UPDATE;
    IF NOT FOUND THEN PERFORM tilgang_nekt('utkastet finnes ikke'); END IF;
    PERFORM fagteam_krev_oppsett(m.kommune_id);
    IF m.published_at IS NOT NULL THEN PERFORM tilgang_nekt('et publisert skjema endres ikke'); END IF;
    RETURN m;
END $$;

-- Begin a form, or a new version of one (p_noekkel is known): a copy of the newest. The draft that is there is returned.
CREATE FUNCTION skjemamal_nytt_utkast(p_id uuid, p_kommune uuid, p_noekkel text, p_navn text, p_gjelder text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_fra bti_skjemamal;
    v_id uuid;
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(p_kommune);
    PERFORM 1 FROM bti_kommune WHERE id = p_kommune FOR UPDATE;
    SELECT m.id INTO v_id FROM bti_skjemamal m WHERE m.kommune_id = p_kommune AND m.noekkel = p_noekkel AND m.published_at IS NULL;
    IF FOUND THEN RETURN v_id; END IF;
    SELECT * INTO v_fra FROM bti_skjemamal m WHERE m.kommune_id = p_kommune AND m.noekkel = p_noekkel ORDER BY m.versjon DESC LIMIT 1;
    INSERT INTO bti_skjemamal (id, kommune_id, noekkel, versjon, navn, gjelder, ingress, kilde, sikkerhet, is_active)
    VALUES (p_id, p_kommune, p_noekkel, coalesce(v_fra.versjon, 0) + 1, coalesce(v_fra.navn, p_navn), coalesce(v_fra.gjelder, p_gjelder),
            coalesce(v_fra.ingress, ''), coalesce(v_fra.kilde, ''), 'kommunen', true);
    INSERT INTO bti_skjemafelt (id, mal_id, nummer, noekkel, ledetekst, hjelp, felttype, valg, paakrevd)
    SELECT gen_random_uuid(), p_id, f.nummer, f.noekkel, f.ledetekst, f.hjelp, f.felttype, f.valg, f.paakrevd
      FROM bti_skjemafelt f WHERE f.mal_id = v_fra.id;
    RETURN p_id;
END $$;

-- Write the whole draft. -1: somebody else has saved since, and nothing is written.
CREATE FUNCTION skjemamal_lagre(p_id uuid, p_redigert integer, p jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE m bti_skjemamal;
BEGIN
    PERFORM tilgang_krev_aktoer();
    m := skjemamal_laas_utkast(p_id);
    IF m.redigert <> p_redigert THEN RETURN -1; END IF;
    DELETE FROM bti_skjemafelt WHERE mal_id = p_id;
    UPDATE bti_skjemamal SET navn = p->>'navn', gjelder = p->>'gjelder', ingress = p->>'ingress', redigert = redigert + 1 WHERE id = p_id;
    INSERT INTO bti_skjemafelt (id, mal_id, nummer, noekkel, ledetekst, hjelp, felttype, valg, paakrevd)
    SELECT gen_random_uuid(), p_id, t.nr, t.f->>'noekkel', t.f->>'ledetekst', t.f->>'hjelp', t.f->>'felttype', t.f->'valg', (t.f->>'paakrevd')::boolean
      FROM jsonb_array_elements(p->'felter') WITH ORDINALITY AS t(f, nr);
    RETURN m.redigert + 1;
END $$;

-- Publish what somebody has read: nothing when it has been changed since (false).
CREATE FUNCTION skjemamal_publiser(p_id uuid, p_redigert integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE m bti_skjemamal;
BEGIN
    PERFORM tilgang_krev_aktoer();
    m := skjemamal_laas_utkast(p_id);
    IF m.redigert <> p_redigert THEN RETURN false; END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_skjemafelt f WHERE f.mal_id = p_id) THEN PERFORM tilgang_nekt('skjemaet har ingen spørsmål'); END IF;
    UPDATE bti_skjemamal SET published_at = tilgang_naa() WHERE id = p_id;
    RETURN true;
END $$;

CREATE FUNCTION skjemamal_slett_utkast(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM skjemamal_laas_utkast(p_id);
    DELETE FROM bti_skjemafelt WHERE mal_id = p_id;
    DELETE FROM bti_skjemamal WHERE id = p_id;
END $$;

-- Take a form out of use, or into use again, in all its versions. What is filled in stays.
CREATE FUNCTION skjemamal_bruk(p_id uuid, p_bruk boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE m bti_skjemamal;
BEGIN
    PERFORM tilgang_krev_aktoer();
    SELECT * INTO m FROM bti_skjemamal WHERE id = p_id;
    PERFORM fagteam_krev_oppsett(m.kommune_id);
    UPDATE bti_skjemamal SET is_active = p_bruk WHERE kommune_id = m.kommune_id AND noekkel = m.noekkel;
END $$;
