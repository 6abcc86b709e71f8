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

-- What only some of those in a case read. Why somebody was not confirmed as a parent is for whoever can put it right. That somebody
-- in the family has closed their own way in is for the staff: to the rest of the family they take part as before.
CREATE POLICY bti_familierelasjon_avvist ON bti_familierelasjon AS RESTRICTIVE FOR SELECT
    USING (verifisering <> 'avvist'
           OR hovedperson_id = ANY (ARRAY(SELECT s.hovedperson_id FROM bti_sak s WHERE tilgang_maa(s.id, 'invite_deltaker'))));

CREATE POLICY bti_sperring_egen ON bti_sperring AS RESTRICTIVE FOR SELECT
    USING (grunn <> 'egen' OR bruker_id = (SELECT tilgang_aktoer()) OR tilgang_maa(sak_id, 'view_sak'));
