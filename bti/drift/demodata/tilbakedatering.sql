-- Dates one demo case back: dager days, and what led to level 2 half as many (halve).
UPDATE bti_sak
   SET opened_at = opened_at - %(tid)s::interval, sist_endret = sist_endret - %(nylig)s::interval
 WHERE id = %(sak)s;
UPDATE bti_undring
   SET created_at = created_at - %(tid)s::interval - interval '9 days', frist = frist - %(dager)s - 9,
       observert_dato = observert_dato - %(dager)s - 9, clarified_at = clarified_at - %(tid)s::interval,
       foresatte_informert = foresatte_informert - %(dager)s - 2
 WHERE sak_id = %(sak)s;
UPDATE bti_deltaker
   SET gyldig_fra = gyldig_fra - CASE WHEN rolle = 'fagperson' THEN %(halve)s ELSE %(dager)s END,
       invited_at = invited_at - CASE WHEN rolle = 'fagperson' THEN %(halvtid)s ELSE %(tid)s END::interval
 WHERE sak_id = %(sak)s;
UPDATE bti_familierelasjon SET registered_at = registered_at - %(tid)s::interval
 WHERE hovedperson_id = (SELECT hovedperson_id FROM bti_sak WHERE id = %(sak)s);
UPDATE bti_stegstatus SET done_at = done_at - %(tid)s::interval WHERE sak_id = %(sak)s;
UPDATE bti_nivaaendring
   SET dato = dato - CASE WHEN fra_nivaa_id IS NULL THEN %(dager)s ELSE %(halve)s END,
       decided_at = decided_at - CASE WHEN fra_nivaa_id IS NULL THEN %(tid)s ELSE %(halvtid)s END::interval
 WHERE sak_id = %(sak)s;
UPDATE samtykke_samtykkekrav SET requested_at = requested_at - %(halvtid)s::interval - interval '6 days'
 WHERE sak_id = %(sak)s;
UPDATE samtykke_samtykke
   SET gyldig_fra = gyldig_fra - %(halve)s - 3, granted_at = granted_at - %(halvtid)s::interval - interval '3 days'
 WHERE sak_id = %(sak)s;
UPDATE stafettlogg_stafettlogg SET opened_at = opened_at - %(tid)s::interval WHERE sak_id = %(sak)s;
UPDATE stafettlogg_innlegg i
   SET created_at = i.created_at - CASE WHEN i.innleggstype IN ('referat', 'beslutning') THEN %(halvtid)s::interval
                                        ELSE %(tid)s::interval * (0.9 - 0.2 * n.nr) END
  FROM (SELECT id, row_number() OVER (ORDER BY created_at) AS nr FROM stafettlogg_innlegg WHERE sak_id = %(sak)s) n
 WHERE n.id = i.id;
UPDATE stafettlogg_moete
   SET starter_at = starter_at - %(halvtid)s::interval, held_at = held_at - %(halvtid)s::interval,
       called_at = called_at - %(halvtid)s::interval - interval '9 days'
 WHERE sak_id = %(sak)s AND status = 'holdt';
UPDATE bti_koordinering SET gjelder_fra = gjelder_fra - %(halve)s, decided_at = decided_at - %(halvtid)s::interval WHERE sak_id = %(sak)s;
UPDATE bti_individuellplan SET oensket_dato = oensket_dato - %(halve)s, started_at = started_at - %(halvtid)s::interval WHERE sak_id = %(sak)s;
UPDATE bti_skjemautfylling SET created_at = created_at - %(halvtid)s::interval, ferdig_at = ferdig_at - %(halvtid)s::interval
 WHERE sak_id = %(sak)s;
UPDATE tiltak_maal SET created_at = created_at - %(tid)s::interval WHERE sak_id = %(sak)s;
UPDATE tiltak_tiltak SET starter = starter - %(dager)s + 5, created_at = created_at - %(tid)s::interval
 WHERE sak_id = %(sak)s;
DELETE FROM varsling_utboks WHERE sak_id = %(sak)s;
