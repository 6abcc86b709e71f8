-- Another service takes over a case. Everybody who must has said yes to that, which is a question of its own (slag 'ansvar') and opens
-- nothing by itself; and somebody of the service has taken the baton. Nobody has the case in between.

-- The services that the family can be asked about: those that write in the case today by consent, with somebody who can take the baton. Not
-- one outside the municipality: it opens no case (tilgang_aapne_sak), and gets none. Owner's use alone.
CREATE FUNCTION samtykke_ansvar_tjenester(p_sak uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT d.tjeneste_id FROM bti_deltaker d JOIN bti_tjeneste t ON t.id = d.tjeneste_id AND NOT t.is_ekstern
     WHERE d.sak_id = p_sak AND d.rolle = 'fagperson' AND d.stedfortreder_for_id IS NULL AND d.gyldig_til IS NULL
       AND EXISTS (SELECT 1 FROM tilgang_roller_for(d.bruker_id, p_sak) r WHERE r.rolle = 'fagperson' AND r.samtykke_tjeneste_id = d.tjeneste_id)
$$;

-- The same, for the stafettholder who is about to ask.
CREATE FUNCTION samtykke_ansvar_kan_spoerres(p_sak uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT tilgang_er_stafettholder(tilgang_aktoer(), p_sak) THEN RETURN; END IF;
    RETURN QUERY SELECT t FROM samtykke_ansvar_tjenester(p_sak) t;
END $$;

-- Who must say yes to it, and why: everybody who must today, in each area that the family was asked about, and everybody who was asked and
-- still answers. Owner's use alone.
CREATE FUNCTION samtykke_ansvar_givere(p_sak uuid, p_tjeneste uuid) RETURNS TABLE (giver_id uuid, grunn text) LANGUAGE sql STABLE AS $$
    WITH spurt AS MATERIALIZED (
        SELECT k.giver_id, k.omraader FROM samtykke_samtykkekrav k
         WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste AND k.slag = 'ansvar' AND k.frafalt_at IS NULL)
    SELECT g.giver_id, g.grunn FROM tilgang_givere_for(
        p_sak, NULL, ARRAY(SELECT 'logg' UNION SELECT unnest(spurt.omraader) FROM spurt), tilgang_idag(), tilgang_aldre()) g
    UNION SELECT k.giver_id, 'spurt' FROM spurt k, bti_sak s WHERE s.id = p_sak AND samtykke_er_giver(s, k.giver_id)
$$;

-- Whether the family has said yes to it: all of them have, and the service writes in the case by their consent today. Nobody to answer is
-- a no, and so is a service that is closed down, not the municipality's, or has the case. Owner's use alone.
CREATE FUNCTION samtykke_ansvar_gitt(p_sak uuid, p_tjeneste uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(EXISTS (
               SELECT 1 FROM samtykke_samtykke y
                WHERE y.sak_id = p_sak AND y.tjeneste_id = p_tjeneste AND y.slag = 'ansvar' AND y.giver_id = g.giver_id
                  AND y.withdrawn_at IS NULL AND y.gyldig_fra <= tilgang_idag() AND y.gyldig_til >= tilgang_idag())), false)
       AND NOT EXISTS (SELECT 1 FROM samtykke_samtykkekrav k
                        WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste AND k.slag = 'ansvar' AND k.frafalt_at IS NULL AND k.declined_at IS NOT NULL)
       AND EXISTS (SELECT 1 FROM bti_sak s JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id AND tk.tjeneste_id = p_tjeneste
                     JOIN bti_tjeneste t ON t.id = p_tjeneste AND NOT t.is_ekstern
                    WHERE s.id = p_sak AND s.tjeneste_id <> p_tjeneste)
       AND EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, p_tjeneste, tilgang_idag(), tilgang_aldre()) c WHERE c.kan_skrive)
      FROM samtykke_ansvar_givere(p_sak, p_tjeneste) g
$$;

-- Which services may take over now, for the family's own page; nothing of a case that one does not see.
CREATE FUNCTION samtykke_ansvar_er_gitt(p_sak uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.id FROM (SELECT DISTINCT k.tjeneste_id AS id FROM samtykke_samtykkekrav k
                       WHERE k.sak_id = p_sak AND k.slag = 'ansvar' AND k.frafalt_at IS NULL AND k.sak_id = ANY (tilgang_mine_saker())) t
     WHERE samtykke_ansvar_gitt(p_sak, t.id)
$$;

-- Whoever takes back that a service is with, wholly or in part, or lets it run out, takes back that it may take over: a new and smaller yes
-- does not wake that.
CREATE FUNCTION samtykke_ansvar_faller(p_sak uuid, p_tjeneste uuid, p_giver uuid, p_slutt text DEFAULT 'bortfalt') RETURNS void LANGUAGE sql AS $$
    UPDATE samtykke_samtykke y SET withdrawn_at = tilgang_naa(), withdrawn_by_id = p_giver, slutt = p_slutt
     WHERE y.sak_id = p_sak AND y.tjeneste_id = p_tjeneste AND y.giver_id = p_giver AND y.slag = 'ansvar' AND y.withdrawn_at IS NULL
$$;

CREATE FUNCTION samtykke_ansvar_trekkes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM samtykke_ansvar_faller(NEW.sak_id, NEW.tjeneste_id, NEW.giver_id, CASE NEW.slutt WHEN 'trukket' THEN 'trukket' ELSE 'bortfalt' END);
    RETURN NULL;
END $$;
CREATE TRIGGER samtykke_ansvar_trekkes AFTER UPDATE OF withdrawn_at ON samtykke_samtykke FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.slag = 'innsyn' AND NEW.slutt IN ('trukket', 'snevret', 'utloept'))
    EXECUTE FUNCTION samtykke_ansvar_trekkes();

-- The case goes to another service; the caller holds the case, and gives the baton in the same transaction. False when a yes was taken back
-- first. What was asked about the new one is done, and so is what was asked about taking over from the former. The former sees the case no
-- longer unless the family has let it in: its people get their receipt, and their print-outs are emptied. Owner's use alone.
CREATE FUNCTION samtykke_ansvar_skifter(p_sak uuid, p_tjeneste uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_fra uuid;
BEGIN
    -- Whoever answers or takes a yes back is before this, and is seen, or after it, and the case has gone. In the order that they lock: the
    -- questions, and then the yes to being with before the yes to taking over (samtykke_ansvar_trekkes).
    PERFORM 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak ORDER BY k.id FOR UPDATE;
    PERFORM 1 FROM samtykke_samtykke y WHERE y.sak_id = p_sak AND y.withdrawn_at IS NULL ORDER BY y.slag DESC, y.id FOR UPDATE;
    IF NOT samtykke_ansvar_gitt(p_sak, p_tjeneste) THEN RETURN false; END IF;
    SELECT s.tjeneste_id INTO v_fra FROM bti_sak s WHERE s.id = p_sak;
    UPDATE bti_sak s SET tjeneste_id = p_tjeneste WHERE s.id = p_sak;
    UPDATE samtykke_samtykke y SET withdrawn_at = tilgang_naa(), withdrawn_by_id = y.giver_id,
           slutt = CASE WHEN y.tjeneste_id = p_tjeneste THEN 'brukt' ELSE 'bortfalt' END
     WHERE y.sak_id = p_sak AND y.withdrawn_at IS NULL AND (y.slag = 'ansvar' OR y.tjeneste_id = p_tjeneste);
    UPDATE samtykke_samtykkekrav k SET frafalt_at = tilgang_naa(), frafalt_by_id = k.requested_by_id
     WHERE k.sak_id = p_sak AND k.frafalt_at IS NULL AND (k.slag = 'ansvar' OR k.tjeneste_id = p_tjeneste);
    -- What was asked and read until now named the service that had the case.
    UPDATE samtykke_samtykkekrav k SET spurt_fra_id = v_fra WHERE k.sak_id = p_sak AND k.spurt_fra_id IS NULL;
    UPDATE samtykke_samtykke y SET spurt_fra_id = v_fra WHERE y.sak_id = p_sak AND y.spurt_fra_id IS NULL;
    IF NOT EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, v_fra, tilgang_idag(), tilgang_aldre())) THEN
        PERFORM samtykke_kvitter(p_sak, v_fra, tilgang_idag());
        PERFORM utskrift_toem_for(p_sak, v_fra);
        PERFORM varsling_legg(
            ARRAY(SELECT q.bruker_id FROM samtykke_deltakelseskvittering q
                   WHERE q.sak_nr = p_sak AND q.tjeneste_id = v_fra AND q.gyldig_til = tilgang_idag() AND tilgang_er_ansatt(q.bruker_id, v_fra)),
            'ansvar_overtatt', concat_ws(':', 'ansvar-overtatt', p_sak, tilgang_naa()), NULL, p_sak);
    END IF;
    PERFORM lovligdeling_fortell_vurderere(p_sak);
    PERFORM tilgang_glem();
    RETURN true;
END $$;
