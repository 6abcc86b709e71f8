-- Asking for, giving, refusing and withdrawing consent. Nobody answers for somebody else.

-- A consent lasts until a day from today on, and no longer than the municipality's limit.
CREATE FUNCTION samtykke_dato_holder(p_sak uuid, p_til date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p_til >= tilgang_idag() AND p_til <= tilgang_idag() + make_interval(
               months => (tilgang_innstilling_for(s.kommune_id, 'samtykke_maks_maaneder'))::text::int)
      FROM bti_sak s WHERE s.id = p_sak
$$;

-- What is asked is what the forms can ask: from a day on, the areas of the law that the themes touch, whether the child was heard.
-- Owner's use alone.
CREATE FUNCTION samtykke_krev_spoersmaal(
    p_sak uuid, p_til date, p_fra date, p_slag text, p_omraader text[], p_hoert text, p_fornye boolean) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT samtykke_dato_holder(p_sak, p_til) THEN PERFORM tilgang_nekt('datoen er utenfor perioden'); END IF;
    IF p_fra < tilgang_idag() OR p_fra > p_til OR (p_fornye AND p_fra > tilgang_idag())
    THEN PERFORM tilgang_nekt('perioden begynner ikke da'); END IF;
    IF p_slag NOT IN ('innsyn', 'ansvar') OR p_hoert NOT IN ('ja', 'nei', 'senere', 'ikke_spurt')
       OR NOT (p_omraader <@ ARRAY['logg', 'helse', 'opplaering', 'barnevern'] AND 'logg' = ANY (p_omraader))
    THEN PERFORM tilgang_nekt('slik spørres det ikke'); END IF;
    -- The whole case or nothing, in each area of law that a case can touch; and a yes to it is not renewed.
    IF p_slag = 'ansvar' AND (p_fornye OR p_fra IS NOT NULL OR NOT p_omraader @> ARRAY['logg', 'helse', 'opplaering'])
    THEN PERFORM tilgang_nekt('ansvaret deles ikke'); END IF;
END $$;

-- Asks every giver (tilgang_givere). Returns how many questions are new or gone. Who has said yes is asked again only with p_fornye:
-- the yes lives on until the new one is given.
CREATE FUNCTION samtykke_be_om(
    p_sak uuid, p_tjeneste uuid, p_hvorfor text, p_temaer text[], p_til date, p_fra date DEFAULT NULL, p_slag text DEFAULT 'innsyn',
    p_kan_skrive boolean DEFAULT true, p_omraader text[] DEFAULT '{logg}', p_hoert text DEFAULT 'ikke_spurt', p_mening text DEFAULT '',
    p_fornye boolean DEFAULT false) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    antall integer;
    v_tatt_bort integer;
    v_naa timestamptz := tilgang_naa();  -- one moment for all: they are asked together
BEGIN
    IF NOT tilgang_er_stafettholder(aktoer, p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF NOT EXISTS (SELECT 1 FROM bti_sak s JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id
                     JOIN bti_tjeneste t ON t.id = tk.tjeneste_id AND (t.nedlagt_dato IS NULL OR t.nedlagt_dato > tilgang_idag())
                    WHERE s.id = p_sak AND tk.tjeneste_id = p_tjeneste AND s.tjeneste_id <> p_tjeneste)
       OR p_slag = 'ansvar' AND p_tjeneste NOT IN (SELECT samtykke_ansvar_tjenester(p_sak))
    THEN PERFORM tilgang_nekt('tjenesten kan ikke spørres om i denne saken'); END IF;
    PERFORM samtykke_krev_spoersmaal(p_sak, p_til, p_fra, p_slag, p_omraader, p_hoert, p_fornye);
    IF EXISTS (SELECT 1 FROM tilgang_givere_for(p_sak, NULL, ARRAY['logg'] || p_omraader, tilgang_idag(), tilgang_aldre()) g WHERE g.giver_id IS NULL)
    THEN PERFORM tilgang_nekt('den unge må inviteres først'); END IF;
    IF p_slag = 'ansvar' THEN
        IF NOT p_kan_skrive THEN PERFORM tilgang_nekt('ansvaret deles ikke'); END IF;
        -- All answer the same words: put in others, a yes to the former falls away, and its giver is asked as the others are.
        PERFORM 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste ORDER BY k.id FOR UPDATE;
        UPDATE samtykke_samtykke y SET withdrawn_at = tilgang_naa(), withdrawn_by_id = y.giver_id, slutt = 'bortfalt'
          FROM samtykke_samtykkekrav k
         WHERE k.id = y.krav_id AND k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste AND k.slag = 'ansvar' AND y.withdrawn_at IS NULL
           AND (k.hvorfor, k.temaer::text[], k.omraader::text[]) IS DISTINCT FROM (p_hvorfor, p_temaer, p_omraader);
    END IF;
    -- Asked anew, those whom a leader has turned down are no longer among the givers.
    DELETE FROM samtykke_samtykkekrav k USING bti_sak s, bti_familierelasjon r
     WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste AND s.id = p_sak AND r.hovedperson_id = s.hovedperson_id
       AND r.bruker_id = k.giver_id AND r.verifisering = 'avvist'
       AND NOT EXISTS (SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = k.id);
    GET DIAGNOSTICS v_tatt_bort = ROW_COUNT;
    INSERT INTO samtykke_samtykkekrav (id, sak_id, tjeneste_id, giver_id, slag, hvorfor, temaer, omraader, kan_skrive, foreslaatt_fra,
                                       foreslaatt_til, barnet_hoert, barnets_mening, requested_at, requested_by_id)
    SELECT gen_random_uuid(), p_sak, p_tjeneste, giver_id, p_slag, p_hvorfor, p_temaer, p_omraader, p_kan_skrive, p_fra, p_til, p_hoert, p_mening,
           v_naa, aktoer
      FROM (SELECT DISTINCT g.giver_id FROM tilgang_givere_for(p_sak, NULL, ARRAY['logg'] || p_omraader, tilgang_idag(), tilgang_aldre()) g) givere
    ON CONFLICT (sak_id, tjeneste_id, slag, giver_id) DO UPDATE
       SET hvorfor = excluded.hvorfor, temaer = excluded.temaer, omraader = excluded.omraader, kan_skrive = excluded.kan_skrive,
           foreslaatt_fra = excluded.foreslaatt_fra, foreslaatt_til = excluded.foreslaatt_til,
           barnet_hoert = excluded.barnet_hoert, barnets_mening = excluded.barnets_mening,
           requested_at = excluded.requested_at, requested_by_id = excluded.requested_by_id,
           declined_at = NULL, declined_by_id = NULL, vent_til = NULL, frafalt_at = NULL, frafalt_by_id = NULL, spurt_fra_id = NULL,
           ring_at = NULL, ringt_at = NULL, ringt_by_id = NULL,
           fornyes = EXISTS (SELECT 1 FROM samtykke_samtykke y
                              WHERE y.krav_id = samtykke_samtykkekrav.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag()),
           -- Set when a question that nobody has answered yet is asked in other words, so that the giver is told.
           changed_at = CASE
             WHEN samtykke_samtykkekrav.declined_at IS NOT NULL OR EXISTS (
                  SELECT 1 FROM samtykke_samtykke y
                   WHERE y.krav_id = samtykke_samtykkekrav.id AND y.granted_at >= samtykke_samtykkekrav.requested_at)
             THEN NULL
             WHEN (samtykke_samtykkekrav.hvorfor, samtykke_samtykkekrav.temaer, samtykke_samtykkekrav.omraader,
                   samtykke_samtykkekrav.kan_skrive, samtykke_samtykkekrav.foreslaatt_fra, samtykke_samtykkekrav.foreslaatt_til)
                  IS DISTINCT FROM (excluded.hvorfor, excluded.temaer, excluded.omraader, excluded.kan_skrive, excluded.foreslaatt_fra,
                                    excluded.foreslaatt_til)
             THEN tilgang_naa()
             ELSE samtykke_samtykkekrav.changed_at END
     WHERE p_fornye OR NOT EXISTS (SELECT 1 FROM samtykke_samtykke y
                        WHERE y.krav_id = samtykke_samtykkekrav.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag());
    GET DIAGNOSTICS antall = ROW_COUNT;
    PERFORM tilgang_glem();
    RETURN antall + v_tatt_bort;
END $$;

-- The question can be answered: it is asked still, and of a service that is still there. Owner's use alone.
CREATE FUNCTION samtykke_krev_stilt(p_krav uuid) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM samtykke_samtykkekrav k JOIN bti_tjeneste t ON t.id = k.tjeneste_id
                    WHERE k.id = p_krav AND k.frafalt_at IS NULL AND (t.nedlagt_dato IS NULL OR t.nedlagt_dato > tilgang_idag()))
    THEN PERFORM tilgang_nekt('spørsmålet er ikke stilt lenger'); END IF;
END $$;

-- Returns 'gitt'; 'alt_gitt' when the same consent already lives; 'endret' when more has been taken back, made smaller or refused than
-- when the page was made (p_avsluttet), so that a renewal never undoes a withdrawal. Givers of one service answer one after the other,
-- so that the last one knows that it was the last.
CREATE FUNCTION samtykke_gi(
    p_id uuid, p_krav uuid, p_temaer text[], p_til date, p_tekst uuid, p_kan_skrive boolean DEFAULT NULL,
    p_stilt timestamptz DEFAULT NULL, p_avsluttet integer DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
    lever samtykke_samtykke%ROWTYPE;
    v_fra date := tilgang_idag();
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav;
    IF krav.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    PERFORM 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = krav.sak_id AND k.tjeneste_id = krav.tjeneste_id
      ORDER BY k.id FOR UPDATE;
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav;
    IF NOT EXISTS (SELECT 1 FROM tilgang_saker_for(aktoer, krav.sak_id)) THEN PERFORM tilgang_nekt('ingen tilgang til saken'); END IF;
    PERFORM samtykke_krev_stilt(p_krav);
    SELECT * INTO lever FROM samtykke_samtykke WHERE krav_id = p_krav AND withdrawn_at IS NULL FOR UPDATE;
    IF lever.gyldig_til >= tilgang_idag() AND NOT krav.fornyes THEN RETURN 'alt_gitt'; END IF;
    -- Put in other words while this answer waited for its turn: it is an answer to something else.
    IF greatest(krav.requested_at, krav.changed_at) > p_stilt THEN RETURN 'spoersmaal_endret'; END IF;
    -- A page from before a yes was taken back, or a no was said, sent again or from another phone, gives nothing back.
    IF p_avsluttet < (SELECT count(*) FROM samtykke_samtykke y
                       WHERE y.krav_id = p_krav AND y.slutt IN ('trukket', 'snevret', 'bortfalt'))
                     + (krav.declined_at IS NOT NULL)::integer THEN RETURN 'endret'; END IF;
    IF NOT (p_temaer <@ krav.temaer::text[]) OR cardinality(p_temaer) = 0 THEN PERFORM tilgang_nekt('temaene er ikke spurt om'); END IF;
    IF krav.slag = 'ansvar' AND NOT (p_temaer @> krav.temaer::text[]) THEN PERFORM tilgang_nekt('ansvaret deles ikke'); END IF;
    IF p_kan_skrive AND NOT krav.kan_skrive THEN PERFORM tilgang_nekt('det er ikke spurt om å skrive'); END IF;
    IF lever.id IS NULL OR lever.gyldig_til < v_fra OR lever.gyldig_fra > v_fra THEN v_fra := greatest(v_fra, krav.foreslaatt_fra); END IF;
    IF p_til < v_fra OR p_til > krav.foreslaatt_til OR NOT samtykke_dato_holder(krav.sak_id, p_til)
    THEN PERFORM tilgang_nekt('datoen er utenfor perioden'); END IF;
    IF NOT EXISTS (SELECT 1 FROM samtykke_samtykketekst t JOIN bti_sak s ON s.kommune_id = t.kommune_id
                    WHERE s.id = krav.sak_id AND t.id = p_tekst AND t.published_at IS NOT NULL)
    THEN PERFORM tilgang_nekt('teksten er ikke kommunens'); END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer,
           slutt = CASE WHEN gyldig_til >= tilgang_idag() THEN 'erstattet' ELSE 'utloept' END
     WHERE id = lever.id;  -- makes room for the new
    INSERT INTO samtykke_samtykke (id, krav_id, sak_id, tjeneste_id, giver_id, slag, temaer, kan_skrive, tekst_id, gyldig_fra, gyldig_til,
                                   granted_at, granted_by_id)
    VALUES (p_id, p_krav, krav.sak_id, krav.tjeneste_id, aktoer, krav.slag, p_temaer, coalesce(p_kan_skrive, krav.kan_skrive), p_tekst,
            v_fra, p_til, tilgang_naa(), aktoer);
    UPDATE samtykke_samtykkekrav SET declined_at = NULL, declined_by_id = NULL, vent_til = NULL, fornyes = false,
           ring_at = NULL, ringt_at = NULL, ringt_by_id = NULL WHERE id = p_krav;
    -- A smaller yes in the place of the one that lived: what was said of taking over was said of the larger.
    IF krav.slag = 'innsyn' AND lever.id IS NOT NULL
       AND NOT (p_temaer @> lever.temaer::text[] AND coalesce(p_kan_skrive, krav.kan_skrive) >= lever.kan_skrive)
    THEN PERFORM samtykke_ansvar_faller(krav.sak_id, krav.tjeneste_id, aktoer); END IF;
    PERFORM tilgang_glem();
    RETURN 'gitt';
END $$;

-- Whether a yes to the question lives and is not asked for anew: then there is nothing to answer. Owner's use alone.
CREATE FUNCTION samtykke_er_gitt(krav samtykke_samtykkekrav) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT krav.fornyes AND EXISTS (
        SELECT 1 FROM samtykke_samtykke y WHERE y.krav_id = krav.id AND y.withdrawn_at IS NULL AND y.gyldig_til >= tilgang_idag())
$$;

-- The question of somebody who sees the case, locked: it is put still, and nobody says for them that they wait. Owner's use alone.
CREATE FUNCTION samtykke_laas_eget(p_krav uuid, p_aktoer uuid) RETURNS samtykke_samtykkekrav LANGUAGE plpgsql AS $$
DECLARE krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav FOR UPDATE;
    IF krav.giver_id IS DISTINCT FROM p_aktoer OR NOT EXISTS (SELECT 1 FROM tilgang_saker_for(p_aktoer, krav.sak_id))
    THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    PERFORM samtykke_krev_stilt(p_krav);
    RETURN krav;
END $$;

-- A no to a question that is asked anew ends nothing: the former yes lives its time.
CREATE FUNCTION samtykke_si_nei(p_krav uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav FOR UPDATE;
    IF krav.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som er spurt'); END IF;
    PERFORM samtykke_krev_stilt(p_krav);
    IF samtykke_er_gitt(krav) THEN RETURN 'alt_gitt'; END IF;
    IF krav.declined_at IS NOT NULL THEN RETURN 'alt_nei'; END IF;
    UPDATE samtykke_samtykkekrav SET declined_at = tilgang_naa(), declined_by_id = aktoer, vent_til = NULL,
           ring_at = NULL, ringt_at = NULL, ringt_by_id = NULL WHERE id = p_krav;
    RETURN 'nei';
END $$;

-- The giver will answer later: after tomorrow has begun, and no later than the last day that is asked about.
CREATE FUNCTION samtykke_vent(p_krav uuid, p_til date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    krav := samtykke_laas_eget(p_krav, aktoer);
    IF samtykke_er_gitt(krav) THEN RETURN 'alt_gitt'; END IF;
    IF p_til <= tilgang_idag() OR p_til > krav.foreslaatt_til THEN PERFORM tilgang_nekt('dagen er utenfor perioden'); END IF;
    UPDATE samtykke_samtykkekrav SET vent_til = p_til, declined_at = NULL, declined_by_id = NULL WHERE id = p_krav;
    -- What was written in before one chose to wait says yes or no no longer.
    PERFORM samtykke_forkast_svar(v.id, aktoer) FROM samtykke_svarpaavegne v
      WHERE v.krav_id = p_krav AND v.svar IN ('ja', 'nei') AND v.confirmed_at IS NULL AND v.rejected_at IS NULL;
    RETURN 'venter';
END $$;

-- «Ring meg»: nothing is answered, and the question waits for a call. Returns 'bedt', 'alt_bedt' while an earlier wish stands (two
-- phones at once are one), or 'alt_gitt'. A no that was said stands.
CREATE FUNCTION samtykke_ring(p_krav uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    krav := samtykke_laas_eget(p_krav, aktoer);
    IF samtykke_er_gitt(krav) THEN RETURN 'alt_gitt'; END IF;
    IF krav.ring_at IS NOT NULL AND krav.ringt_at IS NULL THEN RETURN 'alt_bedt'; END IF;
    UPDATE samtykke_samtykkekrav SET ring_at = tilgang_naa(), ringt_at = NULL, ringt_by_id = NULL WHERE id = p_krav;
    RETURN 'bedt';
END $$;

-- «Jeg har ringt», by the stafettholder and never for oneself: the wish that stood on the page (p_bedt) is met, and the question waits
-- on. Returns 'ringt', or 'gjelder_ikke' when it is met or answered already, or the giver has asked anew since.
CREATE FUNCTION samtykke_har_ringt(p_krav uuid, p_bedt timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    krav samtykke_samtykkekrav%ROWTYPE;
BEGIN
    SELECT * INTO krav FROM samtykke_samtykkekrav WHERE id = p_krav FOR UPDATE;
    IF krav.id IS NULL OR NOT tilgang_er_stafettholder(aktoer, krav.sak_id) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    IF krav.giver_id = aktoer THEN PERFORM tilgang_nekt('ingen ringer seg selv'); END IF;
    IF krav.ring_at IS DISTINCT FROM p_bedt OR krav.ringt_at IS NOT NULL OR krav.frafalt_at IS NOT NULL THEN RETURN 'gjelder_ikke'; END IF;
    UPDATE samtykke_samtykkekrav SET ringt_at = tilgang_naa(), ringt_by_id = aktoer WHERE id = p_krav;
    RETURN 'ringt';
END $$;

-- A yes made smaller by its giver: fewer themes, only reading, or an earlier last day. Returns 'snevret', or 'alt_slutt' when it had
-- ended before. The text that was read follows; a question asked anew waits still.
CREATE FUNCTION samtykke_snevre(p_id uuid, p_samtykke uuid, p_temaer text[], p_til date, p_kan_skrive boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    ja samtykke_samtykke%ROWTYPE;
BEGIN
    SELECT * INTO ja FROM samtykke_samtykke WHERE id = p_samtykke;
    IF ja.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som ga det'); END IF;
    PERFORM 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = ja.sak_id AND k.tjeneste_id = ja.tjeneste_id ORDER BY k.id FOR UPDATE;
    SELECT * INTO ja FROM samtykke_samtykke WHERE id = p_samtykke FOR UPDATE;
    IF ja.withdrawn_at IS NOT NULL OR ja.gyldig_til < tilgang_idag() THEN RETURN 'alt_slutt'; END IF;
    IF ja.slag = 'ansvar' THEN PERFORM tilgang_nekt('ansvaret deles ikke'); END IF;
    IF NOT (p_temaer <@ ja.temaer::text[]) OR cardinality(p_temaer) = 0 OR p_til > ja.gyldig_til OR p_til < greatest(tilgang_idag(), ja.gyldig_fra)
       OR (p_kan_skrive AND NOT ja.kan_skrive)
       OR (p_temaer @> ja.temaer::text[] AND p_til = ja.gyldig_til AND p_kan_skrive = ja.kan_skrive)
    THEN PERFORM tilgang_nekt('det er ikke mindre enn før'); END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer, slutt = 'snevret' WHERE id = p_samtykke;
    INSERT INTO samtykke_samtykke (id, krav_id, sak_id, tjeneste_id, giver_id, slag, temaer, kan_skrive, tekst_id, gyldig_fra, gyldig_til,
                                   granted_at, granted_by_id)
    VALUES (p_id, ja.krav_id, ja.sak_id, ja.tjeneste_id, aktoer, ja.slag, p_temaer, p_kan_skrive, ja.tekst_id,
            greatest(tilgang_idag(), ja.gyldig_fra), p_til, tilgang_naa(), aktoer);
    PERFORM tilgang_glem();
    RETURN 'snevret';
END $$;

-- Returns 'trukket'; 'alt_trukket' for the second tap; 'tatt_over' when the service has the case by now, and 'alt_slutt' when the yes has ended
-- in another way. When a new yes or a smaller one took its place while the giver read, that one is taken back: what the giver wants is out.
-- Touches no question, so that nobody who sits on one holds it up.
CREATE FUNCTION samtykke_trekk(p_samtykke uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    rad samtykke_samtykke%ROWTYPE;
BEGIN
    SELECT * INTO rad FROM samtykke_samtykke WHERE id = p_samtykke FOR UPDATE;
    IF rad.giver_id IS DISTINCT FROM aktoer THEN PERFORM tilgang_nekt('bare den som ga samtykket'); END IF;
    IF rad.slutt IN ('erstattet', 'snevret') THEN
        SELECT * INTO rad FROM samtykke_samtykke WHERE krav_id = rad.krav_id AND withdrawn_at IS NULL FOR UPDATE;
    END IF;
    IF rad.slutt IN ('brukt', 'bortfalt') AND EXISTS (SELECT 1 FROM bti_sak s WHERE s.id = rad.sak_id AND s.tjeneste_id = rad.tjeneste_id)
    THEN RETURN 'tatt_over'; END IF;
    IF rad.slutt IN ('brukt', 'bortfalt', 'utloept') THEN RETURN 'alt_slutt'; END IF;
    IF rad.id IS NULL OR rad.withdrawn_at IS NOT NULL THEN RETURN 'alt_trukket'; END IF;
    UPDATE samtykke_samtykke SET withdrawn_at = tilgang_naa(), withdrawn_by_id = aktoer, slutt = 'trukket'
     WHERE id = rad.id;
    PERFORM tilgang_glem();
    RETURN 'trukket';
END $$;

-- Whether a service sees the case now: for the pages that tell the family and the stafettholder.
CREATE FUNCTION samtykke_tjenester_med_innsyn(p_sak uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.tjeneste_id FROM (
        SELECT DISTINCT k.tjeneste_id FROM samtykke_samtykkekrav k
         WHERE k.sak_id = p_sak AND k.sak_id = ANY (tilgang_mine_saker())) t
     WHERE EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, t.tjeneste_id, tilgang_idag(), tilgang_aldre()))
$$;

-- Who must say yes in a case, and why: for the page that asks them, about these areas of law and always the log. A row without a
-- person is a young person who has no login yet.
CREATE FUNCTION samtykke_givere(p_sak uuid, p_omraader text[] DEFAULT '{}') RETURNS TABLE (giver_id uuid, grunn text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT ON (g.giver_id) g.giver_id, g.grunn
      FROM tilgang_givere_for(p_sak, NULL, ARRAY['logg'] || p_omraader, tilgang_idag(), tilgang_aldre()) g
     WHERE p_sak = ANY (tilgang_mine_saker()) ORDER BY g.giver_id, g.grunn
$$;
