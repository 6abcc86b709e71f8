-- Who coordinates the help by law. It gives nobody access: who is named takes part in the case already, by the rule. What a
-- municipality says of each right is written by those who set up for it (fagteam_krev_oppsett).

-- Change what the municipality says of a right. Returns the new version; -1 when somebody else has saved since it was read.
CREATE FUNCTION rettighet_lagre(p_id uuid, p_versjon integer, p jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_versjon integer;
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM fagteam_krev_oppsett((SELECT r.kommune_id FROM bti_rettighet r WHERE r.id = p_id));
    UPDATE bti_rettighet r
       SET navn = p->>'navn', hvem = p->>'hvem', hva = p->>'hva', hvordan = p->>'hvordan', lovtekst = p->>'lovtekst',
           lovhenvisning = p->>'lovhenvisning', lenke = p->>'lenke', krever_ja = (p->>'krever_ja')::boolean,
           sist_lest = least((p->>'sist_lest')::date, tilgang_idag()), kilde = p->>'kilde', sikkerhet = 'kommunen',
           versjon = r.versjon + 1
     WHERE r.id = p_id AND r.versjon = p_versjon
    RETURNING r.versjon INTO v_versjon;
    RETURN coalesce(v_versjon, -1);
END $$;

-- Whether somebody works with the case now: employed in that service, in the case by the rule, and nobody of the child's own.
-- Owner's use alone.
CREATE FUNCTION koordinering_kan_vaere(p_bruker uuid, p_tjeneste uuid, p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT tilgang_er_ansatt(p_bruker, p_tjeneste)
       AND EXISTS (SELECT 1 FROM tilgang_roller_for(p_bruker, p_sak) r WHERE r.rolle IN ('stafettholder', 'fagperson'))
       AND p_bruker NOT IN (SELECT tilgang_familien_i(p_sak))
$$;

-- Everybody who takes part but the one who acts is told that it has changed. Whether they see the case is asked at delivery.
CREATE FUNCTION koordinering_fortell(p_sak uuid, p_noekkel text) RETURNS void LANGUAGE sql AS $$
    SELECT varsling_legg(ARRAY(
               SELECT d.bruker_id FROM bti_deltaker d
                WHERE d.sak_id = p_sak AND d.bruker_id <> tilgang_aktoer() AND d.gyldig_fra <= tilgang_idag()
                  AND (d.gyldig_til IS NULL OR d.gyldig_til >= tilgang_idag())),
           'koordinator', p_noekkel, p_sak, p_sak)
$$;

-- Decide who coordinates; whoever did so until now is done. The same key is one decision («alt bestemt»). «ikke med»: who is named
-- does not work with the case now, and is invited first. «endret»: it is another who coordinates than the one this was to replace.
CREATE FUNCTION koordinering_bestem(p jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_id uuid := p->>'id';
    v_sak uuid := p->>'sak';
    v_bruker uuid := p->>'bruker';
    v_tjeneste uuid := p->>'tjeneste';
    s bti_sak;
BEGIN
    IF NOT tilgang_maa(v_sak, 'change_sak') THEN PERFORM tilgang_nekt('bestemmer ikke i saken'); END IF;
    SELECT * INTO s FROM bti_sak x WHERE x.id = v_sak FOR UPDATE;
    IF s.status <> 'aapen' THEN PERFORM tilgang_nekt('saken er avsluttet'); END IF;
    IF EXISTS (SELECT 1 FROM bti_koordinering k WHERE k.id = v_id AND k.sak_id = v_sak AND k.decided_by_id = aktoer) THEN
        RETURN 'alt bestemt';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_rettighet r
                    WHERE r.id = (p->>'rettighet')::uuid AND r.kommune_id = s.kommune_id AND r.slag <> 'individuell_plan'
                      AND (NOT r.krever_ja OR (p->>'familien_vil')::boolean))
    THEN PERFORM tilgang_nekt('ingen slik rettighet her'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = v_tjeneste AND tk.kommune_id = s.kommune_id)
    THEN PERFORM tilgang_nekt('tjenesten er ikke i kommunen'); END IF;
    IF v_bruker IS NOT NULL AND NOT koordinering_kan_vaere(v_bruker, v_tjeneste, v_sak) THEN RETURN 'ikke med'; END IF;
    IF (SELECT k.id FROM bti_koordinering k WHERE k.sak_id = v_sak AND k.ended_at IS NULL) IS DISTINCT FROM (p->>'erstatter')::uuid THEN
        RETURN 'endret';
    END IF;
    UPDATE bti_koordinering k SET ended_at = tilgang_naa(), ended_by_id = aktoer WHERE k.sak_id = v_sak AND k.ended_at IS NULL;
    INSERT INTO bti_koordinering (id, sak_id, rettighet_id, tjeneste_id, bruker_id, gjelder_fra, familien_vil, barnets_syn, begrunnelse,
                                  decided_at, decided_by_id, avslutning)
    VALUES (v_id, v_sak, (p->>'rettighet')::uuid, v_tjeneste, v_bruker, (p->>'gjelder_fra')::date, (p->>'familien_vil')::boolean,
            p->>'barnets_syn', p->>'begrunnelse', tilgang_naa(), aktoer, '');
    PERFORM koordinering_fortell(v_sak, 'koordinator:' || v_id);
    RETURN 'bestemt';
END $$;

-- Nobody coordinates by law any more. Ended twice is ended once.
CREATE FUNCTION koordinering_avslutt(p_id uuid, p_hvorfor text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid := (SELECT k.sak_id FROM bti_koordinering k WHERE k.id = p_id);
BEGIN
    IF v_sak IS NULL OR NOT tilgang_maa(v_sak, 'change_sak') THEN PERFORM tilgang_nekt('bestemmer ikke i saken'); END IF;
    UPDATE bti_koordinering k SET ended_at = tilgang_naa(), ended_by_id = aktoer, avslutning = p_hvorfor
     WHERE k.id = p_id AND k.ended_at IS NULL;
    IF FOUND THEN PERFORM koordinering_fortell(v_sak, 'koordinator:' || p_id || ':slutt'); END IF;
END $$;
