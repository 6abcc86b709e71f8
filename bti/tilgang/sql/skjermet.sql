-- The shielded concern: a room of its own. Nothing here locks or changes a row that a case's people read: a wait, or a moment
-- that moved, would tell them. The tables are written by these functions alone.

-- The units that work for the municipality that one belongs to, whatever others they work for: its case's. Without a case nobody has
-- said where the child lives, and it is each that the unit where it was written works for.
CREATE FUNCTION skjermet_tjenester(s bti_skjermetbekymring) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT k.tjeneste_id FROM bti_tjenestekommune k
     WHERE k.kommune_id IN (SELECT x.kommune_id FROM bti_sak x WHERE x.id = (s).sak_id
                            UNION ALL SELECT h.kommune_id FROM bti_tjenestekommune h
                                       WHERE h.tjeneste_id = (s).tjeneste_id AND (s).sak_id IS NULL)
$$;

-- Works today in the unit where it was written, or in one that works for its municipality.
CREATE FUNCTION skjermet_i_kommunen(p_bruker uuid, s bti_skjermetbekymring) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM bti_ansettelse a
         WHERE a.bruker_id = p_bruker AND tilgang_er_ansatt(p_bruker, a.tjeneste_id)
           AND (a.tjeneste_id = (s).tjeneste_id OR a.tjeneste_id IN (SELECT skjermet_tjenester(s))))
$$;

-- Who is to be kept out of whatever is about this case: the child's own, and who is blocked from it.
CREATE FUNCTION skjermet_utenfor(p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT tilgang_familien_i(p_sak) UNION SELECT x.bruker_id FROM bti_sperring x WHERE x.sak_id = p_sak AND x.lifted_at IS NULL
$$;

-- Which of them exist for the actor: what one wrote, while one works where one wrote it, and what one has been let into, while
-- one works in the municipality. Never in a case about one's own child, nor what another wrote of a case that one is blocked
-- from. Deputies, break-glass, heads and the case itself: nothing.
CREATE FUNCTION tilgang_mine_skjermede() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_aktoer();
    funnet uuid[];
BEGIN
    IF aktoer IS NULL THEN RETURN '{}'; END IF;
    SELECT coalesce(array_agg(s.id), '{}') INTO funnet
      FROM bti_skjermetbekymring s
     WHERE s.id IN (SELECT e.id FROM bti_skjermetbekymring e
                     WHERE e.created_by_id = aktoer AND tilgang_er_ansatt(aktoer, e.tjeneste_id)
                    UNION SELECT l.skjermet_id FROM bti_skjermetleser l JOIN bti_skjermetbekymring d ON d.id = l.skjermet_id
                     WHERE l.bruker_id = aktoer AND l.ended_at IS NULL AND skjermet_i_kommunen(aktoer, d))
       AND EXISTS (SELECT 1 FROM bti_bruker b WHERE b.id = aktoer AND b.is_active)
       AND (s.sak_id IS NULL OR aktoer NOT IN (
            SELECT tilgang_familien_i(s.sak_id) UNION SELECT skjermet_utenfor(s.sak_id) WHERE s.created_by_id <> aktoer));
    RETURN funnet;
END $$;

-- The row, if it exists for the actor; what does not, and what is somebody else's, are refused in the same words.
CREATE FUNCTION skjermet_krev(p_id uuid) RETURNS bti_skjermetbekymring LANGUAGE plpgsql STABLE AS $$
DECLARE s bti_skjermetbekymring%ROWTYPE;
BEGIN
    SELECT * INTO s FROM bti_skjermetbekymring WHERE id = p_id AND id = ANY (tilgang_mine_skjermede());
    IF s.id IS NULL THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    RETURN s;
END $$;

CREATE FUNCTION skjermet_krev_egen(p_id uuid) RETURNS bti_skjermetbekymring LANGUAGE plpgsql STABLE AS $$
DECLARE s bti_skjermetbekymring%ROWTYPE := skjermet_krev(p_id);
BEGIN
    IF s.created_by_id <> tilgang_aktoer() THEN PERFORM tilgang_nekt('bare den som skrev'); END IF;
    RETURN s;
END $$;

-- Who is reminded of what is still held back: some weeks ahead, called off when it is let go. The night plans the next ones.
CREATE FUNCTION skjermet_minn(p_tilbakehold uuid, p_bruker uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_dager integer;
BEGIN
    SELECT (tilgang_innstilling_for(x.kommune_id, 'tilbakehold_paaminnelse_dager'))::text::int INTO v_dager
      FROM bti_tilbakehold h JOIN bti_sak x ON x.id = h.sak_id WHERE h.id = p_tilbakehold;
    PERFORM varsling_minn_om(ARRAY[p_bruker], 'tilbakehold', p_tilbakehold, (tilgang_idag() + n * v_dager)::text,
                             tilgang_morgen(tilgang_idag() + n * v_dager)) FROM generate_series(1, 12) n;
END $$;

-- Somebody has written in it, or said that it is to be kept: it is deleted so much later.
CREATE FUNCTION skjermet_roer(p_id uuid) RETURNS void LANGUAGE sql AS $$
    UPDATE bti_skjermetbekymring SET sist_skrevet = tilgang_naa(), slettes_varslet = NULL WHERE id = p_id
$$;

-- The cases that somebody may write about and hold back in, one of them or all: those that they take part in, but for their own
-- child's. What break-glass alone opens is not among them: the family is to be told of it, and whoever opened does not delay that.
CREATE FUNCTION skjermet_saker_for(p_bruker uuid, p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.sak_id FROM tilgang_roller_for(p_bruker, p_sak) r
     WHERE r.rolle <> 'noedtilgang' AND p_bruker NOT IN (SELECT tilgang_familien_i(r.sak_id))
$$;

-- Whether the actor may write about this case. No is one answer to all else.
CREATE FUNCTION skjermet_kan_gjelde(p_sak uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN p_sak IN (SELECT skjermet_saker_for(tilgang_krev_aktoer(), p_sak));
END $$;

-- From now on nothing is sent to the family in the case by itself. Who may let it go is reminded.
CREATE FUNCTION skjermet_hold(p_skjermet uuid, p_sak uuid, p_aktoer uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_hold uuid;
BEGIN
    PERFORM varsling_begynn_tilbakehold();
    INSERT INTO bti_tilbakehold (id, skjermet_id, sak_id, ansvarlig_id, held_at, held_by_id, valg)
    VALUES (gen_random_uuid(), p_skjermet, p_sak, p_aktoer, tilgang_naa(), p_aktoer, '') RETURNING id INTO v_hold;
    PERFORM varsling_hold_igjen(p_sak);
    PERFORM skjermet_minn(v_hold, a) FROM tilbakehold_ansvarlige(v_hold) a;
END $$;

-- Write down. The same key twice is one; NULL when the key has made something else. The case, if any, is one that one may write
-- about: anything else is refused alike. From now on nothing is sent to the family in it by itself.
CREATE FUNCTION skjermet_skriv(p jsonb) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    v_id uuid := (p->>'id')::uuid;
    v_sak uuid := (p->>'sak_id')::uuid;
    v_undring uuid := (p->>'undring_id')::uuid;
    s bti_skjermetbekymring%ROWTYPE;
BEGIN
    IF NOT tilgang_er_ansatt(aktoer, (p->>'tjeneste_id')::uuid) THEN PERFORM tilgang_nekt('ikke ansatt i tjenesten'); END IF;
    IF v_sak IS NOT NULL AND NOT skjermet_kan_gjelde(v_sak)
       OR v_undring IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bti_undring u WHERE u.id = v_undring AND u.created_by_id = aktoer)
    THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    INSERT INTO bti_skjermetbekymring (id, tjeneste_id, sak_id, undring_id, merkelapp, observert, observert_dato, barnets_ord,
                                       hvem_er_til_fare, barnet_naa, created_at, created_by_id, sist_skrevet, versjon)
    VALUES (v_id, (p->>'tjeneste_id')::uuid, v_sak, v_undring, p->>'merkelapp', p->>'observert', (p->>'observert_dato')::date,
            p->>'barnets_ord', p->>'hvem_er_til_fare', p->>'barnet_naa', tilgang_naa(), aktoer, tilgang_naa(), 1)
    ON CONFLICT (id) DO NOTHING;
    IF NOT FOUND THEN
        SELECT * INTO s FROM bti_skjermetbekymring WHERE id = v_id AND created_by_id = aktoer;
        RETURN CASE WHEN s.observert = p->>'observert' AND s.observert_dato = (p->>'observert_dato')::date
                     AND s.barnets_ord = p->>'barnets_ord' AND s.barnet_naa = p->>'barnet_naa'
                     AND s.hvem_er_til_fare = p->>'hvem_er_til_fare' AND s.sak_id IS NOT DISTINCT FROM v_sak
                     AND s.merkelapp = p->>'merkelapp' AND s.tjeneste_id = (p->>'tjeneste_id')::uuid
                     AND s.undring_id IS NOT DISTINCT FROM v_undring THEN s.id END;
    END IF;
    IF v_sak IS NOT NULL THEN
        PERFORM skjermet_hold(v_id, v_sak, aktoer);
    END IF;
    RETURN v_id;
END $$;

-- The cases that the author may choose among, by name.
CREATE FUNCTION skjermet_saker(p_navn text, p_antall integer) RETURNS TABLE (sak_id uuid, navn text, tjeneste text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT s.id, h.navn::text, t.navn::text
      FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id JOIN bti_tjeneste t ON t.id = s.tjeneste_id
     WHERE s.id IN (SELECT skjermet_saker_for(aktoer, NULL)) AND position(upper(p_navn) IN upper(h.navn)) > 0
     ORDER BY h.navn, s.id LIMIT p_antall;
END $$;

-- The author says which case it is about, after it was written, or holds back again what was let go. While notices are held back
-- in one case it is not moved to another.
CREATE FUNCTION skjermet_knytt_sak(p_id uuid, p_sak uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    s bti_skjermetbekymring%ROWTYPE := skjermet_krev_egen(p_id);
BEGIN
    IF skjermet_kan_gjelde(p_sak) IS NOT TRUE THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    SELECT * INTO s FROM bti_skjermetbekymring WHERE id = p_id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM bti_tilbakehold h WHERE h.skjermet_id = p_id AND h.released_at IS NULL) THEN
        IF s.sak_id = p_sak THEN RETURN; END IF;
        PERFORM tilgang_nekt('slipp varslene først');
    END IF;
    UPDATE bti_skjermetbekymring SET sak_id = p_sak WHERE id = p_id;
    PERFORM skjermet_hold(p_id, p_sak, aktoer), skjermet_roer(p_id);
END $$;

-- Correct one's own. Returns the new version; −1 when it has changed since.
CREATE FUNCTION skjermet_rett(p_id uuid, p_versjon integer, p jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_ny integer;
BEGIN
    PERFORM tilgang_krev_aktoer(), skjermet_krev_egen(p_id);
    UPDATE bti_skjermetbekymring
       SET merkelapp = p->>'merkelapp', observert = p->>'observert', observert_dato = (p->>'observert_dato')::date,
           barnets_ord = p->>'barnets_ord', hvem_er_til_fare = p->>'hvem_er_til_fare', barnet_naa = p->>'barnet_naa', versjon = versjon + 1
     WHERE id = p_id AND versjon = p_versjon RETURNING versjon INTO v_ny;
    IF v_ny IS NOT NULL THEN PERFORM skjermet_roer(p_id); END IF;
    RETURN coalesce(v_ny, -1);
END $$;

-- What was advised, by the author or a reader. The same key twice is one.
CREATE FUNCTION skjermet_raad(p jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    PERFORM skjermet_krev((p->>'skjermet_id')::uuid);
    INSERT INTO bti_skjermetraad (id, skjermet_id, fra, hvem, snakket_at, raad, written_at, written_by_id)
    VALUES ((p->>'id')::uuid, (p->>'skjermet_id')::uuid, p->>'fra', p->>'hvem', (p->>'snakket_at')::timestamptz, p->>'raad', tilgang_naa(), aktoer)
    ON CONFLICT (id) DO NOTHING;
    PERFORM skjermet_roer((p->>'skjermet_id')::uuid);
END $$;

-- Whoever reads it says that it is still needed.
CREATE FUNCTION skjermet_behold(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer(), skjermet_krev(p_id);
    PERFORM skjermet_roer(p_id);
END $$;

-- To whom one has reported it and when, or why not, by the author or a reader: each for themselves. The same key twice is one.
CREATE FUNCTION skjermet_meldt(p jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    PERFORM skjermet_krev((p->>'skjermet_id')::uuid);
    INSERT INTO bti_skjermetmelding (id, skjermet_id, til, hvordan, grunn, meldt_at, written_at, written_by_id)
    VALUES ((p->>'id')::uuid, (p->>'skjermet_id')::uuid, p->>'til', p->>'hvordan', p->>'grunn', (p->>'meldt_at')::timestamptz, tilgang_naa(), aktoer)
    ON CONFLICT (id) DO NOTHING;
    PERFORM skjermet_roer((p->>'skjermet_id')::uuid);
END $$;

-- Whom the author may let in: colleagues in the unit where it was written (its head is one), and the barnevern of its
-- municipality, with the name of their unit. Never the author, and never one who is to be kept out of the case.
CREATE FUNCTION skjermet_valgbare(s bti_skjermetbekymring) RETURNS TABLE (bruker_id uuid, tittel text, er_leder boolean)
LANGUAGE sql STABLE AS $$
    SELECT a.bruker_id, min(concat_ws(', ', nullif(a.tittel, ''), CASE WHEN t.id <> (s).tjeneste_id THEN t.navn END)), bool_or(a.is_leder)
      FROM bti_ansettelse a JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active JOIN bti_tjeneste t ON t.id = a.tjeneste_id
     WHERE tilgang_er_ansatt(a.bruker_id, a.tjeneste_id) AND a.bruker_id <> (s).created_by_id
       AND (t.id = (s).tjeneste_id OR t.tjenestetype = 'barnevern' AND t.id IN (SELECT skjermet_tjenester(s)))
       AND ((s).sak_id IS NULL OR a.bruker_id NOT IN (SELECT skjermet_utenfor((s).sak_id)))
     GROUP BY a.bruker_id
$$;

CREATE FUNCTION skjermet_kolleger(p_skjermet uuid, p_navn text, p_antall integer)
RETURNS TABLE (bruker_id uuid, navn text, tittel text, er_leder boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE s bti_skjermetbekymring%ROWTYPE;
BEGIN
    PERFORM tilgang_krev_aktoer();
    s := skjermet_krev_egen(p_skjermet);
    RETURN QUERY
    SELECT v.bruker_id, b.navn::text, v.tittel, v.er_leder FROM skjermet_valgbare(s) v JOIN bti_bruker b ON b.id = v.bruker_id
     WHERE position(upper(p_navn) IN upper(b.navn)) > 0
       AND NOT EXISTS (SELECT 1 FROM bti_skjermetleser l WHERE l.skjermet_id = p_skjermet AND l.bruker_id = v.bruker_id AND l.ended_at IS NULL)
     ORDER BY v.er_leder DESC, b.navn, v.bruker_id LIMIT p_antall;
END $$;

-- The author lets somebody in. They are told, in words that say nothing.
CREATE FUNCTION skjermet_navngi(p_id uuid, p_skjermet uuid, p_bruker uuid, p_kan_frigi boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    s bti_skjermetbekymring%ROWTYPE := skjermet_krev_egen(p_skjermet);
BEGIN
    IF p_bruker NOT IN (SELECT v.bruker_id FROM skjermet_valgbare(s) v) THEN PERFORM tilgang_nekt('kan ikke velges'); END IF;
    INSERT INTO bti_skjermetleser (id, skjermet_id, bruker_id, kan_frigi, named_at, named_by_id)
    VALUES (p_id, p_skjermet, p_bruker, p_kan_frigi, tilgang_naa(), aktoer) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    PERFORM varsling_legg(ARRAY[p_bruker], 'skjermet_delt', 'skjermet-delt:' || p_id, NULL, p_skjermet);
    IF p_kan_frigi THEN
        PERFORM skjermet_minn(h.id, p_bruker) FROM bti_tilbakehold h WHERE h.skjermet_id = p_skjermet AND h.released_at IS NULL;
    END IF;
END $$;

-- The author, or the reader. From the next statement on it does not exist for them; a reader's second click finds it done.
CREATE FUNCTION skjermet_avslutt_leser(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    l bti_skjermetleser%ROWTYPE;
BEGIN
    SELECT * INTO l FROM bti_skjermetleser
     WHERE id = p_id AND (skjermet_id = ANY (tilgang_mine_skjermede()) OR bruker_id = aktoer AND ended_at IS NOT NULL) FOR UPDATE;
    IF l.id IS NULL OR aktoer NOT IN (l.bruker_id, l.named_by_id) THEN PERFORM tilgang_nekt('finnes ikke'); END IF;
    UPDATE bti_skjermetleser SET ended_at = tilgang_naa(), ended_by_id = aktoer WHERE id = p_id AND ended_at IS NULL;
    UPDATE varsling_paaminnelse v SET status = 'avlyst', done_at = tilgang_naa()
      FROM bti_tilbakehold h
     WHERE h.skjermet_id = l.skjermet_id AND v.objekt_id = h.id AND v.mottaker_id = l.bruker_id AND v.status = 'venter';
END $$;

-- Who wrote it and who reads it, with names, which row security hides from those who share no case.
CREATE FUNCTION skjermet_lesere(p_skjermet uuid)
RETURNS TABLE (id uuid, bruker_id uuid, navn text, kan_frigi boolean, named_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer(), skjermet_krev(p_skjermet);
    RETURN QUERY
    SELECT NULL::uuid, s.created_by_id, b.navn::text, true, s.created_at, NULL::timestamptz
      FROM bti_skjermetbekymring s JOIN bti_bruker b ON b.id = s.created_by_id WHERE s.id = p_skjermet
    UNION ALL
    SELECT l.id, l.bruker_id, b.navn::text, l.kan_frigi, l.named_at, l.ended_at
      FROM bti_skjermetleser l JOIN bti_bruker b ON b.id = l.bruker_id WHERE l.skjermet_id = p_skjermet
     ORDER BY 5;
END $$;

-- What has come to wait since one began to hold it back, so that one can ring about a meeting. Only since then: what waited
-- already would tell that somebody else holds back too.
CREATE FUNCTION skjermet_holdte(p_tilbakehold uuid) RETURNS TABLE (slag text, antall bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE h bti_tilbakehold%ROWTYPE;
BEGIN
    PERFORM tilgang_krev_aktoer();
    SELECT * INTO h FROM bti_tilbakehold t WHERE t.id = p_tilbakehold AND tilbakehold_er_mitt(t.id);
    RETURN QUERY
    SELECT u.slag::text, count(DISTINCT u.noekkel) FROM varsling_utboks u
     WHERE u.sak_id = h.sak_id AND u.status IN ('holdt', 'kastet') AND u.queued_at >= h.held_at AND h.released_at IS NULL
     GROUP BY u.slag ORDER BY u.slag;
END $$;

-- Let go: the author, a reader who may, or whom the head of the unit has named when both were gone. While somebody else holds back in
-- the same case, nothing is sent, and that is told nobody; what is thrown away stays thrown all the same. False when
-- somebody had let it go already: then it stays as they chose.
CREATE FUNCTION skjermet_frigi(p_tilbakehold uuid, p_valg text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    aktoer uuid := tilgang_krev_aktoer();
    h bti_tilbakehold%ROWTYPE;
BEGIN
    h := tilbakehold_krev(p_tilbakehold);
    IF aktoer NOT IN (SELECT tilbakehold_ansvarlige(h.id)) THEN PERFORM tilgang_nekt('kan ikke slippe varslene'); END IF;
    SELECT * INTO h FROM bti_tilbakehold WHERE id = p_tilbakehold FOR UPDATE;
    IF p_valg NOT IN ('send', 'kast', 'tomt') THEN PERFORM tilgang_nekt('velg hva som skal skje'); END IF;
    IF h.released_at IS NOT NULL THEN RETURN false; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('tilbakehold:' || h.sak_id, 0));  -- of two who let go at once, the last sends
    IF p_valg = 'kast' THEN PERFORM varsling_kast(h); END IF;
    UPDATE bti_tilbakehold SET released_at = tilgang_naa(), released_by_id = aktoer, valg = p_valg WHERE id = h.id;
    UPDATE varsling_paaminnelse SET status = 'avlyst', done_at = tilgang_naa() WHERE objekt_id = h.id AND status = 'venter';
    PERFORM varsling_slipp(h.sak_id), skjermet_roer(h.skjermet_id);
    PERFORM varsling_legg(ARRAY(SELECT s.created_by_id FROM bti_skjermetbekymring s WHERE s.id = h.skjermet_id AND s.created_by_id <> aktoer),
                          'skjermet_sluppet', 'skjermet-sluppet:' || h.id, NULL, h.skjermet_id);
    RETURN true;
END $$;

-- What has been let go because of this note, or this one hold, newest first: when, and what was chosen, to whoever it is there
-- for. By whom is told those who read the note.
CREATE FUNCTION skjermet_sluppet(p_id uuid)
RETURNS TABLE (id uuid, released_at timestamptz, bruker_id uuid, navn text, valg text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT h.id, h.released_at, b.id, b.navn::text, h.valg::text
      FROM bti_tilbakehold h
      LEFT JOIN bti_bruker b ON b.id = h.released_by_id AND (b.id = aktoer OR h.skjermet_id = ANY (tilgang_mine_skjermede()))
     WHERE p_id IN (h.id, h.skjermet_id) AND h.released_at IS NOT NULL AND tilbakehold_er_mitt(h.id)
     ORDER BY h.released_at DESC, h.id;
END $$;

-- Whether something shielded was written from a worry: such a worry is not deleted. Owner's use alone.
CREATE FUNCTION skjermet_finnes_om(p_undring uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM bti_skjermetbekymring s WHERE s.undring_id = p_undring);
END $$;
