-- Anchors: once a day the heads of all chains that have grown are bound together, signed, and sent out of the house
-- (docs/adr/0022-anchors-outside.md). Whoever rewrites a chain and its head must rewrite what stands outside as well.

-- What is hashed and signed: one line of text that a person can put together again without this database.
CREATE FUNCTION revisjon_ankertekst(
    p_nr bigint, p_dag date, p_tid timestamptz, p_kjeder bigint, p_ledd bigint, p_hode bytea, p_forrige bytea) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws('|', 'stafett-anker-1', p_nr, to_char(p_dag, 'YYYY-MM-DD'), (extract(epoch FROM p_tid) * 1000000)::bigint,
                     p_kjeder, p_ledd, encode(p_hode, 'hex'), encode(p_forrige, 'hex'))
$$;

-- One chain's part of the head of an anchor.
CREATE FUNCTION revisjon_ankerdel(p_kjede uuid, p_nr bigint, p_hash bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT uuid_send(p_kjede) || int8send(p_nr) || p_hash
$$;

-- Today's anchor, once: nothing when it is there. Binds every chain that has grown since the last one, and through the last one
-- all others. Reads one snapshot and locks no chain: what is being written just now comes with tomorrow's.
CREATE FUNCTION revisjon_lag_anker() RETURNS TABLE (nr bigint, tekst text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_id uuid := gen_random_uuid();
    v_dag date := tilgang_idag();
    v_tid timestamptz := tilgang_naa();
    v_sist revisjon_ankerpunkt%ROWTYPE;
    v_hode bytea;
    v_kjeder bigint;
    v_ledd bigint;
    v_tekst text;
BEGIN
    PERFORM tilgang_krev_formaal('anker');
    PERFORM pg_advisory_xact_lock(hashtextextended('revisjon_lag_anker', 0));
    SELECT * INTO v_sist FROM revisjon_ankerpunkt a ORDER BY a.nr DESC LIMIT 1;
    IF v_sist.dag >= v_dag THEN RETURN; END IF;
    WITH vokst AS MATERIALIZED (
        SELECT k.kjede_id, k.nr, k.hash, coalesce(f.nr, 0) AS fra
          FROM revisjon_kjede k
          LEFT JOIN LATERAL (SELECT l.nr FROM revisjon_ankerledd l WHERE l.kjede_id = k.kjede_id
                              ORDER BY l.nr DESC LIMIT 1) f ON true
         WHERE k.nr > coalesce(f.nr, 0)
    ), bundet AS (
        INSERT INTO revisjon_ankerledd (anker_id, kjede_id, fra_nr, nr, hash)
        SELECT v_id, v.kjede_id, v.fra, v.nr, v.hash FROM vokst v
    )
    SELECT sha256(coalesce(string_agg(revisjon_ankerdel(v.kjede_id, v.nr, v.hash), '' ORDER BY v.kjede_id), '')),
           count(*) FILTER (WHERE v.fra = 0), coalesce(sum(v.nr - v.fra), 0)
      INTO v_hode, v_kjeder, v_ledd FROM vokst v;
    v_kjeder := v_kjeder + coalesce(v_sist.kjeder, 0);
    v_ledd := v_ledd + coalesce(v_sist.ledd, 0);
    v_tekst := revisjon_ankertekst(coalesce(v_sist.nr, 0) + 1, v_dag, v_tid, v_kjeder, v_ledd, v_hode, coalesce(v_sist.hash, ''));
    INSERT INTO revisjon_ankerpunkt (id, nr, dag, made_at, kjeder, ledd, hode, forrige_hash, hash, noekkel, signatur, forsoek, feil)
    VALUES (v_id, coalesce(v_sist.nr, 0) + 1, v_dag, v_tid, v_kjeder, v_ledd, v_hode, coalesce(v_sist.hash, ''),
            sha256(convert_to(v_tekst, 'UTF8')), '', '', 0, '');
    RETURN QUERY SELECT coalesce(v_sist.nr, 0) + 1, v_tekst;
END $$;

-- The signature, once, in the same transaction as the anchor: the key never comes into the database.
CREATE FUNCTION revisjon_signer_anker(p_nr bigint, p_noekkel bytea, p_signatur bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('anker');
    UPDATE revisjon_ankerpunkt SET noekkel = p_noekkel, signatur = p_signatur WHERE nr = p_nr AND signatur = '';
END $$;

-- What has not left the house yet, the oldest first; with p_alle every anchor, for whoever looks how it stands.
CREATE FUNCTION revisjon_ankere(p_alle boolean)
RETURNS TABLE (nr bigint, dag date, made_at timestamptz, kjeder bigint, ledd bigint, hode bytea, forrige_hash bytea, hash bytea,
               noekkel bytea, signatur bytea, sent_at timestamptz, forsoek integer, feil text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('anker');
    RETURN QUERY SELECT a.nr, a.dag, a.made_at, a.kjeder, a.ledd, a.hode, a.forrige_hash, a.hash, a.noekkel, a.signatur,
                        a.sent_at, a.forsoek::integer, a.feil::text
                   FROM revisjon_ankerpunkt a WHERE p_alle OR a.sent_at IS NULL ORDER BY a.nr;
END $$;

-- How the sending went: an empty fault is sent.
CREATE FUNCTION revisjon_anker_utfall(p_nr bigint, p_feil text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_formaal('anker');
    UPDATE revisjon_ankerpunkt
       SET forsoek = least(forsoek + 1, 30000), feil = p_feil, sent_at = CASE WHEN p_feil = '' THEN tilgang_naa() END
     WHERE nr = p_nr AND sent_at IS NULL;
END $$;

-- The newest anchor that has left the house, for the paper that the family takes home: a day and a hash, nothing of any case.
CREATE FUNCTION revisjon_siste_anker() RETURNS TABLE (dag date, hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM tilgang_krev_aktoer();
    RETURN QUERY SELECT a.dag, a.hash FROM revisjon_ankerpunkt a WHERE a.sent_at IS NOT NULL ORDER BY a.nr DESC LIMIT 1;
END $$;

-- An anchor is never changed or removed; only its signature is set, and how the sending went.
CREATE FUNCTION revisjon_anker_staar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.id, OLD.nr, OLD.dag, OLD.made_at, OLD.kjeder, OLD.ledd, OLD.hode, OLD.forrige_hash, OLD.hash)
                          = (NEW.id, NEW.nr, NEW.dag, NEW.made_at, NEW.kjeder, NEW.ledd, NEW.hode, NEW.forrige_hash, NEW.hash)
       AND (OLD.signatur = '' OR (OLD.noekkel, OLD.signatur) = (NEW.noekkel, NEW.signatur))
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'stafett: ankeret kan ikke endres' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER revisjon_anker_staar BEFORE UPDATE OR DELETE ON revisjon_ankerpunkt
    FOR EACH ROW EXECUTE FUNCTION revisjon_anker_staar();
CREATE TRIGGER revisjon_anker_toemmes_ikke BEFORE TRUNCATE ON revisjon_ankerpunkt
    FOR EACH STATEMENT EXECUTE FUNCTION revisjon_anker_staar();
CREATE TRIGGER revisjon_ankerledd_roeres_ikke BEFORE UPDATE OR DELETE ON revisjon_ankerledd
    FOR EACH ROW EXECUTE FUNCTION revisjon_roeres_ikke();
CREATE TRIGGER revisjon_ankerledd_toemmes_ikke BEFORE TRUNCATE ON revisjon_ankerledd
    FOR EACH STATEMENT EXECUTE FUNCTION revisjon_roeres_ikke();

-- Every place where the chains are no longer what the anchors say they were. Owner's use alone.
CREATE FUNCTION revisjon_ankerfeil() RETURNS TABLE (anker bigint, kjede uuid, feil text)
LANGUAGE sql STABLE AS $$
    WITH bundet AS MATERIALIZED (
        SELECT l.anker_id, l.kjede_id, l.fra_nr, l.nr, l.hash, h.hash AS naa,
               lag(l.nr) OVER (PARTITION BY l.kjede_id ORDER BY l.nr) AS ventet_fra
          FROM revisjon_ankerledd l LEFT JOIN revisjon_hendelse h ON h.kjede_id = l.kjede_id AND h.nr = l.nr
    ), samlet AS (
        SELECT b.anker_id, sha256(string_agg(revisjon_ankerdel(b.kjede_id, b.nr, b.hash), '' ORDER BY b.kjede_id)) AS hode,
               count(*) FILTER (WHERE b.fra_nr = 0) AS nye, sum(b.nr - b.fra_nr) AS ledd
          FROM bundet b GROUP BY b.anker_id
    ), anker AS (
        SELECT a.*, coalesce(s.hode, sha256('')) AS rett_hode, coalesce(s.nye, 0) AS nye, coalesce(s.ledd, 0) AS flere,
               lag(a.nr) OVER n AS ventet_nr, lag(a.hash) OVER n AS ventet_forrige,
               lag(a.kjeder) OVER n AS kjeder_foer, lag(a.ledd) OVER n AS ledd_foer, lag(a.dag) OVER n AS dag_foer
          FROM revisjon_ankerpunkt a LEFT JOIN samlet s ON s.anker_id = a.id
        WINDOW n AS (ORDER BY a.nr))
    SELECT a.nr, b.kjede_id, CASE WHEN b.naa IS NULL THEN 'ledd ' || b.nr || ' er borte'
                                  ELSE 'ledd ' || b.nr || ' er skrevet om' END
      FROM bundet b JOIN anker a ON a.id = b.anker_id WHERE b.naa IS DISTINCT FROM b.hash
    UNION ALL
    SELECT nr, NULL, 'hodet passer ikke til kjedene som ankeret bandt' FROM anker WHERE hode <> rett_hode
    UNION ALL
    SELECT a.nr, b.kjede_id, 'leddene som ankeret bandt, henger ikke sammen' FROM bundet b JOIN anker a ON a.id = b.anker_id
     WHERE b.fra_nr <> coalesce(b.ventet_fra, 0)
    UNION ALL
    SELECT nr, NULL, 'ankeret er endret' FROM anker
     WHERE hash <> sha256(convert_to(revisjon_ankertekst(nr, dag, made_at, kjeder, ledd, hode, forrige_hash), 'UTF8'))
        OR kjeder <> coalesce(kjeder_foer, 0) + nye OR ledd <> coalesce(ledd_foer, 0) + flere
    UNION ALL
    SELECT nr, NULL, 'ankeret henger ikke på det foran' FROM anker
     WHERE nr <> coalesce(ventet_nr, 0) + 1 OR forrige_hash <> coalesce(ventet_forrige, '') OR dag <= dag_foer
    UNION ALL
    SELECT NULL, l.kjede_id, 'ankeret som bandt ledd ' || l.nr || ', er fjernet' FROM revisjon_ankerledd l
     WHERE NOT EXISTS (SELECT 1 FROM revisjon_ankerpunkt a WHERE a.id = l.anker_id)
$$;
