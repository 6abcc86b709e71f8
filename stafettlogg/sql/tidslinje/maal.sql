-- Goals: set, and reached.
SELECT 'maal' AS slag, m.id, m.created_at AS tid, m.created_by_id AS av, m.tekst, to_tsvector('norwegian', m.tekst) AS soek, '{}'::jsonb AS d
  FROM tiltak_maal m WHERE m.sak_id = %(sak)s
 UNION ALL
SELECT 'naadd', m.id, m.naadd_dato::timestamp AT TIME ZONE 'Europe/Oslo', NULL, m.tekst, to_tsvector('norwegian', m.tekst), '{}'::jsonb
  FROM tiltak_maal m WHERE m.sak_id = %(sak)s AND m.naadd_dato IS NOT NULL
