-- What was asked and answered about another service than the one a person is in the case for. Somebody from a service that the
-- family let in sees the answers about their own, and who else sees the case; not who said no to a third, nor who took a yes
-- back. The service that has the case, whoever holds the baton, the family and whoever broke the glass see everything. With
-- p_alle, what holds for a service that sees the case too. Owner's use alone.
CREATE FUNCTION samtykke_andres_svar(p_bruker uuid, p_alle boolean) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH andres AS MATERIALIZED (  -- asked for the few cases alone where others were asked about
        SELECT d.sak_id FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id AND s.tjeneste_id <> d.tjeneste_id
         WHERE d.bruker_id = p_bruker
           AND EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = d.sak_id AND k.tjeneste_id <> d.tjeneste_id)
         GROUP BY d.sak_id
    ), utenfra AS MATERIALIZED (
        SELECT r.sak_id, array_agg(r.samtykke_tjeneste_id) AS egne
          FROM andres a CROSS JOIN LATERAL tilgang_roller_for(p_bruker, a.sak_id) r
         GROUP BY r.sak_id HAVING bool_and(r.samtykke_tjeneste_id IS NOT NULL AND r.rolle <> 'stafettholder')
    ), spurt AS MATERIALIZED (
        SELECT k.id, k.sak_id, k.tjeneste_id FROM samtykke_samtykkekrav k JOIN utenfra u ON u.sak_id = k.sak_id
         WHERE k.tjeneste_id <> ALL (u.egne)
    ), ute AS MATERIALIZED (
        SELECT t.sak_id, t.tjeneste_id FROM (SELECT DISTINCT x.sak_id, x.tjeneste_id FROM spurt x) t
         WHERE p_alle OR NOT EXISTS (
               SELECT 1 FROM tilgang_samtykke_dekker(t.sak_id, t.tjeneste_id, tilgang_idag(), tilgang_aldre()))
    )
    SELECT x.id FROM spurt x JOIN ute u ON u.sak_id = x.sak_id AND u.tjeneste_id = x.tjeneste_id
     UNION ALL
    SELECT y.id FROM samtykke_samtykke y JOIN spurt x ON x.id = y.krav_id
     WHERE y.withdrawn_at IS NOT NULL OR y.gyldig_til < tilgang_idag()
        OR EXISTS (SELECT 1 FROM ute u WHERE u.sak_id = x.sak_id AND u.tjeneste_id = x.tjeneste_id)
     UNION ALL
    SELECT v.id FROM samtykke_svarpaavegne v JOIN spurt x ON x.id = v.krav_id;
END $$;

-- The same for the actor: arrays that policies compare with, worked out once a statement.
CREATE FUNCTION samtykke_skjulte_svar() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT samtykke_andres_svar(tilgang_aktoer(), false));
END $$;

CREATE FUNCTION samtykke_skjulte_hendelser() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT samtykke_andres_svar(tilgang_aktoer(), true));
END $$;

CREATE POLICY samtykke_samtykkekrav_andres ON samtykke_samtykkekrav AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY samtykke_samtykke_andres ON samtykke_samtykke AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY samtykke_svarpaavegne_andres ON samtykke_svarpaavegne AS RESTRICTIVE FOR SELECT
    USING (id <> ALL ((SELECT samtykke_skjulte_svar())::uuid[]));
CREATE POLICY revisjon_hendelse_andres_svar ON revisjon_hendelse AS RESTRICTIVE FOR SELECT
    USING (objekt_id IS NULL OR objekt_id <> ALL ((SELECT samtykke_skjulte_hendelser())::uuid[]));
