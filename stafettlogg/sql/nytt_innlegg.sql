-- A new entry, after bti.services.saker.LAAST_SAK in one statement: opens the log if nobody has, writes the row once however
-- often the button is pressed, and tells the others. Two presses at once meet at the case's row.
, logg AS (
    INSERT INTO stafettlogg_stafettlogg (id, sak_id, opened_at, opened_by_id)
    SELECT %(logg)s, id, %(naa)s, %(av)s FROM sak ON CONFLICT (sak_id) DO NOTHING
), nytt AS (
    INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, temaer, retter_id, created_at, created_by_id)
    SELECT %(id)s, id, %(type)s, %(tekst)s, %(temaer)s, %(retter)s, %(naa)s, %(av)s FROM sak ON CONFLICT (id) DO NOTHING RETURNING id
)
SELECT EXISTS (SELECT 1 FROM sett), EXISTS (SELECT 1 FROM sak), EXISTS (SELECT 1 FROM nytt),
       coalesce((SELECT varsling_queue(%(varsel)s::jsonb || jsonb_build_object('mottakere', ARRAY(
                            SELECT d.bruker_id FROM bti_deltaker d
                             WHERE d.sak_id = %(sak)s AND d.bruker_id <> ALL (%(skjermet)s::uuid[])
                               AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                                                WHERE x.sak_id = d.sak_id AND x.bruker_id = d.bruker_id AND x.lifted_at IS NULL)
                               AND d.gyldig_fra <= %(i_dag)s AND (d.gyldig_til IS NULL OR d.gyldig_til >= %(i_dag)s))))
                   FROM nytt), 0)
