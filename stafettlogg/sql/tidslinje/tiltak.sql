-- Measures: begun, taken over by another, and evaluated.
SELECT 'tiltak' AS slag, t.id, t.created_at AS tid, t.created_by_id AS av, concat_ws(E'\n', t.tittel, nullif(t.hva, '')) AS tekst,
       to_tsvector('norwegian', t.tittel || ' ' || t.hva) AS soek, jsonb_build_object('tittel', t.tittel, 'hva', t.hva) AS d
  FROM tiltak_tiltak t WHERE t.sak_id = %(sak)s
 UNION ALL
SELECT 'overtatt', f.id, f.answered_at, f.bruker_id, t.tittel, to_tsvector('norwegian', t.tittel), jsonb_build_object('tittel', t.tittel)
  FROM tiltak_tiltaksforespoersel f JOIN tiltak_tiltak t ON t.id = f.tiltak_id WHERE f.sak_id = %(sak)s AND f.svar = 'ja'
 UNION ALL
SELECT 'evaluering', e.id, e.evaluated_at, e.evaluated_by_id, concat_ws(E'\n', t.tittel, nullif(e.ord, ''), nullif(e.barnets_ord, '')),
       to_tsvector('norwegian', concat_ws(' ', t.tittel, e.ord, e.barnets_ord)),
       jsonb_build_object('tittel', t.tittel, 'grad', e.grad, 'ord', e.ord, 'barnets_ord', e.barnets_ord)
  FROM tiltak_evaluering e JOIN tiltak_tiltak t ON t.id = e.tiltak_id WHERE e.sak_id = %(sak)s
