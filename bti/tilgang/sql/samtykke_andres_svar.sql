-- What was asked and answered about another service than the one the actor is in the case for: an array that policies compare with,
-- worked out once a statement. Somebody from a service that the family let in reads the answers about their own, and which other services
-- see the case (samtykke_tjenester_med_innsyn); nothing of who answered what about a third, nor when. The service that has the case,
-- whoever holds the baton, the family and whoever broke the glass read everything. On a page about one case it is asked of that one.
CREATE FUNCTION samtykke_skjulte_svar() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    saker uuid[] := tilgang_mine_saker();
BEGIN
    RETURN ARRAY(
        WITH utenfra AS MATERIALIZED (  -- the rule is asked for the few cases alone where others were asked about
            SELECT a.sak_id, samtykke_egne_tjenester(a.sak_id) AS egne
              FROM (SELECT DISTINCT d.sak_id FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id AND s.tjeneste_id <> d.tjeneste_id
                     WHERE d.bruker_id = aktoer AND d.sak_id = ANY (saker)
                       AND EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = d.sak_id AND k.tjeneste_id <> d.tjeneste_id)) a
        ), spurt AS MATERIALIZED (
            SELECT k.id FROM samtykke_samtykkekrav k JOIN utenfra u ON u.sak_id = k.sak_id WHERE k.tjeneste_id <> ALL (u.egne)
        )
        SELECT x.id FROM spurt x
         UNION ALL
        SELECT y.id FROM samtykke_samtykke y JOIN spurt x ON x.id = y.krav_id
         UNION ALL
        SELECT v.id FROM samtykke_svarpaavegne v JOIN spurt x ON x.id = v.krav_id);
END $$;

CREATE POLICY samtykke_samtykkekrav_andres ON samtykke_samtykkekrav AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY samtykke_samtykke_andres ON samtykke_samtykke AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY samtykke_svarpaavegne_andres ON samtykke_svarpaavegne AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY revisjon_hendelse_andres_svar ON revisjon_hendelse AS RESTRICTIVE FOR SELECT
    USING (objekt_id IS NULL OR objekt_id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
