-- What was shared without consent because a law asks for it or allows it. It gives nobody access to anything, and nothing here locks or
-- changes a row that the family reads: a wait, or a moment that moved, would tell them. The tables are written by these functions alone.

-- Whether the family may read it: somebody has said that it is safe, and nobody who held back notices at that time does so still. What is
-- held back later takes nothing away again: that would tell of it.
CREATE FUNCTION lovligdeling_vist(p_deling uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM samtykke_delingsvurdering v
         WHERE v.deling_id = p_deling AND v.familien_ser
           AND NOT EXISTS (SELECT 1 FROM bti_tilbakehold h
                            WHERE h.sak_id = v.sak_id AND h.released_at IS NULL AND h.held_at <= v.assessed_at))
$$;

-- Who judges whether the family can see it: the heads of the responsible unit; the personvernombud when none of them is left. Never the one
-- who wrote it, nobody of the child's own, and nobody who is blocked from the case.
CREATE FUNCTION lovligdeling_vurderere(p_sak uuid, p_skrev uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    WITH ledere AS (
        SELECT l FROM bti_sak s, tilgang_ledere_av(s.tjeneste_id) l WHERE s.id = p_sak
        EXCEPT SELECT p_skrev EXCEPT SELECT skjermet_utenfor(p_sak))
    SELECT l FROM ledere
    UNION ALL
    (SELECT o FROM bti_sak s, tilgang_personvernombud_i(s.kommune_id) o WHERE s.id = p_sak AND NOT EXISTS (SELECT 1 FROM ledere)
     EXCEPT SELECT p_skrev EXCEPT SELECT skjermet_utenfor(p_sak))
$$;

-- Who reads one in the case that the family is not shown: the stafettholder, and of those who work with the case whoever wrote it and the
-- heads of the responsible unit. Not who has broken the glass, and nobody of the child's own.
CREATE FUNCTION lovligdeling_leser(p_bruker uuid, d samtykke_lovligdeling) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_bruker NOT IN (SELECT tilgang_familien_i((d).sak_id))
       AND EXISTS (
            SELECT 1 FROM tilgang_roller_for(p_bruker, (d).sak_id) r JOIN bti_sak s ON s.id = (d).sak_id
             WHERE r.rolle = 'stafettholder'
                OR r.rolle = 'fagperson' AND (p_bruker = (d).registered_by_id OR p_bruker IN (SELECT tilgang_ledere_av(s.tjeneste_id))))
$$;

-- Which of them exist for the actor: in one's own cases what the family is shown, and the others for those who read them.
CREATE FUNCTION tilgang_mine_delinger() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[];
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    saker := tilgang_mine_saker();
    RETURN ARRAY(
        SELECT d.id FROM samtykke_lovligdeling d
         WHERE d.sak_id = ANY (saker) AND (lovligdeling_vist(d.id) OR lovligdeling_leser(aktoer, d)));
END $$;

-- Write one down, or put one right by one that stands on top of it. The same key is one («alt skrevet»); of two who put the same one right,
-- the first counts («alt rettet»). Those who judge are told, in words that say nothing of whom it is about.
CREATE FUNCTION lovligdeling_skriv(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_id uuid := p->>'id';
    v_sak uuid := p->>'sak';
    v_retter uuid := p->>'retter';
BEGIN
    IF NOT tilgang_maa(v_sak, 'change_sak') OR aktoer IN (SELECT tilgang_familien_i(v_sak))
    THEN PERFORM tilgang_nekt('bestemmer ikke i saken'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = v_sak AND s.status = 'aapen') THEN PERFORM tilgang_nekt('saken er avsluttet'); END IF;
    IF (p->>'delt_dato')::date > tilgang_idag() THEN PERFORM tilgang_nekt('datoen er fram i tid'); END IF;
    IF v_retter IS NOT NULL AND NOT EXISTS (SELECT 1 FROM samtykke_lovligdeling d WHERE d.id = v_retter AND d.sak_id = v_sak)
    THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    INSERT INTO samtykke_lovligdeling (id, sak_id, til, mottaker, opplysninger, delt_dato, hjemmel, lovhenvisning, lovtekst, bestemt_av,
                                       begrunnelse, retter_id, registered_at, registered_by_id)
    VALUES (v_id, v_sak, p->>'til', p->>'mottaker', ARRAY(SELECT jsonb_array_elements_text(p->'opplysninger')), (p->>'delt_dato')::date,
            p->>'hjemmel', p->>'lovhenvisning', p->>'lovtekst', p->>'bestemt_av', p->>'begrunnelse', v_retter, tilgang_naa(), aktoer)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        IF EXISTS (SELECT 1 FROM samtykke_lovligdeling d WHERE d.id = v_id AND d.sak_id = v_sak AND d.registered_by_id = aktoer)
        THEN RETURN 'alt skrevet'; END IF;
        IF v_retter IS NULL THEN PERFORM tilgang_nekt('nøkkelen er en annens'); END IF;
        RETURN 'alt rettet';
    END IF;
    PERFORM varsling_legg(ARRAY(SELECT lovligdeling_vurderere(v_sak, aktoer)), 'lovligdeling', 'lovligdeling:' || v_id, NULL, v_id);
    RETURN 'skrevet';
END $$;

-- Another service has the case: what nobody has judged waits for its heads now, who are told of it. Owner's use alone.
CREATE FUNCTION lovligdeling_fortell_vurderere(p_sak uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE d record;
BEGIN
    FOR d IN SELECT x.id, x.registered_by_id FROM samtykke_lovligdeling x
              WHERE x.sak_id = p_sak AND NOT EXISTS (SELECT 1 FROM samtykke_delingsvurdering v WHERE v.deling_id = x.id)
    LOOP
        PERFORM varsling_legg(ARRAY(SELECT lovligdeling_vurderere(p_sak, d.registered_by_id)), 'lovligdeling',
                              concat_ws(':', 'lovligdeling', d.id, 'ny', tilgang_naa()), NULL, d.id);
    END LOOP;
END $$;

-- What was said last of whether the family can see each of them, for those who read what the family is not shown.
CREATE FUNCTION lovligdeling_vurderinger(p_sak uuid)
RETURNS TABLE (deling_id uuid, familien_ser boolean, begrunnelse text, assessed_at timestamptz, navn text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT DISTINCT ON (d.id) d.id, v.familien_ser, v.begrunnelse, v.assessed_at, b.navn::text
      FROM samtykke_lovligdeling d JOIN samtykke_delingsvurdering v ON v.deling_id = d.id JOIN bti_bruker b ON b.id = v.assessed_by_id
     WHERE d.sak_id = p_sak AND d.sak_id = ANY (tilgang_mine_saker()) AND lovligdeling_leser(aktoer, d)
     ORDER BY d.id, v.nummer DESC;
END $$;

-- What the actor judges: what waits, what the family is not shown, and what was shown in the last year. Of whom it is, and no word of the case.
CREATE FUNCTION lovligdelinger_til_vurdering()
RETURNS TABLE (id uuid, barn text, skrev text, registered_at timestamptz, til text, mottaker text, opplysninger text[], delt_dato date,
               lovhenvisning text, bestemt_av text, hvorfor text, er_retting boolean, antall integer, familien_ser boolean,
               begrunnelse text, assessed_at timestamptz, vurdert_av text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT d.id, h.navn::text, sb.navn::text, d.registered_at, d.til::text, d.mottaker::text, d.opplysninger::text[], d.delt_dato,
           d.lovhenvisning::text, d.bestemt_av::text, d.begrunnelse, d.retter_id IS NOT NULL, coalesce(v.nummer, 0), v.familien_ser,
           v.begrunnelse, v.assessed_at, vb.navn::text
      FROM samtykke_lovligdeling d
      JOIN bti_sak s ON s.id = d.sak_id JOIN bti_hovedperson h ON h.id = s.hovedperson_id
      JOIN bti_bruker sb ON sb.id = d.registered_by_id
      LEFT JOIN LATERAL (SELECT * FROM samtykke_delingsvurdering x WHERE x.deling_id = d.id ORDER BY x.nummer DESC LIMIT 1) v ON true
      LEFT JOIN bti_bruker vb ON vb.id = v.assessed_by_id
     WHERE aktoer IN (SELECT lovligdeling_vurderere(d.sak_id, d.registered_by_id))
       AND (v.familien_ser IS NOT TRUE OR v.assessed_at > tilgang_naa() - interval '1 year')
     ORDER BY v.assessed_at DESC NULLS FIRST, d.registered_at, d.id;
END $$;

-- Say whether the family can see it. «endret»: somebody has judged since the page was read; «alt vist»: what has been shown stays shown. The
-- family is told when it is shown; while somebody holds notices back in the case, that waits with the rest.
CREATE FUNCTION lovligdeling_vurder(p_id uuid, p_antall integer, p_familien_ser boolean, p_begrunnelse text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    d samtykke_lovligdeling%ROWTYPE;
    v_antall integer;
BEGIN
    SELECT * INTO d FROM samtykke_lovligdeling x WHERE x.id = p_id;
    IF d.id IS NULL OR aktoer NOT IN (SELECT lovligdeling_vurderere(d.sak_id, d.registered_by_id))
    THEN PERFORM tilgang_nekt('ikke din å vurdere'); END IF;
    IF btrim(p_begrunnelse) = '' THEN PERFORM tilgang_nekt('grunnen mangler'); END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('lovligdeling:' || p_id, 0));  -- one judges at a time, and no row is locked
    IF EXISTS (SELECT 1 FROM samtykke_delingsvurdering v WHERE v.deling_id = p_id AND v.familien_ser) THEN RETURN 'alt vist'; END IF;
    v_antall := (SELECT count(*) FROM samtykke_delingsvurdering v WHERE v.deling_id = p_id);
    IF v_antall <> p_antall THEN RETURN 'endret'; END IF;
    INSERT INTO samtykke_delingsvurdering (id, deling_id, sak_id, nummer, familien_ser, begrunnelse, assessed_at, assessed_by_id)
    VALUES (gen_random_uuid(), p_id, d.sak_id, v_antall + 1, p_familien_ser, p_begrunnelse, tilgang_naa(), aktoer);
    IF p_familien_ser THEN
        PERFORM varsling_legg(ARRAY(SELECT tilgang_familien_i(d.sak_id)), 'lovligdeling', 'lovligdeling:familie:' || p_id, d.sak_id, p_id);
    END IF;
    RETURN 'vurdert';
END $$;
