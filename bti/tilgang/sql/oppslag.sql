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
