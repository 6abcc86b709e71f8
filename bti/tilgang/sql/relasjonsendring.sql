-- What is set about one of the family. How they want to be reached is their own wish, opens nothing and holds at once. Where the child
-- lives and how long the relation holds decide who must say yes and who gets in: a head of the unit confirms it, and until then
-- nothing is changed.

-- The head of the responsible unit: not the one who wrote it down, nor the child, nor anybody of the child's own, nor one who is
-- blocked from the case.
CREATE FUNCTION tilgang_kan_bekrefte_endring(p_aktoer uuid, p_endring bti_relasjonsendring) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN p_endring.registered_by_id <> p_aktoer AND EXISTS (
        SELECT 1 FROM bti_sak s
         WHERE s.id = p_endring.sak_id AND tilgang_er_enhetsleder(p_aktoer, s.tjeneste_id)
           AND p_aktoer NOT IN (SELECT tilgang_familien_i(s.id))
           AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = s.id AND x.bruker_id = p_aktoer AND x.lifted_at IS NULL));
END $$;

-- p: kanal, bor, til, versjon. Returns 'uendret', 'lagret' (the wish), 'venter' (for a head), 'endret' (the page is older than the
-- row) or 'alt_venter' (another change waits; nothing is saved).
CREATE FUNCTION tilgang_sett_relasjon(p_id uuid, p_relasjon uuid, p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid;
    rel bti_familierelasjon%ROWTYPE;
    venter bti_relasjonsendring%ROWTYPE;
    v_bor boolean := (p->>'bor')::boolean;
    v_til date := (p->>'til')::date;
    v_endres boolean;
BEGIN
    SELECT s.id INTO v_sak FROM bti_familierelasjon r JOIN bti_sak s ON s.hovedperson_id = r.hovedperson_id WHERE r.id = p_relasjon;
    IF v_sak IS NULL OR NOT tilgang_er_stafettholder(aktoer, v_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    SELECT * INTO rel FROM bti_familierelasjon WHERE id = p_relasjon FOR UPDATE;
    IF rel.bruker_id = aktoer OR rel.blocked_at IS NOT NULL THEN PERFORM tilgang_nekt('relasjonen er ikke din å endre'); END IF;
    SELECT * INTO venter FROM bti_relasjonsendring e WHERE e.relasjon_id = p_relasjon AND e.confirmed_at IS NULL AND e.rejected_at IS NULL;
    v_endres := (v_bor, v_til) IS DISTINCT FROM (rel.barnet_bor_her, rel.gyldig_til)
                AND (venter.id IS NULL OR (v_bor, v_til) IS DISTINCT FROM (venter.barnet_bor_her, venter.gyldig_til));
    IF NOT v_endres AND p->>'kanal' = rel.kanal THEN RETURN 'uendret'; END IF;
    IF (p->>'versjon')::integer <> rel.versjon THEN RETURN 'endret'; END IF;
    IF v_endres AND venter.id IS NOT NULL THEN RETURN 'alt_venter'; END IF;
    IF v_til < tilgang_idag() AND v_til IS DISTINCT FROM rel.gyldig_til THEN PERFORM tilgang_nekt('dagen har vært'); END IF;
    IF p->>'kanal' NOT IN ('digitalt', 'papir') THEN PERFORM tilgang_nekt('ukjent kanal'); END IF;
    UPDATE bti_familierelasjon SET kanal = p->>'kanal', versjon = versjon + 1 WHERE id = p_relasjon;
    IF NOT v_endres THEN RETURN 'lagret'; END IF;
    INSERT INTO bti_relasjonsendring (id, sak_id, relasjon_id, barnet_bor_her, gyldig_til, foer_barnet_bor_her, foer_gyldig_til,
                                      registered_at, registered_by_id)
    VALUES (p_id, v_sak, p_relasjon, v_bor, v_til, rel.barnet_bor_her, rel.gyldig_til, tilgang_naa(), aktoer);
    RETURN 'venter';
END $$;

-- What waits for the actor, and no more than it takes to judge it.
CREATE FUNCTION tilgang_relasjonsendringer_aa_bekrefte()
RETURNS TABLE (id uuid, barn text, foresatt text, relasjon text, bor boolean, til date, foer_bor boolean, foer_til date,
               registrert_av text, registrert_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT e.id, h.navn::text, b.navn::text, r.relasjon::text, e.barnet_bor_her, e.gyldig_til, e.foer_barnet_bor_her, e.foer_gyldig_til,
           av.navn::text, e.registered_at
      FROM bti_relasjonsendring e
      JOIN bti_familierelasjon r ON r.id = e.relasjon_id
      JOIN bti_hovedperson h ON h.id = r.hovedperson_id
      JOIN bti_bruker b ON b.id = r.bruker_id
      JOIN bti_bruker av ON av.id = e.registered_by_id
     WHERE e.confirmed_at IS NULL AND e.rejected_at IS NULL AND tilgang_kan_bekrefte_endring(aktoer, e)
     ORDER BY e.registered_at, e.id;
END $$;

-- Returns 'bekreftet', 'forkastet', 'alt_avgjort', or 'gjelder_ikke': the relation is another now, so that what was written was
-- about something else. The consents of the case follow from the next question on.
CREATE FUNCTION tilgang_avgjoer_relasjonsendring(p_id uuid, p_ja boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad bti_relasjonsendring%ROWTYPE;
    rel bti_familierelasjon%ROWTYPE;
BEGIN
    SELECT * INTO rad FROM bti_relasjonsendring WHERE id = p_id;
    IF rad.id IS NULL OR NOT tilgang_kan_bekrefte_endring(aktoer, rad) THEN PERFORM tilgang_nekt('bare en leder, og ikke den som skrev det'); END IF;
    SELECT * INTO rel FROM bti_familierelasjon WHERE id = rad.relasjon_id FOR UPDATE;
    SELECT * INTO rad FROM bti_relasjonsendring WHERE id = p_id FOR UPDATE;
    IF rad.confirmed_at IS NOT NULL OR rad.rejected_at IS NOT NULL THEN RETURN 'alt_avgjort'; END IF;
    IF NOT p_ja OR rel.blocked_at IS NOT NULL
       OR (rel.barnet_bor_her, rel.gyldig_til) IS DISTINCT FROM (rad.foer_barnet_bor_her, rad.foer_gyldig_til)
    THEN
        UPDATE bti_relasjonsendring SET rejected_at = tilgang_naa(), rejected_by_id = aktoer WHERE id = p_id;
        RETURN CASE WHEN p_ja THEN 'gjelder_ikke' ELSE 'forkastet' END;
    END IF;
    UPDATE bti_familierelasjon SET barnet_bor_her = rad.barnet_bor_her, gyldig_til = rad.gyldig_til, versjon = versjon + 1
     WHERE id = rel.id;
    UPDATE bti_relasjonsendring SET confirmed_at = tilgang_naa(), confirmed_by_id = aktoer WHERE id = p_id;
    PERFORM tilgang_glem();
    PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(rad.sak_id)), 'samtykke_endret', 'relasjonsendring:' || p_id,
                          rad.sak_id, rad.sak_id);
    RETURN 'bekreftet';
END $$;
