-- Who works with the case, from when. Not the family, and not who stands in for somebody.
SELECT 'folk' AS slag, d.id, d.invited_at AS tid, d.bruker_id AS av, t.navn::text AS tekst, to_tsvector('norwegian', t.navn) AS soek,
       jsonb_build_object('tjeneste', t.navn, 'selv', d.invited_by_id = d.bruker_id) AS d
  FROM bti_deltaker d JOIN bti_tjeneste t ON t.id = d.tjeneste_id
 WHERE d.sak_id = %(sak)s AND d.stedfortreder_for_id IS NULL
