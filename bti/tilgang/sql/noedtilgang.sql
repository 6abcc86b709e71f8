-- Break-glass: an employee opens a case that they are not in, for an hour, to read. The rule (regelen.sql) reads the rows;
-- here they are made, ended, told of and judged. Everything is told, and nothing is written in the case with it.

CREATE INDEX bti_hovedperson_foedselsdato ON bti_hovedperson (foedselsdato);

-- Names are compared without regard to capitals and to how many spaces there are. Nothing else is forgiven: this is no search.
CREATE FUNCTION tilgang_likt_navn(p_navn text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT upper(btrim(regexp_replace(p_navn, '\s+', ' ', 'g')))
$$;

-- Whether the web process vouches that the actor has logged in within five minutes: «when . HMAC».
CREATE FUNCTION tilgang_er_fersk(p_aktoer uuid, p_bevis text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN split_part(p_bevis, '.', 1) !~ '^[0-9]{1,12}$' THEN false
                ELSE split_part(p_bevis, '.', 1)::bigint BETWEEN extract(epoch FROM clock_timestamp()) - 300
                                                             AND extract(epoch FROM clock_timestamp()) + 60
                     AND split_part(p_bevis, '.', 2) = tilgang_hmac(concat_ws('|', 'fersk', p_aktoer, split_part(p_bevis, '.', 1)))
           END
$$;

CREATE FUNCTION noedtilgang_slutt(n bti_noedtilgang) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT least(coalesce(n.ended_at, n.expires_at), n.expires_at)
$$;

-- The day by which somebody else must have judged it.
CREATE FUNCTION noedtilgang_frist(p_sak uuid, p_opened timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT tilgang_arbeidsdager((p_opened AT TIME ZONE 'Europe/Oslo')::date,
               (tilgang_innstilling_for(s.kommune_id, 'noedtilgang_vurdering_arbeidsdager'))::text::int)
      FROM bti_sak s WHERE s.id = p_sak
$$;

-- Who judges: the heads of the responsible unit and the personvernombud; never the one who opened, and nobody of the child's own.
CREATE FUNCTION noedtilgang_vurderere(p_sak uuid, p_bruker uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    (SELECT l FROM bti_sak s, tilgang_ledere_av(s.tjeneste_id) l WHERE s.id = p_sak
     UNION SELECT o FROM bti_sak s, tilgang_personvernombud_i(s.kommune_id) o WHERE s.id = p_sak)
    EXCEPT SELECT p_bruker
    EXCEPT SELECT tilgang_familien_i(p_sak)
$$;

-- What the family is not told yet, because telling could endanger the child: these, and every trace of them, do not exist for the family.
CREATE FUNCTION tilgang_skjulte_noedtilganger() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[];
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    saker := tilgang_mine_saker();
    RETURN ARRAY(
        SELECT n.id FROM bti_noedtilgang n
         WHERE n.sak_id = ANY (saker) AND (n.familie_varsles_at IS NULL OR n.familie_varsles_at > tilgang_naa())
           AND n.bruker_id <> aktoer AND aktoer IN (SELECT tilgang_familien_i(n.sak_id)));
END $$;

CREATE FUNCTION tilgang_skjulte_hendelser() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE skjulte uuid[] := tilgang_skjulte_noedtilganger();
BEGIN
    IF cardinality(skjulte) = 0 THEN RETURN '{}'; END IF;
    RETURN ARRAY(
        SELECT h.id FROM bti_noedtilgang n JOIN revisjon_hendelse h ON h.sak_id = n.sak_id
         WHERE n.id = ANY (skjulte)
           AND (h.objekt_id = n.id
                OR h.aktoer_id = n.bruker_id AND h.tidspunkt BETWEEN n.opened_at AND noedtilgang_slutt(n) + interval '1 minute'));
END $$;

CREATE POLICY revisjon_hendelse_noedtilgang ON revisjon_hendelse AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT tilgang_skjulte_hendelser())::uuid[]));

-- An attempt that opened nothing is recorded with the one who tried, and told to their leaders. Why it opened nothing (no such
-- child, no case, a block, a sealed address, too many attempts) is told to nobody: then it would be a way to search.
CREATE FUNCTION noedtilgang_uten_treff(p_bruker uuid, p_tjeneste uuid, p_grunn text, p_hvem text, p_er_stanset boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM revisjon_record(jsonb_build_array(jsonb_build_object(
        'handling', CASE WHEN p_er_stanset THEN 'noedtilgang.stanset' ELSE 'noedtilgang.forsoek' END,
        'sak_id', NULL, 'objekt_type', '', 'objekt_id', NULL,
        'detaljer', jsonb_build_object('grunn', p_grunn, 'tjeneste', p_tjeneste), 'innhold', p_hvem)));
    IF NOT p_er_stanset THEN
        PERFORM varsling_legg(
            ARRAY(SELECT l FROM tilgang_ledere_av(p_tjeneste) l WHERE l <> p_bruker
                  UNION SELECT o FROM bti_tjenestekommune tk, tilgang_personvernombud_i(tk.kommune_id) o
                         WHERE tk.tjeneste_id = p_tjeneste AND o <> p_bruker),
            'noedtilgang_forsoek', concat_ws(':', 'noedtilgang_forsoek', p_bruker, extract(epoch FROM clock_timestamp())), NULL, NULL);
    END IF;
END $$;

-- Told at once: those who judge, the heads of the opener's own unit, the stafettholder; the family at the moment that was set.
CREATE FUNCTION noedtilgang_fortell(n bti_noedtilgang) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_vurderere uuid[] := ARRAY(SELECT noedtilgang_vurderere(n.sak_id, n.bruker_id));
    v_ledere uuid[] := v_vurderere || ARRAY(SELECT l FROM tilgang_ledere_av(n.tjeneste_id) l WHERE l <> n.bruker_id
                                                     EXCEPT SELECT tilgang_familien_i(n.sak_id));
    v_frist date := noedtilgang_frist(n.sak_id, n.opened_at);
BEGIN
    PERFORM varsling_legg(v_ledere, 'noedtilgang', 'noedtilgang:' || n.id, NULL, n.id);
    -- A stafettholder who is the child's own hears of it with the family, and not before.
    PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(n.sak_id) EXCEPT SELECT unnest(v_ledere) EXCEPT SELECT n.bruker_id
                                EXCEPT SELECT tilgang_familien_i(n.sak_id)),
                          'noedtilgang', 'noedtilgang:' || n.id, n.sak_id, n.id);
    PERFORM varsling_legg(ARRAY(SELECT tilgang_familien_i(n.sak_id)), 'noedtilgang', 'noedtilgang:familie:' || n.id,
                          n.sak_id, n.id, n.familie_varsles_at);
    PERFORM varsling_minn_om(v_vurderere, 'noedtilgang_vurder', n.id, '1', tilgang_morgen(v_frist));
    PERFORM varsling_minn_om(v_vurderere, 'noedtilgang_vurder', n.id, '2', tilgang_morgen(v_frist + 1));
    PERFORM varsling_minn_om(v_vurderere, 'noedtilgang_vurder', n.id, '3', tilgang_morgen(tilgang_arbeidsdager(v_frist, 3)));
END $$;

-- What one of the family would have been told now, had they not chosen paper, is told to whoever can give it to them by hand: the
-- stafettholder, or those who judge when there is none. Not about somebody who sees the case no more: they are told nothing either way.
CREATE FUNCTION noedtilgang_gi_paa_papir(u varsling_utboks) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_av uuid := (SELECT n.bruker_id FROM bti_noedtilgang n WHERE n.id = u.objekt_id);
    v_holdere uuid[] := ARRAY(SELECT tilgang_stafettholdere_i(u.sak_id) EXCEPT SELECT v_av EXCEPT SELECT tilgang_familien_i(u.sak_id));
    v_noekkel text := concat_ws(':', 'noedtilgang-papir', u.objekt_id, u.mottaker_id);
BEGIN
    IF NOT varsling_paa_papir(u.mottaker_id, u.sak_id) OR NOT EXISTS (SELECT 1 FROM tilgang_saker_for(u.mottaker_id, u.sak_id))
    THEN RETURN; END IF;
    IF cardinality(v_holdere) > 0 THEN
        PERFORM varsling_legg(v_holdere, 'noedtilgang_papir', v_noekkel, u.sak_id, u.objekt_id);
    ELSE
        PERFORM varsling_legg(ARRAY(SELECT noedtilgang_vurderere(u.sak_id, v_av)), 'noedtilgang_papir', v_noekkel, NULL, u.objekt_id);
    END IF;
END $$;

-- Open. The child is named exactly, by full name and birth date; every open case about that child in a municipality where the
-- actor's service works is opened, since nobody can choose among cases they do not see. Returns the rows that were made:
-- none when nothing was found, and none, in the same way, when it is refused.
CREATE FUNCTION tilgang_noedtilgang(
    p_id uuid, p_tjeneste uuid, p_navn text, p_foedt date, p_grunn text, p_tekst text, p_utsatt_grunn text, p_bevis text)
RETURNS TABLE (noedtilgang_id uuid, noedtilgang_sak uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_hvem text := concat_ws('|', tilgang_likt_navn(p_navn), p_foedt);
    v_naa timestamptz := tilgang_naa();
    v_er_stanset boolean;
    v_antall integer := 0;
    funnet record;
    n bti_noedtilgang%ROWTYPE;
BEGIN
    IF NOT tilgang_er_ansatt(aktoer, p_tjeneste) THEN PERFORM tilgang_nekt('ikke ansatt i tjenesten'); END IF;
    IF NOT tilgang_er_fersk(aktoer, p_bevis) THEN PERFORM tilgang_nekt('innloggingen er for gammel'); END IF;
    IF btrim(p_tekst) = '' OR btrim(p_grunn) = '' THEN PERFORM tilgang_nekt('grunnen mangler'); END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(aktoer::text, 12));  -- one after the other, as revisjon_forsoek() counts
    IF EXISTS (SELECT 1 FROM bti_noedtilgang e WHERE e.id = p_id AND e.bruker_id = aktoer) THEN  -- the second click of two
        RETURN QUERY SELECT e.id, e.sak_id FROM bti_noedtilgang e WHERE e.id = p_id;
        RETURN;
    END IF;
    -- Refused before anything is looked for: a collision would undo a true opening, and nothing else.
    IF EXISTS (SELECT 1 FROM bti_noedtilgang e WHERE e.id = p_id) THEN PERFORM tilgang_nekt('nøkkelen er en annens'); END IF;
    v_er_stanset := revisjon_forsoek(aktoer, 'noedtilgang.forsoek', interval '24 hours') >= (
        SELECT min((tilgang_innstilling_for(tk.kommune_id, 'noedtilgang_forsoek_per_doegn'))::text::int)
          FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = p_tjeneste);
    FOR funnet IN
        SELECT s.id AS sak, s.kommune_id AS kommune
          FROM bti_hovedperson h JOIN bti_sak s ON s.hovedperson_id = h.id
          JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id AND tk.tjeneste_id = p_tjeneste
         WHERE h.foedselsdato = p_foedt AND tilgang_likt_navn(h.navn) = tilgang_likt_navn(p_navn)
           AND h.adressesperre IN ('ingen', 'fortrolig') AND s.status = 'aapen' AND NOT v_er_stanset
           AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                            WHERE x.sak_id = s.id AND x.bruker_id = aktoer AND x.lifted_at IS NULL)
           AND aktoer NOT IN (SELECT tilgang_familien_i(s.id))
           AND NOT EXISTS (SELECT 1 FROM tilgang_saker_for(aktoer, s.id))
         ORDER BY s.sist_endret DESC
    LOOP
        v_antall := v_antall + 1;
        INSERT INTO bti_noedtilgang (id, sak_id, bruker_id, tjeneste_id, grunn, tekst, opened_at, expires_at, familie_varsles_at,
                                     utsatt_grunn, vurdering, vurdering_tekst)
        VALUES (CASE WHEN v_antall = 1 THEN p_id ELSE gen_random_uuid() END, funnet.sak, aktoer, p_tjeneste, p_grunn, p_tekst, v_naa,
                v_naa + make_interval(mins => (tilgang_innstilling_for(funnet.kommune, 'noedtilgang_minutter'))::text::int),
                CASE WHEN btrim(p_utsatt_grunn) = '' THEN v_naa
                     ELSE tilgang_morgen(tilgang_idag() + (tilgang_innstilling_for(funnet.kommune, 'noedtilgang_vent_dager'))::text::int) END,
                p_utsatt_grunn, '', '')
        RETURNING * INTO n;
        PERFORM tilgang_gi_verb(funnet.sak, aktoer);
        PERFORM tilgang_glem();
        PERFORM revisjon_record(jsonb_build_array(jsonb_build_object(
            'handling', 'noedtilgang.aapnet', 'sak_id', n.sak_id, 'objekt_type', 'noedtilgang', 'objekt_id', n.id,
            'detaljer', jsonb_build_object('grunn', p_grunn, 'tjeneste', p_tjeneste), 'innhold', p_tekst)));
        PERFORM noedtilgang_fortell(n);
        noedtilgang_id := n.id;
        noedtilgang_sak := n.sak_id;
        RETURN NEXT;
    END LOOP;
    IF v_antall = 0 THEN PERFORM noedtilgang_uten_treff(aktoer, p_tjeneste, p_grunn, v_hvem, v_er_stanset); END IF;
END $$;

-- «Avslutt nå»: the one who opened. A second click changes nothing.
CREATE FUNCTION tilgang_avslutt_noedtilgang(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    n bti_noedtilgang%ROWTYPE;
BEGIN
    SELECT * INTO n FROM bti_noedtilgang WHERE id = p_id FOR UPDATE;
    IF n.bruker_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som åpnet'); END IF;
    IF n.ended_at IS NOT NULL OR n.expires_at <= tilgang_naa() THEN RETURN; END IF;
    IF n.sak_id = ANY (tilgang_mine_saker()) THEN
        PERFORM revisjon_record(jsonb_build_array(jsonb_build_object(
            'handling', 'noedtilgang.avsluttet', 'sak_id', n.sak_id, 'objekt_type', 'noedtilgang', 'objekt_id', n.id,
            'detaljer', '{}'::jsonb, 'innhold', '')));
    END IF;
    UPDATE bti_noedtilgang SET ended_at = tilgang_naa() WHERE id = p_id;
    PERFORM tilgang_glem();
END $$;

-- What the actor has open now: for the banner on every page.
CREATE FUNCTION tilgang_mine_noedtilganger(p_bruker uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'sak_id', n.sak_id, 'expires_at', n.expires_at) ORDER BY n.expires_at), '[]')
      FROM bti_noedtilgang n
     WHERE n.bruker_id = p_bruker AND n.ended_at IS NULL AND n.opened_at <= tilgang_naa() AND n.expires_at > tilgang_naa()
       AND EXISTS (SELECT 1 FROM tilgang_roller_for(p_bruker, n.sak_id) r WHERE r.rolle = 'noedtilgang')  -- a block ends it too
$$;

-- The openings of a case, for everybody who sees it: who, from where, the reason of the list, how it was judged. Never the opener's own words.
CREATE FUNCTION noedtilganger_i_sak(p_sak uuid)
RETURNS TABLE (id uuid, bruker_id uuid, hvem text, tjeneste text, grunn text, opened_at timestamptz, slutt timestamptz, vurdering text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    RETURN QUERY
    SELECT n.id, n.bruker_id, b.navn::text, t.navn::text, n.grunn::text, n.opened_at, noedtilgang_slutt(n), n.vurdering::text
      FROM bti_noedtilgang n JOIN bti_bruker b ON b.id = n.bruker_id JOIN bti_tjeneste t ON t.id = n.tjeneste_id
     WHERE n.sak_id = p_sak AND n.sak_id = ANY (tilgang_mine_saker()) AND n.id <> ALL (tilgang_skjulte_noedtilganger())
     ORDER BY n.opened_at DESC;
END $$;

-- What the actor is to judge, and has been judged in the last year: with what was read, as codes, and no content.
CREATE FUNCTION noedtilganger_til_vurdering()
RETURNS TABLE (id uuid, barn text, hvem text, tjeneste text, ansvarlig text, grunn text, tekst text, opened_at timestamptz,
               slutt timestamptz, frist date, familie_varsles_at timestamptz, utsatt_grunn text, er_forlenget boolean,
               reviewed_at timestamptz, vurdert_av text, vurdering text, vurdering_tekst text, lest jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT n.id, h.navn::text, b.navn::text, t.navn::text, ans.navn::text, n.grunn::text, n.tekst, n.opened_at,
           noedtilgang_slutt(n), noedtilgang_frist(n.sak_id, n.opened_at), n.familie_varsles_at, n.utsatt_grunn::text,
           n.prolonged_at IS NOT NULL, n.reviewed_at, av.navn::text, n.vurdering::text, n.vurdering_tekst,
           (SELECT coalesce(jsonb_agg(jsonb_build_array(r.handling, r.tidspunkt) ORDER BY r.nr), '[]')
              FROM revisjon_hendelse r
             WHERE r.sak_id = n.sak_id AND r.aktoer_id = n.bruker_id AND r.handling NOT LIKE 'noedtilgang.%'
               AND r.tidspunkt BETWEEN n.opened_at AND noedtilgang_slutt(n) + interval '1 minute')
      FROM bti_noedtilgang n
      JOIN bti_sak s ON s.id = n.sak_id
      JOIN bti_hovedperson h ON h.id = s.hovedperson_id
      JOIN bti_tjeneste ans ON ans.id = s.tjeneste_id
      JOIN bti_bruker b ON b.id = n.bruker_id
      JOIN bti_tjeneste t ON t.id = n.tjeneste_id
      LEFT JOIN bti_bruker av ON av.id = n.reviewed_by_id
     WHERE (n.reviewed_at IS NULL OR n.reviewed_at > tilgang_naa() - interval '1 year')
       AND (EXISTS (SELECT 1 FROM bti_ansettelse a WHERE a.bruker_id = aktoer AND a.tjeneste_id = s.tjeneste_id AND a.is_leder)
            OR EXISTS (SELECT 1 FROM bti_kommunerolle k WHERE k.bruker_id = aktoer AND k.kommune_id = s.kommune_id))
       AND aktoer IN (SELECT noedtilgang_vurderere(n.sak_id, n.bruker_id))
     ORDER BY n.reviewed_at DESC NULLS FIRST, n.opened_at;
END $$;

-- Judge, once. What is still open ends with it. Returns 'vurdert', or 'alt_vurdert'. The one who opened is told, and the
-- personvernombud when it was not in order.
CREATE FUNCTION tilgang_vurder_noedtilgang(p_id uuid, p_vurdering text, p_tekst text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    n bti_noedtilgang%ROWTYPE;
BEGIN
    SELECT * INTO n FROM bti_noedtilgang WHERE id = p_id FOR UPDATE;
    IF n.id IS NULL OR aktoer NOT IN (SELECT noedtilgang_vurderere(n.sak_id, n.bruker_id))
    THEN PERFORM tilgang_nekt('ikke din å vurdere'); END IF;
    IF p_vurdering NOT IN ('i_orden', 'ikke_i_orden') OR btrim(p_tekst) = '' THEN PERFORM tilgang_nekt('vurderingen mangler'); END IF;
    IF n.reviewed_at IS NOT NULL THEN RETURN 'alt_vurdert'; END IF;
    UPDATE bti_noedtilgang
       SET reviewed_at = tilgang_naa(), reviewed_by_id = aktoer, vurdering = p_vurdering, vurdering_tekst = p_tekst,
           ended_at = CASE WHEN ended_at IS NULL AND expires_at > tilgang_naa() THEN tilgang_naa() ELSE ended_at END
     WHERE id = p_id;
    UPDATE varsling_paaminnelse SET status = 'avlyst', done_at = tilgang_naa() WHERE objekt_id = p_id AND status = 'venter';
    PERFORM varsling_legg(ARRAY[n.bruker_id], 'noedtilgang_vurdert', 'noedtilgang_vurdert:' || p_id, NULL, p_id);
    IF p_vurdering = 'ikke_i_orden' THEN
        PERFORM varsling_legg(
            ARRAY(SELECT o FROM bti_sak s, tilgang_personvernombud_i(s.kommune_id) o WHERE s.id = n.sak_id AND o <> aktoer),
            'noedtilgang_urett', 'noedtilgang_urett:' || p_id, NULL, p_id);
    END IF;
    RETURN 'vurdert';
END $$;

-- Telling the family: now, or one more period later, once. Only who judges, and only while the family has not been told.
CREATE FUNCTION tilgang_noedtilgang_familie(p_id uuid, p_forleng boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    n bti_noedtilgang%ROWTYPE;
    v_naar timestamptz := tilgang_naa();
BEGIN
    SELECT * INTO n FROM bti_noedtilgang WHERE id = p_id FOR UPDATE;
    IF n.id IS NULL OR aktoer NOT IN (SELECT noedtilgang_vurderere(n.sak_id, n.bruker_id))
    THEN PERFORM tilgang_nekt('ikke din å vurdere'); END IF;
    IF n.familie_varsles_at <= v_naar THEN RETURN 'alt_fortalt'; END IF;
    IF p_forleng THEN
        IF n.prolonged_at IS NOT NULL THEN PERFORM tilgang_nekt('kan bare utsettes én gang til'); END IF;
        SELECT n.familie_varsles_at + make_interval(days => (tilgang_innstilling_for(s.kommune_id, 'noedtilgang_vent_dager'))::text::int)
          INTO v_naar FROM bti_sak s WHERE s.id = n.sak_id;
        UPDATE bti_noedtilgang SET familie_varsles_at = v_naar, prolonged_at = tilgang_naa(), prolonged_by_id = aktoer WHERE id = p_id;
    ELSE
        UPDATE bti_noedtilgang SET familie_varsles_at = v_naar WHERE id = p_id;
    END IF;
    UPDATE varsling_utboks SET send_etter = v_naar WHERE noekkel = 'noedtilgang:familie:' || p_id AND status IN ('venter', 'holdt');
    RETURN CASE WHEN p_forleng THEN 'utsatt' ELSE 'fortalt' END;
END $$;
