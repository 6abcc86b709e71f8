-- How many people the actor has looked up in the register in the last day and night. The record itself is the count: what is
-- not recorded has not been looked up. Two look-ups at once wait for each other, so that neither goes uncounted.
CREATE FUNCTION revisjon_oppslag_siste_doegn() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(aktoer::text, 11));
    RETURN (SELECT count(DISTINCT h.detaljer->>'person') FROM revisjon_hendelse h
             WHERE h.kjede_id = aktoer AND h.handling = 'register.oppslag' AND h.tidspunkt > tilgang_naa() - interval '24 hours');
END $$;

-- What the register has answered the actor about one worry, the oldest first: whom (a digest), whether found, how the address is
-- protected. The record cannot be changed, so what has once been answered stays answered: also after a new log-in.
CREATE FUNCTION revisjon_oppslag_om(p_undring uuid)
RETURNS TABLE (person text, funnet text, sperre text, i_doegnet boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT h.detaljer->>'person', h.detaljer->>'funnet', coalesce(h.detaljer->>'sperre', 'ingen'),
           h.tidspunkt > tilgang_naa() - interval '24 hours'
      FROM revisjon_hendelse h
     WHERE h.kjede_id = aktoer AND h.handling = 'register.oppslag' AND h.objekt_id = p_undring
     ORDER BY h.nr;
END $$;

-- Waits for one's turn to write in the record of a case, as long as lock_timeout says. For who must not be kept waiting: after it
-- the record is theirs until their transaction ends.
CREATE FUNCTION revisjon_vent_paa_tur(p_sak uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    PERFORM 1 FROM revisjon_kjede k WHERE k.kjede_id = p_sak AND p_sak = ANY (tilgang_mine_saker()) FOR UPDATE;
END $$;
