-- Who is asking. The key lies in a table that the app role cannot read; the web process has its own copy.
CREATE TABLE tilgang_noekkel (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    ipad bytea NOT NULL CHECK (length(ipad) = 64),
    opad bytea NOT NULL CHECK (length(opad) = 64)
);

-- Defaults of bti/innstillinger.py and the permissions of bti/tilgang/tillatelser.py, put here by klargjoer.
CREATE TABLE tilgang_innstilling (noekkel text PRIMARY KEY, verdi jsonb NOT NULL);
CREATE TABLE tilgang_rolletillatelse (
    rolle text NOT NULL,
    permission_id integer NOT NULL REFERENCES auth_permission ON DELETE CASCADE,
    PRIMARY KEY (rolle, permission_id)
);

CREATE FUNCTION tilgang_naa() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT clock_timestamp() $$;

CREATE FUNCTION tilgang_idag() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (tilgang_naa() AT TIME ZONE 'Europe/Oslo')::date
$$;

-- HMAC-SHA256 out of core sha256(): pgcrypto is not needed. Owner's use alone: asked some thirty times a request, so it does not
-- change the role again.
CREATE FUNCTION tilgang_hmac(melding text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(k.opad || sha256(k.ipad || convert_to(melding, 'UTF8'))), 'hex') FROM tilgang_noekkel k
$$;

-- The subject of a genuine, unexpired actor setting, else NULL. Nobody in a transaction that looks at an older moment than the
-- present: a consent would live on there after it was withdrawn.
CREATE FUNCTION tilgang_subjekt() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    raa text := nullif(current_setting('stafett.aktoer', true), '');
    deler text[];
BEGIN
    IF raa IS NULL THEN RETURN NULL; END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN RETURN NULL; END IF;
    deler := string_to_array(raa, '.');
    IF cardinality(deler) <> 3 OR deler[2] !~ '^[0-9]{1,12}$' THEN RETURN NULL; END IF;
    IF deler[2]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
    IF tilgang_hmac(deler[1] || '.' || deler[2]) IS DISTINCT FROM deler[3] THEN RETURN NULL; END IF;
    RETURN deler[1];
END $$;

CREATE FUNCTION tilgang_aktoer() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE subjekt text := tilgang_subjekt();
BEGIN
    IF subjekt IS NULL OR subjekt LIKE 'formaal:%' THEN RETURN NULL; END IF;
    RETURN subjekt::uuid;
END $$;

CREATE FUNCTION tilgang_formaal() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE subjekt text := tilgang_subjekt();
BEGIN
    IF subjekt LIKE 'formaal:%' THEN RETURN substr(subjekt, 9); END IF;
    RETURN NULL;
END $$;

-- Used by every function that changes access: nobody is nobody.
CREATE FUNCTION tilgang_krev_aktoer() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE aktoer uuid := tilgang_aktoer();
BEGIN
    IF aktoer IS NULL THEN RAISE EXCEPTION 'stafett: ingen aktør' USING ERRCODE = 'insufficient_privilege'; END IF;
    RETURN aktoer;
END $$;

CREATE FUNCTION tilgang_krev_formaal(ventet text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF tilgang_formaal() IS DISTINCT FROM ventet THEN
        RAISE EXCEPTION 'stafett: feil formål' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- A municipality's own value, else the default: one row, so that it is inlined where it is asked.
CREATE FUNCTION tilgang_innstillinger_for(p_kommune uuid, p_noekkel text) RETURNS TABLE (verdi jsonb)
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT i.verdi FROM bti_kommuneinnstilling i WHERE i.kommune_id = p_kommune AND i.noekkel = p_noekkel), s.verdi)
      FROM tilgang_innstilling s WHERE s.noekkel = p_noekkel
$$;

CREATE FUNCTION tilgang_innstilling_for(p_kommune uuid, p_noekkel text) RETURNS jsonb
LANGUAGE sql STABLE AS $$ SELECT v.verdi FROM tilgang_innstillinger_for(p_kommune, p_noekkel) v $$;
