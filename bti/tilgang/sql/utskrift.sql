-- Print-outs as work: taken by one worker, given up, and emptied. What a person may see of them is a policy.

-- What a person reads in a case: for each part that holds, the themes that the family has said yes to for its service; null for a
-- part that needs no consent and reads everything. Owner's use alone.
CREATE FUNCTION utskrift_leser(p_bruker uuid, p_sak uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(
                CASE WHEN r.samtykke_tjeneste_id IS NULL THEN 'null'::jsonb
                     ELSE to_jsonb(coalesce(tilgang_felles_temaer(r.sak_id, r.samtykke_tjeneste_id, tilgang_idag(), tilgang_aldre()), '{}'))
                END), '[]')
              FROM tilgang_roller_for(p_bruker, p_sak) r);
END $$;

-- The yes that a sheet about a question says; null for a question without one. Owner's use alone.
CREATE FUNCTION utskrift_ja(p_krav uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT to_jsonb(y.id) FROM samtykke_samtykke y WHERE y.krav_id = p_krav AND y.withdrawn_at IS NULL), 'null')
$$;

-- Whether the actor may still print, and reads everything that they read when a print-out was begun: what it was made from is
-- p_lest. Asked whenever the row is, so that a file that was on its way while the family took something back is nobody's.
CREATE FUNCTION utskrift_gjelder(p_sak uuid, p_lest jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_naa jsonb;
BEGIN
    IF NOT tilgang_maa(p_sak, 'order_utskrift') THEN RETURN false; END IF;
    v_naa := utskrift_leser(tilgang_aktoer(), p_sak);
    RETURN NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(p_lest) foer
         WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(v_naa) n
                            WHERE n.value = 'null' OR foer.value <> 'null' AND n.value @> foer.value));
END $$;

-- A yes that ends takes the files of the service's people with it, and the giver's own sheet about it, whoever ends it; not when a
-- new one has taken its place. One that a worker has in hand is not waited for, since a withdrawal waits for nobody:
-- the policies of its row answer for it (utskrift_gjelder, and for the giver's own sheet the yes that it says).
CREATE FUNCTION utskrift_toem_for(p_sak uuid, p_tjeneste uuid, p_krav uuid DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE utskrift_utskrift SET status = 'utloept', fil = NULL, filstoerrelse = 0, valg = '{}', lest = NULL, feil = 'samtykke'
     WHERE id IN (SELECT u.id FROM utskrift_utskrift u
                   WHERE u.sak_id = p_sak AND u.status = 'ferdig'
                     AND (u.om_id = p_krav
                          OR u.ordered_by_id IN (SELECT d.bruker_id FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.tjeneste_id = p_tjeneste))
                     FOR UPDATE SKIP LOCKED);
END $$;

-- A yes to taking over let nobody in, and the service that has the case sees it without one: then the giver's own sheet goes alone.
CREATE FUNCTION utskrift_mister_samtykke() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM utskrift_toem_for(NEW.sak_id, CASE WHEN NEW.slag = 'innsyn' AND s.tjeneste_id <> NEW.tjeneste_id THEN NEW.tjeneste_id END, NEW.krav_id)
       FROM bti_sak s WHERE s.id = NEW.sak_id;
    RETURN NULL;
END $$;
CREATE TRIGGER utskrift_mister_samtykke AFTER UPDATE OF withdrawn_at ON samtykke_samtykke FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.slutt <> 'erstattet')
    EXECUTE FUNCTION utskrift_mister_samtykke();

-- Takes the job, and says whom to act as. Nothing comes back for one that is done, or in hands that are still at work:
-- a worker that has given no sign of life for two minutes is taken to be dead.
CREATE FUNCTION utskrift_claim(p_utskrift uuid, p_merke uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE bestiller uuid;
BEGIN
    PERFORM tilgang_krev_formaal('utskrift');
    -- An entry that is being shielded just now is not read before it is (tilgang_skjerm locks the case, and then the print-outs).
    -- Who sits on the case holds up one print-out for two seconds, and the sweep tries it again.
    PERFORM set_config('lock_timeout', '2s', true);
    PERFORM 1 FROM bti_sak s WHERE s.id = (SELECT u.sak_id FROM utskrift_utskrift u WHERE u.id = p_utskrift) FOR SHARE;
    UPDATE utskrift_utskrift u
       SET status = 'paagaar', claimed_at = tilgang_naa(), claim_token = p_merke, forsoek = u.forsoek + 1, fremdrift = 0,
           lest = CASE WHEN u.om_id IS NULL THEN utskrift_leser(u.ordered_by_id, u.sak_id) ELSE utskrift_ja(u.om_id) END
     WHERE u.id = (SELECT v.id FROM utskrift_utskrift v
                    WHERE v.id = p_utskrift AND v.forsoek < 3
                      AND (v.status = 'bestilt'
                           OR (v.status = 'paagaar' AND v.claimed_at < tilgang_naa() - interval '2 minutes'))
                      FOR UPDATE SKIP LOCKED)
    RETURNING u.ordered_by_id INTO bestiller;
    RETURN bestiller;
END $$;

-- What nobody works on, oldest first. One that three workers have died over is given up.
CREATE FUNCTION utskrift_waiting(p_antall integer) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('utskrift');
    UPDATE utskrift_utskrift SET status = 'feilet', feil = 'avbrutt'
     WHERE status = 'paagaar' AND forsoek >= 3 AND claimed_at < tilgang_naa() - interval '2 minutes';
    RETURN QUERY
        SELECT u.id FROM utskrift_utskrift u
         WHERE u.status = 'bestilt' OR (u.status = 'paagaar' AND u.claimed_at < tilgang_naa() - interval '2 minutes')
         ORDER BY u.ordered_at LIMIT p_antall;
END $$;

-- Ends a job without a file; also one whose person no longer sees the case, and therefore not the row.
CREATE FUNCTION utskrift_stop(p_utskrift uuid, p_merke uuid, p_feil text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('utskrift');
    UPDATE utskrift_utskrift SET status = 'feilet', feil = p_feil
     WHERE id = p_utskrift AND claim_token = p_merke AND status = 'paagaar';
END $$;

-- Empties the files whose 24 hours are over; that there was a print-out, and who made it, stays.
CREATE FUNCTION utskrift_expire() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE antall integer;
BEGIN
    PERFORM tilgang_krev_formaal('opprydding');
    UPDATE utskrift_utskrift SET status = 'utloept', fil = NULL, filstoerrelse = 0, valg = '{}', lest = NULL
     WHERE status = 'ferdig' AND expires_at <= tilgang_naa();
    GET DIAGNOSTICS antall = ROW_COUNT;
    RETURN antall;
END $$;
