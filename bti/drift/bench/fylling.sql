CREATE FUNCTION pg_temp.nr(slag int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT md5(slag || ':' || n)::uuid $$;
---
CREATE FUNCTION pg_temp.rad(slag int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(slag), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
---
-- Person n of P works in service n % 50. In case k: the holder, a colleague of the same service, an adviser of the next
-- service, a parent. The steps differ, so that each person stands in some 40 cases with ever new people.
CREATE FUNCTION pg_temp.folk(k bigint, plass int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT ((k % :folk) + plass * 50 * (1 + k / :folk) + CASE plass WHEN 2 THEN 1 WHEN 3 THEN 2 ELSE 0 END) % :folk $$;
---
INSERT INTO bti_kommune (id, navn, kommunenummer, maalform, is_active)
VALUES (pg_temp.rad(1, 1), 'Benkvik', '9999', 'nb', true);
INSERT INTO bti_tjeneste (id, navn, tjenestetype, is_ekstern, noekkel)
SELECT pg_temp.rad(2, t), 'Tjeneste ' || t, CASE WHEN t % 2 = 0 THEN 'skole' ELSE 'ppt' END, false, '' FROM generate_series(0, 49) t;
INSERT INTO bti_tjenestekommune (tjeneste_id, kommune_id) SELECT pg_temp.rad(2, t), pg_temp.rad(1, 1) FROM generate_series(0, 49) t;
INSERT INTO bti_veileder (id, serie, kommune_id, navn, versjon, eier, revideres_innen, kilde, published_at)
VALUES (pg_temp.rad(3, 1), pg_temp.rad(3, 1), pg_temp.rad(1, 1), 'Handlingsveileder', 1, 'BTI-koordinator', current_date + 300, '', now());
INSERT INTO bti_nivaa (id, veileder_id, nummer, navn, beskrivelse, frist_dager)
SELECT pg_temp.rad(4, n), pg_temp.rad(3, 1), n, 'Nivå ' || n, 'Nivå ' || n, 14 FROM generate_series(0, 3) n;
INSERT INTO bti_steg (id, varig, nivaa_id, nummer, noekkel, navn, hva, hvordan, hvem, naar, avsluttes)
SELECT pg_temp.rad(5, n * 10 + s), pg_temp.rad(5, n * 10 + s), pg_temp.rad(4, n), s, 'steg-' || s, 'Steg ' || s, 'Gjør dette.', '', '', '', ''
  FROM generate_series(0, 3) n, generate_series(1, 5) s;
INSERT INTO samtykke_samtykketekst (id, kommune_id, versjon, spraak, innledning, hva_skjer_ved_ja, hva_skjer_ved_nei, hva_skjer_ved_trekk, published_at)
VALUES (pg_temp.rad(6, 1), pg_temp.rad(1, 1), 1, 'nb', 'a', 'b', 'c', 'd', now());
---
INSERT INTO bti_bruker (id, navn, maalform, is_active, is_superuser)
SELECT pg_temp.nr(7, p), 'Fornavn' || p || ' Etternavn' || (p * 7 % 1000), 'nb', true, false FROM generate_series(0::bigint, :folk - 1) p;
INSERT INTO bti_ansettelse (id, bruker_id, tjeneste_id, tittel, is_leder, gyldig_fra)
SELECT pg_temp.rad(8, p), pg_temp.nr(7, p), pg_temp.rad(2, p % 50), 'rådgiver', false, current_date - 400 FROM generate_series(0::bigint, :folk - 1) p;
---
INSERT INTO bti_hovedperson (id, kommune_id, navn, kalles, foedselsdato, foedselsnummer_kryptert, adressesperre, created_by_id)
SELECT pg_temp.nr(9, k), pg_temp.rad(1, 1), 'Barn' || k || ' Etternavn' || (k % 1000), '', current_date - 3650 - (k % 2000)::int, '', 'ingen',
       pg_temp.nr(7, pg_temp.folk(k, 0)) FROM generate_series(0::bigint, :saker - 1) k;
INSERT INTO bti_familierelasjon (id, hovedperson_id, bruker_id, relasjon, har_foreldreansvar, barnet_bor_her, verifisering, registered_at, registered_by_id)
SELECT pg_temp.rad(10, k), pg_temp.nr(9, k), pg_temp.nr(7, pg_temp.folk(k, 3)), 'mor', true, true, 'register', now(), pg_temp.nr(7, pg_temp.folk(k, 0))
  FROM generate_series(0::bigint, :saker - 1) k;
INSERT INTO bti_sak (id, kommune_id, hovedperson_id, tjeneste_id, veileder_id, nivaa_id, status, hva_saken_gjelder, opened_at, opened_by_id, sist_endret)
SELECT pg_temp.nr(11, k), pg_temp.rad(1, 1), pg_temp.nr(9, k), pg_temp.rad(2, pg_temp.folk(k, 0) % 50), pg_temp.rad(3, 1), pg_temp.rad(4, 1 + k % 3),
       'aapen', 'Trivsel og læring', now() - interval '200 days', pg_temp.nr(7, pg_temp.folk(k, 0)), now() - make_interval(mins => (k * 7919 % 200000)::int)
  FROM generate_series(0::bigint, :saker - 1) k;
---
INSERT INTO bti_deltaker (id, sak_id, bruker_id, rolle, tjeneste_id, gyldig_fra, invited_at, invited_by_id)
SELECT pg_temp.rad(12, k * 4 + j), pg_temp.nr(11, k), pg_temp.nr(7, pg_temp.folk(k, j)),
       (ARRAY['stafettholder', 'fagperson', 'fagperson', 'foresatt'])[j + 1],
       CASE WHEN j < 3 THEN pg_temp.rad(2, pg_temp.folk(k, j) % 50) END, current_date - 200, now() - interval '200 days',
       pg_temp.nr(7, pg_temp.folk(k, 0))
  FROM generate_series(0::bigint, :saker - 1) k, generate_series(0, 3) j;
INSERT INTO samtykke_samtykkekrav (id, sak_id, tjeneste_id, giver_id, hvorfor, temaer, foreslaatt_til, requested_at, requested_by_id)
SELECT pg_temp.rad(13, k), pg_temp.nr(11, k), pg_temp.rad(2, pg_temp.folk(k, 2) % 50), pg_temp.nr(7, pg_temp.folk(k, 3)), 'Råd om lesing',
       ARRAY['skole'], current_date + 100, now(), pg_temp.nr(7, pg_temp.folk(k, 0)) FROM generate_series(0::bigint, :saker - 1) k;
INSERT INTO samtykke_samtykke (id, krav_id, sak_id, tjeneste_id, giver_id, temaer, tekst_id, gyldig_fra, gyldig_til, granted_at, granted_by_id)
SELECT pg_temp.rad(14, k), pg_temp.rad(13, k), pg_temp.nr(11, k), pg_temp.rad(2, pg_temp.folk(k, 2) % 50), pg_temp.nr(7, pg_temp.folk(k, 3)),
       ARRAY['skole'], pg_temp.rad(6, 1), current_date - 100, current_date + 100, now(), pg_temp.nr(7, pg_temp.folk(k, 3))
  FROM generate_series(0::bigint, :saker - 1) k;
---
INSERT INTO bti_sakuserobjectpermission (user_id, permission_id, content_object_id)
SELECT d.bruker_id, rt.permission_id, d.sak_id
  FROM generate_series(0::bigint, :saker - 1) k
  JOIN bti_deltaker d ON d.sak_id = pg_temp.nr(11, k)
  JOIN tilgang_rolletillatelse rt ON rt.rolle = d.rolle
 WHERE k % :tynning = 0
    OR k % :folk < :maalte OR d.bruker_id IN (SELECT pg_temp.nr(7, p) FROM generate_series(0, :maalte - 1) p);
---
INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id)
SELECT pg_temp.rad(15, k * 20 + i), pg_temp.nr(11, k), 'notat',
       (ARRAY['Vi har snakket om lesing og en fast plass i klasserommet.', 'Friminuttene går bedre med en venn å være sammen med.',
              'Mor forteller at morgenene er tunge hjemme.', 'Avtalt leksehjelp to ganger i uka fra mandag.',
              'Trives på turdagen og tok ordet i gruppa.', 'Fraværet er lavere denne måneden enn forrige.',
              'Rådgiver observerte i norsktimen og ga råd om oppgavene.', 'Far ønsker kortere beskjeder og faste tider.'])[1 + (k + i) % 8]
       || ' Uke ' || (1 + (k * 3 + i) % 52) || '.',
       now() - make_interval(hours => ((20 - i) * 160 + k % 100)::int), pg_temp.nr(7, pg_temp.folk(k, (i % 3)::int))
  FROM generate_series(0::bigint, :saker - 1) k, generate_series(0, 19) i;
---
-- The measured cases: those where the measured people are holders, first round.
INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id)
SELECT pg_temp.rad(16, k * 1000 + i), pg_temp.nr(11, k), 'notat',
       'Samtale nummer ' || i || ' om hvordan uka har gått på skolen, i friminuttene og hjemme. Vi fortsetter som avtalt med leksehjelp.',
       now() - make_interval(hours => (i * 12)::int), pg_temp.nr(7, pg_temp.folk(k, (i % 3)::int))
  FROM generate_series(0::bigint, :maalte - 1) k, generate_series(1, 180) i;
INSERT INTO varsling_paaminnelse (id, regel, sak_id, mottaker_id, objekt_id, forekomst, due_at, status, planned_at)
SELECT pg_temp.rad(17, k), 'moete_snart', pg_temp.nr(11, k), pg_temp.nr(7, pg_temp.folk(k, 0)), pg_temp.nr(18, k), '7', now() + make_interval(hours => 24 + (k % 5000)::int),
       'venter', now() FROM generate_series(0::bigint, :saker - 1) k;
