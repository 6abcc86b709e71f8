-- Carrying out what was planned and queued. Each function is for one purpose, and asks the rule again before it tells.

-- Whether somebody of the family wants what is about the case on paper: they are told nothing of it by app or mail.
CREATE FUNCTION varsling_paa_papir(p_mottaker uuid, p_sak uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_sak s JOIN bti_familierelasjon r ON r.hovedperson_id = s.hovedperson_id
                    WHERE s.id = p_sak AND r.bruker_id = p_mottaker AND r.kanal = 'papir')
$$;

-- Whether the recipient may still be told: they see the case today and do not have it on paper, or it is about no case and they are
-- still here; and what it is about is not shielded from them.
CREATE FUNCTION varsling_faar_vite(p_mottaker uuid, p_sak uuid, p_objekt uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_sak IS NULL
        THEN EXISTS (SELECT 1 FROM bti_bruker b WHERE b.id = p_mottaker AND b.is_active)
        ELSE EXISTS (SELECT 1 FROM tilgang_saker_for(p_mottaker, p_sak)) AND NOT varsling_paa_papir(p_mottaker, p_sak)
             AND NOT EXISTS (SELECT 1 FROM tilgang_skjermet_for(p_mottaker) x WHERE x = p_objekt) END
$$;

-- Reminders that have fallen due go to the outbox, and are done. Two sweeps at once never take the same row. When several
-- of one kind about one thing are due for the same person (nobody has swept for a while), the last of them goes out and the
-- earlier ones are passed over.
CREATE FUNCTION varsling_feie_paaminnelser(p_antall integer, OUT tatt integer, OUT lagt integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE naa timestamptz := tilgang_naa();
BEGIN
    PERFORM tilgang_krev_formaal('paaminnelse');
    WITH forfalt AS (
        SELECT * FROM varsling_paaminnelse WHERE status = 'venter' AND due_at <= naa
         ORDER BY due_at LIMIT p_antall FOR UPDATE SKIP LOCKED
    ), vurdert AS MATERIALIZED (
        SELECT f.*, CASE WHEN f.expires_at <= naa THEN 'avlyst'
                         WHEN EXISTS (
                             SELECT 1 FROM varsling_paaminnelse n
                              WHERE n.regel = f.regel AND n.objekt_id = f.objekt_id AND n.mottaker_id = f.mottaker_id
                                AND (n.due_at, n.id) > (f.due_at, f.id) AND n.due_at <= naa
                                AND n.status IN ('venter', 'utfoert') AND (n.expires_at IS NULL OR n.expires_at > naa))
                         THEN 'forbigaatt'
                         WHEN varsling_faar_vite(f.mottaker_id, f.sak_id, f.objekt_id) THEN 'utfoert'
                         ELSE 'stanset' END AS utfall
          FROM forfalt f
    ), ny AS (
        INSERT INTO varsling_utboks (id, mottaker_id, slag, noekkel, sak_id, objekt_id, queued_at, send_etter, status, forsoek)
        SELECT gen_random_uuid(), v.mottaker_id, v.regel, concat_ws(':', v.regel, v.objekt_id, v.forekomst),
               v.sak_id, v.objekt_id, naa, naa, 'venter', 0
          FROM vurdert v WHERE v.utfall = 'utfoert'
        ON CONFLICT (mottaker_id, noekkel) DO NOTHING
        RETURNING 1
    ), ferdig AS (
        UPDATE varsling_paaminnelse p SET status = v.utfall, done_at = naa FROM vurdert v WHERE p.id = v.id RETURNING 1
    )
    SELECT (SELECT count(*) FROM ferdig), (SELECT count(*) FROM ny) INTO tatt, lagt;
END $$;

-- What waits is told inside Stafett. Who has an address gets a mail as well; who no longer sees the case gets nothing.
CREATE FUNCTION varsling_fortell(p_antall integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    naa timestamptz := tilgang_naa();
    antall integer;
    v_stanset uuid[];
BEGIN
    PERFORM tilgang_krev_formaal('utboks');
    PERFORM varsling_vent_paa_tilbakehold();
    WITH moden AS (
        SELECT * FROM varsling_utboks WHERE status = 'venter' AND send_etter <= naa
         ORDER BY send_etter LIMIT p_antall FOR UPDATE SKIP LOCKED
    ), vurdert AS MATERIALIZED (
        -- Who wrote the row may not have seen yet that it is held back: it is asked again in the same statement that tells.
        SELECT m.*, CASE WHEN varsling_holdes(m.mottaker_id, m.sak_id, m.objekt_id) THEN 'holdt'
                         WHEN NOT varsling_faar_vite(m.mottaker_id, m.sak_id, m.objekt_id) THEN 'stanset'
                         WHEN EXISTS (SELECT 1 FROM bti_kontaktopplysning k WHERE k.bruker_id = m.mottaker_id AND k.epost <> '')
                         THEN 'epost' ELSE 'sendt' END AS utfall
          FROM moden m
    ), fortalt AS (
        INSERT INTO varsling_varsel (id, mottaker_id, slag, noekkel, sak_id, objekt_id, told_at)
        SELECT gen_random_uuid(), v.mottaker_id, v.slag, v.noekkel, v.sak_id, v.objekt_id,
               naa + row_number() OVER (ORDER BY v.queued_at) * interval '1 microsecond'  -- in the order it happened
          FROM vurdert v WHERE v.utfall NOT IN ('stanset', 'holdt')
        ON CONFLICT (mottaker_id, noekkel) DO NOTHING
    ), ferdig AS (
        UPDATE varsling_utboks u
           SET status = v.utfall, sent_at = CASE WHEN v.utfall = 'sendt' THEN naa END
          FROM vurdert v WHERE u.id = v.id RETURNING u.id, v.utfall, u.slag
    )
    SELECT count(*), array_agg(f.id) FILTER (WHERE f.utfall = 'stanset' AND f.slag = 'noedtilgang') INTO antall, v_stanset FROM ferdig f;
    PERFORM noedtilgang_gi_paa_papir(u) FROM varsling_utboks u WHERE u.id = ANY (v_stanset);
    RETURN antall;
END $$;

-- Whether there is a mail to send, so that nobody calls the mail server for nothing. What a dead worker left half
-- sent is first given its name: it may have gone or not, and is not sent again.
CREATE FUNCTION varsling_epost_venter(p_leie interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('utboks');
    UPDATE varsling_utboks SET status = 'usikker' WHERE status = 'sender' AND claimed_at <= tilgang_naa() - p_leie;
    RETURN EXISTS (SELECT 1 FROM varsling_utboks WHERE status = 'epost' AND send_etter <= tilgang_naa());
END $$;

-- Whether a person has been in Stafett since then: read a notice, or left a trace in the record (logging in leaves one).
CREATE FUNCTION varsling_har_vaert_inne(p_bruker uuid, p_siden timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM varsling_varsel v WHERE v.mottaker_id = p_bruker AND v.read_at > p_siden)
        OR EXISTS (SELECT 1 FROM (SELECT h.tidspunkt FROM revisjon_hendelse h
                                   WHERE h.kjede_id = p_bruker ORDER BY h.nr DESC LIMIT 1) siste WHERE siste.tidspunkt > p_siden)
        OR EXISTS (SELECT 1 FROM bti_deltaker d JOIN revisjon_hendelse h ON h.sak_id = d.sak_id
                    WHERE d.bruker_id = p_bruker AND h.aktoer_id = p_bruker AND h.tidspunkt > p_siden)
$$;

-- Whether it is a reminder of something within two days: the one kind that is mailed even if an earlier mail is unanswered.
CREATE FUNCTION varsling_haster(p_mottaker uuid, p_slag text, p_objekt uuid, p_naa timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT p_slag = 'moete_snart' AND EXISTS (
        SELECT 1 FROM varsling_paaminnelse p
         WHERE p.regel = p_slag AND p.objekt_id = p_objekt AND p.mottaker_id = p_mottaker AND p.status = 'utfoert'
           AND p.expires_at > p_naa AND p.expires_at <= p_naa + interval '2 days')
$$;

-- What needs no mail of its own: it is held back, the case is hidden now, it has been read, there is no address, or the last mail that went
-- has not brought the person in yet and says all there is to say.
CREATE FUNCTION varsling_uten_epost(p_mottaker uuid, p_naa timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_sist timestamptz;
BEGIN
    UPDATE varsling_utboks u SET status = 'holdt'
     WHERE u.mottaker_id = p_mottaker AND u.status = 'epost' AND varsling_holdes(u.mottaker_id, u.sak_id, u.objekt_id);
    UPDATE varsling_utboks u
       SET status = CASE WHEN NOT varsling_faar_vite(u.mottaker_id, u.sak_id, u.objekt_id) THEN 'stanset' ELSE 'sendt' END, sent_at = p_naa
     WHERE u.mottaker_id = p_mottaker AND u.status = 'epost'
       AND (NOT varsling_faar_vite(u.mottaker_id, u.sak_id, u.objekt_id)
            OR EXISTS (SELECT 1 FROM varsling_varsel v WHERE v.mottaker_id = u.mottaker_id AND v.noekkel = u.noekkel
                                                         AND v.read_at IS NOT NULL)
            OR NOT EXISTS (SELECT 1 FROM bti_kontaktopplysning k WHERE k.bruker_id = u.mottaker_id AND k.epost <> ''));
    SELECT max(u.claimed_at) INTO v_sist FROM varsling_utboks u WHERE u.mottaker_id = p_mottaker AND u.status = 'sendt';
    IF v_sist IS NULL OR varsling_har_vaert_inne(p_mottaker, v_sist) THEN RETURN; END IF;
    UPDATE varsling_utboks u SET status = 'dekket', sent_at = p_naa
     WHERE u.mottaker_id = p_mottaker AND u.status = 'epost' AND NOT varsling_haster(p_mottaker, u.slag, u.objekt_id, p_naa);
END $$;

-- The next person to write to, with everything there is to tell them: one mail. Committed as SENDER before the mail
-- server hears of it. While a mail to them is on its way, and within p_pause of their last one, they get no new one.
CREATE FUNCTION varsling_claim_epost(p_merke uuid, p_pause interval)
RETURNS TABLE (foerste uuid, epost text, maalform text, kommune text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    naa timestamptz := tilgang_naa();
    v_mottaker uuid;
    v_neste timestamptz;
    v_antall integer;
BEGIN
    PERFORM tilgang_krev_formaal('utboks');
    PERFORM varsling_vent_paa_tilbakehold();
    PERFORM pg_advisory_xact_lock(hashtextextended('varsling_claim_epost', 0));  -- two workers never write to one person at once
    LOOP
        SELECT u.mottaker_id INTO v_mottaker FROM varsling_utboks u
         WHERE u.status = 'epost' AND u.send_etter <= naa ORDER BY u.send_etter, u.id LIMIT 1;
        IF v_mottaker IS NULL THEN RETURN; END IF;
        SELECT max(CASE WHEN u.status = 'sender' THEN naa + interval '1 minute' ELSE u.claimed_at + p_pause END) INTO v_neste
          FROM varsling_utboks u
         WHERE u.mottaker_id = v_mottaker
           AND (u.status = 'sender' OR u.status IN ('sendt', 'usikker') AND u.claimed_at > naa - p_pause);
        IF v_neste IS NOT NULL THEN
            UPDATE varsling_utboks u SET send_etter = v_neste WHERE u.mottaker_id = v_mottaker AND u.status = 'epost';
            CONTINUE;
        END IF;
        PERFORM varsling_uten_epost(v_mottaker, naa);
        UPDATE varsling_utboks u SET status = 'sender', claimed_at = naa, claim_token = p_merke, forsoek = u.forsoek + 1
         WHERE u.mottaker_id = v_mottaker AND u.status = 'epost';
        GET DIAGNOSTICS v_antall = ROW_COUNT;
        EXIT WHEN v_antall > 0;
    END LOOP;
    RETURN QUERY
        SELECT u.id, k.epost::text, b.maalform::text, varsling_kommune(b.id, u.sak_id)
          FROM varsling_utboks u JOIN bti_bruker b ON b.id = u.mottaker_id JOIN bti_kontaktopplysning k ON k.bruker_id = b.id
         WHERE u.claim_token = p_merke AND u.status = 'sender' ORDER BY u.queued_at, u.id LIMIT 1;
END $$;

-- Which municipality a notice comes from: the case's, or the one the recipient works in.
CREATE FUNCTION varsling_kommune(p_mottaker uuid, p_sak uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT k.navn FROM bti_sak s JOIN bti_kommune k ON k.id = s.kommune_id WHERE s.id = p_sak),
        (SELECT k.navn FROM bti_ansettelse a JOIN bti_tjenestekommune t ON t.tjeneste_id = a.tjeneste_id
           JOIN bti_kommune k ON k.id = t.kommune_id
          WHERE a.bruker_id = p_mottaker ORDER BY a.gyldig_fra DESC, k.kommunenummer LIMIT 1),
        '')::text
$$;

-- How it went. What the server put off is tried again, later and later, for three days.
CREATE FUNCTION varsling_epost_utfall(p_merke uuid, p_utfall text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE naa timestamptz := tilgang_naa();
BEGIN
    PERFORM tilgang_krev_formaal('utboks');
    IF p_utfall NOT IN ('sendt', 'utsatt', 'avvist', 'usikker') THEN PERFORM tilgang_nekt('ukjent utfall'); END IF;
    UPDATE varsling_utboks u
       SET status = CASE WHEN p_utfall <> 'utsatt' THEN p_utfall
                         WHEN u.queued_at < naa - interval '3 days' THEN 'avvist' ELSE 'epost' END,
           sent_at = CASE WHEN p_utfall = 'sendt' THEN naa END,
           claimed_at = CASE WHEN p_utfall <> 'utsatt' THEN u.claimed_at END,
           send_etter = CASE WHEN p_utfall = 'utsatt' THEN naa + least(power(2, u.forsoek) * interval '1 minute', interval '1 hour')
                             ELSE u.send_etter END
     WHERE u.claim_token = p_merke AND u.status = 'sender';
END $$;

-- How the mails stand, for whoever runs the system: numbers and times, nobody's name.
CREATE FUNCTION varsling_epost_status() RETURNS TABLE (status text, antall bigint, eldste timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('utboks');
    RETURN QUERY SELECT u.status::text, count(*), min(coalesce(u.claimed_at, u.queued_at)) FROM varsling_utboks u GROUP BY u.status;
END $$;

-- Settle what is unsure or was refused: sent anew (what has been read by now gets no mail after all), or let be, as sent.
CREATE FUNCTION varsling_epost_avgjoer(p_status text, p_valg text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    naa timestamptz := tilgang_naa();
    antall integer;
BEGIN
    PERFORM tilgang_krev_formaal('utboks');
    IF p_status NOT IN ('usikker', 'avvist') OR p_valg NOT IN ('epost', 'sendt') THEN PERFORM tilgang_nekt('ukjent valg'); END IF;
    UPDATE varsling_utboks u
       SET status = p_valg, sent_at = CASE WHEN p_valg = 'sendt' THEN naa END,
           claimed_at = CASE WHEN p_valg = 'sendt' THEN u.claimed_at END,
           claim_token = CASE WHEN p_valg = 'sendt' THEN u.claim_token END,
           queued_at = CASE WHEN p_valg = 'epost' THEN naa ELSE u.queued_at END,
           send_etter = CASE WHEN p_valg = 'epost' THEN naa ELSE u.send_etter END
     WHERE u.status = p_status;
    GET DIAGNOSTICS antall = ROW_COUNT;
    RETURN antall;
END $$;

-- What has done its work is forgotten: drafts and outbox after 30 days, read notices after a year, ended sessions at once.
-- The mail that has not brought its reader in yet stays: it is why no further one is sent.
CREATE FUNCTION varsling_rydd() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    maaned timestamptz := tilgang_naa() - interval '30 days';
    antall integer;
    i_alt integer := 0;
BEGIN
    PERFORM tilgang_krev_formaal('opprydding');
    DELETE FROM bti_kladd WHERE saved_at < maaned;
    GET DIAGNOSTICS antall = ROW_COUNT; i_alt := i_alt + antall;
    DELETE FROM varsling_utboks
     WHERE status IN ('sendt', 'stanset', 'usikker', 'avvist', 'dekket') AND coalesce(sent_at, claimed_at, queued_at) < maaned
       AND (status <> 'sendt' OR claimed_at IS NULL OR varsling_har_vaert_inne(mottaker_id, claimed_at));
    GET DIAGNOSTICS antall = ROW_COUNT; i_alt := i_alt + antall;
    DELETE FROM varsling_paaminnelse WHERE status <> 'venter' AND done_at < maaned;
    GET DIAGNOSTICS antall = ROW_COUNT; i_alt := i_alt + antall;
    DELETE FROM varsling_varsel WHERE read_at < tilgang_naa() - interval '1 year';
    GET DIAGNOSTICS antall = ROW_COUNT; i_alt := i_alt + antall;
    DELETE FROM django_session WHERE expire_date < tilgang_naa();
    GET DIAGNOSTICS antall = ROW_COUNT; i_alt := i_alt + antall;
    RETURN i_alt;
END $$;
