-- The staircase of a municipality with its cards, whole, in one statement. No row: there is no such municipality.
SELECT k.navn, (
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'nummer', t.nummer, 'navn', t.navn, 'beskrivelse', t.beskrivelse, 'forebyggingsnivaa', t.forebyggingsnivaa,
           'kortene', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'navn', c.navn, 'maalgruppe', c.maalgruppe, 'ansvarlig', c.ansvarlig, 'utfyllende', c.utfyllende,
                                'bekreftet', c.plassering_bekreftet) ORDER BY c.navn), '[]')
                         FROM tiltak_tiltakskort c WHERE c.trinn_id = t.id AND c.is_active)) ORDER BY t.nummer), '[]')
    FROM tiltak_trinn t WHERE t.kommune_id = k.id)
  FROM bti_kommune k WHERE k.id = %(kommune)s
