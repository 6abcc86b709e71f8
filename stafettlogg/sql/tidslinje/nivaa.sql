-- The case opened, and moved between levels. What a meeting decided about the same level stands in its minutes.
SELECT 'aapnet' AS slag, s.id, s.opened_at AS tid, s.opened_by_id AS av, '' AS tekst, ''::tsvector AS soek, '{}'::jsonb AS d
  FROM bti_sak s WHERE s.id = %(sak)s
 UNION ALL
SELECT 'nivaa', e.id, e.decided_at, e.decided_by_id, e.begrunnelse, to_tsvector('norwegian', e.begrunnelse),
       jsonb_build_object('fra', f.nummer, 'til', n.nummer, 'navn', n.navn, 'dato', e.dato, 'avslutter', coalesce(m.beslutning = 'avslutt', false))
  FROM bti_nivaaendring e JOIN bti_nivaa n ON n.id = e.til_nivaa_id LEFT JOIN bti_nivaa f ON f.id = e.fra_nivaa_id
  LEFT JOIN stafettlogg_moete m ON m.nivaaendring_id = e.id
 WHERE e.sak_id = %(sak)s AND (e.fra_nivaa_id IS DISTINCT FROM e.til_nivaa_id OR m.beslutning = 'avslutt')
