-- The only ways in. The app role has no INSERT, UPDATE or DELETE on the access tables.

CREATE FUNCTION tilgang_er_ansatt(p_bruker uuid, p_tjeneste uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_ansettelse a
                    WHERE a.bruker_id = p_bruker AND a.tjeneste_id = p_tjeneste AND a.gyldig_fra <= tilgang_idag()
                      AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag()))
$$;

-- Holds the baton now, or stands in for who does.
CREATE FUNCTION tilgang_er_stafettholder(p_bruker uuid, p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM tilgang_roller_for(p_bruker, p_sak) r WHERE r.rolle = 'stafettholder')
$$;

CREATE FUNCTION tilgang_nekt(hvorfor text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stafett: %', hvorfor USING ERRCODE = 'insufficient_privilege';
END $$;

-- guardian's rows for one person in one case, from the parts they have. Owner's use alone.
CREATE FUNCTION tilgang_gi_verb(p_sak uuid, p_bruker uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO bti_sakuserobjectpermission (user_id, permission_id, content_object_id)
    SELECT d.bruker_id, rt.permission_id, d.sak_id
      FROM bti_deltaker d JOIN tilgang_rolletillatelse rt ON rt.rolle = d.rolle
     WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker
     UNION
    SELECT n.bruker_id, rt.permission_id, n.sak_id
      FROM bti_noedtilgang n JOIN tilgang_rolletillatelse rt ON rt.rolle = 'noedtilgang'
     WHERE n.sak_id = p_sak AND n.bruker_id = p_bruker
    ON CONFLICT DO NOTHING
$$;

-- Those who stand in for somebody today or later, put into a case beside them. Who does so more than once has one row, over all
-- the absences; the rule asks the absences themselves for the day. Owner's use alone.
CREATE FUNCTION tilgang_sett_inn_vikarer(p_deltaker uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO bti_deltaker (id, sak_id, bruker_id, rolle, tjeneste_id, gyldig_fra, gyldig_til, invited_at, invited_by_id, stedfortreder_for_id)
    SELECT gen_random_uuid(), o.sak_id, f.vikar_id, o.rolle, o.tjeneste_id, min(f.gyldig_fra), max(f.gyldig_til), tilgang_naa(),
           (array_agg(f.registered_by_id ORDER BY f.registered_at DESC))[1], o.id
      FROM bti_deltaker o JOIN bti_stedfortreder f ON f.bruker_id = o.bruker_id AND f.tjeneste_id = o.tjeneste_id
     WHERE o.id = p_deltaker AND o.stedfortreder_for_id IS NULL AND o.rolle IN ('stafettholder', 'fagperson')
       AND f.ended_at IS NULL AND f.gyldig_til >= tilgang_idag()
       AND NOT EXISTS (SELECT 1 FROM bti_deltaker x  -- nobody is staff in a case about their own family
                        WHERE x.sak_id = o.sak_id AND x.bruker_id = f.vikar_id AND x.rolle IN ('foresatt', 'ungdom'))
       AND NOT EXISTS (SELECT 1 FROM bti_sak s JOIN bti_familierelasjon x ON x.hovedperson_id = s.hovedperson_id
                        WHERE s.id = o.sak_id AND x.bruker_id = f.vikar_id AND x.verifisering <> 'avvist')
     GROUP BY o.id, f.vikar_id
    ON CONFLICT (bruker_id, stedfortreder_for_id) DO UPDATE
       SET rolle = excluded.rolle, gyldig_fra = excluded.gyldig_fra, gyldig_til = excluded.gyldig_til;
    SELECT tilgang_gi_verb(d.sak_id, d.bruker_id) FROM bti_deltaker d WHERE d.stedfortreder_for_id = p_deltaker;
$$;

-- The participant, and guardian's rows that follow from the role. Owner's use alone.
CREATE FUNCTION tilgang_sett_inn_deltaker(
    p_id uuid, p_sak uuid, p_bruker uuid, p_rolle text, p_tjeneste uuid, p_av uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = p_sak AND x.bruker_id = p_bruker AND x.lifted_at IS NULL)
    THEN PERFORM tilgang_nekt('personen er sperret fra saken'); END IF;
    INSERT INTO bti_deltaker (id, sak_id, bruker_id, rolle, tjeneste_id, gyldig_fra, invited_at, invited_by_id)
    VALUES (p_id, p_sak, p_bruker, p_rolle, p_tjeneste, tilgang_idag(), tilgang_naa(), p_av)
    ON CONFLICT (sak_id, bruker_id) WHERE stedfortreder_for_id IS NULL DO NOTHING;
    PERFORM tilgang_gi_verb(p_sak, p_bruker);
    PERFORM tilgang_sett_inn_vikarer(d.id) FROM bti_deltaker d
      WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker AND d.stedfortreder_for_id IS NULL;
    PERFORM tilgang_glem();
END $$;

CREATE FUNCTION tilgang_aapne_sak(
    p_sak uuid, p_hovedperson uuid, p_navn text, p_kalles text, p_foedselsdato date, p_fnr_kryptert text,
    p_adressesperre text, p_kommune uuid, p_tjeneste uuid, p_nivaa uuid, p_hva text, p_registeret_svarte boolean DEFAULT false)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_veileder uuid;
BEGIN
    IF NOT tilgang_er_ansatt(aktoer, p_tjeneste) THEN PERFORM tilgang_nekt('ikke ansatt i tjenesten'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = p_tjeneste AND tk.kommune_id = p_kommune)
    THEN PERFORM tilgang_nekt('tjenesten virker ikke i kommunen'); END IF;
    IF EXISTS (SELECT 1 FROM bti_tjeneste t WHERE t.id = p_tjeneste AND t.is_ekstern)
    THEN PERFORM tilgang_nekt('en tjeneste utenfor kommunen åpner ingen sak'); END IF;
    SELECT n.veileder_id INTO v_veileder FROM bti_nivaa n JOIN bti_veileder v ON v.id = n.veileder_id
     WHERE n.id = p_nivaa AND v.kommune_id = p_kommune;
    IF v_veileder IS NULL THEN PERFORM tilgang_nekt('nivået hører ikke til kommunen'); END IF;
    INSERT INTO bti_hovedperson (id, kommune_id, navn, kalles, foedselsdato, foedselsnummer_kryptert, adressesperre,
                                 registeret_svarte, created_by_id)
    VALUES (p_hovedperson, p_kommune, p_navn, p_kalles, p_foedselsdato, p_fnr_kryptert, p_adressesperre, p_registeret_svarte, aktoer);
    INSERT INTO bti_sak (id, kommune_id, hovedperson_id, tjeneste_id, veileder_id, nivaa_id, status, hva_saken_gjelder,
                         opened_at, opened_by_id, sist_endret)
    VALUES (p_sak, p_kommune, p_hovedperson, p_tjeneste, v_veileder, p_nivaa, 'aapen', p_hva,
            tilgang_naa(), aktoer, tilgang_naa());
    PERFORM tilgang_sett_inn_deltaker(gen_random_uuid(), p_sak, aktoer, 'stafettholder', p_tjeneste, aktoer);
END $$;

-- A person by identity number: found, or made so that the first login finds them. Employees only.
CREATE FUNCTION tilgang_finn_eller_lag_person(
    p_oppslag text, p_kryptert text, p_navn text, p_epost text, p_mobil text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    funnet uuid;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bti_ansettelse a WHERE a.bruker_id = aktoer AND tilgang_er_ansatt(aktoer, a.tjeneste_id))
    THEN PERFORM tilgang_nekt('bare ansatte'); END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(p_oppslag, 7));
    SELECT k.bruker_id INTO funnet FROM bti_kontaktopplysning k WHERE k.foedselsnummer_oppslag = p_oppslag;
    IF funnet IS NOT NULL THEN RETURN funnet; END IF;
    funnet := gen_random_uuid();
    INSERT INTO bti_bruker (id, navn, maalform, is_active, is_superuser) VALUES (funnet, p_navn, 'nb', true, false);
    INSERT INTO bti_kontaktopplysning (id, bruker_id, epost, mobil, foedselsnummer_oppslag, foedselsnummer_kryptert)
    VALUES (gen_random_uuid(), funnet, p_epost, p_mobil, p_oppslag, p_kryptert);
    RETURN funnet;
END $$;

-- Whether the web process vouches that the register has answered so: «until . HMAC» over what was answered, in whose hands and for
-- which case. SQL of somebody's own does not have the key; an old answer, or one about another person, is none.
CREATE FUNCTION tilgang_registeret_sier(
    p_aktoer uuid, p_sak uuid, p_bruker uuid, p_relasjon text, p_foreldreansvar boolean, p_bor boolean, p_bevis text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT split_part(p_bevis, '.', 1) ~ '^[0-9]{1,12}$'
       AND split_part(p_bevis, '.', 1)::bigint >= extract(epoch FROM clock_timestamp())
       AND split_part(p_bevis, '.', 2) = tilgang_hmac(concat_ws(
               '|', 'register', p_aktoer, p_sak, p_bruker, p_relasjon, p_foreldreansvar::text, coalesce(p_bor::text, ''),
               split_part(p_bevis, '.', 1)))
$$;

-- A parent. Everybody with parental responsibility is registered, since each of them must consent; p_inviter says whether the
-- person is also let in (now, or in a later call). Without the register's word nobody is confirmed yet: that takes a second employee.
CREATE FUNCTION tilgang_registrer_relasjon(
    p_id uuid, p_sak uuid, p_bruker uuid, p_relasjon text, p_foreldreansvar boolean, p_bevis text,
    p_inviter boolean DEFAULT true, p_bor boolean DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_hovedperson uuid;
BEGIN
    IF NOT tilgang_er_stafettholder(aktoer, p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF p_bruker = aktoer THEN PERFORM tilgang_nekt('ingen registrerer seg selv'); END IF;
    IF coalesce(p_bevis, '') <> '' AND NOT tilgang_registeret_sier(aktoer, p_sak, p_bruker, p_relasjon, p_foreldreansvar, p_bor, p_bevis)
    THEN PERFORM tilgang_nekt('registeret har ikke sagt det'); END IF;
    IF tilgang_trenger_invitasjon(p_relasjon) AND (p_foreldreansvar OR NOT EXISTS (
           SELECT 1 FROM samtykke_familieinvitasjon i, tilgang_invitasjon_holder(p_sak, i.id, tilgang_idag(), tilgang_aldre())
            WHERE i.sak_id = p_sak AND i.relasjonstype = p_relasjon))
    THEN PERFORM tilgang_nekt('familien må invitere først'); END IF;
    SELECT hovedperson_id INTO v_hovedperson FROM bti_sak WHERE id = p_sak;
    INSERT INTO bti_familierelasjon (id, hovedperson_id, bruker_id, relasjon, har_foreldreansvar, barnet_bor_her, verifisering,
                                     registered_at, registered_by_id)
    VALUES (p_id, v_hovedperson, p_bruker, p_relasjon, p_foreldreansvar, p_bor,
            CASE WHEN coalesce(p_bevis, '') = '' THEN 'ingen' ELSE 'register' END, tilgang_naa(), aktoer)
    ON CONFLICT (hovedperson_id, bruker_id) DO UPDATE  -- one that was declined may be put right and asked about again
       SET relasjon = excluded.relasjon, har_foreldreansvar = excluded.har_foreldreansvar,
           barnet_bor_her = excluded.barnet_bor_her, verifisering = excluded.verifisering,
           registered_at = excluded.registered_at, registered_by_id = excluded.registered_by_id,
           blocked_at = NULL, blocked_by_id = NULL, avvist_grunn = ''
     WHERE bti_familierelasjon.verifisering = 'avvist';
    IF p_inviter THEN PERFORM tilgang_sett_inn_deltaker(gen_random_uuid(), p_sak, p_bruker, 'foresatt', NULL, aktoer); END IF;
END $$;

-- What waits for a second employee: shown to the leaders of the responsible unit, and no more than they need to judge who it
-- is, whether a parent is missing, and whether the address is protected. The parent's number comes sealed; the page shows the
-- birth date in it and nothing else.
CREATE FUNCTION tilgang_relasjoner_aa_bekrefte()
RETURNS TABLE (id uuid, barn text, barn_foedt date, foresatt text, foresatt_nummer text, relasjon text,
               har_foreldreansvar boolean, registrert_av text, registrert_at timestamptz,
               adressesperre text, registeret_svarte boolean, foresatte text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT r.id, h.navn::text, h.foedselsdato, b.navn::text, coalesce(k.foedselsnummer_kryptert, ''), r.relasjon::text, r.har_foreldreansvar, av.navn::text, r.registered_at,
           h.adressesperre::text, h.registeret_svarte,
           (SELECT json_agg(json_build_array(eb.navn, e.relasjon, e.har_foreldreansvar) ORDER BY e.registered_at, eb.navn)::text
              FROM bti_familierelasjon e JOIN bti_bruker eb ON eb.id = e.bruker_id
             WHERE e.hovedperson_id = h.id AND e.verifisering <> 'avvist')
      FROM bti_familierelasjon r
      JOIN bti_hovedperson h ON h.id = r.hovedperson_id
      JOIN bti_sak s ON s.hovedperson_id = h.id
      JOIN bti_bruker b ON b.id = r.bruker_id
      LEFT JOIN bti_kontaktopplysning k ON k.bruker_id = r.bruker_id
      JOIN bti_bruker av ON av.id = r.registered_by_id
     WHERE r.verifisering = 'ingen' AND r.blocked_at IS NULL AND r.registered_by_id <> aktoer AND r.bruker_id <> aktoer
       AND NOT EXISTS (SELECT 1 FROM bti_familierelasjon e  -- one does not decide about one's own family
                        WHERE e.hovedperson_id = r.hovedperson_id AND e.bruker_id = aktoer)
       AND EXISTS (SELECT 1 FROM bti_ansettelse a
                    WHERE a.bruker_id = aktoer AND a.tjeneste_id = s.tjeneste_id AND a.is_leder
                      AND a.gyldig_fra <= tilgang_idag() AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag()))
     ORDER BY r.registered_at;
END $$;

-- Where nobody knew whether the address is protected, the leader says it together with the first yes: until then nobody is in.
CREATE FUNCTION tilgang_bekreft_relasjon(p_id uuid, p_adressesperre text DEFAULT '') RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tilgang_relasjoner_aa_bekrefte() t WHERE t.id = p_id)
    THEN PERFORM tilgang_nekt('relasjonen er ikke din å bekrefte'); END IF;
    UPDATE bti_hovedperson h SET adressesperre = p_adressesperre FROM bti_familierelasjon r
     WHERE r.id = p_id AND h.id = r.hovedperson_id AND h.adressesperre = 'ukjent'
       AND p_adressesperre IN ('ingen', 'fortrolig', 'strengt_fortrolig');
    IF EXISTS (SELECT 1 FROM bti_hovedperson h JOIN bti_familierelasjon r ON r.hovedperson_id = h.id
                WHERE r.id = p_id AND h.adressesperre = 'ukjent')
    THEN PERFORM tilgang_nekt('adressesperren er ukjent'); END IF;
    UPDATE bti_familierelasjon SET verifisering = 'to_personer', confirmed_at = tilgang_naa(), confirmed_by_id = aktoer
     WHERE id = p_id AND verifisering = 'ingen' AND blocked_at IS NULL;  -- another head may have been first
    IF NOT FOUND THEN PERFORM tilgang_nekt('relasjonen er alt avgjort'); END IF;
    SELECT s.id INTO v_sak FROM bti_sak s JOIN bti_familierelasjon r ON r.hovedperson_id = s.hovedperson_id WHERE r.id = p_id;
    -- The confirming leader need not take part in the case, so the parent's notice is queued here.
    INSERT INTO varsling_utboks (id, mottaker_id, slag, noekkel, sak_id, objekt_id, queued_at, send_etter, status, forsoek)
    SELECT gen_random_uuid(), r.bruker_id, 'invitert', 'invitert:' || v_sak, v_sak, v_sak, tilgang_naa(), tilgang_naa(), 'venter', 0
      FROM bti_familierelasjon r
      JOIN bti_deltaker d ON d.sak_id = v_sak AND d.bruker_id = r.bruker_id
     WHERE r.id = p_id
    ON CONFLICT (mottaker_id, noekkel) DO UPDATE
       SET status = 'venter', queued_at = excluded.queued_at, send_etter = excluded.send_etter, forsoek = 0
     WHERE varsling_utboks.status = 'stanset';
    PERFORM tilgang_glem();
    RETURN v_sak;
END $$;

-- Who works in a service today and is not in the case yet, by a part of the name: for the stafettholder who is to ask one of them in.
-- The names of people outside one's cases are to be had nowhere else.
CREATE FUNCTION tilgang_ansatte_aa_invitere(p_sak uuid, p_tjeneste uuid, p_navn text, p_antall integer)
RETURNS TABLE (id uuid, bruker_id uuid, navn text, tittel text, gyldig_fra date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT tilgang_er_stafettholder(tilgang_krev_aktoer(), p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    RETURN QUERY
    SELECT a.id, b.id, b.navn::text, a.tittel::text, a.gyldig_fra
      FROM bti_sak s
      JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id AND tk.tjeneste_id = p_tjeneste
      JOIN bti_ansettelse a ON a.tjeneste_id = p_tjeneste
      JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
     WHERE s.id = p_sak AND a.gyldig_fra <= tilgang_idag() AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())
       AND position(upper(p_navn) IN upper(b.navn)) > 0
       AND NOT EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.bruker_id = a.bruker_id)
       AND NOT revisjon_er_i_familien(s.hovedperson_id, a.bruker_id)
     ORDER BY b.navn, a.gyldig_fra, a.id LIMIT p_antall;
END $$;

-- The second employee says that this is not the parent, and why. The relation stays with the reason, and the person is out of
-- the case they never got into. A question of consent that had been put to them still stands unanswered: nobody is let in
-- because of a refusal. The one who registered is told.
CREATE FUNCTION tilgang_avvis_relasjon(p_id uuid, p_grunn text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid;
    v_rel bti_familierelasjon%ROWTYPE;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tilgang_relasjoner_aa_bekrefte() t WHERE t.id = p_id)
    THEN PERFORM tilgang_nekt('relasjonen er ikke din å avvise'); END IF;
    IF btrim(p_grunn) = '' THEN PERFORM tilgang_nekt('grunnen mangler'); END IF;
    UPDATE bti_familierelasjon SET verifisering = 'avvist', blocked_at = tilgang_naa(), blocked_by_id = aktoer, avvist_grunn = p_grunn
     WHERE id = p_id AND verifisering = 'ingen' AND blocked_at IS NULL RETURNING * INTO v_rel;
    IF NOT FOUND THEN PERFORM tilgang_nekt('relasjonen er alt avgjort'); END IF;
    SELECT s.id INTO v_sak FROM bti_sak s WHERE s.hovedperson_id = v_rel.hovedperson_id;
    DELETE FROM bti_sakuserobjectpermission g USING bti_deltaker d
     WHERE d.sak_id = v_sak AND d.bruker_id = v_rel.bruker_id AND d.rolle = 'foresatt'
       AND g.content_object_id = d.sak_id AND g.user_id = d.bruker_id;
    DELETE FROM bti_deltaker WHERE sak_id = v_sak AND bruker_id = v_rel.bruker_id AND rolle = 'foresatt';
    INSERT INTO varsling_utboks (id, mottaker_id, slag, noekkel, sak_id, objekt_id, queued_at, send_etter, status, forsoek)
    VALUES (gen_random_uuid(), v_rel.registered_by_id, 'relasjon_avvist',
            concat_ws(':', 'relasjon_avvist', p_id, extract(epoch FROM v_rel.registered_at)), v_sak, p_id,
            tilgang_naa(), tilgang_naa(), 'venter', 0)
    ON CONFLICT (mottaker_id, noekkel) DO NOTHING;
    PERFORM tilgang_glem();
    RETURN v_sak;
END $$;

-- An employee of another service (or a colleague): named now, in when the consent covers the service.
CREATE FUNCTION tilgang_inviter_fagperson(p_id uuid, p_sak uuid, p_bruker uuid, p_tjeneste uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT tilgang_er_stafettholder(aktoer, p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF NOT tilgang_er_ansatt(p_bruker, p_tjeneste) THEN PERFORM tilgang_nekt('ikke ansatt i tjenesten'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_sak s JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id
                    WHERE s.id = p_sak AND tk.tjeneste_id = p_tjeneste)
    THEN PERFORM tilgang_nekt('tjenesten virker ikke i kommunen'); END IF;
    IF EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker AND d.rolle IN ('foresatt', 'ungdom'))
       OR EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = p_sak AND revisjon_er_i_familien(s.hovedperson_id, p_bruker))
    THEN PERFORM tilgang_nekt('familien kan ikke også være fagperson'); END IF;
    -- Who has worked with the case before comes back to it.
    UPDATE bti_deltaker d SET gyldig_til = NULL, rolle = 'fagperson', tjeneste_id = p_tjeneste, invited_at = tilgang_naa(), invited_by_id = aktoer
     WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker AND d.stedfortreder_for_id IS NULL AND d.gyldig_til IS NOT NULL;
    PERFORM tilgang_sett_inn_deltaker(p_id, p_sak, p_bruker, 'fagperson', p_tjeneste, aktoer);
END $$;

-- guardian's rows made equal to the parts people have, after the table of role permissions has changed. Owner's use alone.
CREATE FUNCTION tilgang_rett_opp_tillatelser() RETURNS void LANGUAGE sql AS $$
    DELETE FROM bti_sakuserobjectpermission g
     WHERE NOT EXISTS (SELECT 1 FROM bti_deltaker d JOIN tilgang_rolletillatelse rt ON rt.rolle = d.rolle
                        WHERE d.sak_id = g.content_object_id AND d.bruker_id = g.user_id AND rt.permission_id = g.permission_id)
       AND NOT EXISTS (SELECT 1 FROM bti_noedtilgang n JOIN tilgang_rolletillatelse rt ON rt.rolle = 'noedtilgang'
                        WHERE n.sak_id = g.content_object_id AND n.bruker_id = g.user_id AND rt.permission_id = g.permission_id);
    INSERT INTO bti_sakuserobjectpermission (user_id, permission_id, content_object_id)
    SELECT d.bruker_id, rt.permission_id, d.sak_id FROM bti_deltaker d JOIN tilgang_rolletillatelse rt ON rt.rolle = d.rolle
     UNION
    SELECT n.bruker_id, rt.permission_id, n.sak_id FROM bti_noedtilgang n JOIN tilgang_rolletillatelse rt ON rt.rolle = 'noedtilgang'
    ON CONFLICT DO NOTHING;
$$;
