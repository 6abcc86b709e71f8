-- THE RULE. Every policy, every job and every delivery asks it; nothing restates it (docs/tilgang.md).

-- The parts are set-returning so that PostgreSQL inlines them into one plan; each returns a row for yes, none for no.

-- The settings that the rule asks: the default under the setting's own name, a municipality's own under its id and the name.
-- One value, so that the rule looks the settings up once and not once for each case. Owner's use alone.
CREATE FUNCTION tilgang_aldre() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_object_agg(s.noekkel, s.verdi) || coalesce((
               SELECT jsonb_object_agg(i.kommune_id || i.noekkel, i.verdi)
                 FROM bti_kommuneinnstilling i WHERE i.noekkel LIKE '%\_alder' OR i.noekkel LIKE 'samtykke\_%'), '{}')
      FROM tilgang_innstilling s WHERE s.noekkel LIKE '%\_alder' OR s.noekkel LIKE 'samtykke\_%'
$$;

-- Whether somebody born that day has reached the age that a setting names; not when no birth date is known.
CREATE FUNCTION tilgang_har_fylt(p_foedt date, p_kommune uuid, p_noekkel text, p_idag date, p_aldre jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        p_foedt + make_interval(years => coalesce(p_aldre->(p_kommune || p_noekkel), p_aldre->p_noekkel)::int) <= p_idag, false)
$$;

-- Who must say yes in a case, and why (samtykke/hvem.py has the words), for these areas of law and to this service. In each area
-- the parents answer until an age, and the young person from an age; who answers in one of them answers for all. A guardian and
-- the child welfare service that has the care answer as parents with responsibility do; a pregnant woman answers alone. Those who
-- were asked answer too. A young person without a login is a giver that nobody is (NULL), so that nothing is covered. The same
-- person may come twice.
CREATE FUNCTION tilgang_givere_for(p_sak uuid, p_tjeneste uuid, p_omraader text[], p_idag date, p_aldre jsonb)
RETURNS TABLE (giver_id uuid, grunn text) LANGUAGE sql STABLE AS $$
    SELECT g.giver_id, g.grunn
      FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id
     CROSS JOIN LATERAL (
        SELECT h.slag <> 'gravid' AND bool_or(o.foreldre) AS foreldre, bool_or(o.foreldre AND NOT o.bosted) AS begge,
               h.slag = 'gravid' OR bool_or(o.ung) AS ung
          FROM (SELECT NOT tilgang_har_fylt(
                           h.foedselsdato, s.kommune_id, 'samtykke_foreldre_til_alder' || e.nde, p_idag, p_aldre) AS foreldre,
                       tilgang_har_fylt(h.foedselsdato, s.kommune_id, 'samtykke_egen_alder' || e.nde, p_idag, p_aldre) AS ung,
                       coalesce(p_aldre->(s.kommune_id || 'samtykke_bosted_alene_omraader'),
                                p_aldre->'samtykke_bosted_alene_omraader') ? e.omraade AS bosted
                  FROM (SELECT u.omraade, CASE u.omraade WHEN 'logg' THEN '' ELSE '_' || u.omraade END AS nde
                          FROM unnest(p_omraader) u (omraade)) e) o) a
     CROSS JOIN LATERAL (
        SELECT r.bruker_id AS giver_id,
               CASE WHEN r.relasjon IN ('verge', 'barnevern') THEN r.relasjon::text
                    WHEN r.barnet_bor_her AND NOT a.begge THEN 'bosted' ELSE 'foreldreansvar' END AS grunn
          FROM bti_familierelasjon r
         WHERE r.hovedperson_id = h.id AND a.foreldre AND r.blocked_at IS NULL
           AND (r.gyldig_til IS NULL OR r.gyldig_til >= p_idag)
           AND (r.relasjon IN ('verge', 'barnevern') OR r.har_foreldreansvar AND (
                a.begge OR r.barnet_bor_her IS NOT false OR r.verifisering NOT IN ('register', 'to_personer')
                -- Passed over only for somebody else who answers: where the child lives, and nobody doubts it.
                OR NOT EXISTS (SELECT 1 FROM bti_familierelasjon b
                                WHERE b.hovedperson_id = h.id AND b.har_foreldreansvar AND b.barnet_bor_her
                                  AND b.verifisering IN ('register', 'to_personer') AND b.blocked_at IS NULL
                                  AND (b.gyldig_til IS NULL OR b.gyldig_til >= p_idag))))
        UNION ALL
        SELECT k.giver_id, 'spurt' FROM samtykke_samtykkekrav k
         WHERE k.sak_id = s.id AND k.tjeneste_id = p_tjeneste AND k.slag = 'innsyn' AND k.frafalt_at IS NULL
           AND (k.giver_id = h.bruker_id OR a.foreldre)
        UNION ALL
        SELECT h.bruker_id, CASE WHEN h.slag = 'gravid' THEN 'gravid' WHEN a.foreldre THEN 'ung_med' ELSE 'ung_alene' END
         WHERE a.ung) g
     WHERE s.id = p_sak
$$;

-- The same for a service, by the areas that it was asked about, the log always among them. With p_tjeneste NULL, those who are to
-- be asked about the log.
CREATE FUNCTION tilgang_givere(p_sak uuid, p_tjeneste uuid, p_idag date, p_aldre jsonb)
RETURNS TABLE (giver_id uuid, grunn text) LANGUAGE sql STABLE AS $$
    SELECT g.giver_id, g.grunn
      FROM (SELECT ARRAY(SELECT 'logg' UNION
                         SELECT unnest(k.omraader) FROM samtykke_samtykkekrav k
                          WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste AND k.slag = 'innsyn'
                            AND k.frafalt_at IS NULL) AS omraader) o
     CROSS JOIN LATERAL tilgang_givere_for(p_sak, p_tjeneste, o.omraader, p_idag, p_aldre) g
$$;

-- The yes that hold today to letting a service see a case, whoever gave them.
CREATE FUNCTION tilgang_levende(p_sak uuid, p_tjeneste uuid, p_idag date) RETURNS SETOF samtykke_samtykke
LANGUAGE sql STABLE AS $$
    SELECT y.* FROM samtykke_samtykke y
     WHERE y.sak_id = p_sak AND y.tjeneste_id = p_tjeneste AND y.slag = 'innsyn'
       AND y.withdrawn_at IS NULL AND y.gyldig_fra <= p_idag AND y.gyldig_til >= p_idag
$$;

-- Who comes in only when the family has invited them: they answer for nobody, and a parent has not chosen them alone.
CREATE FUNCTION tilgang_trenger_invitasjon(p_relasjon text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_relasjon IN ('partner', 'besteforelder', 'fosterforelder', 'nettverk')
$$;

-- An invitation holds while nobody has ended it and everybody who must say yes today has a living yes to it. Somebody new among
-- them has not answered yet, and nobody to answer is a no.
CREATE FUNCTION tilgang_invitasjon_holder(p_sak uuid, p_invitasjon uuid, p_idag date, p_aldre jsonb) RETURNS SETOF integer
LANGUAGE sql STABLE AS $$
    SELECT 1
      FROM samtykke_familieinvitasjon i
     WHERE i.id = p_invitasjon AND i.sak_id = p_sak AND i.ended_at IS NULL
       AND (SELECT every(EXISTS (
                SELECT 1 FROM samtykke_invitasjonssvar v
                 WHERE v.invitasjon_id = p_invitasjon AND v.giver_id = g.giver_id AND v.ja AND v.withdrawn_at IS NULL))
              FROM tilgang_givere(p_sak, NULL, p_idag, p_aldre) AS g(giver_id))
$$;

-- A service is covered when every giver has a living consent to it today, and writes when all of them say so. A missing answer is
-- a no, and so is nobody to answer (bool_and over no rows is NULL). A service that is closed down is covered by nobody.
CREATE FUNCTION tilgang_samtykke_dekker(p_sak uuid, p_tjeneste uuid, p_idag date, p_aldre jsonb)
RETURNS TABLE (kan_skrive boolean) LANGUAGE sql STABLE AS $$
    SELECT c.kan_skrive
      FROM (SELECT bool_and(y.id IS NOT NULL) AS dekket, bool_and(y.kan_skrive) AS kan_skrive
              FROM tilgang_givere(p_sak, p_tjeneste, p_idag, p_aldre) g
              LEFT JOIN tilgang_levende(p_sak, p_tjeneste, p_idag) y ON y.giver_id = g.giver_id) c
     WHERE c.dekket
       AND NOT EXISTS (SELECT 1 FROM bti_tjeneste t WHERE t.id = p_tjeneste AND t.nedlagt_dato <= p_idag)
$$;

-- The themes that every giver has said yes to for a service that is covered; NULL when there are none.
CREATE FUNCTION tilgang_felles_temaer(p_sak uuid, p_tjeneste uuid, p_idag date, p_aldre jsonb) RETURNS text[]
LANGUAGE sql STABLE AS $$
    WITH givere AS MATERIALIZED (
        SELECT DISTINCT g.giver_id FROM tilgang_givere(p_sak, p_tjeneste, p_idag, p_aldre) g)
    SELECT array_agg(felles.tema)
      FROM (SELECT tema
              FROM givere g
              JOIN tilgang_levende(p_sak, p_tjeneste, p_idag) y ON y.giver_id = g.giver_id
             CROSS JOIN LATERAL unnest(y.temaer::text[]) tema
             GROUP BY tema
            HAVING count(*) = (SELECT count(*) FROM givere)) felles
$$;

-- A parent: the register has confirmed the relation, or two employees have; it has not ended and nobody has blocked it; a protected
-- address asks for the two employees, a strictly protected one excludes the digital way; the child is not of age, and has not
-- closed the case for the parents. Whom the family invites: the same, while the invitation holds.
CREATE FUNCTION tilgang_foresatt_slipper_inn(p_bruker uuid, p_hovedperson uuid, p_kommune uuid, p_idag date, p_aldre jsonb)
RETURNS SETOF integer LANGUAGE sql STABLE AS $$
    SELECT 1
      FROM bti_familierelasjon r JOIN bti_hovedperson h ON h.id = r.hovedperson_id
     WHERE r.hovedperson_id = p_hovedperson AND r.bruker_id = p_bruker AND r.blocked_at IS NULL
       AND (r.gyldig_til IS NULL OR r.gyldig_til >= p_idag)
       AND CASE h.adressesperre
               WHEN 'ingen' THEN r.verifisering IN ('register', 'to_personer')
               WHEN 'fortrolig' THEN r.verifisering = 'to_personer'
               ELSE false
           END
       AND (NOT tilgang_trenger_invitasjon(r.relasjon)
            OR EXISTS (SELECT 1 FROM samtykke_familieinvitasjon i, tilgang_invitasjon_holder(i.sak_id, i.id, p_idag, p_aldre)
                        WHERE i.relasjon_id = r.id))
       AND NOT tilgang_har_fylt(h.foedselsdato, p_kommune, 'foresatt_innsyn_til_alder', p_idag, p_aldre)
       AND (h.overtatt_at IS NULL
            OR NOT tilgang_har_fylt(h.foedselsdato, p_kommune, 'overta_alder', p_idag, p_aldre))
$$;

-- The young person: the case is about them, and they have reached the age, or were asked in earlier.
CREATE FUNCTION tilgang_ungdom_slipper_inn(
    p_bruker uuid, p_hovedperson uuid, p_kommune uuid, p_tidlig boolean, p_idag date, p_aldre jsonb)
RETURNS SETOF integer LANGUAGE sql STABLE AS $$
    SELECT 1 FROM bti_hovedperson h
     WHERE h.id = p_hovedperson AND h.bruker_id = p_bruker
       AND (tilgang_har_fylt(h.foedselsdato, p_kommune, 'egen_innsyn_alder', p_idag, p_aldre)
            OR p_tidlig AND tilgang_har_fylt(h.foedselsdato, p_kommune, 'tidlig_innsyn_alder', p_idag, p_aldre))
$$;

-- Somebody who stands in for another: the absence holds today, and the other's own part, employment and login hold too.
CREATE FUNCTION tilgang_stedfortreder_holder(p_vikar uuid, p_for uuid, p_idag date) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
    SELECT 1
      FROM bti_deltaker o
      JOIN bti_bruker b ON b.id = o.bruker_id AND b.is_active
      JOIN bti_stedfortreder f ON f.bruker_id = o.bruker_id AND f.tjeneste_id = o.tjeneste_id AND f.vikar_id = p_vikar
     WHERE o.id = p_for AND o.gyldig_fra <= p_idag AND (o.gyldig_til IS NULL OR o.gyldig_til >= p_idag)
       AND f.ended_at IS NULL AND f.gyldig_fra <= p_idag AND f.gyldig_til >= p_idag
       AND EXISTS (SELECT 1 FROM bti_ansettelse e
                    WHERE e.bruker_id = o.bruker_id AND e.tjeneste_id = o.tjeneste_id AND e.gyldig_fra <= p_idag
                      AND (e.gyldig_til IS NULL OR e.gyldig_til >= p_idag))
       AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                        WHERE x.bruker_id = o.bruker_id AND x.sak_id = o.sak_id AND x.lifted_at IS NULL)
$$;

-- The cases that a person may see now, the part they have in each, whom it is about, and the service whose consent the part
-- hangs on, if it does; with p_sak, only that one. Owner's use alone. plpgsql keeps the plan: to plan anew for each case, as PostgreSQL would choose, takes ten times as long as the answer.
CREATE FUNCTION tilgang_roller_for(p_bruker uuid, p_sak uuid DEFAULT NULL)
RETURNS TABLE (sak_id uuid, rolle text, hovedperson_id uuid, samtykke_tjeneste_id uuid)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    v_idag date := tilgang_idag();
    v_aldre jsonb;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bti_bruker b WHERE b.id = p_bruker AND b.is_active) THEN RETURN; END IF;
    v_aldre := tilgang_aldre();
    RETURN QUERY
    WITH mine AS MATERIALIZED (
        SELECT d.sak_id, d.rolle, d.tjeneste_id, d.stedfortreder_for_id, d.invitert_tidlig,
               s.tjeneste_id AS ansvarlig_id, s.hovedperson_id, s.kommune_id
          FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id
         WHERE d.bruker_id = p_bruker AND (p_sak IS NULL OR d.sak_id = p_sak)
           AND d.gyldig_fra <= v_idag AND (d.gyldig_til IS NULL OR d.gyldig_til >= v_idag)
           AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                            WHERE x.bruker_id = p_bruker AND x.sak_id = d.sak_id AND x.lifted_at IS NULL)
    ), i_arbeid AS MATERIALIZED (
        SELECT m.* FROM mine m
         WHERE m.rolle IN ('stafettholder', 'fagperson')
           AND m.tjeneste_id = ANY (ARRAY(
               SELECT a.tjeneste_id FROM bti_ansettelse a
                WHERE a.bruker_id = p_bruker AND a.gyldig_fra <= v_idag
                  AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag)))
           AND (m.stedfortreder_for_id IS NULL
                OR EXISTS (SELECT 1 FROM tilgang_stedfortreder_holder(p_bruker, m.stedfortreder_for_id, v_idag)))
    )
    SELECT m.sak_id, m.rolle::text, m.hovedperson_id, NULL::uuid FROM i_arbeid m WHERE m.tjeneste_id = m.ansvarlig_id
    UNION ALL
    SELECT m.sak_id, CASE WHEN c.kan_skrive THEN m.rolle::text ELSE 'leser' END, m.hovedperson_id, m.tjeneste_id
      FROM i_arbeid m CROSS JOIN LATERAL tilgang_samtykke_dekker(m.sak_id, m.tjeneste_id, v_idag, v_aldre) c
     WHERE m.tjeneste_id <> m.ansvarlig_id
       AND EXISTS (SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = m.tjeneste_id AND tk.kommune_id = m.kommune_id)
    UNION ALL
    SELECT m.sak_id, m.rolle::text, m.hovedperson_id, NULL::uuid FROM mine m
     WHERE m.rolle = 'foresatt'
       AND EXISTS (SELECT 1 FROM tilgang_foresatt_slipper_inn(p_bruker, m.hovedperson_id, m.kommune_id, v_idag, v_aldre))
    UNION ALL
    SELECT m.sak_id, m.rolle::text, m.hovedperson_id, NULL::uuid FROM mine m
     WHERE m.rolle = 'ungdom'
       AND EXISTS (SELECT 1 FROM tilgang_ungdom_slipper_inn(p_bruker, m.hovedperson_id, m.kommune_id, m.invitert_tidlig, v_idag, v_aldre))
    UNION ALL
    SELECT n.sak_id, 'noedtilgang', s.hovedperson_id, NULL::uuid
      FROM bti_noedtilgang n JOIN bti_sak s ON s.id = n.sak_id JOIN bti_hovedperson h ON h.id = s.hovedperson_id
     WHERE n.bruker_id = p_bruker AND (p_sak IS NULL OR n.sak_id = p_sak)
       AND n.ended_at IS NULL AND n.opened_at <= tilgang_naa() AND n.expires_at > tilgang_naa()
       AND h.adressesperre IN ('ingen', 'fortrolig')
       AND EXISTS (SELECT 1 FROM bti_ansettelse a JOIN bti_tjenestekommune tk ON tk.tjeneste_id = a.tjeneste_id
                    WHERE a.bruker_id = p_bruker AND tk.kommune_id = s.kommune_id AND a.gyldig_fra <= v_idag
                      AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag))
       AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                        WHERE x.bruker_id = p_bruker AND x.sak_id = n.sak_id AND x.lifted_at IS NULL);
END $$;

-- The same, each case once.
CREATE FUNCTION tilgang_saker_for(p_bruker uuid, p_sak uuid DEFAULT NULL) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.sak_id FROM tilgang_roller_for(p_bruker, p_sak) r
$$;

-- The seal of what is kept under a name: bound to the actor, the transaction and the connection. The moment is a number, since
-- its text follows settings that the client may change. Owner's use alone.
CREATE FUNCTION tilgang_segl(p_aktoer text, p_navn text, p_innhold text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN tilgang_hmac(
        p_aktoer || '|' || extract(epoch FROM transaction_timestamp()) || '|' || pg_backend_pid() || '|' || p_navn || '|' || p_innhold);
END $$;

-- Keeps something about the actor for the rest of the transaction, sealed. Owner's use alone.
CREATE FUNCTION tilgang_forsegl(p_navn text, p_innhold text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config(p_navn, tilgang_segl(current_setting('stafett.aktoer', true), p_navn, p_innhold) || '|' || p_innhold, true);
END $$;

-- What was kept under a name in this transaction for this actor; NULL when nothing genuine is there. The actor's name runs out in
-- a long transaction too. Owner's use alone.
CREATE FUNCTION tilgang_gjemt(p_navn text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    raa text := current_setting('stafett.aktoer', true);
    gjemt text := current_setting(p_navn, true);
    innhold text := substr(gjemt, 66);
BEGIN
    IF raa = '' OR current_setting('transaction_isolation') <> 'read committed' THEN RETURN NULL; END IF;
    IF left(gjemt, 64) = tilgang_segl(raa, p_navn, innhold) THEN
        IF split_part(raa, '.', 2)::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
        RETURN innhold;
    END IF;
    RETURN NULL;
END $$;

-- My cases: worked out once per transaction and kept sealed, and with them whom they are about. In order, since whoever compares
-- with a list puts it in order first.
CREATE FUNCTION tilgang_mine_saker() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gjemt text := tilgang_gjemt('stafett.saker');
    aktoer uuid;
    saker uuid[];
    hovedpersoner uuid[];
BEGIN
    IF gjemt IS NOT NULL THEN RETURN gjemt; END IF;
    aktoer := tilgang_aktoer();
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    SELECT coalesce(array_agg(DISTINCT r.sak_id), '{}'), coalesce(array_agg(DISTINCT r.hovedperson_id), '{}')
      INTO saker, hovedpersoner FROM tilgang_roller_for(aktoer) r;
    PERFORM tilgang_forsegl('stafett.saker', saker::text), tilgang_forsegl('stafett.hovedpersoner', hovedpersoner::text);
    RETURN saker;
END $$;

-- Whom my cases are about.
CREATE FUNCTION tilgang_mine_hovedpersoner() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gjemt text := tilgang_gjemt('stafett.hovedpersoner');
BEGIN
    IF gjemt IS NOT NULL THEN RETURN gjemt; END IF;
    RETURN ARRAY(SELECT s.hovedperson_id FROM bti_sak s WHERE s.id = ANY (tilgang_mine_saker()));
END $$;

-- What guardian's rows give a person in a case for the parts they have there. Owner's use alone.
CREATE FUNCTION tilgang_verb_av(p_bruker uuid, p_sak uuid, p_roller text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT p.codename::text), '{}')
      FROM tilgang_rolletillatelse rt
      JOIN bti_sakuserobjectpermission g ON g.user_id = p_bruker AND g.permission_id = rt.permission_id AND g.content_object_id = p_sak
      JOIN auth_permission p ON p.id = rt.permission_id
     WHERE rt.rolle = ANY (p_roller)
$$;

-- Keeps what the actor may do in one case for the rest of the transaction, sealed like the list. Owner's use alone.
CREATE FUNCTION tilgang_forsegl_verb(p_sak uuid, p_verb text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tilgang_forsegl('stafett.verb', p_sak || p_verb::text);
END $$;

-- Whoever changes access in this transaction sees the change in its next statement.
CREATE FUNCTION tilgang_glem() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('stafett.saker', '', true), set_config('stafett.hovedpersoner', '', true), set_config('stafett.verb', '', true);
END $$;

-- The municipality of somebody who is family in a case; left open unless p_hvor, since the work of an employee says where they
-- are. Who is family in a case that is closed to them is not told where: the address may be protected from them.
CREATE FUNCTION tilgang_familiested(p_bruker uuid, p_hvor boolean) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE v_sted jsonb;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.bruker_id = p_bruker AND d.rolle IN ('foresatt', 'ungdom')) THEN
        RETURN NULL;
    END IF;
    IF p_hvor THEN
        SELECT jsonb_build_object('kommune_id', k.id, 'kommune', k.navn) INTO v_sted
          FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id JOIN bti_kommune k ON k.id = s.kommune_id
         WHERE d.bruker_id = p_bruker AND d.rolle IN ('foresatt', 'ungdom')
           AND d.sak_id = ANY ((SELECT tilgang_mine_saker())::uuid[])
         ORDER BY d.invited_at DESC LIMIT 1;
    END IF;
    RETURN coalesce(v_sted, '{"kommune_id": null, "kommune": ""}');
END $$;

-- Whether where the child is must be kept from somebody in the family: the address is protected or its protection not known, or one
-- of them is blocked, by others than themselves. Whom a head turned down was never one of them: that hides nothing from the others.
CREATE FUNCTION tilgang_sted_sperret(p_hovedperson uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_hovedperson h WHERE h.id = p_hovedperson AND h.adressesperre <> 'ingen')
        OR EXISTS (SELECT 1 FROM bti_familierelasjon b
                    WHERE b.hovedperson_id = p_hovedperson
                      AND (b.blocked_at IS NOT NULL AND b.verifisering <> 'avvist'
                           OR EXISTS (SELECT 1 FROM bti_sperring x JOIN bti_sak s ON s.id = x.sak_id
                                       WHERE x.bruker_id = b.bruker_id AND s.hovedperson_id = p_hovedperson AND x.lifted_at IS NULL
                                         AND x.grunn <> 'egen')))
$$;

-- Whether nothing that locates is shown to a person: in one of their cases where the child is must be kept from somebody, and
-- nobody has said that the child lives with them (barnevern with the care has placed it). What is not known is a no. It holds for all that they read, so that one case
-- does not tell what another hides. The child themselves, and who works there, know where it is.
CREATE FUNCTION tilgang_skjult_sted(p_bruker uuid, p_sak uuid DEFAULT NULL) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id JOIN bti_hovedperson h ON h.id = s.hovedperson_id
         WHERE d.bruker_id = p_bruker AND (p_sak IS NULL OR d.sak_id = p_sak)
           AND d.rolle = 'foresatt' AND h.bruker_id IS DISTINCT FROM p_bruker
           AND tilgang_sted_sperret(h.id)
           AND NOT EXISTS (SELECT 1 FROM bti_familierelasjon r
                            WHERE r.hovedperson_id = h.id AND r.bruker_id = p_bruker AND r.blocked_at IS NULL
                              AND (r.barnet_bor_her OR r.relasjon = 'barnevern')
                              AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())))
$$;

-- The same for a case, for those who write in it or print it.
CREATE FUNCTION tilgang_skjuler_sted(p_sak uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM bti_sak s
                    WHERE s.id = p_sak AND s.id = ANY (tilgang_mine_saker()) AND tilgang_sted_sperret(s.hovedperson_id))
$$;

-- From whom it is hidden in a case, by what they are to the child: for the staff of the case, and of this case alone. plpgsql,
-- since it asks what stands below.
CREATE FUNCTION tilgang_sted_skjult_for(p_sak uuid) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT r.relasjon::text
      FROM bti_sak s JOIN bti_familierelasjon r ON r.hovedperson_id = s.hovedperson_id AND r.blocked_at IS NULL
     WHERE s.id = p_sak AND tilgang_maa(p_sak, 'view_sak') AND tilgang_skjult_sted(r.bruker_id, p_sak);
END $$;

-- What a page needs to know about the person who asks, in one statement.
CREATE FUNCTION tilgang_hvem() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    v_idag date := tilgang_idag();
    svar jsonb;
BEGIN
    IF aktoer IS NULL THEN RETURN NULL; END IF;
    SELECT jsonb_build_object(
        'bruker_id', b.id, 'navn', b.navn, 'maalform', b.maalform,
        'ansettelser', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                       'tjeneste_id', t.id, 'tjeneste', t.navn, 'tittel', a.tittel, 'er_leder', a.is_leder,
                       'kommune_id', k.id, 'kommune', k.navn) ORDER BY a.gyldig_fra, t.navn)
              FROM bti_ansettelse a
              JOIN bti_tjeneste t ON t.id = a.tjeneste_id
              JOIN LATERAL (SELECT k.id, k.navn FROM bti_tjenestekommune tk JOIN bti_kommune k ON k.id = tk.kommune_id
                             WHERE tk.tjeneste_id = t.id ORDER BY k.kommunenummer LIMIT 1) k ON true
             WHERE a.bruker_id = b.id AND a.gyldig_fra <= v_idag
               AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag)), '[]'),
        'kommuneroller', coalesce((
            SELECT jsonb_agg(jsonb_build_object('rolle', r.rolle, 'kommune_id', k.id, 'kommune', k.navn) ORDER BY r.rolle)
              FROM bti_kommunerolle r JOIN bti_kommune k ON k.id = r.kommune_id
             WHERE r.bruker_id = b.id AND r.gyldig_fra <= v_idag
               AND (r.gyldig_til IS NULL OR r.gyldig_til >= v_idag)), '[]'),
        'noedtilganger', tilgang_mine_noedtilganger(b.id),
        'skjult_sted', tilgang_skjult_sted(b.id),
        'antall_uleste', (
            SELECT count(*) FROM varsling_varsel v
             WHERE v.mottaker_id = b.id AND v.read_at IS NULL
               AND (v.sak_id IS NULL OR v.sak_id = ANY ((SELECT tilgang_mine_saker())::uuid[]))
               AND (v.objekt_id IS NULL OR v.objekt_id <> ALL (ARRAY(SELECT tilgang_skjermet_for(b.id))))))
      INTO svar FROM bti_bruker b WHERE b.id = aktoer AND b.is_active;
    RETURN svar || jsonb_build_object('familie', tilgang_familiested(
        aktoer, svar->'ansettelser' = '[]' AND svar->'kommuneroller' = '[]'));
END $$;

-- The beginning of a request: names the actor and the time limit of a statement, and says who the actor is. A page about one
-- case works with that case alone: no other is in its list, and the rule is asked for one.
CREATE FUNCTION tilgang_aapne(p_aktoer text, p_grense_ms integer, p_sak uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    svar jsonb;
    v_roller text[];
    v_hovedpersoner uuid[];
BEGIN
    PERFORM set_config('stafett.aktoer', p_aktoer, true), set_config('statement_timeout', p_grense_ms::text, true), tilgang_glem();
    svar := tilgang_hvem();
    IF svar IS NOT NULL AND p_sak IS NOT NULL THEN
        SELECT coalesce(array_agg(r.rolle), '{}'), coalesce(array_agg(DISTINCT r.hovedperson_id), '{}') INTO v_roller, v_hovedpersoner
          FROM tilgang_roller_for(tilgang_aktoer(), p_sak) r;
        PERFORM tilgang_forsegl('stafett.saker', CASE WHEN cardinality(v_roller) > 0 THEN ARRAY[p_sak] ELSE '{}' END::text),
                tilgang_forsegl('stafett.hovedpersoner', v_hovedpersoner::text),
                tilgang_forsegl_verb(p_sak, tilgang_verb_av(tilgang_aktoer(), p_sak, v_roller));
    END IF;
    RETURN svar;
END $$;

-- Whether the actor still sees a case, asked anew, and with it what they may do there; the other cases stand as they did. Call
-- it after waiting for a lock.
CREATE FUNCTION tilgang_ser_fortsatt(p_sak uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    mine uuid[] := tilgang_mine_saker();
    v_roller text[] := ARRAY(SELECT r.rolle FROM tilgang_roller_for(aktoer, p_sak) r);
    ser boolean := cardinality(v_roller) > 0;
BEGIN
    IF aktoer IS NULL THEN RETURN false; END IF;
    IF ser <> (p_sak = ANY (mine)) THEN PERFORM tilgang_glem(); END IF;
    PERFORM tilgang_forsegl_verb(p_sak, tilgang_verb_av(aktoer, p_sak, v_roller));
    RETURN ser;
END $$;

-- Whose names one may read: one's own, and those of everybody who is or was in one's cases, the registered parents included.
-- Who wrote an entry and has left since keeps the name in the log.
CREATE FUNCTION tilgang_mine_personer() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[] := tilgang_mine_saker();
    hovedpersoner uuid[] := tilgang_mine_hovedpersoner();
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    RETURN ARRAY(
        SELECT aktoer
        UNION SELECT d.bruker_id FROM bti_deltaker d WHERE d.sak_id = ANY (saker)
        UNION SELECT r.bruker_id FROM bti_familierelasjon r WHERE r.hovedperson_id = ANY (hovedpersoner)
        ORDER BY 1);
END $$;

-- What the actor may do in a case now: guardian's rows, which follow from the part one has and which nobody writes by hand, as
-- far as one of the parts that hold today gives them. Nothing in a case that the actor does not see. Worked out once per
-- transaction for the case at hand.
CREATE FUNCTION tilgang_verb(p_sak uuid) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid;
    gjemt text := tilgang_gjemt('stafett.verb');
    v_verb text[];
BEGIN
    IF NOT p_sak = ANY (tilgang_mine_saker()) THEN RETURN '{}'; END IF;
    IF starts_with(gjemt, p_sak::text) THEN RETURN substr(gjemt, 37)::text[]; END IF;
    aktoer := tilgang_aktoer();
    v_verb := tilgang_verb_av(aktoer, p_sak, ARRAY(SELECT r.rolle FROM tilgang_roller_for(aktoer, p_sak) r));
    PERFORM tilgang_forsegl_verb(p_sak, v_verb);
    RETURN v_verb;
END $$;

-- Whether that holds one of these permissions: asked when a row is written, never when one is read.
CREATE FUNCTION tilgang_maa(p_sak uuid, VARIADIC p_tillatelser text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN tilgang_verb(p_sak) && p_tillatelser;
END $$;

-- Entries whose themes the family has not said yes to for the service that a person is in a case for. A part that needs no
-- consent reads everything. Owner's use alone. plpgsql, since the rule stands before the tables of the log.
CREATE FUNCTION tilgang_utenfor_tema(p_bruker uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH deler AS MATERIALIZED (  -- asked for the few cases alone that have such entries
        SELECT r.sak_id, r.samtykke_tjeneste_id IS NULL AS leser_alt,
               tilgang_felles_temaer(r.sak_id, r.samtykke_tjeneste_id, tilgang_idag(), tilgang_aldre()) AS temaer
          FROM (SELECT DISTINCT d.sak_id
                  FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id AND s.tjeneste_id <> d.tjeneste_id
                 WHERE d.bruker_id = p_bruker
                   AND EXISTS (SELECT 1 FROM stafettlogg_innlegg i WHERE i.sak_id = d.sak_id AND i.temaer <> '{}')) mine
         CROSS JOIN LATERAL tilgang_roller_for(p_bruker, mine.sak_id) r)
    SELECT i.id FROM stafettlogg_innlegg i
     WHERE i.temaer <> '{}' AND i.sak_id IN (SELECT d.sak_id FROM deler d)
       AND NOT EXISTS (SELECT 1 FROM deler d WHERE d.sak_id = i.sak_id AND (d.leser_alt OR i.temaer::text[] <@ d.temaer));
END $$;

-- What is shielded from a person, in all of their cases: by name, or by its themes. Owner's use alone.
CREATE FUNCTION tilgang_skjermet_for(p_bruker uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT x.objekt_id FROM bti_skjerming x WHERE x.bruker_id = p_bruker
     UNION ALL
    SELECT t FROM tilgang_utenfor_tema(p_bruker) t
$$;

-- The same for the actor: an array that policies compare with, worked out once a statement.
CREATE FUNCTION tilgang_skjermet_for_meg() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT tilgang_skjermet_for(tilgang_aktoer()));
END $$;

-- Log in: the one person behind an issuer and a subject. The app role can list neither identities nor people.
CREATE FUNCTION innlogging_finn(p_issuer text, p_subject text)
RETURNS TABLE (id uuid, navn varchar, maalform varchar, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT b.id, b.navn, b.maalform, b.is_active FROM bti_identitet i JOIN bti_bruker b ON b.id = i.bruker_id
     WHERE i.issuer = p_issuer AND i.subject = p_subject AND b.is_active
$$;
