-- What only some roles change about a case and its child. Everybody who writes in a case says that it was written in
-- (sist_endret), and a policy cannot tell one column from another: so a trigger, fired only when one of the others changes.

CREATE FUNCTION bti_sak_endres_av_rolle() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF row_security_active('bti_sak') AND NOT tilgang_maa(NEW.id, 'change_sak') THEN
        RAISE EXCEPTION 'stafett: rollen endrer ikke saken' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER bti_sak_endres_av_rolle BEFORE UPDATE ON bti_sak FOR EACH ROW
    WHEN ((OLD.status, OLD.nivaa_id, OLD.hva_saken_gjelder) IS DISTINCT FROM (NEW.status, NEW.nivaa_id, NEW.hva_saken_gjelder))
    EXECUTE FUNCTION bti_sak_endres_av_rolle();

CREATE POLICY bti_hovedperson_maa_endre ON bti_hovedperson AS RESTRICTIVE FOR UPDATE USING (true)
    WITH CHECK (EXISTS (SELECT 1 FROM bti_sak s WHERE s.hovedperson_id = bti_hovedperson.id AND tilgang_maa(s.id, 'change_sak')));
