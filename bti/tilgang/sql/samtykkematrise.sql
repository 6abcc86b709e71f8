-- Who must say yes to what, for the page that shows a whole case: one row for each giver and service. Without a service, those who
-- must say yes to a new one; without a giver, somebody who has no login yet. Whether the service sees the case now stands on each of
-- its rows. Empty in a case that the actor does not see.
CREATE FUNCTION samtykke_matrise(p_sak uuid) RETURNS TABLE (tjeneste_id uuid, giver_id uuid, grunn text, har_innsyn boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT ON (t.tjeneste_id, g.giver_id) t.tjeneste_id, g.giver_id, g.grunn,
           t.tjeneste_id IS NOT NULL
           AND EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, t.tjeneste_id, tilgang_idag(), tilgang_aldre()))
      FROM (SELECT NULL::uuid AS tjeneste_id
            UNION SELECT k.tjeneste_id FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak) t
     CROSS JOIN LATERAL tilgang_givere(p_sak, t.tjeneste_id, tilgang_idag(), tilgang_aldre()) g
     WHERE p_sak = ANY (tilgang_mine_saker())
     ORDER BY t.tjeneste_id, g.giver_id, g.grunn
$$;
