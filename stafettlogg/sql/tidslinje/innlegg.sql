-- What was written, what it corrects and what corrects it. The last correction is looked up by its own index, wherever it stands.
SELECT 'innlegg' AS slag, i.id, i.created_at AS tid, i.created_by_id AS av, i.tekst, i.soek,
       jsonb_build_object('type', i.innleggstype, 'temaer', i.temaer, 'retter', i.retter_id, 'retter_tid', o.created_at,
                          'rettet_av', r.id, 'rettet_tid', r.created_at) AS d
  FROM stafettlogg_innlegg i
  LEFT JOIN stafettlogg_innlegg o ON o.id = i.retter_id
  LEFT JOIN LATERAL (SELECT x.id, x.created_at FROM stafettlogg_innlegg x WHERE x.retter_id = i.id ORDER BY x.created_at DESC LIMIT 1) r ON true
 WHERE i.sak_id = %(sak)s AND (%(typer)s::text[] IS NULL OR i.innleggstype = ANY (%(typer)s::text[]))
