-- Print-outs as work: taken by one worker, given up, and emptied. What a person may see of them is a policy.

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
       SET status = 'paagaar', claimed_at = tilgang_naa(), claim_token = p_merke, forsoek = u.forsoek + 1, fremdrift = 0
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
    UPDATE utskrift_utskrift SET status = 'utloept', fil = NULL, filstoerrelse = 0, valg = '{}'
     WHERE status = 'ferdig' AND expires_at <= tilgang_naa();
    GET DIAGNOSTICS antall = ROW_COUNT;
    RETURN antall;
END $$;
