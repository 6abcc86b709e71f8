-- What runs out, waits and was taken back, for the head of a unit and for the BTI coordinator: states, services and days. Never a
-- name of a child or a giver, never why.

-- Units whose name would tell whom a line is about: those with fewer than five open cases. Together they must be at least two units
-- with five cases, or whoever knows the units could tell which one is meant; until they are, others are hidden with them, in the
-- order of their names and never by their size. Owner's use alone.
CREATE FUNCTION samtykke_skjulte_enheter(p_kommune uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT e.tjeneste_id FROM (
        SELECT a.tjeneste_id, a.antall, row_number() OVER rekke AS nr, count(*) FILTER (WHERE a.antall < 5) OVER () AS smaa,
               coalesce(sum(a.antall) OVER (rekke ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS foer
          FROM (SELECT s.tjeneste_id, t.navn, count(*) AS antall FROM bti_sak s JOIN bti_tjeneste t ON t.id = s.tjeneste_id
                 WHERE s.kommune_id = p_kommune AND s.status = 'aapen' GROUP BY s.tjeneste_id, t.navn) a
        WINDOW rekke AS (ORDER BY a.antall >= 5, a.navn, a.tjeneste_id)) e
     WHERE e.antall < 5 OR e.smaa > 0 AND (e.foer < 5 OR e.nr <= 2)
$$;

-- The open cases that the actor answers for: of the unit one heads, and of the municipality that one coordinates. Never one's own
-- family's, nor one that one is blocked from. Without a unit, the name is hidden. Owner's use alone.
CREATE FUNCTION samtykke_saker_aa_foelge(p_aktoer uuid)
RETURNS TABLE (sak_id uuid, ung_id uuid, enhet_id uuid, enhet text, stafettholder text) LANGUAGE sql STABLE AS $$
    WITH leder AS MATERIALIZED (
        SELECT a.tjeneste_id FROM bti_ansettelse a JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
         WHERE a.bruker_id = p_aktoer AND a.is_leder AND a.gyldig_fra <= tilgang_idag()
           AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())),
    koordinerer AS MATERIALIZED (
        SELECT r.kommune_id FROM bti_kommunerolle r JOIN bti_bruker b ON b.id = r.bruker_id AND b.is_active
         WHERE r.bruker_id = p_aktoer AND r.rolle = 'bti_koordinator' AND r.gyldig_fra <= tilgang_idag()
           AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())),
    skjult AS MATERIALIZED (SELECT e AS id FROM koordinerer k, samtykke_skjulte_enheter(k.kommune_id) e),
    saker AS (
        SELECT s.id, h.bruker_id, s.tjeneste_id, t.navn, s.tjeneste_id IN (SELECT l.tjeneste_id FROM leder l) AS er_leder,
               h.adressesperre = 'ingen' AND s.tjeneste_id NOT IN (SELECT x.id FROM skjult x) AS kan_vises
          FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id
         WHERE s.status = 'aapen'
           AND (s.tjeneste_id IN (SELECT l.tjeneste_id FROM leder l) OR s.kommune_id IN (SELECT k.kommune_id FROM koordinerer k))
           AND p_aktoer NOT IN (SELECT skjermet_utenfor(s.id)))
    SELECT s.id, s.bruker_id, CASE WHEN s.er_leder OR s.kan_vises THEN s.tjeneste_id END,
           CASE WHEN s.er_leder OR s.kan_vises THEN s.navn::text END,
           (SELECT min(b.navn)::text FROM bti_deltaker d JOIN bti_bruker b ON b.id = d.bruker_id
             WHERE s.er_leder AND d.sak_id = s.id AND d.rolle = 'stafettholder' AND d.stedfortreder_for_id IS NULL
               AND d.gyldig_fra <= tilgang_idag() AND (d.gyldig_til IS NULL OR d.gyldig_til >= tilgang_idag()))
      FROM saker s
$$;

-- One line for each case, service and kind of question: what ends until the end of next month, what nobody has answered, what was taken back
-- since the beginning of last month. How many parents, and whether the young person, a line waits for, and how many of them have it on paper
-- and how many want to be called; of what was taken back, not who. Where the unit is hidden, so is the name of the service. The case itself is
-- told to who sees it anyway.
CREATE FUNCTION samtykke_linjer()
RETURNS TABLE (hva text, slag text, nummer text, sak_id uuid, enhet_id uuid, enhet text, tjeneste text, tjenestetype text, dag date,
               foresatte bigint, unge bigint, paa_papir bigint, vil_ringes bigint, vil_vente date, har_innsyn boolean, stafettholder text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_idag date := tilgang_idag();
    v_maaned date := date_trunc('month', tilgang_idag())::date;
BEGIN
    RETURN QUERY
    WITH saker AS MATERIALIZED (SELECT * FROM samtykke_saker_aa_foelge(aktoer)),
    linjer (hva, slag, sak, tjeneste, dag, foresatte, unge, paa_papir, vil_ringes, vil_vente) AS (
        SELECT 'utloeper', y.slag, s.sak_id, y.tjeneste_id, min(y.gyldig_til), count(*) FILTER (WHERE y.giver_id IS DISTINCT FROM s.ung_id),
               count(*) FILTER (WHERE y.giver_id = s.ung_id), NULL::bigint, NULL::bigint, NULL::date
          FROM saker s JOIN samtykke_samtykke y ON y.sak_id = s.sak_id
         WHERE y.withdrawn_at IS NULL AND y.gyldig_til >= v_idag AND y.gyldig_til < v_maaned + interval '2 months'
         GROUP BY s.sak_id, y.slag, y.tjeneste_id
        UNION ALL
        SELECT 'venter', k.slag, s.sak_id, k.tjeneste_id, min((k.requested_at AT TIME ZONE 'Europe/Oslo')::date),
               count(*) FILTER (WHERE k.giver_id IS DISTINCT FROM s.ung_id), count(*) FILTER (WHERE k.giver_id = s.ung_id),
               count(*) FILTER (WHERE varsling_paa_papir(k.giver_id, s.sak_id)),
               count(*) FILTER (WHERE k.ring_at IS NOT NULL AND k.ringt_at IS NULL),
               max(k.vent_til) FILTER (WHERE k.vent_til >= v_idag)
          FROM saker s JOIN samtykke_samtykkekrav k ON k.sak_id = s.sak_id
         WHERE k.declined_at IS NULL AND k.frafalt_at IS NULL AND k.foreslaatt_til >= v_idag
           AND NOT EXISTS (SELECT 1 FROM samtykke_samtykke y
                            WHERE y.krav_id = k.id
                              AND (y.granted_at >= k.requested_at OR y.withdrawn_at IS NULL AND y.gyldig_til >= v_idag))
         GROUP BY s.sak_id, k.slag, k.tjeneste_id
        UNION ALL
        SELECT CASE y.slutt WHEN 'snevret' THEN 'snevret' ELSE 'trukket' END, y.slag, s.sak_id, y.tjeneste_id,
               max((y.withdrawn_at AT TIME ZONE 'Europe/Oslo')::date), NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::date
          FROM saker s JOIN samtykke_samtykke y ON y.sak_id = s.sak_id
         WHERE y.slutt IN ('', 'trukket', 'snevret')
           AND (y.withdrawn_at AT TIME ZONE 'Europe/Oslo')::date >= v_maaned - interval '1 month'
         GROUP BY 1, 2, 3, 4)
    SELECT l.hva, l.slag::text, left(s.sak_id::text, 8), CASE WHEN s.sak_id = ANY (tilgang_mine_saker()) THEN s.sak_id END, s.enhet_id, s.enhet,
           CASE WHEN s.enhet IS NOT NULL THEN t.navn::text END, t.tjenestetype::text, l.dag, l.foresatte, l.unge, l.paa_papir, l.vil_ringes, l.vil_vente,
           EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(l.sak, l.tjeneste, v_idag, tilgang_aldre())), s.stafettholder
      FROM linjer l JOIN saker s ON s.sak_id = l.sak JOIN bti_tjeneste t ON t.id = l.tjeneste
      JOIN bti_sak c ON c.id = l.sak AND c.tjeneste_id <> l.tjeneste  -- what was said to a service that has the case by now is past
     ORDER BY l.hva, l.dag, 3, t.navn, l.slag;
END $$;
