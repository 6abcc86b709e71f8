-- In a case where the actor is for another service than the one that has it, and is not the stafettholder: the services whose yes lets
-- them in. NULL for whoever reads every answer in it. Owner's use alone.
CREATE FUNCTION samtykke_egne_tjenester(p_sak uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT array_agg(r.samtykke_tjeneste_id) FROM tilgang_roller_for(tilgang_aktoer(), p_sak) r
            HAVING bool_and(r.samtykke_tjeneste_id IS NOT NULL AND r.rolle <> 'stafettholder'));
END $$;

-- Whether the actor reads every answer in a case, for the page that says what they do not. False in one that they do not see.
CREATE FUNCTION samtykke_leser_alle_svar(p_sak uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p_sak = ANY (tilgang_mine_saker()) AND samtykke_egne_tjenester(p_sak) IS NULL
$$;

-- Who must say yes to what, for the page that shows a whole case: one row for each giver, service and kind of question. Without a service,
-- those who must say yes to a new one; without a giver, somebody who has no login yet. On each of its rows stands whether the yes hold
-- together: the service sees the case now, or may take it over. Empty in a case that the actor does not see; of another service nothing to
-- who is in for one that was let in.
CREATE FUNCTION samtykke_matrise(p_sak uuid) RETURNS TABLE (tjeneste_id uuid, slag text, giver_id uuid, grunn text, er_gitt boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT ON (t.tjeneste_id, t.slag, g.giver_id) t.tjeneste_id, t.slag, g.giver_id, g.grunn,
           CASE WHEN t.slag = 'ansvar' THEN samtykke_ansvar_gitt(p_sak, t.tjeneste_id)
                ELSE t.tjeneste_id IS NOT NULL
                     AND EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, t.tjeneste_id, tilgang_idag(), tilgang_aldre())) END
      FROM (SELECT NULL::uuid AS tjeneste_id, 'innsyn' AS slag
            UNION SELECT k.tjeneste_id, k.slag::text FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak) t
     CROSS JOIN (SELECT samtykke_egne_tjenester(p_sak) AS egne) u
     CROSS JOIN LATERAL (
        SELECT x.giver_id, x.grunn FROM tilgang_givere(p_sak, t.tjeneste_id, tilgang_idag(), tilgang_aldre()) x WHERE t.slag = 'innsyn'
        UNION ALL SELECT x.giver_id, x.grunn FROM samtykke_ansvar_givere(p_sak, t.tjeneste_id) x WHERE t.slag = 'ansvar') g
     WHERE p_sak = ANY (tilgang_mine_saker())
       AND (u.egne IS NULL OR t.tjeneste_id IS NULL OR t.tjeneste_id = ANY (u.egne))
     ORDER BY t.tjeneste_id, t.slag, g.giver_id, g.grunn
$$;

-- Those of other services in the case who do not read something about these themes today: their services lack a yes to one of them.
-- The family and the service that has the case read everything. Empty in a case that the actor does not see.
CREATE FUNCTION samtykke_utenfor_temaer(p_sak uuid, p_temaer text[]) RETURNS TABLE (bruker_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT d.bruker_id
      FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id AND s.tjeneste_id <> d.tjeneste_id
     WHERE d.sak_id = p_sak AND p_sak = ANY (tilgang_mine_saker())
       AND NOT EXISTS (
            SELECT 1 FROM tilgang_roller_for(d.bruker_id, p_sak) r
             WHERE r.samtykke_tjeneste_id IS NULL
                OR p_temaer <@ tilgang_felles_temaer(p_sak, r.samtykke_tjeneste_id, tilgang_idag(), tilgang_aldre()))
$$;
