-- Blocks, deputies, the young person's own way in, and shielding: who may, and nobody else.

CREATE FUNCTION tilgang_er_enhetsleder(p_bruker uuid, p_tjeneste uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_ansettelse a JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
                    WHERE a.bruker_id = p_bruker AND a.tjeneste_id = p_tjeneste AND a.is_leder AND a.gyldig_fra <= tilgang_idag()
                      AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag()))
$$;

-- Shuts one person out of a case. The stafettholder, or the head of the responsible unit; never the one who holds the baton,
-- since a case is never without one.
CREATE FUNCTION tilgang_sperr(p_id uuid, p_sak uuid, p_bruker uuid, p_grunn text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT (tilgang_er_stafettholder(aktoer, p_sak)
            OR EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = p_sak AND tilgang_er_enhetsleder(aktoer, s.tjeneste_id)))
    THEN PERFORM tilgang_nekt('bare stafettholderen eller lederen'); END IF;
    IF p_bruker = aktoer OR p_grunn = 'egen' THEN PERFORM tilgang_nekt('ingen sperrer seg selv slik'); END IF;
    IF EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker AND d.rolle = 'stafettholder'
                  AND d.stedfortreder_for_id IS NULL AND d.gyldig_til IS NULL)
    THEN PERFORM tilgang_nekt('stafettholderen må gi pinnen videre først'); END IF;
    -- A page that was used before (Back, another person, send) blocks too: its key is taken, so the row gets one of its own.
    INSERT INTO bti_sperring (id, sak_id, bruker_id, grunn, blocked_at, blocked_by_id)
    VALUES (CASE WHEN EXISTS (SELECT 1 FROM bti_sperring e WHERE e.id = p_id) THEN gen_random_uuid() ELSE p_id END,
            p_sak, p_bruker, p_grunn, tilgang_naa(), aktoer)
    ON CONFLICT (bruker_id, sak_id) WHERE lifted_at IS NULL DO UPDATE  -- one's own closing gives way to what others have decided
       SET grunn = excluded.grunn, blocked_at = excluded.blocked_at, blocked_by_id = excluded.blocked_by_id
     WHERE bti_sperring.grunn = 'egen';
    PERFORM tilgang_glem();
END $$;

-- Only the head of the responsible unit, and not one that is about themself. Returns the case.
CREATE FUNCTION tilgang_opphev_sperring(p_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_sak uuid;
BEGIN
    SELECT x.sak_id INTO v_sak FROM bti_sperring x JOIN bti_sak s ON s.id = x.sak_id
     WHERE x.id = p_id AND x.bruker_id <> aktoer AND tilgang_er_enhetsleder(aktoer, s.tjeneste_id);
    IF v_sak IS NULL THEN PERFORM tilgang_nekt('bare lederen av enheten'); END IF;
    UPDATE bti_sperring SET lifted_at = tilgang_naa(), lifted_by_id = aktoer WHERE id = p_id AND lifted_at IS NULL;
    PERFORM tilgang_glem();
    RETURN v_sak;
END $$;

-- A parent or a young person closes their own login to the case. What they have consented to stands.
CREATE FUNCTION tilgang_steng_meg(p_sak uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tilgang_roller_for(aktoer, p_sak) r WHERE r.rolle IN ('foresatt', 'ungdom'))
    THEN PERFORM tilgang_nekt('bare familien'); END IF;
    INSERT INTO bti_sperring (id, sak_id, bruker_id, grunn, blocked_at, blocked_by_id)
    VALUES (gen_random_uuid(), p_sak, aktoer, 'egen', tilgang_naa(), aktoer)
    ON CONFLICT (bruker_id, sak_id) WHERE lifted_at IS NULL DO NOTHING;  -- two taps at once
    PERFORM tilgang_glem();
END $$;

-- The stafettholder opens again for somebody who closed for themself, after having talked with them.
CREATE FUNCTION tilgang_aapne_igjen(p_sak uuid, p_bruker uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT tilgang_er_stafettholder(aktoer, p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    UPDATE bti_sperring SET lifted_at = tilgang_naa(), lifted_by_id = aktoer
     WHERE sak_id = p_sak AND bruker_id = p_bruker AND grunn = 'egen' AND lifted_at IS NULL;
    IF NOT FOUND THEN PERFORM tilgang_nekt('personen har ikke stengt selv'); END IF;
    PERFORM tilgang_glem();
END $$;

-- Somebody who stands in while another is away: said by the one who is away, or by the head of the unit. Both work there.
CREATE FUNCTION tilgang_sett_stedfortreder(p_id uuid, p_bruker uuid, p_vikar uuid, p_tjeneste uuid, p_fra date, p_til date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_maks integer;
BEGIN
    IF NOT (aktoer = p_bruker OR tilgang_er_enhetsleder(aktoer, p_tjeneste)) THEN PERFORM tilgang_nekt('bare den det gjelder eller lederen'); END IF;
    IF NOT (tilgang_er_ansatt(p_bruker, p_tjeneste) AND tilgang_er_ansatt(p_vikar, p_tjeneste))
    THEN PERFORM tilgang_nekt('begge må være ansatt i tjenesten'); END IF;
    SELECT (s.verdi)::text::int INTO v_maks FROM tilgang_innstilling s WHERE s.noekkel = 'stedfortreder_maks_dager';
    IF p_til < tilgang_idag() OR p_til < p_fra OR p_til - p_fra >= v_maks OR p_fra < tilgang_idag()
    THEN PERFORM tilgang_nekt('datoene holder ikke'); END IF;
    INSERT INTO bti_stedfortreder (id, bruker_id, vikar_id, tjeneste_id, gyldig_fra, gyldig_til, registered_at, registered_by_id)
    VALUES (p_id, p_bruker, p_vikar, p_tjeneste, p_fra, p_til, tilgang_naa(), aktoer)
    ON CONFLICT (id) DO NOTHING;  -- two clicks at once
    PERFORM tilgang_sett_inn_vikarer(o.id) FROM bti_deltaker o
      WHERE o.bruker_id = p_bruker AND o.tjeneste_id = p_tjeneste AND o.stedfortreder_for_id IS NULL
        AND (o.gyldig_til IS NULL OR o.gyldig_til >= tilgang_idag());
    PERFORM tilgang_glem();
END $$;

-- The absence is over before its day: said by either of the two, or by the head.
CREATE FUNCTION tilgang_avslutt_stedfortreder(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    UPDATE bti_stedfortreder f SET ended_at = tilgang_naa(), ended_by_id = aktoer
     WHERE f.id = p_id AND f.ended_at IS NULL
       AND (aktoer IN (f.bruker_id, f.vikar_id) OR tilgang_er_enhetsleder(aktoer, f.tjeneste_id));
    IF NOT FOUND THEN PERFORM tilgang_nekt('ikke ditt fravær'); END IF;
    UPDATE bti_deltaker d SET gyldig_til = tilgang_idag() - 1, gyldig_fra = least(d.gyldig_fra, tilgang_idag() - 1)
      FROM bti_stedfortreder f, bti_deltaker o
     WHERE f.id = p_id AND d.bruker_id = f.vikar_id AND o.id = d.stedfortreder_for_id AND o.bruker_id = f.bruker_id
       AND o.tjeneste_id = f.tjeneste_id AND d.gyldig_til >= tilgang_idag();
    PERFORM tilgang_sett_inn_vikarer(o.id)  -- the other absences of the two stand
       FROM bti_stedfortreder f JOIN bti_deltaker o ON o.bruker_id = f.bruker_id AND o.tjeneste_id = f.tjeneste_id
      WHERE f.id = p_id AND o.stedfortreder_for_id IS NULL AND (o.gyldig_til IS NULL OR o.gyldig_til >= tilgang_idag());
    PERFORM tilgang_glem();
END $$;

-- Who works in a service today, by a part of the name: for those who work there too. The names of people outside one's cases are
-- to be had nowhere else.
CREATE FUNCTION tilgang_kolleger(p_tjeneste uuid, p_navn text, p_antall integer)
RETURNS TABLE (bruker_id uuid, navn text, tittel text, gyldig_fra date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT tilgang_er_ansatt(tilgang_krev_aktoer(), p_tjeneste) THEN PERFORM tilgang_nekt('ikke ansatt i tjenesten'); END IF;
    RETURN QUERY
    SELECT b.id, b.navn::text, min(a.tittel)::text, min(a.gyldig_fra)
      FROM bti_ansettelse a JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
     WHERE a.tjeneste_id = p_tjeneste AND a.gyldig_fra <= tilgang_idag() AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())
       AND position(upper(p_navn) IN upper(b.navn)) > 0
     GROUP BY b.id, b.navn ORDER BY b.navn, b.id LIMIT p_antall;
END $$;

-- The absences that last or are to come: one's own, those one stands in for, and, for the head, those of the unit. With names,
-- which the two need though they may share no case.
CREATE FUNCTION tilgang_fravaer()
RETURNS TABLE (id uuid, bruker_id uuid, bruker text, vikar_id uuid, vikar text, tjeneste text, gyldig_fra date, gyldig_til date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT f.id, f.bruker_id, b.navn::text, f.vikar_id, v.navn::text, t.navn::text, f.gyldig_fra, f.gyldig_til
      FROM bti_stedfortreder f
      JOIN bti_bruker b ON b.id = f.bruker_id JOIN bti_bruker v ON v.id = f.vikar_id JOIN bti_tjeneste t ON t.id = f.tjeneste_id
     WHERE f.ended_at IS NULL AND f.gyldig_til >= tilgang_idag()
       AND (aktoer IN (f.bruker_id, f.vikar_id) OR tilgang_er_enhetsleder(aktoer, f.tjeneste_id))
     ORDER BY f.gyldig_fra, b.navn, f.id;
END $$;

-- The young person in their own case. Below the age that opens by itself they are asked in earlier only on purpose.
CREATE FUNCTION tilgang_inviter_ungdom(p_sak uuid, p_bruker uuid, p_tidlig boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_h bti_hovedperson%ROWTYPE;
    v_idag date := tilgang_idag();
BEGIN
    IF NOT tilgang_er_stafettholder(aktoer, p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF p_bruker = aktoer THEN PERFORM tilgang_nekt('ingen inviterer seg selv'); END IF;
    SELECT h.* INTO v_h FROM bti_hovedperson h JOIN bti_sak s ON s.hovedperson_id = h.id WHERE s.id = p_sak FOR UPDATE OF h;
    IF v_h.bruker_id IS DISTINCT FROM p_bruker AND v_h.bruker_id IS NOT NULL THEN PERFORM tilgang_nekt('saken gjelder en annen'); END IF;
    IF EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.bruker_id = p_bruker AND d.rolle <> 'ungdom')
    THEN PERFORM tilgang_nekt('personen er med i en annen rolle'); END IF;
    IF NOT tilgang_har_fylt(v_h.foedselsdato, v_h.kommune_id, 'egen_innsyn_alder', v_idag, tilgang_aldre())
       AND NOT (p_tidlig AND tilgang_har_fylt(v_h.foedselsdato, v_h.kommune_id, 'tidlig_innsyn_alder', v_idag, tilgang_aldre()))
    THEN PERFORM tilgang_nekt('den unge er ikke gammel nok'); END IF;
    UPDATE bti_hovedperson SET bruker_id = p_bruker WHERE id = v_h.id AND bruker_id IS NULL;
    PERFORM tilgang_sett_inn_deltaker(gen_random_uuid(), p_sak, p_bruker, 'ungdom', NULL, aktoer);
    UPDATE bti_deltaker SET invitert_tidlig = p_tidlig WHERE sak_id = p_sak AND bruker_id = p_bruker AND rolle = 'ungdom';
    PERFORM tilgang_glem();
END $$;

-- The young person closes the case for the parents, or opens it for them again.
CREATE FUNCTION tilgang_ungdom_overtar(p_sak uuid, p_stenger boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM tilgang_roller_for(aktoer, p_sak) r WHERE r.rolle = 'ungdom') THEN PERFORM tilgang_nekt('bare den unge'); END IF;
    UPDATE bti_hovedperson h SET overtatt_at = CASE WHEN p_stenger THEN coalesce(h.overtatt_at, tilgang_naa()) END
      FROM bti_sak s
     WHERE s.id = p_sak AND h.id = s.hovedperson_id AND h.bruker_id = aktoer
       AND (NOT p_stenger
            OR tilgang_har_fylt(h.foedselsdato, h.kommune_id, 'overta_alder', tilgang_idag(), tilgang_aldre()));
    IF NOT FOUND THEN PERFORM tilgang_nekt('den unge er ikke gammel nok'); END IF;
    PERFORM tilgang_glem();
END $$;

-- Shields an entry, and what corrects it, from some of those who see the case. Its author or the stafettholder; not from either.
CREATE FUNCTION tilgang_skjerm(p_sak uuid, p_objekt uuid, p_brukere uuid[], p_grunn text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_antall integer;
    v_skjult_for uuid[];
BEGIN
    IF NOT 'add_innlegg' = ANY (tilgang_verb(p_sak)) OR p_objekt = ANY (tilgang_skjermet_for_meg())
       OR NOT EXISTS (SELECT 1 FROM stafettlogg_innlegg i
                       WHERE i.id = p_objekt AND i.sak_id = p_sak
                         AND (i.created_by_id = aktoer OR tilgang_er_stafettholder(aktoer, p_sak)))
    THEN PERFORM tilgang_nekt('bare den som skrev det, eller stafettholderen'); END IF;
    PERFORM 1 FROM bti_sak s WHERE s.id = p_sak FOR NO KEY UPDATE;  -- a correction that is being written is waited for, and shielded too
    WITH RECURSIVE med AS (
        SELECT i.id, i.created_by_id FROM stafettlogg_innlegg i WHERE i.id = p_objekt
        UNION
        SELECT i.id, i.created_by_id FROM stafettlogg_innlegg i JOIN med ON i.retter_id = med.id
    )
    INSERT INTO bti_skjerming (id, sak_id, objekt_id, bruker_id, grunn, shielded_at, shielded_by_id)
    SELECT gen_random_uuid(), p_sak, med.id, d.bruker_id, p_grunn, tilgang_naa(), aktoer
      FROM med CROSS JOIN (  -- a parent who is not let in yet may be shielded from it too
            SELECT i.bruker_id FROM bti_deltaker i WHERE i.sak_id = p_sak
            UNION
            SELECT r.bruker_id FROM bti_familierelasjon r JOIN bti_sak s ON s.hovedperson_id = r.hovedperson_id WHERE s.id = p_sak) d
     WHERE d.bruker_id = ANY (p_brukere) AND d.bruker_id <> aktoer AND d.bruker_id <> med.created_by_id
       AND NOT EXISTS (SELECT 1 FROM bti_deltaker h
                        WHERE h.sak_id = p_sak AND h.bruker_id = d.bruker_id AND h.rolle = 'stafettholder'
                          AND h.stedfortreder_for_id IS NULL AND h.gyldig_til IS NULL)
    ON CONFLICT (bruker_id, objekt_id) DO NOTHING;
    GET DIAGNOSTICS v_antall = ROW_COUNT;
    v_skjult_for := ARRAY(SELECT x.bruker_id FROM bti_skjerming x WHERE x.sak_id = p_sak AND x.bruker_id = ANY (p_brukere));
    -- What those it is hidden from have on paper already, or are having made, may hold the entry.
    UPDATE utskrift_utskrift SET status = 'utloept', fil = NULL, filstoerrelse = 0, valg = '{}'
     WHERE sak_id = p_sak AND ordered_by_id = ANY (v_skjult_for) AND status = 'ferdig';
    UPDATE utskrift_utskrift SET status = 'bestilt', claim_token = NULL
     WHERE sak_id = p_sak AND ordered_by_id = ANY (v_skjult_for) AND status = 'paagaar';
    RETURN v_antall;
END $$;

-- What corrects a shielded entry is shielded from the same people from the moment it is written.
CREATE FUNCTION stafettlogg_rettelse_skjermes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO bti_skjerming (id, sak_id, objekt_id, bruker_id, grunn, shielded_at, shielded_by_id)
    SELECT gen_random_uuid(), x.sak_id, NEW.id, x.bruker_id, x.grunn, tilgang_naa(), x.shielded_by_id
      FROM bti_skjerming x WHERE x.objekt_id = NEW.retter_id
    ON CONFLICT (bruker_id, objekt_id) DO NOTHING;
    RETURN NEW;
END $$;

-- What corrects an entry is about the same themes, so that it is read by the same services.
CREATE FUNCTION stafettlogg_rettelse_arver_temaer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.temaer := coalesce((SELECT i.temaer FROM stafettlogg_innlegg i WHERE i.id = NEW.retter_id), '{}');
    RETURN NEW;
END $$;
