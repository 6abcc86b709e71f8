-- Sharing a worry with one other: a colleague or the head of the unit where it was written.

-- The worries that others have shared with the actor: while both work in the unit, and not a day longer. Empty for nobody.
CREATE FUNCTION tilgang_delte_undringer() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(d.undring_id), '{}')
      FROM bti_undringsdeling d JOIN bti_undring u ON u.id = d.undring_id JOIN bti_bruker b ON b.id = d.mottaker_id AND b.is_active
     WHERE d.mottaker_id = tilgang_aktoer() AND d.ended_at IS NULL
       AND tilgang_er_ansatt(d.mottaker_id, u.tjeneste_id) AND tilgang_er_ansatt(u.created_by_id, u.tjeneste_id)
$$;

-- The author shares an open worry with one other in the unit; whoever it was shared with before reads it no more.
-- Sent twice, it is shared once. False when the key has been used for something else.
CREATE FUNCTION undring_del(p_id uuid, p_undring uuid, p_mottaker uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_tjeneste uuid;
BEGIN
    SELECT u.tjeneste_id INTO v_tjeneste FROM bti_undring u
     WHERE u.id = p_undring AND u.created_by_id = aktoer AND u.clarified_at IS NULL FOR UPDATE;
    IF v_tjeneste IS NULL THEN PERFORM tilgang_nekt('undringen er ikke din, eller er avklart'); END IF;
    IF p_mottaker = aktoer OR NOT tilgang_er_ansatt(aktoer, v_tjeneste) OR NOT tilgang_er_ansatt(p_mottaker, v_tjeneste)
       OR NOT EXISTS (SELECT 1 FROM bti_bruker b WHERE b.id = p_mottaker AND b.is_active) THEN
        PERFORM tilgang_nekt('undring til en som ikke er kollega');
    END IF;
    IF EXISTS (SELECT 1 FROM bti_undringsdeling d WHERE d.id = p_id) THEN
        RETURN EXISTS (SELECT 1 FROM bti_undringsdeling d WHERE d.id = p_id AND d.undring_id = p_undring AND d.mottaker_id = p_mottaker);
    END IF;
    IF EXISTS (SELECT 1 FROM bti_undringsdeling d WHERE d.undring_id = p_undring AND d.mottaker_id = p_mottaker AND d.ended_at IS NULL) THEN
        RETURN true;
    END IF;
    UPDATE bti_undringsdeling d SET ended_at = tilgang_naa(), ended_by_id = aktoer WHERE d.undring_id = p_undring AND d.ended_at IS NULL;
    INSERT INTO bti_undringsdeling (id, undring_id, mottaker_id, shared_at, shared_by_id)
    VALUES (p_id, p_undring, p_mottaker, tilgang_naa(), aktoer);
    PERFORM varsling_legg(ARRAY[p_mottaker], 'undring_delt', 'undring-delt:' || p_id, NULL, p_undring);
    RETURN true;
END $$;

-- Either of the two ends it. True when there was something to end.
CREATE FUNCTION undring_avslutt_deling(p_undring uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    UPDATE bti_undringsdeling d SET ended_at = tilgang_naa(), ended_by_id = aktoer
     WHERE d.undring_id = p_undring AND d.ended_at IS NULL AND aktoer IN (d.mottaker_id, d.shared_by_id);
    RETURN FOUND;
END $$;

-- Who reads a worry besides its author, for the two of them: with names, which they need though they may share no case.
CREATE FUNCTION undring_deling(p_undring uuid)
RETURNS TABLE (mottaker_id uuid, mottaker text, forfatter text, shared_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT m.id, m.navn::text, f.navn::text, d.shared_at
      FROM bti_undringsdeling d JOIN bti_bruker m ON m.id = d.mottaker_id JOIN bti_bruker f ON f.id = d.shared_by_id
     WHERE d.undring_id = p_undring AND d.ended_at IS NULL AND aktoer IN (d.mottaker_id, d.shared_by_id);
END $$;

-- What others have shared with the actor and they may still read: whose it is, and since when.
CREATE FUNCTION undring_delt_med_meg() RETURNS TABLE (undring_id uuid, forfatter text, shared_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT d.undring_id, f.navn::text, d.shared_at
      FROM bti_undringsdeling d JOIN bti_bruker f ON f.id = d.shared_by_id
     WHERE d.mottaker_id = aktoer AND d.ended_at IS NULL AND d.undring_id = ANY (tilgang_delte_undringer())
     ORDER BY d.shared_at DESC;
END $$;

-- What goes when its day has come: there is no case, and nothing shielded was written from it.
CREATE FUNCTION undring_kan_gaa(u bti_undring) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN u.utfall IN ('avsluttet', 'melding') AND u.sak_id IS NULL AND NOT skjermet_finnes_om(u.id);
END $$;

-- What its author may delete before that day: it came to nothing. What was reported is nobody's to take away at once.
CREATE FUNCTION undring_er_slettbar(u bti_undring) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN u.utfall = 'avsluttet' AND undring_kan_gaa(u);
END $$;

-- Everything that hangs on these worries, and last the worries: drafts and notices about them too, whoever has them.
CREATE FUNCTION undring_toem(p_ider uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_om uuid[] := p_ider || ARRAY(SELECT s.id FROM bti_samtale s WHERE s.undring_id = ANY (p_ider))
                        || ARRAY(SELECT s.id FROM bti_skjemautfylling s WHERE s.undring_id = ANY (p_ider));
BEGIN
    DELETE FROM bti_undringsnotat WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_undringsskala WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_undringskjennetegn WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_skjemasvar WHERE utfylling_id IN (SELECT s.id FROM bti_skjemautfylling s WHERE s.undring_id = ANY (p_ider));
    DELETE FROM bti_skjemautfylling WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_samtale WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_undringsendring WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_undringsdeling WHERE undring_id = ANY (p_ider);
    DELETE FROM bti_stegstatus WHERE undring_id = ANY (p_ider);
    -- A new table that points at a worry has its line here (its own rows below it first); a test looks for it.
    DELETE FROM bti_kladd WHERE objekt_id = ANY (v_om) AND left(skjema, 8) <> 'skjermet';  -- that is about more than the worry
    DELETE FROM varsling_paaminnelse WHERE sak_id IS NULL AND objekt_id = ANY (v_om);
    DELETE FROM varsling_utboks WHERE sak_id IS NULL AND objekt_id = ANY (v_om);
    DELETE FROM varsling_varsel WHERE sak_id IS NULL AND objekt_id = ANY (v_om);
    DELETE FROM bti_undring WHERE id = ANY (p_ider);
END $$;

-- Whether the actor may delete one of their own.
CREATE FUNCTION undring_kan_slettes(p_id uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    u bti_undring%ROWTYPE;
BEGIN
    SELECT * INTO u FROM bti_undring WHERE id = p_id AND created_by_id = aktoer;
    IF u.id IS NULL THEN PERFORM tilgang_nekt('undringen er ikke din'); END IF;
    RETURN undring_er_slettbar(u);
END $$;

-- The author deletes it for good. False when it may not be; why is said to nobody.
CREATE FUNCTION undring_slett(p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    u bti_undring%ROWTYPE;
BEGIN
    SELECT * INTO u FROM bti_undring WHERE id = p_id AND created_by_id = aktoer FOR UPDATE;
    IF u.id IS NULL THEN PERFORM tilgang_nekt('undringen er ikke din'); END IF;
    IF NOT undring_er_slettbar(u) THEN RETURN false; END IF;
    PERFORM undring_toem(ARRAY[p_id]);
    RETURN true;
END $$;

-- Every night: those whose day has come. Returns how many worries went.
CREATE FUNCTION undring_rydd() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_ider uuid[];
BEGIN
    PERFORM tilgang_krev_formaal('opprydding');
    v_ider := ARRAY(SELECT u.id FROM bti_undring u WHERE u.slettes <= tilgang_idag() AND undring_kan_gaa(u) FOR UPDATE SKIP LOCKED);
    PERFORM undring_toem(v_ider);
    RETURN cardinality(v_ider);
END $$;
