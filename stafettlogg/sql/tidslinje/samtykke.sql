-- What the family was asked, and what they answered: what the policies let the reader see of it, and to somebody of the family (%(giver)s)
-- their own alone. A yes that another replaced is told by the new one.
SELECT 'spurt' AS slag, (array_agg(k.id ORDER BY k.id))[1] AS id, k.requested_at AS tid, k.requested_by_id AS av, CASE WHEN %(sted_skjult)s THEN '' ELSE t.navn END AS tekst,
       CASE WHEN %(sted_skjult)s THEN ''::tsvector ELSE to_tsvector('norwegian', t.navn) END AS soek, jsonb_build_object('tjeneste', t.navn, 'tjenestetype', t.tjenestetype, 'slag', k.slag) AS d
  FROM samtykke_samtykkekrav k JOIN bti_tjeneste t ON t.id = k.tjeneste_id
 WHERE k.sak_id = %(sak)s AND (%(giver)s::uuid IS NULL OR k.giver_id = %(giver)s::uuid)
 GROUP BY t.navn, t.tjenestetype, k.slag, k.requested_at, k.requested_by_id
 UNION ALL
SELECT 'nei', k.id, k.declined_at, k.giver_id, CASE WHEN %(sted_skjult)s THEN '' ELSE t.navn END, CASE WHEN %(sted_skjult)s THEN ''::tsvector ELSE to_tsvector('norwegian', t.navn) END, jsonb_build_object('tjeneste', t.navn, 'tjenestetype', t.tjenestetype, 'slag', k.slag)
  FROM samtykke_samtykkekrav k JOIN bti_tjeneste t ON t.id = k.tjeneste_id
 WHERE k.sak_id = %(sak)s AND k.declined_at IS NOT NULL AND (%(giver)s::uuid IS NULL OR k.giver_id = %(giver)s::uuid)
 UNION ALL
SELECT 'ja', y.id, y.granted_at, y.giver_id, CASE WHEN %(sted_skjult)s THEN '' ELSE t.navn END, CASE WHEN %(sted_skjult)s THEN ''::tsvector ELSE to_tsvector('norwegian', t.navn) END, jsonb_build_object('tjeneste', t.navn, 'tjenestetype', t.tjenestetype, 'slag', y.slag)
  FROM samtykke_samtykke y JOIN bti_tjeneste t ON t.id = y.tjeneste_id
 WHERE y.sak_id = %(sak)s AND (%(giver)s::uuid IS NULL OR y.giver_id = %(giver)s::uuid)
 UNION ALL
SELECT 'slutt', y.id, y.withdrawn_at, y.giver_id, CASE WHEN %(sted_skjult)s THEN '' ELSE t.navn END, CASE WHEN %(sted_skjult)s THEN ''::tsvector ELSE to_tsvector('norwegian', t.navn) END,
       jsonb_build_object('tjeneste', t.navn, 'tjenestetype', t.tjenestetype, 'slag', y.slag, 'slutt', y.slutt)
  FROM samtykke_samtykke y JOIN bti_tjeneste t ON t.id = y.tjeneste_id
 WHERE y.sak_id = %(sak)s AND y.withdrawn_at IS NOT NULL AND y.slutt <> 'erstattet' AND (%(giver)s::uuid IS NULL OR y.giver_id = %(giver)s::uuid)
