-- Teams, and questions without a name. Which teams there are is known to all who work in the municipality; a question exists for
-- who asked and for those who are to answer. Names of people outside one's cases come from the functions here alone.

-- Where the actor works, or has a municipal role, today. Empty for nobody.
CREATE FUNCTION tilgang_mine_kommuner() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT k), '{}') FROM (
        SELECT tk.kommune_id AS k
          FROM bti_ansettelse a JOIN bti_tjenestekommune tk ON tk.tjeneste_id = a.tjeneste_id
         WHERE a.bruker_id = tilgang_aktoer() AND a.gyldig_fra <= tilgang_idag()
           AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())
        UNION
        SELECT r.kommune_id FROM bti_kommunerolle r
         WHERE r.bruker_id = tilgang_aktoer() AND r.gyldig_fra <= tilgang_idag()
           AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())) mine
$$;

-- Who sits in a team today: the membership lasts, they still work in the service they sit there for, and their login lives.
CREATE FUNCTION fagteam_medlemmer_naa(p_fagteam uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT m.bruker_id FROM bti_fagteammedlem m JOIN bti_bruker b ON b.id = m.bruker_id AND b.is_active
      JOIN bti_fagteam t ON t.id = m.fagteam_id AND t.is_active
     WHERE m.fagteam_id = p_fagteam AND m.gyldig_fra <= tilgang_idag() AND (m.gyldig_til IS NULL OR m.gyldig_til >= tilgang_idag())
       AND tilgang_er_ansatt(m.bruker_id, m.tjeneste_id)
$$;

CREATE FUNCTION tilgang_mine_fagteam() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT m.fagteam_id), '{}') FROM bti_fagteammedlem m
     WHERE m.bruker_id = tilgang_aktoer() AND tilgang_aktoer() IN (SELECT fagteam_medlemmer_naa(m.fagteam_id))
$$;

-- Who is to answer: those who sit in the team; for a service its heads, and those who sit in its own teams in the municipality that
-- asks: a service may work for several, with a team in each. Owner's use alone.
CREATE FUNCTION droefting_mottakere(p_fagteam uuid, p_tjeneste uuid, p_kommune uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT fagteam_medlemmer_naa(p_fagteam)
    UNION SELECT tilgang_ledere_av(p_tjeneste)
    UNION SELECT m FROM bti_fagteam t, fagteam_medlemmer_naa(t.id) m WHERE t.tjeneste_id = p_tjeneste AND t.kommune_id = p_kommune
$$;

CREATE FUNCTION tilgang_mine_droeftinger() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT d.id), '{}') FROM bti_droefting d
     WHERE d.asked_by_id = tilgang_aktoer()
        OR d.fagteam_id = ANY (tilgang_mine_fagteam())
        OR (d.tjeneste_id IS NOT NULL AND d.kommune_id = ANY (tilgang_mine_kommuner())
            AND tilgang_aktoer() IN (SELECT droefting_mottakere(NULL, d.tjeneste_id, d.kommune_id)))
$$;

-- Who sets up: the BTI coordinator or the administrator of that municipality, today.
CREATE FUNCTION fagteam_krev_oppsett(p_kommune uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM veileder_krev_redaktoer(tilgang_krev_aktoer(), p_kommune);  -- those who keep the guide; one rule for both
END $$;

-- Make a team, or change what is said of it; its municipality stays. What is written here is the municipality's own. Returns 'lagret';
-- 'endret' when somebody else has saved since the version that was shown; 'navn' when another team has the name. Two at once take turns.
CREATE FUNCTION fagteam_lagre(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id uuid := p->>'id';
    v_kommune uuid := coalesce((SELECT t.kommune_id FROM bti_fagteam t WHERE t.id = (p->>'id')::uuid), (p->>'kommune')::uuid);
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(v_kommune);
    IF p->>'tjeneste' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = (p->>'tjeneste')::uuid AND tk.kommune_id = v_kommune)
    THEN PERFORM tilgang_nekt('tjenesten er ikke i kommunen'); END IF;
    PERFORM 1 FROM bti_kommune k WHERE k.id = v_kommune FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM bti_fagteam t WHERE t.kommune_id = v_kommune AND t.id <> v_id AND upper(t.navn) = upper(p->>'navn'))
    THEN RETURN 'navn'; END IF;
    INSERT INTO bti_fagteam AS t (id, kommune_id, tjeneste_id, noekkel, navn, slag, rytme, uker_mellom, hensikt, tar_uten_navn, svarfrist_dager, kilde,
                             sikkerhet, is_active, versjon)
    VALUES (v_id, v_kommune, (p->>'tjeneste')::uuid, '', p->>'navn', p->>'slag', p->>'rytme', (p->>'uker_mellom')::smallint, p->>'hensikt',
            (p->>'tar_uten_navn')::boolean, (p->>'svarfrist_dager')::smallint, '', 'kommunen', (p->>'is_active')::boolean, 1)
    ON CONFLICT (id) DO UPDATE SET tjeneste_id = excluded.tjeneste_id, navn = excluded.navn, slag = excluded.slag, rytme = excluded.rytme,
        uker_mellom = excluded.uker_mellom, hensikt = excluded.hensikt, tar_uten_navn = excluded.tar_uten_navn, svarfrist_dager = excluded.svarfrist_dager,
        sikkerhet = excluded.sikkerhet, is_active = excluded.is_active, versjon = t.versjon + 1
     WHERE t.versjon = (p->>'versjon')::integer;
    RETURN CASE WHEN FOUND THEN 'lagret' ELSE 'endret' END;
END $$;

-- Whom to put into a team: employees of the municipality's services, by name, for who sets it up.
CREATE FUNCTION fagteam_ansatte(p_fagteam uuid, p_navn text, p_antall integer)
RETURNS TABLE (bruker_id uuid, navn text, tjeneste_id uuid, tjeneste text, tittel text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_kommune uuid := (SELECT t.kommune_id FROM bti_fagteam t WHERE t.id = p_fagteam);
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(v_kommune);
    RETURN QUERY
    SELECT b.id, b.navn::text, t.id, t.navn::text, max(a.tittel)::text
      FROM bti_ansettelse a JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
      JOIN bti_tjeneste t ON t.id = a.tjeneste_id JOIN bti_tjenestekommune tk ON tk.tjeneste_id = t.id AND tk.kommune_id = v_kommune
     WHERE a.gyldig_fra <= tilgang_idag() AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())
       AND position(upper(p_navn) IN upper(b.navn)) > 0
     GROUP BY b.id, b.navn, t.id, t.navn ORDER BY b.navn, t.navn, b.id LIMIT p_antall;
END $$;

-- Put an employee into a team for a period, open or not. Who sits there already, or is to, gets the new role and period.
CREATE FUNCTION fagteam_medlem(p_id uuid, p_fagteam uuid, p_bruker uuid, p_tjeneste uuid, p_rolle text, p_fra date, p_til date)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_kommune uuid := (SELECT t.kommune_id FROM bti_fagteam t WHERE t.id = p_fagteam);
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett(v_kommune);
    IF NOT tilgang_er_ansatt(p_bruker, p_tjeneste)
       OR NOT EXISTS (SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = p_tjeneste AND tk.kommune_id = v_kommune)
    THEN PERFORM tilgang_nekt('arbeider ikke i kommunen'); END IF;
    PERFORM 1 FROM bti_fagteam t WHERE t.id = p_fagteam FOR UPDATE;
    UPDATE bti_fagteammedlem m SET rolle = p_rolle, tjeneste_id = p_tjeneste, gyldig_fra = p_fra, gyldig_til = p_til
     WHERE m.id = (SELECT x.id FROM bti_fagteammedlem x
                    WHERE x.fagteam_id = p_fagteam AND x.bruker_id = p_bruker
                      AND (x.gyldig_til IS NULL OR x.gyldig_til >= tilgang_idag()) ORDER BY x.gyldig_fra DESC, x.id LIMIT 1);
    IF NOT FOUND THEN
        INSERT INTO bti_fagteammedlem (id, fagteam_id, bruker_id, tjeneste_id, rolle, gyldig_fra, gyldig_til)
        VALUES (p_id, p_fagteam, p_bruker, p_tjeneste, p_rolle, p_fra, p_til) ON CONFLICT DO NOTHING;
    END IF;
END $$;

-- Somebody leaves a team: from now they read no more of what it is asked.
CREATE FUNCTION fagteam_medlem_slutt(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett((SELECT t.kommune_id FROM bti_fagteammedlem m JOIN bti_fagteam t ON t.id = m.fagteam_id WHERE m.id = p_id));
    UPDATE bti_fagteammedlem m SET gyldig_fra = least(m.gyldig_fra, tilgang_idag() - 1), gyldig_til = tilgang_idag() - 1
     WHERE m.id = p_id AND (m.gyldig_til IS NULL OR m.gyldig_til >= tilgang_idag());
END $$;

-- Who sits in a team: for all who work in the municipality, so that one knows whom one asks.
CREATE FUNCTION fagteam_medlemmer(p_fagteam uuid)
RETURNS TABLE (id uuid, bruker_id uuid, navn text, rolle text, tjeneste text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    IF NOT EXISTS (SELECT 1 FROM bti_fagteam t WHERE t.id = p_fagteam AND t.kommune_id = ANY (tilgang_mine_kommuner()))
    THEN PERFORM tilgang_nekt('ikke i kommunen'); END IF;
    RETURN QUERY
    SELECT m.id, m.bruker_id, b.navn::text, m.rolle::text, t.navn::text
      FROM bti_fagteammedlem m JOIN bti_bruker b ON b.id = m.bruker_id JOIN bti_tjeneste t ON t.id = m.tjeneste_id
     WHERE m.fagteam_id = p_fagteam AND m.bruker_id IN (SELECT fagteam_medlemmer_naa(p_fagteam))
       AND (m.gyldig_til IS NULL OR m.gyldig_til >= tilgang_idag())
     ORDER BY b.navn, m.id;
END $$;

-- Every period of a team, for who sets it up: those who sit there, those who are to, and those who have.
CREATE FUNCTION fagteam_perioder(p_fagteam uuid)
RETURNS TABLE (id uuid, bruker_id uuid, navn text, rolle text, tjeneste_id uuid, tjeneste text, fra date, til date, er_med boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett((SELECT t.kommune_id FROM bti_fagteam t WHERE t.id = p_fagteam));
    RETURN QUERY
    SELECT m.id, m.bruker_id, b.navn::text, m.rolle::text, m.tjeneste_id, t.navn::text, m.gyldig_fra, m.gyldig_til,
           m.gyldig_fra <= tilgang_idag() AND (m.gyldig_til IS NULL OR m.gyldig_til >= tilgang_idag())
           AND m.bruker_id IN (SELECT fagteam_medlemmer_naa(p_fagteam))
      FROM bti_fagteammedlem m JOIN bti_bruker b ON b.id = m.bruker_id JOIN bti_tjeneste t ON t.id = m.tjeneste_id
     WHERE m.fagteam_id = p_fagteam ORDER BY m.gyldig_til DESC NULLS FIRST, b.navn, m.id;
END $$;

-- Ask. The asker works in the municipality; the team takes questions without a name, or the service works there. The same key is
-- one question. Those who are to answer are told, and reminded on the day and three days after.
CREATE FUNCTION droefting_spoer(p jsonb) RETURNS date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_id uuid := p->>'id';
    v_fagteam uuid := p->>'fagteam';
    v_tjeneste uuid := p->>'tjeneste';
    v_kommune uuid := p->>'kommune';
    v_frist date;
    v_mottakere uuid[];
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bti_ansettelse a JOIN bti_tjenestekommune tk ON tk.tjeneste_id = a.tjeneste_id
                    WHERE a.bruker_id = aktoer AND tk.kommune_id = v_kommune AND tilgang_er_ansatt(aktoer, a.tjeneste_id))
    THEN PERFORM tilgang_nekt('ikke ansatt i kommunen'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_fagteam t WHERE t.id = v_fagteam AND t.kommune_id = v_kommune AND t.is_active AND t.tar_uten_navn)
       AND NOT EXISTS (SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = v_tjeneste AND tk.kommune_id = v_kommune)
    THEN PERFORM tilgang_nekt('tar ikke imot spørsmål'); END IF;
    v_mottakere := ARRAY(SELECT droefting_mottakere(v_fagteam, v_tjeneste, v_kommune));
    IF cardinality(v_mottakere) = 0 THEN PERFORM tilgang_nekt('ingen kan svare'); END IF;
    v_frist := tilgang_idag() + coalesce((SELECT t.svarfrist_dager FROM bti_fagteam t WHERE t.id = v_fagteam), 14);
    INSERT INTO bti_droefting (id, kommune_id, fagteam_id, tjeneste_id, tema, aldersgruppe, spoersmaal, proevd, vurdert_gjenkjennbar,
                               svarfrist, asked_at, asked_by_id, svar, takk)
    VALUES (v_id, v_kommune, v_fagteam, v_tjeneste, p->>'tema', p->>'aldersgruppe', p->>'spoersmaal', p->>'proevd',
            (p->>'vurdert')::boolean, v_frist, tilgang_naa(), aktoer, '', '')
    ON CONFLICT (id) DO NOTHING;
    IF NOT FOUND THEN RETURN v_frist; END IF;  -- asked already: nobody is told again, least of all of another's question
    PERFORM varsling_legg(v_mottakere, 'droefting', 'droefting:' || v_id, NULL, v_id);
    PERFORM varsling_minn_om(v_mottakere, 'droefting_frist', v_id, 'på dagen', tilgang_morgen(v_frist));
    PERFORM varsling_minn_om(v_mottakere, 'droefting_frist', v_id, 'tre dager etter', tilgang_morgen(v_frist + 3));
    RETURN v_frist;
END $$;

-- Answer, whoever is to, of what they read; «besvart» or «alt besvart» when a colleague was first.
CREATE FUNCTION droefting_svar(p_id uuid, p_svar text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    d bti_droefting;
BEGIN
    SELECT * INTO d FROM bti_droefting x WHERE x.id = p_id FOR UPDATE;
    IF d.id IS NULL OR d.id <> ALL (tilgang_mine_droeftinger())
       OR aktoer NOT IN (SELECT droefting_mottakere(d.fagteam_id, d.tjeneste_id, d.kommune_id))
    THEN PERFORM tilgang_nekt('svarer ikke på dette'); END IF;
    IF d.answered_at IS NOT NULL THEN RETURN 'alt besvart'; END IF;
    UPDATE bti_droefting x SET svar = p_svar, answered_at = tilgang_naa(), answered_by_id = aktoer WHERE x.id = p_id;
    UPDATE varsling_paaminnelse v SET status = 'avlyst', done_at = tilgang_naa() WHERE v.objekt_id = p_id AND v.status = 'venter';
    PERFORM varsling_legg(ARRAY[d.asked_by_id], 'droefting_svar', 'droefting_svar:' || p_id, NULL, p_id);
    RETURN 'besvart';
END $$;

-- Thank, once: who asked, for the answer.
CREATE FUNCTION droefting_takk(p_id uuid, p_takk text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bti_droefting x WHERE x.id = p_id AND x.asked_by_id = aktoer AND x.answered_at IS NOT NULL)
    THEN PERFORM tilgang_nekt('takker ikke for dette'); END IF;
    UPDATE bti_droefting x SET takk = p_takk, thanked_at = tilgang_naa() WHERE x.id = p_id AND x.thanked_at IS NULL;
END $$;

-- Take a question back, before it is answered: a name slipped in. It goes, from agendas too; an answer is never taken from who gave
-- it. False when somebody has answered.
CREATE FUNCTION droefting_trekk(p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    d bti_droefting;
BEGIN
    SELECT * INTO d FROM bti_droefting x WHERE x.id = p_id AND x.asked_by_id = aktoer FOR UPDATE;
    IF d.id IS NULL THEN PERFORM tilgang_nekt('ikke ditt'); END IF;
    IF d.answered_at IS NOT NULL THEN RETURN false; END IF;
    UPDATE varsling_paaminnelse v SET status = 'avlyst', done_at = tilgang_naa() WHERE v.objekt_id = p_id AND v.status = 'venter';
    DELETE FROM bti_fagteampunkt WHERE droefting_id = p_id;
    DELETE FROM bti_droefting WHERE id = p_id;
    RETURN true;
END $$;

-- The names that belong to a question: those who answer must be able to ring who asked.
CREATE FUNCTION droefting_navn(p_id uuid)
RETURNS TABLE (mottaker text, spurt_av text, spurt_fra text, svart_av text, er_min boolean, er_mottaker boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF p_id <> ALL (tilgang_mine_droeftinger()) THEN PERFORM tilgang_nekt('ikke ditt'); END IF;
    RETURN QUERY
    SELECT coalesce(f.navn, t.navn)::text, b.navn::text,
           coalesce((SELECT string_agg(DISTINCT u.navn, ', ') FROM bti_ansettelse a JOIN bti_tjeneste u ON u.id = a.tjeneste_id
                      WHERE a.bruker_id = d.asked_by_id AND tilgang_er_ansatt(d.asked_by_id, a.tjeneste_id)), '')::text,
           coalesce(s.navn, '')::text, d.asked_by_id = aktoer,
           aktoer IN (SELECT droefting_mottakere(d.fagteam_id, d.tjeneste_id, d.kommune_id))
      FROM bti_droefting d JOIN bti_bruker b ON b.id = d.asked_by_id LEFT JOIN bti_bruker s ON s.id = d.answered_by_id
      LEFT JOIN bti_fagteam f ON f.id = d.fagteam_id LEFT JOIN bti_tjeneste t ON t.id = d.tjeneste_id
     WHERE d.id = p_id;
END $$;
