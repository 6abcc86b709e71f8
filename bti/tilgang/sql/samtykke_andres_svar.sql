-- What was asked and answered about another service than the one a person is in the case for. Somebody from a service that the
-- family let in reads the answers about their own, and which other services see the case (samtykke_tjenester_med_innsyn); nothing of
-- who answered what about a third, nor when. The service that has the case, whoever holds the baton, the family and whoever broke the
-- glass read everything. Owner's use alone.
CREATE FUNCTION samtykke_andres_svar(p_bruker uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH spurt AS MATERIALIZED (
        SELECT k.id FROM samtykke_samtykkekrav k, samtykke_egne_tjenester(p_bruker) u
         WHERE k.sak_id = u.sak_id AND k.tjeneste_id <> ALL (u.egne)
    )
    SELECT x.id FROM spurt x
     UNION ALL
    SELECT y.id FROM samtykke_samtykke y JOIN spurt x ON x.id = y.krav_id
     UNION ALL
    SELECT v.id FROM samtykke_svarpaavegne v JOIN spurt x ON x.id = v.krav_id;
END $$;

-- The same for the actor: an array that policies compare with, worked out once a statement.
CREATE FUNCTION samtykke_skjulte_svar() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT samtykke_andres_svar(tilgang_aktoer()));
END $$;

CREATE POLICY samtykke_samtykkekrav_andres ON samtykke_samtykkekrav AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY samtykke_samtykke_andres ON samtykke_samtykke AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY samtykke_svarpaavegne_andres ON samtykke_svarpaavegne AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY revisjon_hendelse_andres_svar ON revisjon_hendelse AS RESTRICTIVE FOR SELECT
    USING (objekt_id IS NULL OR objekt_id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
