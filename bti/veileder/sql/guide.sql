-- One guide as it is read, whole, in one statement: the newest published of a series, of a municipality, or with a step.
-- Nobody's pages ask this too; a draft is read by its own id alone, by the page that asks who may.
WITH kommuner AS (
  SELECT DISTINCT ON (k.navn, k.id) k.id, k.navn, v.serie
    FROM bti_kommune k JOIN bti_veileder v ON v.kommune_id = k.id AND v.published_at IS NOT NULL
   WHERE k.is_active
   ORDER BY k.navn, k.id, v.tjenestetype, v.versjon DESC
), valgt AS (
  SELECT v.* FROM bti_veileder v
   WHERE (v.published_at IS NOT NULL OR v.id = %(utkast)s::uuid)
     AND CASE
           WHEN %(utkast)s::uuid IS NOT NULL THEN v.id = %(utkast)s::uuid
           WHEN %(serie)s::uuid IS NOT NULL THEN v.serie = %(serie)s::uuid
           WHEN %(steg)s::uuid IS NOT NULL THEN EXISTS (
             SELECT 1 FROM bti_steg s JOIN bti_nivaa n ON n.id = s.nivaa_id WHERE s.varig = %(steg)s::uuid AND n.veileder_id = v.id)
           ELSE v.serie = (SELECT k.serie FROM kommuner k
                            WHERE k.id = coalesce(%(kommune)s::uuid, CASE WHEN (SELECT count(*) FROM kommuner) = 1 THEN k.id END))
         END
     AND (%(versjon)s::integer IS NULL OR v.versjon = %(versjon)s::integer)
   ORDER BY v.versjon DESC LIMIT 1
)
SELECT jsonb_build_object(
  'kommuner', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'navn', k.navn, 'serie', k.serie) ORDER BY k.navn), '[]') FROM kommuner k),
  'veileder', (
    SELECT jsonb_build_object(
             'id', v.id, 'serie', v.serie, 'navn', v.navn, 'versjon', v.versjon, 'tjenestetype', v.tjenestetype, 'eier', v.eier,
             'revideres_innen', v.revideres_innen, 'kilde', v.kilde, 'endringer', v.endringer,
             'published_at', v.published_at, 'kommune_id', v.kommune_id, 'kommune', k.navn)
      FROM valgt v JOIN bti_kommune k ON k.id = v.kommune_id),
  'nyeste', (SELECT max(n.versjon) FROM bti_veileder n JOIN valgt v ON v.serie = n.serie WHERE n.published_at IS NOT NULL),
  'andre', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('serie', a.serie, 'tjenestetype', a.tjenestetype) ORDER BY a.tjenestetype), '[]')
      FROM (SELECT DISTINCT n.serie, n.tjenestetype FROM bti_veileder n JOIN valgt v ON v.kommune_id = n.kommune_id AND v.serie <> n.serie
             WHERE n.published_at IS NOT NULL) a),
  'barnevern', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('navn', t.navn, 'telefon', t.telefon) ORDER BY t.navn), '[]')
      FROM bti_tjeneste t JOIN bti_tjenestekommune tk ON tk.tjeneste_id = t.id JOIN valgt v ON v.kommune_id = tk.kommune_id
     WHERE t.tjenestetype = 'barnevern'),
  'nivaaer', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'nummer', n.nummer, 'navn', n.navn, 'beskrivelse', n.beskrivelse, 'inngang', n.inngang, 'utgang', n.utgang,
             'frist_dager', n.frist_dager, 'kilde', n.kilde, 'sikkerhet', n.sikkerhet,
             'vilkaar', (SELECT coalesce(jsonb_agg(jsonb_build_object('slag', x.slag, 'naar', x.naar, 'krav', x.krav, 'setning', x.setning)
                                ORDER BY x.nummer), '[]') FROM bti_vilkaar x WHERE x.nivaa_id = n.id),
             'steg', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'varig', s.varig, 'nummer', s.nummer, 'noekkel', s.noekkel, 'navn', s.navn, 'hva', s.hva, 'hvordan', s.hvordan,
                        'hvem', s.hvem, 'naar', s.naar, 'avsluttes', s.avsluttes, 'frist_dager', s.frist_dager, 'kilde', s.kilde,
                        'sikkerhet', s.sikkerhet,
                        'verktoey', (SELECT coalesce(jsonb_agg(jsonb_build_object('navn', t.navn, 'beskrivelse', t.beskrivelse, 'lenke', t.lenke,
                                            'skjema_noekkel', t.skjema_noekkel) ORDER BY t.nummer), '[]')
                                       FROM bti_verktoey t WHERE t.steg_id = s.id)) ORDER BY s.nummer), '[]')
                        FROM bti_steg s WHERE s.nivaa_id = n.id)) ORDER BY n.nummer), '[]')
      FROM bti_nivaa n JOIN valgt v ON v.id = n.veileder_id))
