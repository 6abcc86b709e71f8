-- Whom the family wants with them. The tables themselves are read by nobody but the functions here and the rule: who has said no
-- is told to none, and who is invited reads no more than that they are in.

-- Whether the actor is one of those who must say yes in a case that they see as family; never NULL, though a giver may be nobody
-- (NULL). Owner's use alone.
CREATE FUNCTION familieinvitasjon_jeg_svarer(p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT tilgang_maa(p_sak, 'invite_familie')
       AND EXISTS (SELECT 1 FROM tilgang_givere(p_sak, NULL, tilgang_idag(), tilgang_aldre()) AS g(giver_id)
                    WHERE g.giver_id = tilgang_aktoer())
$$;

-- A yes or a no, in the place of the one before. Owner's use alone.
CREATE FUNCTION familieinvitasjon_skriv_svar(p_invitasjon uuid, p_sak uuid, p_giver uuid, p_ja boolean) RETURNS void LANGUAGE sql AS $$
    UPDATE samtykke_invitasjonssvar SET withdrawn_at = tilgang_naa(), withdrawn_by_id = p_giver
     WHERE invitasjon_id = p_invitasjon AND giver_id = p_giver AND withdrawn_at IS NULL;
    INSERT INTO samtykke_invitasjonssvar (id, sak_id, invitasjon_id, giver_id, ja, answered_at, answered_by_id)
    VALUES (gen_random_uuid(), p_sak, p_invitasjon, p_giver, p_ja, tilgang_naa(), p_giver);
$$;

-- Returns 'alle' when nobody is left to answer, else 'invitert'; 'samme' for the second click, 'annet' when the key has made
-- something else. Who invites has said yes with it.
CREATE FUNCTION familieinvitasjon_inviter(p_id uuid, p_sak uuid, p_relasjonstype text, p_navn text, p_hvorfor text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_alle boolean;
BEGIN
    IF NOT familieinvitasjon_jeg_svarer(p_sak) THEN PERFORM tilgang_nekt('bare de som må si ja'); END IF;
    IF NOT tilgang_trenger_invitasjon(p_relasjonstype) THEN PERFORM tilgang_nekt('familien inviterer ikke denne'); END IF;
    IF btrim(p_navn) = '' OR btrim(p_hvorfor) = '' THEN PERFORM tilgang_nekt('navnet eller grunnen mangler'); END IF;
    INSERT INTO samtykke_familieinvitasjon (id, sak_id, relasjonstype, navn_oppgitt, hvorfor, invited_at, invited_by_id)
    VALUES (p_id, p_sak, p_relasjonstype, p_navn, p_hvorfor, tilgang_naa(), aktoer) ON CONFLICT (id) DO NOTHING;
    IF NOT FOUND THEN
        RETURN CASE WHEN EXISTS (
            SELECT 1 FROM samtykke_familieinvitasjon i
             WHERE i.id = p_id AND i.sak_id = p_sak AND i.invited_by_id = aktoer
               AND (i.relasjonstype, i.navn_oppgitt, i.hvorfor) = (p_relasjonstype, p_navn, p_hvorfor)) THEN 'samme' ELSE 'annet' END;
    END IF;
    PERFORM familieinvitasjon_skriv_svar(p_id, p_sak, aktoer, true);
    v_alle := EXISTS (SELECT 1 FROM tilgang_invitasjon_holder(p_sak, p_id, tilgang_idag(), tilgang_aldre()));
    RETURN CASE WHEN v_alle THEN 'alle' ELSE 'invitert' END;
END $$;

-- Returns 'alle' when this was the last yes, 'svart', 'alt_svart' for the second tap, or 'avsluttet'. They answer one after the
-- other, so that the last one knows that it was the last.
CREATE FUNCTION familieinvitasjon_svar(p_invitasjon uuid, p_ja boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_familieinvitasjon%ROWTYPE;
    v_alle boolean;
BEGIN
    SELECT * INTO rad FROM samtykke_familieinvitasjon WHERE id = p_invitasjon FOR UPDATE;
    IF rad.id IS NULL OR NOT familieinvitasjon_jeg_svarer(rad.sak_id) THEN PERFORM tilgang_nekt('bare de som må si ja'); END IF;
    IF rad.ended_at IS NOT NULL THEN RETURN 'avsluttet'; END IF;
    IF EXISTS (SELECT 1 FROM samtykke_invitasjonssvar v
                WHERE v.invitasjon_id = p_invitasjon AND v.giver_id = aktoer AND v.ja = p_ja AND v.withdrawn_at IS NULL)
    THEN RETURN 'alt_svart'; END IF;
    PERFORM familieinvitasjon_skriv_svar(p_invitasjon, rad.sak_id, aktoer, p_ja), tilgang_glem();
    v_alle := EXISTS (SELECT 1 FROM tilgang_invitasjon_holder(rad.sak_id, p_invitasjon, tilgang_idag(), tilgang_aldre()));
    RETURN CASE WHEN p_ja AND v_alle THEN 'alle' ELSE 'svart' END;
END $$;

-- One's own yes is taken back, also by somebody who is asked no longer; who invited ends the invitation with it. Returns
-- 'trukket', or 'alt_trukket' for the second tap.
CREATE FUNCTION familieinvitasjon_trekk(p_invitasjon uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_familieinvitasjon%ROWTYPE;
BEGIN
    SELECT * INTO rad FROM samtykke_familieinvitasjon WHERE id = p_invitasjon FOR UPDATE;
    IF NOT EXISTS (SELECT 1 FROM samtykke_invitasjonssvar v WHERE v.invitasjon_id = p_invitasjon AND v.giver_id = aktoer AND v.ja)
    THEN PERFORM tilgang_nekt('bare den som har sagt ja'); END IF;
    UPDATE samtykke_invitasjonssvar SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer
     WHERE invitasjon_id = p_invitasjon AND giver_id = aktoer AND ja AND withdrawn_at IS NULL;
    IF NOT FOUND THEN RETURN 'alt_trukket'; END IF;
    UPDATE samtykke_familieinvitasjon SET ended_at = tilgang_naa(), ended_by_id = aktoer
     WHERE id = p_invitasjon AND invited_by_id = aktoer AND ended_at IS NULL;
    PERFORM tilgang_glem();
    RETURN 'trukket';
END $$;

-- The stafettholder says which registered person it is. Only one who was registered as what the family said.
CREATE FUNCTION familieinvitasjon_knytt(p_invitasjon uuid, p_bruker uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_familieinvitasjon%ROWTYPE;
BEGIN
    SELECT * INTO rad FROM samtykke_familieinvitasjon WHERE id = p_invitasjon FOR UPDATE;
    IF rad.id IS NULL OR NOT tilgang_er_stafettholder(aktoer, rad.sak_id) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF NOT EXISTS (SELECT 1 FROM tilgang_invitasjon_holder(rad.sak_id, rad.id, tilgang_idag(), tilgang_aldre()))
    THEN PERFORM tilgang_nekt('ikke alle har sagt ja'); END IF;
    UPDATE samtykke_familieinvitasjon i SET relasjon_id = r.id
      FROM bti_familierelasjon r JOIN bti_sak s ON s.hovedperson_id = r.hovedperson_id
     WHERE i.id = rad.id AND s.id = rad.sak_id AND r.bruker_id = p_bruker AND r.relasjon = rad.relasjonstype
       AND (i.relasjon_id IS NULL OR i.relasjon_id = r.id);
    IF NOT FOUND THEN PERFORM tilgang_nekt('personen er ikke den familien har invitert'); END IF;
    PERFORM tilgang_glem();
END $$;

-- The invitations that stand in a case: every one to those who must say yes, with their own answer and no other; to the
-- stafettholder those that everybody has said yes to; to others, who is invited among them, none.
CREATE FUNCTION familieinvitasjoner(p_sak uuid)
RETURNS TABLE (id uuid, relasjonstype text, navn text, hvorfor text, invited_at timestamptz, invited_by_id uuid, invited_by text,
               mitt_svar boolean, alle boolean, registrert boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_svarer boolean := familieinvitasjon_jeg_svarer(p_sak);
    v_holder boolean := tilgang_er_stafettholder(aktoer, p_sak);
    v_idag date := tilgang_idag();
    v_aldre jsonb := tilgang_aldre();
BEGIN
    RETURN QUERY
    SELECT i.id, i.relasjonstype::text, i.navn_oppgitt::text, i.hvorfor, i.invited_at, i.invited_by_id, b.navn::text,
           (SELECT v.ja FROM samtykke_invitasjonssvar v
             WHERE v.invitasjon_id = i.id AND v.giver_id = aktoer AND v.withdrawn_at IS NULL),
           h.er_alle, r.id IS NOT NULL AND r.verifisering <> 'avvist'
      FROM samtykke_familieinvitasjon i
      JOIN bti_bruker b ON b.id = i.invited_by_id
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM tilgang_invitasjon_holder(i.sak_id, i.id, v_idag, v_aldre)) AS er_alle) h
      LEFT JOIN bti_familierelasjon r ON r.id = i.relasjon_id
     WHERE i.sak_id = p_sak AND i.ended_at IS NULL AND (v_svarer OR v_holder AND h.er_alle)
     ORDER BY i.invited_at, i.id;
END $$;

-- The registered people whom no invitation lets in any more, or not yet: for the page that says who sees the case.
CREATE FUNCTION familieinvitasjon_hviler(p_sak uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.bruker_id
      FROM bti_sak s JOIN bti_familierelasjon r ON r.hovedperson_id = s.hovedperson_id
     WHERE s.id = p_sak AND s.id = ANY (tilgang_mine_saker()) AND tilgang_trenger_invitasjon(r.relasjon)
       AND NOT EXISTS (SELECT 1 FROM samtykke_familieinvitasjon i, tilgang_invitasjon_holder(i.sak_id, i.id, tilgang_idag(), tilgang_aldre())
                        WHERE i.relasjon_id = r.id)
$$;
