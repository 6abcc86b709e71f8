-- Asking for, giving, refusing and withdrawing consent. Nobody answers for somebody else.

-- A consent lasts until a day from today on, and no longer than the municipality's limit.
CREATE FUNCTION samtykke_dato_holder(p_sak uuid, p_til date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_til >= tilgang_idag() AND p_til <= tilgang_idag() + make_interval(
               months => (tilgang_innstilling_for(s.kommune_id, 'samtykke_maks_maaneder'))::text::int)
      FROM bti_sak s WHERE s.id = p_sak
$$;

-- Asks every giver (tilgang_givere). Returns how many questions are new or gone.
CREATE FUNCTION samtykke_be_om(p_sak uuid, p_tjeneste uuid, p_hvorfor text, p_temaer text[], p_til date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    antall integer;
    v_tatt_bort integer;
BEGIN
    IF NOT tilgang_er_stafettholder(aktoer, p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_sak s JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id
                    WHERE s.id = p_sak AND tk.tjeneste_id = p_tjeneste AND s.tjeneste_id <> p_tjeneste)
    THEN PERFORM tilgang_nekt('tjenesten kan ikke spørres om i denne saken'); END IF;
    IF NOT samtykke_dato_holder(p_sak, p_til) THEN PERFORM tilgang_nekt('datoen er utenfor perioden'); END IF;
    IF EXISTS (SELECT 1 FROM tilgang_givere(p_sak, NULL, tilgang_idag(), tilgang_aldre()) g WHERE g.giver_id IS NULL)
    THEN PERFORM tilgang_nekt('den unge må inviteres først'); END IF;
    -- Asked anew, those whom a leader has turned down are no longer among the givers.
    DELETE FROM samtykke_samtykkekrav k USING bti_sak s, bti_familierelasjon r
     WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste AND s.id = p_sak AND r.hovedperson_id = s.hovedperson_id
       AND r.bruker_id = k.giver_id AND r.verifisering = 'avvist'
       AND NOT EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = k.id);
    GET DIAGNOSTICS v_tatt_bort = ROW_COUNT;
    INSERT INTO samtykke_samtykkekrav (id, sak_id, tjeneste_id, giver_id, hvorfor, temaer, foreslaatt_til, requested_at, requested_by_id)
    SELECT gen_random_uuid(), p_sak, p_tjeneste, giver_id, p_hvorfor, p_temaer, p_til, tilgang_naa(), aktoer
      FROM (SELECT DISTINCT g.giver_id FROM tilgang_givere(p_sak, NULL, tilgang_idag(), tilgang_aldre()) g) givere
    ON CONFLICT (sak_id, tjeneste_id, slag, giver_id) DO UPDATE
       SET hvorfor = excluded.hvorfor, temaer = excluded.temaer, foreslaatt_til = excluded.foreslaatt_til,
           requested_at = excluded.requested_at, requested_by_id = excluded.requested_by_id,
           declined_at = NULL, declined_by_id = NULL,
           -- Set when a question that nobody has answered yet is asked in other words, so that the giver is told.
           changed_at = CASE
             WHEN samtykke_samtykkekrav.declined_at IS NOT NULL OR EXISTS (
                  SELECT 1 FROM samtykke_samtykke y
                   WHERE y.krav_id = samtykke_samtykkekrav.id AND y.granted_at >= samtykke_samtykkekrav.requested_at)
             THEN NULL
             WHEN (samtykke_samtykkekrav.hvorfor, samtykke_samtykkekrav.temaer, samtykke_samtykkekrav.foreslaatt_til)
                  IS DISTINCT FROM (excluded.hvorfor, excluded.temaer, excluded.foreslaatt_til)
             THEN tilgang_naa()
             ELSE samtykke_samtykkekrav.changed_at END
     WHERE NOT EXISTS (SELECT 1 FROM samtykke_samtykke y
                        WHERE y.krav_id = samtykke_samtykkekrav.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag());
    GET DIAGNOSTICS antall = ROW_COUNT;
    PERFORM tilgang_glem();
    RETURN antall + v_tatt_bort;
END $$;

-- Returns 'gitt', or 'alt_gitt' when the same consent already lives. Givers of one service answer one after the other,
-- so that the last one knows that it was the last.
CREATE FUNCTION samtykke_gi(p_id uuid, p_krav uuid, p_temaer text[], p_til date, p_tekst uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav;
    IF krav.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    PERFORM 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = krav.sak_id AND k.tjeneste_id = krav.tjeneste_id
      ORDER BY k.id FOR UPDATE;
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav;
    IF NOT EXISTS (SELECT 1 FROM tilgang_saker_for(aktoer, krav.sak_id)) THEN PERFORM tilgang_nekt('ingen tilgang til saken'); END IF;
    IF NOT (p_temaer <@ krav.temaer::text[]) OR cardinality(p_temaer) = 0 THEN PERFORM tilgang_nekt('temaene er ikke spurt om'); END IF;
    IF p_til > krav.foreslaatt_til OR NOT samtykke_dato_holder(krav.sak_id, p_til)
    THEN PERFORM tilgang_nekt('datoen er utenfor perioden'); END IF;
    IF NOT EXISTS (SELECT 1 FROM samtykke_samtykketekst t JOIN bti_sak s ON s.kommune_id = t.kommune_id
                    WHERE s.id = krav.sak_id AND t.id = p_tekst AND t.published_at IS NOT NULL)
    THEN PERFORM tilgang_nekt('teksten er ikke kommunens'); END IF;
    IF EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = p_krav AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag())
    THEN RETURN 'alt_gitt'; END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer, slutt = 'utloept'
     WHERE krav_id = p_krav AND withdrawn_at IS NULL;  -- an expired one makes room for the new
    INSERT INTO samtykke_samtykke (id, krav_id, sak_id, tjeneste_id, giver_id, temaer, tekst_id, gyldig_fra, gyldig_til, granted_at, granted_by_id)
    VALUES (p_id, p_krav, krav.sak_id, krav.tjeneste_id, aktoer, p_temaer, p_tekst, tilgang_idag(), p_til, tilgang_naa(), aktoer);
    UPDATE samtykke_samtykkekrav SET declined_at = NULL, declined_by_id = NULL WHERE id = p_krav;
    PERFORM tilgang_glem();
    RETURN 'gitt';
END $$;

CREATE FUNCTION samtykke_si_nei(p_krav uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav FOR UPDATE;
    IF krav.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    IF EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = p_krav AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag())
    THEN RETURN 'alt_gitt'; END IF;
    IF krav.declined_at IS NOT NULL THEN RETURN 'alt_nei'; END IF;
    UPDATE samtykke_samtykkekrav SET declined_at = tilgang_naa(), declined_by_id = aktoer WHERE id = p_krav;
    RETURN 'nei';
END $$;

-- Returns 'trukket', or 'alt_trukket' for the second tap.
CREATE FUNCTION samtykke_trekk(p_samtykke uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_samtykke%ROWTYPE;
BEGIN
    SELECT * INTO rad FROM samtykke_samtykke WHERE id = p_samtykke FOR UPDATE;
    IF rad.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som ga samtykket'); END IF;
    IF rad.withdrawn_at IS NOT NULL THEN RETURN 'alt_trukket'; END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer, slutt = 'trukket'
     WHERE id = p_samtykke;
    PERFORM tilgang_glem();
    RETURN 'trukket';
END $$;

-- Whether a service sees the case now: for the pages that tell the family and the stafettholder.
CREATE FUNCTION samtykke_tjenester_med_innsyn(p_sak uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.tjeneste_id FROM (
        SELECT DISTINCT k.tjeneste_id FROM samtykke_samtykkekrav k
         WHERE k.sak_id = p_sak AND k.sak_id = ANY (tilgang_mine_saker())) t
     WHERE EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, t.tjeneste_id, tilgang_idag(), tilgang_aldre()))
$$;

-- Who must say yes in a case, and why: for the page that asks them, about these areas of law and always the log. A row without a
-- person is a young person who has no login yet.
CREATE FUNCTION samtykke_givere(p_sak uuid, p_omraader text[] DEFAULT '{}') RETURNS TABLE (giver_id uuid, grunn text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT ON (g.giver_id) g.giver_id, g.grunn
      FROM tilgang_givere_for(p_sak, NULL, ARRAY['logg'] || p_omraader, tilgang_idag(), tilgang_aldre()) g
     WHERE p_sak = ANY (tilgang_mine_saker()) ORDER BY g.giver_id, g.grunn
$$;
