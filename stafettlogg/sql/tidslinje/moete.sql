-- Meetings that were called. The minutes are an entry. Never the place: some may not know it.
SELECT 'moete' AS slag, m.id, m.called_at AS tid, m.called_by_id AS av, m.hensikt AS tekst, to_tsvector('norwegian', m.hensikt) AS soek,
       jsonb_build_object('type', m.moetetype, 'starter_at', m.starter_at, 'status', m.status, 'hensikt', m.hensikt) AS d
  FROM stafettlogg_moete m WHERE m.sak_id = %(sak)s
