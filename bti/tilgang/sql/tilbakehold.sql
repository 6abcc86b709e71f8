-- Holding back: while somebody in a case has asked for it, Stafett tells its family nothing by itself. One trigger catches every
-- writer, also those made later; who writes cannot tell the difference.

-- Whether somebody holds this back from whom it is for. That somebody broke the glass is not held back by that same one, who may have
-- begun while they still took part in the case.
CREATE FUNCTION varsling_holdes(p_mottaker uuid, p_sak uuid, p_objekt uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM bti_tilbakehold h WHERE h.sak_id = p_sak AND h.released_at IS NULL
                      AND NOT EXISTS (SELECT 1 FROM bti_noedtilgang n WHERE n.id = p_objekt AND n.bruker_id = h.ansvarlig_id))
       AND (p_mottaker IN (SELECT tilgang_familien_i(p_sak))
            OR EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak AND k.giver_id = p_mottaker))
$$;

CREATE FUNCTION varsling_utboks_holdes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF varsling_holdes(NEW.mottaker_id, NEW.sak_id, NEW.objekt_id) THEN NEW.status := 'holdt'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER varsling_utboks_holdes BEFORE INSERT OR UPDATE OF status ON varsling_utboks
    FOR EACH ROW WHEN (NEW.sak_id IS NOT NULL AND NEW.status IN ('venter', 'epost')) EXECUTE FUNCTION varsling_utboks_holdes();

-- Who wants it on paper is told of the case by paper alone, whoever writes the notice and whenever it is let go. Comes after the
-- holding, so that what is held is held for them too. That somebody broke the glass waits until it would have been told: then somebody
-- is told to give it by hand (noedtilgang_gi_paa_papir).
CREATE FUNCTION varsling_utboks_papir() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.slag <> 'noedtilgang' AND varsling_paa_papir(NEW.mottaker_id, NEW.sak_id) THEN NEW.status := 'stanset'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER varsling_utboks_papir BEFORE INSERT OR UPDATE OF status ON varsling_utboks
    FOR EACH ROW WHEN (NEW.sak_id IS NOT NULL AND NEW.status IN ('venter', 'epost')) EXECUTE FUNCTION varsling_utboks_papir();

-- Who begins to hold back waits for whoever tells, and who tells waits for them: what is told is told before it began, and nothing
-- after the author has been answered. Those who tell do not wait for one another.
CREATE FUNCTION varsling_begynn_tilbakehold() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('varsling_tilbakehold', 0))
$$;
CREATE FUNCTION varsling_vent_paa_tilbakehold() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock_shared(hashtextextended('varsling_tilbakehold', 0))
$$;

-- What waited already when the holding began.
CREATE FUNCTION varsling_hold_igjen(p_sak uuid) RETURNS void LANGUAGE sql AS $$
    UPDATE varsling_utboks u SET status = 'holdt'
     WHERE u.sak_id = p_sak AND u.status IN ('venter', 'epost') AND varsling_holdes(u.mottaker_id, u.sak_id, u.objekt_id)
$$;

-- Whoever lets go throws away what waits. It stays thrown, whoever else holds back and whatever they choose; until they have let go
-- too it looks to them as before («kastet»). Not theirs to throw is what another, who still holds back, did so before them, and
-- never that somebody broke the glass: that is owed to the family.
CREATE FUNCTION varsling_kast(h bti_tilbakehold) RETURNS void LANGUAGE sql AS $$
    UPDATE varsling_utboks u SET status = 'kastet'
     WHERE u.sak_id = (h).sak_id AND u.status = 'holdt' AND u.slag <> 'noedtilgang'
       AND (u.queued_at >= (h).held_at OR NOT EXISTS (
            SELECT 1 FROM bti_tilbakehold f WHERE f.sak_id = (h).sak_id AND f.released_at IS NULL AND f.held_at < (h).held_at))
$$;

-- Somebody has let go: send what nobody holds back any more and nobody threw away. A reminder of a meeting that has been is not sent;
-- what was to be told later is still told later.
CREATE FUNCTION varsling_slipp(p_sak uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE naa timestamptz := tilgang_naa();
BEGIN
    UPDATE varsling_utboks u
       SET status = CASE
               WHEN u.status = 'kastet' THEN 'stanset'
               WHEN u.slag = 'moete_snart' AND NOT EXISTS (
                    SELECT 1 FROM stafettlogg_moete m WHERE m.id = u.objekt_id AND m.starter_at > naa AND m.status = 'planlagt') THEN 'stanset'
               WHEN EXISTS (SELECT 1 FROM varsling_varsel v WHERE v.mottaker_id = u.mottaker_id AND v.noekkel = u.noekkel) THEN 'epost'
               ELSE 'venter' END,
           send_etter = greatest(u.send_etter, naa)
     WHERE u.sak_id = p_sak AND u.status IN ('holdt', 'kastet') AND NOT varsling_holdes(u.mottaker_id, u.sak_id, u.objekt_id);
END $$;
