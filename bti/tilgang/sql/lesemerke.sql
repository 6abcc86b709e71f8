-- What is new to each reader of a case. Nobody reads another's mark, and nobody writes one but by opening the case.

-- The actor opens a case. Returns when they were here before this visit, or NULL the first time. A visit lasts until they have been away for
-- half an hour. What is written in the same minute may not have been on the page that was shown, so the minute is not counted as seen.
CREATE FUNCTION lesemerke_besoek(p_sak uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_grense timestamptz;
BEGIN
    IF p_sak <> ALL (tilgang_mine_saker()) THEN PERFORM tilgang_nekt('ser ikke saken'); END IF;
    INSERT INTO stafettlogg_lesemerke AS m (id, sak_id, bruker_id, sist_her) VALUES (gen_random_uuid(), p_sak, aktoer, tilgang_naa())
    ON CONFLICT (sak_id, bruker_id) DO UPDATE
       SET sist_her = tilgang_naa(),
           lest_til = CASE WHEN m.sist_her < tilgang_naa() - interval '30 minutes' THEN m.sist_her - interval '1 minute' ELSE m.lest_til END
    RETURNING lest_til INTO v_grense;
    RETURN v_grense;
END $$;
