-- Everything that the page of a case shows beside the case itself and the log, in one statement: row-level security
-- is asked once, and Python builds no queries. Each part is an array of objects; what the actor may not see is not there.
SELECT jsonb_build_object(
  'deltakere', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'bruker_id', d.bruker_id, 'navn', b.navn, 'rolle', d.rolle, 'tjeneste_id', d.tjeneste_id, 'tjeneste', t.navn,
             'tjenestetype', t.tjenestetype, 'telefon', t.telefon,
             'relasjon', r.relasjon, 'verifisering', r.verifisering,
             'vikar_for', ob.navn,
             'har_stengt', EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = d.sak_id AND x.bruker_id = d.bruker_id AND x.lifted_at IS NULL
                                      AND x.grunn = 'egen'),
             'deltar', NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = d.sak_id AND x.bruker_id = d.bruker_id AND x.lifted_at IS NULL)
                       AND d.gyldig_fra <= %(i_dag)s::date
                       AND (d.gyldig_til IS NULL OR d.gyldig_til >= %(i_dag)s::date)) ORDER BY d.stedfortreder_for_id IS NULL, d.invited_at, b.navn), '[]')
      FROM bti_deltaker d
      JOIN bti_bruker b ON b.id = d.bruker_id
      LEFT JOIN bti_tjeneste t ON t.id = d.tjeneste_id
      LEFT JOIN bti_deltaker o ON o.id = d.stedfortreder_for_id
      LEFT JOIN bti_bruker ob ON ob.id = o.bruker_id
      LEFT JOIN bti_familierelasjon r
             ON r.hovedperson_id = s.hovedperson_id AND r.bruker_id = d.bruker_id AND r.blocked_at IS NULL
     WHERE d.sak_id = s.id),
  'skjult', (  -- by the policy: nothing for the family, and nothing of what is hidden from oneself
    SELECT coalesce(jsonb_agg(jsonb_build_object('objekt', x.objekt_id, 'navn', b.navn, 'grunn', x.grunn, 'relasjon', r.relasjon,
                                                 'verifisering', r.verifisering) ORDER BY b.navn), '[]')
      FROM bti_skjerming x
      JOIN bti_bruker b ON b.id = x.bruker_id
      LEFT JOIN bti_familierelasjon r ON r.hovedperson_id = s.hovedperson_id AND r.bruker_id = x.bruker_id
     WHERE x.sak_id = s.id),
  'stafettveksling', (  -- for who is asked and whoever holds the baton, by the policy
    SELECT jsonb_build_object('pk', v.id, 'til_id', v.til_id, 'svarfrist', v.svarfrist) FROM stafettlogg_stafettveksling v
     WHERE v.sak_id = s.id AND v.answered_at IS NULL AND v.withdrawn_at IS NULL
       AND v.id = ANY ((SELECT stafettvekslinger_som_staar())::uuid[])),
  'sted_skjult_for', (SELECT coalesce(jsonb_agg(x), '[]') FROM tilgang_sted_skjult_for(s.id) x),  -- nothing for the family
  'innsyn', (SELECT coalesce(jsonb_agg(x), '[]') FROM samtykke_tjenester_med_innsyn(s.id) x),
  'nivaaer', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('nr', n.nummer, 'navn', n.navn, 'frist', n.frist_dager, 'dato', (
             SELECT e.dato FROM bti_nivaaendring e
              WHERE e.sak_id = s.id AND e.til_nivaa_id = n.id AND e.fra_nivaa_id IS DISTINCT FROM e.til_nivaa_id
              ORDER BY e.decided_at DESC LIMIT 1))
             ORDER BY n.nummer), '[]')
      FROM bti_nivaa n WHERE n.veileder_id = s.veileder_id),
  'nivaaendringer', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('fra', f.nummer, 'nr', n.nummer, 'navn', n.navn, 'dato', e.dato, 'begrunnelse', e.begrunnelse,
             'til_stede', e.til_stede, 'barnets_mening', e.barnets_mening,
             'moete_id', m.id, 'beslutning', m.beslutning) ORDER BY e.decided_at), '[]')
      FROM bti_nivaaendring e JOIN bti_nivaa n ON n.id = e.til_nivaa_id LEFT JOIN bti_nivaa f ON f.id = e.fra_nivaa_id
      LEFT JOIN stafettlogg_moete m ON m.nivaaendring_id = e.id
     WHERE e.sak_id = s.id),
  'stegene', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'varig', g.varig, 'navn', g.navn, 'hva', g.hva, 'hvordan', g.hvordan,
             'verktoey', (SELECT coalesce(jsonb_agg(jsonb_build_object('navn', w.navn, 'beskrivelse', w.beskrivelse, 'lenke', w.lenke,
                                 'skjema_noekkel', w.skjema_noekkel) ORDER BY w.nummer), '[]') FROM bti_verktoey w WHERE w.steg_id = g.id),
             'ferdig', EXISTS (
             SELECT 1 FROM bti_stegstatus st WHERE st.sak_id = s.id AND st.steg_id = g.id AND st.done_at IS NOT NULL))
             ORDER BY g.nummer), '[]')
      FROM bti_steg g WHERE g.nivaa_id = s.nivaa_id),
  'vilkaar', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('nr', n.nummer, 'slag', x.slag, 'naar', x.naar, 'krav', x.krav, 'setning', x.setning)
             ORDER BY n.nummer, x.nummer), '[]')
      FROM bti_nivaa n JOIN bti_vilkaar x ON x.nivaa_id = n.id WHERE n.veileder_id = s.veileder_id),
  'nyeste_versjon', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('denne', v.versjon, 'ny', y.versjon, 'serie', y.serie,
             'publisert', (y.published_at AT TIME ZONE 'Europe/Oslo')::date)), '[]')
      FROM bti_veileder v
      JOIN LATERAL (SELECT * FROM bti_veileder z WHERE z.serie = v.serie AND z.versjon > v.versjon AND z.published_at IS NOT NULL
                     ORDER BY z.versjon DESC LIMIT 1) y ON true
     WHERE v.id = s.veileder_id),
  'koordinering', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('rett', r.navn, 'slag', r.slag, 'bruker_id', k.bruker_id, 'navn', b.navn, 'tjeneste', t.navn,
             'tjenestetype', t.tjenestetype, 'telefon', t.telefon, 'fra', k.gjelder_fra, 'begrunnelse', k.begrunnelse)), '[]')
      FROM bti_koordinering k JOIN bti_rettighet r ON r.id = k.rettighet_id JOIN bti_tjeneste t ON t.id = k.tjeneste_id
      LEFT JOIN bti_bruker b ON b.id = k.bruker_id
     WHERE k.sak_id = s.id AND k.ended_at IS NULL),
  'individuell_plan', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('viktig_for_meg', p.viktig_for_meg, 'ressurser', p.ressurser, 'behov', p.behov,
             'oensket_dato', p.oensket_dato, 'startet', p.started_at, 'avsluttet', p.ended_at, 'avslutning', p.avslutning)), '[]')
      FROM bti_individuellplan p WHERE p.sak_id = s.id),
  'kravene', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('tjeneste_id', k.tjeneste_id, 'tjeneste', t.navn, 'tjenestetype', t.tjenestetype, 'slag', k.slag, 'nei', k.declined_at,
             'temaer', (
             SELECT y.temaer FROM samtykke_samtykke y
              WHERE y.krav_id = k.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= %(i_dag)s::date LIMIT 1),
             'til', (
             SELECT y.gyldig_til FROM samtykke_samtykke y
              WHERE y.krav_id = k.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= %(i_dag)s::date LIMIT 1),
             'siste', (
             SELECT jsonb_build_object('fra', y.granted_at, 'slutt', coalesce(y.withdrawn_at, (y.gyldig_til + 1)::timestamp AT TIME ZONE 'Europe/Oslo'))
               FROM samtykke_samtykke y WHERE y.krav_id = k.id AND y.granted_at >= k.requested_at
              ORDER BY y.granted_at DESC LIMIT 1))
             ORDER BY t.navn, k.slag DESC, k.id), '[]')
      FROM samtykke_samtykkekrav k JOIN bti_tjeneste t ON t.id = k.tjeneste_id
     WHERE k.sak_id = s.id AND k.tjeneste_id <> s.tjeneste_id AND (k.slag = 'innsyn' OR k.frafalt_at IS NULL)),
  'maal', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('pk', m.id, 'tekst', m.tekst, 'naadd_dato', m.naadd_dato)
             ORDER BY m.created_at), '[]')
      FROM tiltak_maal m WHERE m.sak_id = s.id),
  'tiltak', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'pk', t.id, 'maal_id', t.maal_id, 'tittel', t.tittel, 'hva', t.hva, 'arena', t.arena, 'status', t.status,
             'ansvarlig_id', t.ansvarlig_id, 'starter', t.starter, 'evalueres', t.evalueres,
             'spurt', (SELECT jsonb_build_object('bruker_id', f.bruker_id, 'svarfrist', f.svarfrist) FROM tiltak_tiltaksforespoersel f
                        WHERE f.tiltak_id = t.id AND f.answered_at IS NULL AND f.withdrawn_at IS NULL
                          AND f.svarfrist >= %(i_dag)s::date AND f.id = ANY ((SELECT tiltaksforespoersler_som_staar())::uuid[])),
             'evaluering', (SELECT jsonb_build_object('grad', e.grad, 'ord', e.ord) FROM tiltak_evaluering e
                             WHERE e.tiltak_id = t.id ORDER BY e.evaluated_at DESC LIMIT 1),
             'barn', (SELECT jsonb_build_object('ord', e.barnets_ord, 'tid', e.evaluated_at) FROM tiltak_evaluering e
                       WHERE e.tiltak_id = t.id AND e.barnets_ord <> '' ORDER BY e.evaluated_at DESC LIMIT 1))
             ORDER BY t.status DESC, t.evalueres, t.created_at), '[]')
      FROM tiltak_tiltak t WHERE t.sak_id = s.id),
  'moeter', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'pk', m.id, 'moetetype', m.moetetype, 'starter_at', m.starter_at, 'sted', m.sted, 'hensikt', m.hensikt,
             'status', m.status, 'barnets_ord', m.barnets_ord, 'held_at', m.held_at,
             'svarene', (SELECT coalesce(jsonb_agg(jsonb_build_object('bruker', p.bruker_id, 'svar', p.svar) ORDER BY p.bruker_id), '[]')
                           FROM stafettlogg_moetedeltaker p WHERE p.moete_id = m.id))
             ORDER BY m.starter_at DESC), '[]')
      FROM (SELECT * FROM stafettlogg_moete WHERE sak_id = s.id ORDER BY starter_at DESC LIMIT 30) m),
  'meldinger', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('sent_by_id', m.sent_by_id, 'sent_at', m.sent_at, 'tekst', m.tekst)
             ORDER BY m.sent_at), '[]')
      FROM (SELECT * FROM stafettlogg_melding WHERE sak_id = s.id ORDER BY sent_at DESC LIMIT 3) m))
  FROM bti_sak s WHERE s.id = %(sak)s
