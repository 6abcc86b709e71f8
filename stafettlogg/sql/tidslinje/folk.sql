-- Who works with the case, from when. Not the family, and not who stands in for somebody.
SELECT 'folk' AS slag, d.id, d.invited_at AS tid, d.bruker_id AS av, CASE WHEN %(sted_skjult)s THEN '' ELSE t.navn END AS tekst,
       CASE WHEN %(sted_skjult)s THEN ''::tsvector ELSE to_tsvector('norwegian', t.navn) END AS soek,
       jsonb_build_object('tjeneste', t.navn, 'tjenestetype', t.tjenestetype, 'selv', d.invited_by_id = d.bruker_id) AS d
  FROM bti_deltaker d JOIN bti_tjeneste t ON t.id = d.tjeneste_id
 WHERE d.sak_id = %(sak)s AND d.stedfortreder_for_id IS NULL
