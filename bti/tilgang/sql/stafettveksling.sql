-- The baton: offered by whoever holds it, and kept until the next one has said yes. Who is asked answers; nobody else writes. An offer counts
-- for as long as it stands: nothing ends it but the facts themselves.

-- Whose baton it is: one's own part as stafettholder, not that of somebody who stands in. Empty when nobody was named.
CREATE FUNCTION stafettpinnen_i(p_sak uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT d.bruker_id FROM bti_deltaker d
     WHERE d.sak_id = p_sak AND d.rolle = 'stafettholder' AND d.stedfortreder_for_id IS NULL AND d.gyldig_til IS NULL
$$;

-- Whether somebody may get it: they take part in a part of their own, see the case today, are not the child's own, and are of the service that
-- has it; or of one that the family has said may take over (samtykke_ansvar.sql).
CREATE FUNCTION stafettveksling_kan_faa(p_sak uuid, p_bruker uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id
                     JOIN tilgang_roller_for(p_bruker, p_sak) r ON r.rolle = 'fagperson'
                    WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker AND d.rolle = 'fagperson' AND d.stedfortreder_for_id IS NULL
                      AND d.gyldig_til IS NULL AND p_bruker NOT IN (SELECT tilgang_familien_i(p_sak))
                      AND (d.tjeneste_id = s.tjeneste_id OR r.samtykke_tjeneste_id = d.tjeneste_id AND samtykke_ansvar_gitt(s.id, d.tjeneste_id)))
$$;

-- Whether it waits for an answer: the case is open, the one it was taken from holds it still, and who is asked may still get it. When a head
-- has asked: while nobody holds it, and who is asked may be fetched (stafett_uten_holder.sql).
CREATE FUNCTION stafettveksling_staar(v stafettlogg_stafettveksling) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT v.answered_at IS NULL AND v.withdrawn_at IS NULL
       AND EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = v.sak_id AND s.status = 'aapen')
       AND CASE WHEN v.fra_leder THEN NOT stafettpinnen_holdes(v.sak_id) AND stafettpinnen_kan_hentes(v.sak_id, v.til_id)
                ELSE stafettpinnen_i(v.sak_id) = v.fra_id AND stafettveksling_kan_faa(v.sak_id, v.til_id) END
$$;

-- Which offers exist for the actor: those made to them, and for who holds the baton or stands in those that the holder made. What a former
-- holder wrote, and why somebody answered them no, is theirs. To the others nothing is changed until it is taken, and then the log says so.
CREATE FUNCTION tilgang_mine_stafettvekslinger() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[];
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    saker := tilgang_mine_saker();
    RETURN ARRAY(SELECT v.id FROM stafettlogg_stafettveksling v
                  WHERE v.sak_id = ANY (saker) AND (NOT v.fra_leder OR v.svar = 'ja')
                    AND (v.til_id = aktoer AND tilgang_maa(v.sak_id, 'view_sak') OR v.fra_id = stafettpinnen_i(v.sak_id) AND tilgang_maa(v.sak_id, 'change_sak')));
END $$;

-- Those of them that wait for an answer.
CREATE FUNCTION stafettvekslinger_som_staar() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Asked by every front page: most have none that is without an answer, and are done here.
    IF NOT EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v
                    WHERE v.answered_at IS NULL AND v.withdrawn_at IS NULL AND v.sak_id = ANY (tilgang_mine_saker())) THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT v.id FROM stafettlogg_stafettveksling v
                  WHERE v.id = ANY (tilgang_mine_stafettvekslinger()) AND stafettveksling_staar(v));
END $$;

-- Who in a case may get the baton; nothing to others than who holds it.
CREATE FUNCTION stafettveksling_kan_spoerres(p_sak uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN RETURN; END IF;
    RETURN QUERY SELECT d.bruker_id FROM bti_deltaker d
                  WHERE d.sak_id = p_sak AND d.bruker_id <> tilgang_aktoer() AND stafettveksling_kan_faa(p_sak, d.bruker_id);
END $$;

-- Whoever was let into the case to answer is out of it from tomorrow; today they still read what they answered about. Not one who has something
-- to do there by now. Owner's use alone.
CREATE FUNCTION stafettveksling_slipp(v stafettlogg_stafettveksling) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT v.invitert OR EXISTS (SELECT 1 FROM tiltak_tiltak t WHERE t.sak_id = v.sak_id AND t.ansvarlig_id = v.til_id AND t.status <> 'avsluttet')
    THEN RETURN; END IF;
    WITH selv AS (
        UPDATE bti_deltaker d SET gyldig_til = tilgang_idag()
         WHERE d.sak_id = v.sak_id AND d.bruker_id = v.til_id AND d.rolle = 'fagperson' AND d.stedfortreder_for_id IS NULL AND d.gyldig_til IS NULL
        RETURNING d.id)
    UPDATE bti_deltaker x SET gyldig_til = tilgang_idag(), gyldig_fra = least(x.gyldig_fra, tilgang_idag())
      FROM selv WHERE x.stedfortreder_for_id = selv.id AND x.gyldig_til > tilgang_idag();
    PERFORM tilgang_glem();
END $$;

-- Offer it. ``p_invitert``: who is asked was let into the case for this. Returns 'sendt'; 'samme' for the second click; 'annet' when the key has
-- made something else; 'spurt' when somebody is asked and the day has not passed; 'kan_ikke' when this one may not get it.
CREATE FUNCTION stafettveksling_tilby(p_id uuid, p_sak uuid, p_til uuid, p_svarfrist date, p_beskjed text, p_invitert boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_fra uuid;
    v_invitert boolean;
    v_gammel stafettlogg_stafettveksling%ROWTYPE;
BEGIN
    PERFORM 1 FROM bti_sak s WHERE s.id = p_sak FOR NO KEY UPDATE;
    IF NOT tilgang_maa(p_sak, 'change_sak') THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF p_svarfrist IS NULL OR p_svarfrist NOT BETWEEN tilgang_idag() AND tilgang_idag() + 60 THEN PERFORM tilgang_nekt('svarfristen'); END IF;
    IF EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v WHERE v.id = p_id) THEN
        RETURN CASE WHEN EXISTS (
            SELECT 1 FROM stafettlogg_stafettveksling v
             WHERE v.id = p_id AND v.sak_id = p_sak AND v.offered_by_id = aktoer AND v.til_id = p_til AND v.svarfrist = p_svarfrist
               AND v.beskjed = p_beskjed)
            THEN 'samme' ELSE 'annet' END;
    END IF;
    IF p_til = aktoer OR NOT stafettveksling_kan_faa(p_sak, p_til) THEN RETURN 'kan_ikke'; END IF;
    IF EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v
                WHERE v.sak_id = p_sak AND v.svarfrist >= tilgang_idag() AND stafettveksling_staar(v)) THEN RETURN 'spurt'; END IF;
    -- The actor's own invitation of just now, and nobody who was in the case before it.
    v_invitert := p_invitert AND EXISTS (
        SELECT 1 FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.bruker_id = p_til AND d.stedfortreder_for_id IS NULL
           AND d.invited_by_id = aktoer AND d.invited_at > tilgang_naa() - interval '1 minute');
    FOR v_gammel IN
        UPDATE stafettlogg_stafettveksling v SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer
         WHERE v.sak_id = p_sak AND v.answered_at IS NULL AND v.withdrawn_at IS NULL RETURNING v.*
    LOOP
        IF v_gammel.til_id = p_til THEN v_invitert := v_invitert OR v_gammel.invitert;
        ELSE PERFORM stafettveksling_slipp(v_gammel); END IF;
    END LOOP;
    v_fra := stafettpinnen_i(p_sak);
    INSERT INTO stafettlogg_stafettveksling (id, sak_id, fra_id, til_id, invitert, svarfrist, beskjed, offered_at, offered_by_id, svar, grunn)
    VALUES (p_id, p_sak, v_fra, p_til, v_invitert, p_svarfrist, p_beskjed, tilgang_naa(), aktoer, '', '');
    PERFORM varsling_legg(ARRAY[p_til], 'stafett_tilbudt', 'stafett-tilbudt:' || p_id, p_sak, p_id);
    RETURN 'sendt';
END $$;

-- Whoever holds the baton takes the offer back. False when there was nothing left to take back: an answer that came first stands.
CREATE FUNCTION stafettveksling_trekk(p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v stafettlogg_stafettveksling%ROWTYPE;
BEGIN
    SELECT * INTO v FROM stafettlogg_stafettveksling x WHERE x.id = p_id FOR UPDATE;
    IF v.id IS NULL OR NOT tilgang_maa(v.sak_id, 'change_sak') THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF v.answered_at IS NOT NULL OR v.withdrawn_at IS NOT NULL THEN RETURN false; END IF;
    UPDATE stafettlogg_stafettveksling SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer WHERE id = p_id;
    PERFORM stafettveksling_slipp(v);
    RETURN true;
END $$;

-- The baton from whoever has it to the next one, with what each may do in the case and those who stand in for them. Owner's use alone.
CREATE FUNCTION stafettpinnen_skifter(p_sak uuid, p_til uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bti_deltaker SET rolle = 'fagperson'
     WHERE sak_id = p_sak AND rolle = 'stafettholder' AND stedfortreder_for_id IS NULL;
    UPDATE bti_deltaker SET rolle = 'stafettholder' WHERE sak_id = p_sak AND bruker_id = p_til AND stedfortreder_for_id IS NULL;
    UPDATE bti_deltaker v SET rolle = o.rolle FROM bti_deltaker o
     WHERE o.id = v.stedfortreder_for_id AND o.sak_id = p_sak AND v.rolle <> o.rolle;
    DELETE FROM bti_sakuserobjectpermission g
     WHERE g.content_object_id = p_sak
       AND NOT EXISTS (SELECT 1 FROM bti_deltaker d JOIN tilgang_rolletillatelse rt ON rt.rolle = d.rolle
                        WHERE d.sak_id = p_sak AND d.bruker_id = g.user_id AND rt.permission_id = g.permission_id)
       AND NOT EXISTS (SELECT 1 FROM bti_noedtilgang n JOIN tilgang_rolletillatelse rt ON rt.rolle = 'noedtilgang'
                        WHERE n.sak_id = p_sak AND n.bruker_id = g.user_id AND rt.permission_id = g.permission_id);
    PERFORM tilgang_gi_verb(p_sak, d.bruker_id) FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.rolle IN ('stafettholder', 'fagperson');
    PERFORM tilgang_glem();
END $$;

-- Who is asked answers. Returns 'svart', or 'skiftet' when the case goes to their service with it; 'samme' for the second click; 'besvart' when
-- another answer came first; 'trukket'; 'borte' when the baton has moved, the case is closed, or one may not get it any more.
CREATE FUNCTION stafettveksling_svar(p_id uuid, p_svar text, p_grunn text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v stafettlogg_stafettveksling%ROWTYPE;
    v_til uuid;  -- the other service that takes over
BEGIN
    SELECT * INTO v FROM stafettlogg_stafettveksling x WHERE x.id = p_id;
    IF v.id IS NULL OR v.til_id <> aktoer OR v.fra_leder OR NOT tilgang_maa(v.sak_id, 'take_stafett') THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    IF p_svar NOT IN ('ja', 'nei') OR p_svar = 'nei' AND btrim(p_grunn) = '' THEN PERFORM tilgang_nekt('svaret mangler'); END IF;
    PERFORM 1 FROM bti_sak s WHERE s.id = v.sak_id FOR NO KEY UPDATE;
    SELECT * INTO v FROM stafettlogg_stafettveksling x WHERE x.id = p_id FOR UPDATE;
    IF v.answered_at IS NOT NULL THEN RETURN CASE WHEN v.svar = p_svar AND v.grunn = p_grunn THEN 'samme' ELSE 'besvart' END; END IF;
    IF v.withdrawn_at IS NOT NULL THEN RETURN 'trukket'; END IF;
    IF NOT stafettveksling_staar(v) THEN RETURN 'borte'; END IF;
    SELECT d.tjeneste_id INTO v_til FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id AND s.tjeneste_id <> d.tjeneste_id
     WHERE d.sak_id = v.sak_id AND d.bruker_id = aktoer AND d.stedfortreder_for_id IS NULL AND d.gyldig_til IS NULL;
    IF p_svar = 'ja' AND v_til IS NOT NULL AND NOT samtykke_ansvar_skifter(v.sak_id, v_til) THEN RETURN 'borte'; END IF;
    UPDATE stafettlogg_stafettveksling SET svar = p_svar, grunn = p_grunn, answered_at = tilgang_naa() WHERE id = p_id;
    IF p_svar = 'nei' THEN
        PERFORM stafettveksling_slipp(v);
        PERFORM varsling_legg(ARRAY(SELECT tilgang_stafettholdere_i(v.sak_id) EXCEPT SELECT aktoer),
                              'stafett_ikke_tatt', 'stafett-ikke-tatt:' || p_id, v.sak_id, v.sak_id);
        RETURN 'svart';
    END IF;
    PERFORM stafettpinnen_skifter(v.sak_id, aktoer);
    RETURN CASE WHEN v_til IS NULL THEN 'svart' ELSE 'skiftet' END;
END $$;

-- The night (samtykke_natt): who is asked is reminded the day before the last one, and the holder told when that has passed.
CREATE FUNCTION stafettveksling_natt(p_sak bti_sak) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v stafettlogg_stafettveksling%ROWTYPE;
    antall integer := stafett_natt_uten_holder(p_sak);
BEGIN
    FOR v IN
        SELECT x.* FROM stafettlogg_stafettveksling x
         WHERE x.sak_id = p_sak.id AND x.answered_at IS NULL AND x.withdrawn_at IS NULL AND NOT x.fra_leder
           AND x.svarfrist BETWEEN tilgang_idag() - samtykke_natt_nytt() AND tilgang_idag() + 1
    LOOP
        CONTINUE WHEN NOT stafettveksling_staar(v);
        IF v.svarfrist < tilgang_idag() THEN
            antall := antall + samtykke_natt_varsle(
                ARRAY(SELECT tilgang_stafettholdere_i(v.sak_id)), 'stafett_ikke_tatt', 'stafett-ikke-tatt:' || v.id || ':frist', v.sak_id, v.sak_id);
        ELSIF (v.offered_at AT TIME ZONE 'Europe/Oslo')::date < v.svarfrist - 1 THEN
            antall := antall + samtykke_natt_varsle(
                ARRAY[v.til_id], 'stafett_tilbudt', 'stafett-tilbudt:' || v.id || ':frist', v.sak_id, v.id);
        END IF;
    END LOOP;
    RETURN antall;
END $$;
