-- A guide is written whole, by those who keep it (docs/adr/0026). The app has no other way to write a guide: the form,
-- the imported file and the copy all end in veileder_lagre. What is published is never changed: cases follow it.

CREATE FUNCTION veileder_redaktoerer(p_kommune uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.bruker_id FROM bti_kommunerolle r JOIN bti_bruker b ON b.id = r.bruker_id AND b.is_active
     WHERE r.kommune_id = p_kommune AND r.rolle IN ('bti_koordinator', 'kommuneadministrator')
       AND r.gyldig_fra <= tilgang_idag() AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())
$$;

CREATE FUNCTION veileder_krev_redaktoer(p_aktoer uuid, p_kommune uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM veileder_redaktoerer(p_kommune) r WHERE r = p_aktoer)
    THEN PERFORM tilgang_nekt('bare BTI-koordinatoren eller kommuneadministratoren'); END IF;
END $$;

-- Lock a draft, and refuse who may not write it and what is published.
CREATE FUNCTION veileder_laas_utkast(p_aktoer uuid, p_id uuid) RETURNS bti_veileder LANGUAGE plpgsql AS $$
DECLARE v bti_veileder;
BEGIN
    SELECT * INTO v FROM bti_veileder WHERE id = p_id FOR UPDATE;
    IF NOT FOUND THEN PERFORM tilgang_nekt('utkastet finnes ikke'); END IF;
    PERFORM veileder_krev_redaktoer(p_aktoer, v.kommune_id);
    IF v.published_at IS NOT NULL THEN PERFORM tilgang_nekt('en publisert veileder endres ikke'); END IF;
    RETURN v;
END $$;

CREATE FUNCTION veileder_toem(p_id uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM bti_vilkaar WHERE nivaa_id IN (SELECT n.id FROM bti_nivaa n WHERE n.veileder_id = p_id);
    DELETE FROM bti_verktoey WHERE steg_id IN (SELECT s.id FROM bti_steg s JOIN bti_nivaa n ON n.id = s.nivaa_id WHERE n.veileder_id = p_id);
    DELETE FROM bti_steg WHERE nivaa_id IN (SELECT n.id FROM bti_nivaa n WHERE n.veileder_id = p_id);
    DELETE FROM bti_nivaa WHERE veileder_id = p_id;
$$;

CREATE FUNCTION veileder_skriv_steg(p_nivaa uuid, s jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_id uuid := gen_random_uuid();
BEGIN
    INSERT INTO bti_steg (id, nivaa_id, nummer, noekkel, varig, navn, hva, hvordan, hvem, naar, avsluttes, frist_dager, kilde, sikkerhet)
    VALUES (v_id, p_nivaa, (s->>'nummer')::smallint, s->>'noekkel', coalesce(nullif(s->>'varig', '')::uuid, gen_random_uuid()), s->>'navn',
            s->>'hva', s->>'hvordan', s->>'hvem', s->>'naar', s->>'avsluttes', (s->>'frist_dager')::smallint,
            coalesce(s->>'kilde', ''), coalesce(nullif(s->>'sikkerhet', ''), 'vaar'));
    INSERT INTO bti_verktoey (id, steg_id, nummer, navn, beskrivelse, lenke, skjema_noekkel)
    SELECT gen_random_uuid(), v_id, t.nr, t.v->>'navn', coalesce(t.v->>'beskrivelse', ''), coalesce(t.v->>'lenke', ''), coalesce(t.v->>'skjema_noekkel', '')
      FROM jsonb_array_elements(s->'verktoey') WITH ORDINALITY AS t(v, nr);
END $$;

CREATE FUNCTION veileder_skriv_nivaa(p_veileder uuid, n jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_id uuid := gen_random_uuid();
BEGIN
    INSERT INTO bti_nivaa (id, veileder_id, nummer, navn, beskrivelse, inngang, utgang, frist_dager, kilde, sikkerhet)
    VALUES (v_id, p_veileder, (n->>'nummer')::smallint, n->>'navn', n->>'beskrivelse', coalesce(n->>'inngang', ''), coalesce(n->>'utgang', ''),
            (n->>'frist_dager')::smallint, coalesce(n->>'kilde', ''), coalesce(nullif(n->>'sikkerhet', ''), 'vaar'));
    INSERT INTO bti_vilkaar (id, nivaa_id, nummer, slag, naar, krav, setning)
    SELECT gen_random_uuid(), v_id, t.nr, t.v->>'slag', t.v->>'naar', t.v->>'krav', t.v->>'setning'
      FROM jsonb_array_elements(coalesce(n->'vilkaar', '[]')) WITH ORDINALITY AS t(v, nr);
    PERFORM veileder_skriv_steg(v_id, s) FROM jsonb_array_elements(n->'steg') AS s;
END $$;

-- Make a draft, with an empty guide in it; there is one of a kind at a time, and the one that is there is returned.
CREATE FUNCTION veileder_nytt_utkast(p_id uuid, p_kommune uuid, p_tjenestetype text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_id uuid;
BEGIN
    PERFORM veileder_krev_redaktoer(aktoer, p_kommune);
    PERFORM 1 FROM bti_kommune WHERE id = p_kommune FOR UPDATE;
    SELECT id INTO v_id FROM bti_veileder WHERE kommune_id = p_kommune AND tjenestetype = p_tjenestetype AND published_at IS NULL;
    IF FOUND THEN RETURN v_id; END IF;
    INSERT INTO bti_veileder (id, serie, kommune_id, tjenestetype, navn, versjon, eier, revideres_innen, kilde)
    SELECT p_id, coalesce((SELECT v.serie FROM bti_veileder v WHERE v.kommune_id = p_kommune AND v.tjenestetype = p_tjenestetype
                            ORDER BY v.versjon DESC LIMIT 1), gen_random_uuid()),
           p_kommune, p_tjenestetype, 'Handlingsveileder',
           coalesce((SELECT max(v.versjon) FROM bti_veileder v WHERE v.kommune_id = p_kommune AND v.tjenestetype = p_tjenestetype), 0) + 1,
           'BTI-koordinator', tilgang_idag() + 365, '';
    RETURN p_id;
END $$;

-- Write the whole draft. -1: somebody else has saved since, and nothing is written.
CREATE FUNCTION veileder_lagre(p_id uuid, p_redigert integer, p_innhold jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v bti_veileder := veileder_laas_utkast(tilgang_krev_aktoer(), p_id);
BEGIN
    IF v.redigert <> p_redigert THEN RETURN -1; END IF;
    PERFORM veileder_toem(p_id);
    UPDATE bti_veileder
       SET navn = p_innhold->>'navn', eier = p_innhold->>'eier', revideres_innen = (p_innhold->>'revideres_innen')::date,
           kilde = coalesce(p_innhold->>'kilde', ''), redigert = redigert + 1
     WHERE id = p_id;
    PERFORM veileder_skriv_nivaa(p_id, n) FROM jsonb_array_elements(p_innhold->'nivaaer') AS n;
    RETURN v.redigert + 1;
END $$;

-- Publish what somebody has read: nothing when it has been changed since (false).
CREATE FUNCTION veileder_publiser(p_id uuid, p_redigert integer, p_endringer text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v bti_veileder := veileder_laas_utkast(tilgang_krev_aktoer(), p_id);
BEGIN
    IF v.redigert <> p_redigert THEN RETURN false; END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_nivaa n WHERE n.veileder_id = p_id AND n.nummer = 0)
       OR NOT EXISTS (SELECT 1 FROM bti_nivaa n WHERE n.veileder_id = p_id AND n.nummer > 0)
       OR EXISTS (SELECT 1 FROM bti_nivaa n WHERE n.veileder_id = p_id AND NOT EXISTS (SELECT 1 FROM bti_steg s WHERE s.nivaa_id = n.id))
    THEN PERFORM tilgang_nekt('veilederen mangler et nivå eller et steg'); END IF;
    UPDATE bti_veileder SET published_at = tilgang_naa(), endringer = p_endringer WHERE id = p_id;
    RETURN true;
END $$;

CREATE FUNCTION veileder_slett_utkast(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v bti_veileder := veileder_laas_utkast(tilgang_krev_aktoer(), p_id);
BEGIN
    PERFORM veileder_toem(v.id);
    DELETE FROM bti_veileder WHERE id = v.id;
END $$;

-- Every night: those who keep a guide hear that it should be read through, 30 days before its date and every 30 days after.
-- Returns how many guides that is about.
CREATE FUNCTION veileder_minn() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v record;
    antall integer := 0;
BEGIN
    PERFORM tilgang_krev_formaal('opprydding');
    FOR v IN SELECT * FROM (
            SELECT DISTINCT ON (g.serie) g.id, g.kommune_id, g.revideres_innen,
                   floor((tilgang_idag() - g.revideres_innen) / 30.0)::int AS maaned
              FROM bti_veileder g JOIN bti_kommune k ON k.id = g.kommune_id AND k.is_active
             WHERE g.published_at IS NOT NULL ORDER BY g.serie, g.versjon DESC) nyeste
         WHERE nyeste.maaned >= -1
    LOOP
        PERFORM varsling_legg(ARRAY(SELECT veileder_redaktoerer(v.kommune_id)), 'veileder',
                              concat_ws(':', 'veileder', v.id, v.revideres_innen, v.maaned), NULL, v.id);
        antall := antall + 1;
    END LOOP;
    RETURN antall;
END $$;
