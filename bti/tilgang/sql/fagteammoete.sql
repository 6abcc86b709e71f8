-- A team's meetings and agenda, for those who sit in it today. A case is taken up only where the family's yes reaches everybody in
-- the team; to take it up gives nobody sight of it. Both are asked again at every look: what is withdrawn is gone at once.

-- The services of those who sit in a team that a case is not open to: neither the one that has it, nor covered by consent.
CREATE FUNCTION fagteam_tjenester_uten_ja(p_fagteam uuid, p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT m.tjeneste_id FROM bti_fagteammedlem m JOIN bti_sak s ON s.id = p_sak
     WHERE m.fagteam_id = p_fagteam AND m.bruker_id IN (SELECT fagteam_medlemmer_naa(p_fagteam))
       AND m.gyldig_fra <= tilgang_idag() AND (m.gyldig_til IS NULL OR m.gyldig_til >= tilgang_idag())
       AND m.tjeneste_id <> s.tjeneste_id
       AND NOT EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, m.tjeneste_id, tilgang_idag(), tilgang_aldre()))
$$;

-- Whether somebody in the team is to be kept out of the case: of the child's own family, or barred from it.
CREATE FUNCTION fagteam_har_en_utenfor(p_fagteam uuid, p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM fagteam_medlemmer_naa(p_fagteam) m
         WHERE m IN (SELECT tilgang_familien_i(p_sak))
            OR EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = p_sak AND x.bruker_id = m AND x.lifted_at IS NULL))
$$;

CREATE FUNCTION fagteam_kan_ta_opp(p_fagteam uuid, p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_sak s JOIN bti_fagteam t ON t.id = p_fagteam AND t.kommune_id = s.kommune_id AND t.is_active
                    WHERE s.id = p_sak AND s.status = 'aapen')
       AND EXISTS (SELECT 1 FROM fagteam_medlemmer_naa(p_fagteam))
       AND NOT EXISTS (SELECT 1 FROM fagteam_tjenester_uten_ja(p_fagteam, p_sak))
       AND NOT fagteam_har_en_utenfor(p_fagteam, p_sak)
$$;

-- What the actor reads of their teams' agendas: a case only when they see it themselves.
CREATE FUNCTION tilgang_mine_fagteampunkter() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT p.id FROM bti_fagteampunkt p JOIN bti_fagteammoete m ON m.id = p.moete_id
         WHERE m.fagteam_id = ANY ((SELECT tilgang_mine_fagteam())::uuid[])
           AND (p.sak_id IS NULL
                OR p.sak_id = ANY ((SELECT tilgang_mine_saker())::uuid[]) AND fagteam_kan_ta_opp(m.fagteam_id, p.sak_id)));
END $$;

-- How many cases stand there that the actor does not see: so that nobody wonders what the others talk about.
CREATE FUNCTION fagteam_skjulte_saker(p_moete uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    RETURN (SELECT count(*) FROM bti_fagteampunkt p JOIN bti_fagteammoete m ON m.id = p.moete_id
             WHERE m.id = p_moete AND m.fagteam_id = ANY (tilgang_mine_fagteam()) AND p.sak_id IS NOT NULL
               AND p.sak_id <> ALL (tilgang_mine_saker()) AND fagteam_kan_ta_opp(m.fagteam_id, p.sak_id));
END $$;

-- A meeting of one of the actor's teams that is not held yet, locked: its agenda is changed by one at a time.
CREATE FUNCTION fagteam_laas_moete(p_moete uuid) RETURNS bti_fagteammoete LANGUAGE plpgsql AS $$
DECLARE m bti_fagteammoete;
BEGIN
    PERFORM tilgang_krev_aktoer();
    SELECT * INTO m FROM bti_fagteammoete x WHERE x.id = p_moete FOR UPDATE;
    IF m.id IS NULL OR m.fagteam_id <> ALL (tilgang_mine_fagteam()) THEN PERFORM tilgang_nekt('ikke med i teamet'); END IF;
    IF m.held_at IS NOT NULL THEN PERFORM tilgang_nekt('møtet er holdt'); END IF;
    RETURN m;
END $$;

-- Agree on a meeting; one that is there that day is the one.
CREATE FUNCTION fagteam_moete(p_id uuid, p_fagteam uuid, p_dato date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF p_fagteam <> ALL (tilgang_mine_fagteam()) THEN PERFORM tilgang_nekt('ikke med i teamet'); END IF;
    IF p_dato < tilgang_idag() THEN PERFORM tilgang_nekt('dagen har vært'); END IF;
    INSERT INTO bti_fagteammoete (id, fagteam_id, dato, notat, planned_at, planned_by_id, versjon)
    VALUES (p_id, p_fagteam, p_dato, '', tilgang_naa(), aktoer, 1) ON CONFLICT DO NOTHING;
    RETURN (SELECT m.id FROM bti_fagteammoete m WHERE m.fagteam_id = p_fagteam AND m.dato = p_dato);
END $$;

-- Move the meeting, write the note, say that it has been held. The new version; -1 when somebody else was first, -2 when the team
-- has another meeting that day.
CREATE FUNCTION fagteam_skriv_moete(p_id uuid, p_versjon integer, p_dato date, p_notat text, p_holdt boolean) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    m bti_fagteammoete := fagteam_laas_moete(p_id);
BEGIN
    IF m.versjon <> p_versjon THEN RETURN -1; END IF;
    IF EXISTS (SELECT 1 FROM bti_fagteammoete x WHERE x.fagteam_id = m.fagteam_id AND x.dato = p_dato AND x.id <> p_id) THEN RETURN -2; END IF;
    UPDATE bti_fagteammoete x SET dato = p_dato, notat = p_notat, versjon = x.versjon + 1,
           held_at = CASE WHEN p_holdt THEN tilgang_naa() END, held_by_id = CASE WHEN p_holdt THEN aktoer END
     WHERE x.id = p_id;
    RETURN m.versjon + 1;
END $$;

CREATE FUNCTION fagteam_neste_nummer(p_moete uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
    SELECT (coalesce(max(p.nummer), 0) + 1)::smallint FROM bti_fagteampunkt p WHERE p.moete_id = p_moete
$$;

-- A topic, or a question without a name that was put to this team, onto the agenda.
CREATE FUNCTION fagteam_ta_opp(p_id uuid, p_moete uuid, p_droefting uuid, p_emne text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    m bti_fagteammoete := fagteam_laas_moete(p_moete);
BEGIN
    IF p_droefting IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bti_droefting d WHERE d.id = p_droefting AND d.fagteam_id = m.fagteam_id)
    THEN PERFORM tilgang_nekt('ikke spurt dette teamet'); END IF;
    INSERT INTO bti_fagteampunkt (id, moete_id, nummer, slag, droefting_id, emne, added_at, added_by_id)
    VALUES (p_id, p_moete, fagteam_neste_nummer(p_moete), CASE WHEN p_droefting IS NULL THEN 'emne' ELSE 'droefting' END, p_droefting,
            CASE WHEN p_droefting IS NULL THEN p_emne ELSE '' END, tilgang_naa(), aktoer)
    ON CONFLICT DO NOTHING;
END $$;

-- The coming meetings of the municipality's teams, for who leads the case: which services lack the family's yes, whether somebody
-- there is to be kept out of it, and whether the case is on the agenda.
CREATE FUNCTION fagteam_moeter_for(p_sak uuid)
RETURNS TABLE (moete_id uuid, fagteam text, dato date, mangler text[], en_utenfor boolean, er_satt_opp boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN PERFORM tilgang_nekt('leder ikke saken'); END IF;
    RETURN QUERY
    SELECT m.id, t.navn::text, m.dato,
           ARRAY(SELECT j.navn::text FROM fagteam_tjenester_uten_ja(t.id, p_sak) u JOIN bti_tjeneste j ON j.id = u ORDER BY j.navn),
           fagteam_har_en_utenfor(t.id, p_sak),
           EXISTS (SELECT 1 FROM bti_fagteampunkt p WHERE p.moete_id = m.id AND p.sak_id = p_sak)
      FROM bti_sak s JOIN bti_fagteam t ON t.kommune_id = s.kommune_id AND t.is_active JOIN bti_fagteammoete m ON m.fagteam_id = t.id
     WHERE s.id = p_sak AND s.status = 'aapen' AND m.held_at IS NULL AND m.dato >= tilgang_idag() ORDER BY m.dato, t.navn, m.id;
END $$;

-- Take a case up. Only who leads the case, and only where everybody who sits there may hear of it.
CREATE FUNCTION fagteam_sett_opp_sak(p_punkt uuid, p_moete uuid, p_sak uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    m bti_fagteammoete;
BEGIN
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN PERFORM tilgang_nekt('leder ikke saken'); END IF;
    SELECT * INTO m FROM bti_fagteammoete x WHERE x.id = p_moete AND x.held_at IS NULL FOR UPDATE;
    IF m.id IS NULL OR NOT fagteam_kan_ta_opp(m.fagteam_id, p_sak) THEN PERFORM tilgang_nekt('saken kan ikke tas opp der'); END IF;
    INSERT INTO bti_fagteampunkt (id, moete_id, nummer, slag, sak_id, emne, added_at, added_by_id)
    VALUES (p_punkt, p_moete, fagteam_neste_nummer(p_moete), 'sak', p_sak, '', tilgang_naa(), aktoer) ON CONFLICT DO NOTHING;
END $$;

-- Take a case off the agenda again: who leads it, member of the team or not.
CREATE FUNCTION fagteam_ta_av_sak(p_moete uuid, p_sak uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN PERFORM tilgang_nekt('leder ikke saken'); END IF;
    DELETE FROM bti_fagteampunkt p USING bti_fagteammoete m
     WHERE p.moete_id = p_moete AND p.sak_id = p_sak AND m.id = p.moete_id AND m.held_at IS NULL;
END $$;

-- Up one place or down one, among those that the actor sees.
CREATE FUNCTION fagteam_flytt_punkt(p_id uuid, p_opp boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mine uuid[];
    a bti_fagteampunkt;
    b bti_fagteampunkt;
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_laas_moete((SELECT p.moete_id FROM bti_fagteampunkt p WHERE p.id = p_id));
    mine := tilgang_mine_fagteampunkter();
    SELECT * INTO a FROM bti_fagteampunkt p WHERE p.id = p_id AND p.id = ANY (mine);
    IF a.id IS NULL THEN PERFORM tilgang_nekt('ikke med i teamet'); END IF;
    SELECT * INTO b FROM bti_fagteampunkt p
     WHERE p.moete_id = a.moete_id AND p.id = ANY (mine) AND CASE WHEN p_opp THEN p.nummer < a.nummer ELSE p.nummer > a.nummer END
     ORDER BY abs(p.nummer - a.nummer) LIMIT 1;
    IF b.id IS NULL THEN RETURN; END IF;
    UPDATE bti_fagteampunkt p SET nummer = CASE p.id WHEN a.id THEN b.nummer ELSE a.nummer END WHERE p.id IN (a.id, b.id);
END $$;

-- Take a topic or a question off the agenda. A case is taken off by who leads it.
CREATE FUNCTION fagteam_ta_av(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_laas_moete((SELECT p.moete_id FROM bti_fagteampunkt p WHERE p.id = p_id));
    DELETE FROM bti_fagteampunkt p WHERE p.id = p_id AND p.sak_id IS NULL;
END $$;
