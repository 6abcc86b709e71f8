-- Questions without a name, counted by whom they were put to, in the last twelve months. Neither words, theme nor age: in a small
-- place those would tell. What statistikk.sql promises holds here too.

-- How many were answered; NULL is hidden. The number asked is known, so that an answer is shown only when neither the answered nor
-- those that wait are from 1 to 4.
CREATE FUNCTION statistikk_besvarte(p_spurt bigint, p_besvart bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_besvart >= 5 AND p_spurt - p_besvart NOT BETWEEN 1 AND 4 THEN p_besvart END
$$;

-- Teams in use stand there with few questions and with none, which look the same; what else has been asked, from five.
CREATE FUNCTION statistikk_droeftinger(p_kommune uuid) RETURNS TABLE (mottaker text, spurt bigint, besvart bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM statistikk_krev_leder(p_kommune);
    RETURN QUERY
    WITH talt AS (
        SELECT d.fagteam_id, d.tjeneste_id, count(*) AS spurt, count(d.answered_at) AS besvart FROM bti_droefting d
         WHERE d.kommune_id = p_kommune AND d.asked_at >= tilgang_naa() - interval '12 months'
         GROUP BY d.fagteam_id, d.tjeneste_id),
    rader (navn, spurt, besvart) AS (
        SELECT f.navn::text, coalesce(t.spurt, 0), coalesce(t.besvart, 0) FROM bti_fagteam f LEFT JOIN talt t ON t.fagteam_id = f.id
         WHERE f.kommune_id = p_kommune AND (f.is_active OR t.spurt >= 5)
        UNION ALL
        SELECT j.navn::text, t.spurt, t.besvart FROM talt t JOIN bti_tjeneste j ON j.id = t.tjeneste_id WHERE t.spurt >= 5)
    SELECT r.navn, nullif(r.spurt, least(r.spurt, 4)), statistikk_besvarte(r.spurt, r.besvart) FROM rader r ORDER BY r.navn;
END $$;
