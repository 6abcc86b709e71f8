-- Blocks: who may be blocked, which blocks live. Setting and lifting them are in the rule's own files.

-- Employees of the municipality by a part of the name, who are neither in the case nor blocked: for its stafettholder, who blocks.
CREATE FUNCTION tilgang_ansatte_aa_sperre(p_sak uuid, p_navn text, p_antall integer)
RETURNS TABLE (bruker_id uuid, navn text, tjeneste text, tittel text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT tilgang_er_stafettholder(tilgang_krev_aktoer(), p_sak) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;
    RETURN QUERY
    SELECT DISTINCT ON (b.navn, b.id) b.id, b.navn::text, t.navn::text, a.tittel::text
      FROM bti_sak s
      JOIN bti_tjenestekommune tk ON tk.kommune_id = s.kommune_id
      JOIN bti_ansettelse a ON a.tjeneste_id = tk.tjeneste_id
      JOIN bti_tjeneste t ON t.id = a.tjeneste_id
      JOIN bti_bruker b ON b.id = a.bruker_id AND b.is_active
     WHERE s.id = p_sak AND a.gyldig_fra <= tilgang_idag() AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())
       AND btrim(p_navn) <> '' AND position(upper(btrim(p_navn)) IN upper(b.navn)) > 0
       AND NOT EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.sak_id = p_sak AND d.bruker_id = a.bruker_id)
       AND NOT EXISTS (SELECT 1 FROM bti_sperring x
                        WHERE x.sak_id = s.id AND x.bruker_id = a.bruker_id AND x.lifted_at IS NULL)
     ORDER BY b.navn, b.id, t.navn LIMIT p_antall;
END $$;

-- The living blocks in a case that the actor sees; in the cases of the units that the actor heads, when no case is named.
CREATE FUNCTION tilgang_sperringer(p_sak uuid DEFAULT NULL)
RETURNS TABLE (id uuid, sak_id uuid, barn text, bruker_id uuid, hvem text, grunn text, blocked_at timestamptz, satt_av text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_krev_aktoer();
BEGIN
    RETURN QUERY
    SELECT x.id, s.id, h.navn::text, x.bruker_id, b.navn::text, x.grunn::text, x.blocked_at, av.navn::text
      FROM bti_sperring x
      JOIN bti_sak s ON s.id = x.sak_id
      JOIN bti_hovedperson h ON h.id = s.hovedperson_id
      JOIN bti_bruker b ON b.id = x.bruker_id
      JOIN bti_bruker av ON av.id = x.blocked_by_id
     WHERE x.lifted_at IS NULL
       AND CASE WHEN p_sak IS NOT NULL THEN s.id = p_sak AND tilgang_er_stafettholder(aktoer, p_sak)
                ELSE x.grunn <> 'egen' AND x.bruker_id <> aktoer AND aktoer IN (SELECT tilgang_ledere_av(s.tjeneste_id)) END
     ORDER BY x.blocked_at;
END $$;
