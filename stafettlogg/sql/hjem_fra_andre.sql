-- What others have asked of one, in one statement: of who holds the baton, who can be invited, to whom the baton may go, who wants to be rung, what
-- consent was withdrawn, which measures of a service that has lost sight wait for another to take over (within a week, as the notice says),
-- and who in the family wants the case closed; of who may answer, what is asked without a name, and when the team meets; of who names somebody in
-- another's place, that something waits; and the worries that a colleague has shared.
WITH mine AS (
  SELECT s.id, h.navn FROM bti_deltaker d
    JOIN bti_sak s ON s.id = d.sak_id AND s.status = 'aapen' JOIN bti_hovedperson h ON h.id = s.hovedperson_id
   WHERE d.bruker_id = %(meg)s AND d.rolle = 'stafettholder'
     AND d.gyldig_fra <= %(i_dag)s::date AND (d.gyldig_til IS NULL OR d.gyldig_til >= %(i_dag)s::date)
), svar AS (
  SELECT k.id, k.sak_id, k.tjeneste_id, k.giver_id, k.slag, k.requested_at AS spurt, CASE WHEN k.ringt_at IS NULL AND k.frafalt_at IS NULL THEN k.ring_at END AS ring_at, m.navn AS barn, EXISTS (
           SELECT 1 FROM samtykke_samtykke y
            WHERE y.krav_id = k.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= %(i_dag)s::date) AS ja
    FROM samtykke_samtykkekrav k JOIN mine m ON m.id = k.sak_id
), staar AS MATERIALIZED (  -- who is asked to take a measure over and has not answered
  SELECT f.* FROM tiltak_tiltaksforespoersel f WHERE f.id = ANY ((SELECT tiltaksforespoersler_som_staar())::uuid[])
), fulle AS (  -- everybody asked has said yes, and nobody of the service takes part
  SELECT sak_id, tjeneste_id, barn FROM svar WHERE slag = 'innsyn' GROUP BY sak_id, tjeneste_id, barn HAVING bool_and(ja)
)
(SELECT 'inviter', f.tjeneste_id, f.sak_id, f.barn, t.navn, (
        SELECT max(y.granted_at) FROM samtykke_samtykke y WHERE y.sak_id = f.sak_id AND y.tjeneste_id = f.tjeneste_id)
   FROM fulle f JOIN bti_tjeneste t ON t.id = f.tjeneste_id
  WHERE NOT EXISTS (SELECT 1 FROM bti_deltaker d
                     WHERE d.sak_id = f.sak_id AND d.tjeneste_id = f.tjeneste_id
                       AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = d.sak_id AND x.bruker_id = d.bruker_id AND x.lifted_at IS NULL)
                       AND (d.gyldig_til IS NULL OR d.gyldig_til >= %(i_dag)s::date))
    AND f.tjeneste_id IN (SELECT samtykke_tjenester_med_innsyn(f.sak_id)) LIMIT %(maks)s)
UNION ALL
(SELECT CASE svar.slag WHEN 'ansvar' THEN 'ring_ansvar' ELSE 'ring' END, svar.id, svar.sak_id, svar.barn, b.navn, svar.ring_at
   FROM svar JOIN bti_bruker b ON b.id = svar.giver_id
  WHERE svar.ring_at IS NOT NULL AND svar.giver_id <> %(meg)s ORDER BY svar.ring_at LIMIT %(maks)s)
UNION ALL
(SELECT 'trukket', v.id, svar.sak_id, svar.barn, '', v.told_at
   FROM varsling_varsel v JOIN samtykke_samtykke y ON y.id = v.objekt_id JOIN svar ON svar.id = y.krav_id
  WHERE v.mottaker_id = %(meg)s AND v.slag = 'samtykke_trukket' AND v.read_at IS NULL AND NOT svar.ja LIMIT %(maks)s)
UNION ALL
(SELECT 'ansvarlig', t.id, t.sak_id, m.navn, t.tittel,  -- not while somebody is asked; when their day has passed, that is the day
        coalesce(f.svarfrist, tiltak_eierfrist(t.sak_id, t.ansvarlig_id, %(i_dag)s::date))::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM tiltak_tiltak t JOIN mine m ON m.id = t.sak_id
   LEFT JOIN staar f ON f.tiltak_id = t.id
  WHERE t.status <> 'avsluttet' AND (f.id IS NULL OR f.svarfrist < %(i_dag)s::date)
    AND EXISTS (SELECT 1 FROM bti_deltaker d
                 WHERE d.sak_id = t.sak_id AND d.bruker_id = t.ansvarlig_id
                   AND d.tjeneste_id <> (SELECT s.tjeneste_id FROM bti_sak s WHERE s.id = t.sak_id)
                   AND d.tjeneste_id NOT IN (SELECT samtykke_tjenester_med_innsyn(t.sak_id))
                   AND (EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.sak_id = t.sak_id AND y.tjeneste_id = d.tjeneste_id)
                        OR EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = t.sak_id AND k.spurt_fra_id = d.tjeneste_id)))
  ORDER BY 6 LIMIT %(maks)s)
UNION ALL
(SELECT 'spurt', f.id, f.sak_id, h.navn, t.tittel, f.svarfrist::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM staar f JOIN tiltak_tiltak t ON t.id = f.tiltak_id JOIN bti_sak s ON s.id = f.sak_id JOIN bti_hovedperson h ON h.id = s.hovedperson_id
  WHERE f.bruker_id = %(meg)s ORDER BY f.svarfrist LIMIT %(maks)s)
UNION ALL
(SELECT 'pinnen_leder', m.id, NULL, '', m.tjeneste, m.svarfrist::timestamp AT TIME ZONE 'Europe/Oslo' FROM stafettveksling_til_meg() m LIMIT %(maks)s)
UNION ALL
(SELECT 'pinnen_ledig', u.sak_id, NULL, '', u.tjeneste, coalesce(u.svarfrist, %(i_dag)s::date)::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM stafett_uten_holder() u WHERE u.veksling_id IS NULL OR u.svarfrist < %(i_dag)s::date LIMIT %(maks)s)
UNION ALL
(SELECT 'ta_over', o.tjeneste_id, o.sak_id, o.barn, t.navn, o.tid  -- not while one of them is asked and has their time
   FROM (SELECT sak_id, tjeneste_id, barn, max(spurt) AS tid FROM svar WHERE slag = 'ansvar' AND ja GROUP BY sak_id, tjeneste_id, barn) o
   JOIN bti_tjeneste t ON t.id = o.tjeneste_id
  WHERE o.tjeneste_id IN (SELECT samtykke_ansvar_er_gitt(o.sak_id))
    AND NOT EXISTS (SELECT 1 FROM stafettlogg_stafettveksling v
                     WHERE v.sak_id = o.sak_id AND v.svarfrist >= %(i_dag)s::date AND v.id = ANY ((SELECT stafettvekslinger_som_staar())::uuid[]))
  ORDER BY o.tid LIMIT %(maks)s)
UNION ALL
(SELECT CASE WHEN v.til_id = %(meg)s THEN 'pinnen' ELSE 'pinnen_staar' END, v.id, v.sak_id, h.navn, b.navn,
        v.svarfrist::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM stafettlogg_stafettveksling v JOIN bti_sak s ON s.id = v.sak_id JOIN bti_hovedperson h ON h.id = s.hovedperson_id
   JOIN bti_bruker b ON b.id = v.til_id
  WHERE v.id = ANY ((SELECT stafettvekslinger_som_staar())::uuid[])
    AND (v.til_id = %(meg)s OR v.svarfrist < %(i_dag)s::date AND v.sak_id IN (SELECT id FROM mine)) ORDER BY v.svarfrist LIMIT %(maks)s)
UNION ALL
(SELECT CASE o.svar WHEN 'ja' THEN 'lukkes' ELSE 'lukkeoenske' END, o.id, o.sak_id, m.navn, '',
        (o.svarfrist + CASE WHEN o.svar = 'ja' THEN (o.answered_at AT TIME ZONE 'Europe/Oslo')::date - (o.requested_at AT TIME ZONE 'Europe/Oslo')::date
                            ELSE 0 END)::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM samtykke_lukkeoenske o JOIN mine m ON m.id = o.sak_id
  WHERE o.withdrawn_at IS NULL AND o.svar <> 'nei' AND o.requested_by_id <> %(meg)s ORDER BY o.svarfrist LIMIT %(maks)s)
UNION ALL
(SELECT 'delt', d.undring_id, NULL, '', d.forfatter, d.shared_at FROM undring_delt_med_meg() d LIMIT %(maks)s)
UNION ALL
(SELECT 'spoersmaal', d.id, NULL, '', coalesce(t.navn, j.navn), d.svarfrist::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM bti_droefting d LEFT JOIN bti_fagteam t ON t.id = d.fagteam_id LEFT JOIN bti_tjeneste j ON j.id = d.tjeneste_id
  WHERE d.answered_at IS NULL AND d.asked_by_id <> %(meg)s ORDER BY d.svarfrist LIMIT %(maks)s)
UNION ALL
(SELECT 'fagteammoete', m.id, NULL, '', t.navn, m.dato::timestamp AT TIME ZONE 'Europe/Oslo'
   FROM bti_fagteammoete m JOIN bti_fagteam t ON t.id = m.fagteam_id
  WHERE m.held_at IS NULL AND m.dato BETWEEN %(i_dag)s::date AND %(moeter_til)s::date ORDER BY m.dato LIMIT %(maks)s)
UNION ALL
(SELECT 'ledig', l.id, NULL, '', '', l.held_at FROM tilbakehold_ledige() l WHERE %(fordeler)s ORDER BY l.held_at LIMIT 1)
