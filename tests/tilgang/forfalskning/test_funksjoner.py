"""Every function of ours that the app may call, called with another family's ids: refused, or empty. A new one fails the build."""

# ruff: noqa: E501 (one attempt a line)

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.factories.hus import i_dag
from tests.tilgang.forfalskning.angriper import Svar, ask, eier_som_app, som

NEKTES, TOM, EGET = "refused", "empty", "about oneself"

# What each answers when Jonas, or somebody in no case at all, asks with the ids of Ola's case. Whoever writes a function puts it
# here, with arguments by name out of ``ids``; the same call with ids that nothing has must answer alike.
FUNKSJONER: dict[str, tuple[str, str]] = {
    "innlogging_finn(text,text)": (EGET, "'ingen utsteder', %(ukjent)s"),
    "tilgang_naa()": (EGET, ""),
    "tilgang_idag()": (EGET, ""),
    "tilgang_aktoer()": (EGET, ""),
    "tilgang_formaal()": (EGET, ""),
    "tilgang_mine_saker()": (EGET, ""),
    "tilgang_mine_hovedpersoner()": (EGET, ""),
    "tilgang_mine_personer()": (EGET, ""),
    "tilgang_skjermet_for_meg()": (EGET, ""),
    "tilgang_hvem()": (EGET, ""),
    "tilgang_skjuler_sted(uuid)": (TOM, "%(sak)s"),
    "tilgang_sted_skjult_for(uuid)": (TOM, "%(sak)s"),
    "tilgang_aapne(text,integer,uuid)": (EGET, "current_setting('stafett.aktoer'), 1000, %(sak)s"),
    "tilgang_verb(uuid)": (TOM, "%(sak)s"),
    "tilgang_maa(uuid,text[])": (TOM, "%(sak)s, 'change_sak', 'view_sak'"),
    "tilgang_ser_fortsatt(uuid)": (TOM, "%(sak)s"),
    "tilgang_aapne_sak(uuid,uuid,text,text,date,text,text,uuid,uuid,uuid,text,boolean)": (
        NEKTES, "%(ny)s, %(hovedperson)s, 'Ny', '', NULL, '', 'ingen', %(kommune)s, %(annen_tjeneste)s, %(nivaa)s, '', false"),
    "tilgang_registrer_relasjon(uuid,uuid,uuid,text,boolean,text,boolean,boolean)": (
        NEKTES, "%(ny)s, %(sak)s, %(forelder)s, 'mor', true, '', true, true"),
    "tilgang_relasjoner_aa_bekrefte()": (EGET, ""),
    "tilgang_bekreft_relasjon(uuid,text)": (NEKTES, "%(relasjon)s, 'ingen'"),
    "tilgang_avvis_relasjon(uuid,text)": (NEKTES, "%(relasjon)s, 'grunn'"),
    "tilgang_sett_relasjon(uuid,uuid,jsonb)": (
        NEKTES, "%(ny)s, %(relasjon)s, jsonb_build_object('kanal', 'papir', 'versjon', 1)"),
    "tilgang_relasjonsendringer_aa_bekrefte()": (EGET, ""),
    "tilgang_avgjoer_relasjonsendring(uuid,boolean)": (NEKTES, "%(endring)s, true"),
    "tilgang_ansatte_aa_invitere(uuid,uuid,text,integer)": (NEKTES, "%(sak)s, %(tjeneste)s, '', 100"),
    "tilgang_inviter_fagperson(uuid,uuid,uuid,uuid)": (NEKTES, "%(ny)s, %(sak)s, %(meg)s, %(tjeneste)s"),
    "tilgang_sperr(uuid,uuid,uuid,text)": (NEKTES, "%(ny)s, %(sak)s, %(forelder)s, 'grunn'"),
    "tilgang_opphev_sperring(uuid)": (NEKTES, "%(sperring)s"),
    "tilgang_steng_meg(uuid)": (NEKTES, "%(sak)s"),
    "tilgang_aapne_igjen(uuid,uuid)": (NEKTES, "%(sak)s, %(forelder)s"),
    "tilgang_sett_stedfortreder(uuid,uuid,uuid,uuid,date,date)": (
        NEKTES, "%(ny)s, %(holder)s, %(meg)s, %(tjeneste)s, %(i_dag)s, %(i_dag)s"),
    "tilgang_avslutt_stedfortreder(uuid)": (NEKTES, "%(stedfortreder)s"),
    "tilgang_inviter_ungdom(uuid,uuid,boolean)": (NEKTES, "%(sak)s, %(forelder)s, false"),
    "tilgang_ungdom_overtar(uuid,boolean)": (NEKTES, "%(sak)s, true"),
    "tilgang_skjerm(uuid,uuid,uuid[],text)": (NEKTES, "%(sak)s, %(innlegg)s, ARRAY[%(holder)s::uuid], 'grunn'"),
    "samtykke_be_om(uuid,uuid,text,text[],date,date,text,boolean,text[],text,text,boolean)": (NEKTES, "%(sak)s, %(ppt)s, 'hvorfor', ARRAY['skole'], %(i_dag)s"),
    "samtykke_gi(uuid,uuid,text[],date,uuid,boolean,timestamp with time zone,integer)": (NEKTES, "%(ny)s, %(krav)s, ARRAY['skole'], %(i_dag)s, %(tekst)s"),
    "samtykke_si_nei(uuid)": (NEKTES, "%(krav)s"),
    "samtykke_vent(uuid,date)": (NEKTES, "%(krav)s, %(i_dag)s"),
    "samtykke_ring(uuid)": (NEKTES, "%(krav)s"),
    "samtykke_har_ringt(uuid,timestamp with time zone)": (NEKTES, "%(krav)s, now()"),
    "samtykke_snevre(uuid,uuid,text[],date,boolean)": (NEKTES, "%(ny)s, %(samtykke)s, ARRAY['skole'], %(i_dag)s, false"),
    "samtykke_trekk(uuid)": (NEKTES, "%(samtykke)s"),
    "samtykke_registrer_paa_vegne(uuid,jsonb)": (
        NEKTES, "%(krav)s, jsonb_build_object('id', %(ny)s::uuid, 'svar', 'nei', 'maate', 'muntlig')"),
    "samtykke_paa_vegne_aa_bekrefte()": (EGET, ""),
    "samtykke_bekreft_paa_vegne(uuid,text)": (NEKTES, "%(paa_vegne)s, 'ABCDEFGH'"),
    "samtykke_forkast_paa_vegne(uuid)": (NEKTES, "%(paa_vegne)s"),
    "samtykke_skann_legg_ved(uuid,uuid,bytea)": (NEKTES, "%(ny)s, %(paa_vegne)s, 'x'::bytea"),
    "samtykke_skann_i(uuid)": (TOM, "%(sak)s"),
    "samtykke_skann_bilde(uuid)": (TOM, "%(paa_vegne)s"),
    "samtykke_skann_ta(uuid,uuid)": (NEKTES, "%(skann)s, %(ny)s"),
    "samtykke_skann_venter(integer)": (NEKTES, "10"),
    "samtykke_skann_avgjor(uuid,uuid,bytea,integer,text)": (NEKTES, "%(skann)s, %(ny)s, 'x'::bytea, 1, ''"),
    "samtykke_tjenester_med_innsyn(uuid)": (TOM, "%(sak)s"),
    "familieinvitasjon_inviter(uuid,uuid,text,text,text)": (NEKTES, "%(ny)s, %(sak)s, 'partner', 'navn', 'hvorfor'"),
    "familieinvitasjon_svar(uuid,boolean)": (NEKTES, "%(invitasjon)s, true"),
    "familieinvitasjon_trekk(uuid)": (NEKTES, "%(invitasjon)s"),
    "familieinvitasjon_knytt(uuid,uuid)": (NEKTES, "%(invitasjon)s, %(forelder)s"),
    "familieinvitasjoner(uuid)": (TOM, "%(sak)s"),
    "familieinvitasjon_hviler(uuid)": (TOM, "%(sak)s"),
    "samtykke_givere(uuid,text[])": (TOM, "%(sak)s, '{helse}'"),
    "tilgang_mine_lukkeoensker()": (EGET, ""),
    "lukkeoenske_be(uuid,uuid,text)": (NEKTES, "%(ny)s, %(sak)s, 'hvorfor'"),
    "lukkeoenske_trekk(uuid)": (NEKTES, "%(lukkeoenske)s"),
    "tilgang_mine_tiltaksforespoersler()": (EGET, ""),
    "tiltaksforespoersler_som_staar()": (EGET, ""),
    "tiltak_uten_ansvarlig(uuid)": (TOM, "%(sak)s"),
    "tiltak_kan_spoerres(uuid)": (TOM, "%(sak)s"),
    "tiltak_eierfrist(uuid,uuid,date)": (TOM, "%(sak)s, %(holder)s, %(i_dag)s"),
    "tilgang_mine_stafettvekslinger()": (EGET, ""),
    "stafettvekslinger_som_staar()": (EGET, ""),
    "stafettveksling_kan_spoerres(uuid)": (TOM, "%(sak)s"),
    "stafettveksling_tilby(uuid,uuid,uuid,date,text,boolean)": (NEKTES, "%(ny)s, %(sak)s, %(meg)s, %(i_dag)s, '', true"),
    "stafettveksling_trekk(uuid)": (NEKTES, "%(veksling)s"),
    "stafettveksling_svar(uuid,text,text)": (NEKTES, "%(veksling)s, 'ja', ''"),
    "lesemerke_besoek(uuid)": (NEKTES, "%(sak)s"),
    "stafett_uten_holder()": (EGET, ""),
    "stafettveksling_til_meg()": (EGET, ""),
    "stafettveksling_be(uuid,uuid,uuid,date)": (NEKTES, "%(ny)s, %(sak)s, %(meg)s, %(i_dag)s"),
    "stafettveksling_svar_leder(uuid,text,text)": (NEKTES, "%(veksling)s, 'ja', ''"),
    "tiltaksforespoersel_be(uuid,uuid,uuid,date)": (NEKTES, "%(ny)s, %(tiltak)s, %(forelder)s, %(i_dag)s"),
    "tiltaksforespoersel_trekk(uuid)": (NEKTES, "%(forespoersel)s"),
    "tiltaksforespoersel_svar(uuid,text,text,integer)": (NEKTES, "%(forespoersel)s, 'ja', '', 1"),
    "lukkeoenske_svar(uuid,text,text)": (NEKTES, "%(lukkeoenske)s, 'ja', 'grunn'"),
    "tilgang_mine_delinger()": (EGET, ""),
    "lovligdeling_vurderinger(uuid)": (TOM, "%(sak)s"),
    "lovligdelinger_til_vurdering()": (EGET, ""),
    "lovligdeling_vurder(uuid,integer,boolean,text)": (NEKTES, "%(deling)s, 1, true, 'grunn'"),
    "samtykke_matrise(uuid)": (TOM, "%(sak)s"),
    "samtykke_skjulte_svar()": (EGET, ""),
    "samtykke_leser_alle_svar(uuid)": (TOM, "%(sak)s"),
    "samtykke_ansvar_kan_spoerres(uuid)": (TOM, "%(sak)s"),
    "samtykke_ansvar_er_gitt(uuid)": (TOM, "%(sak)s"),
    "samtykke_utenfor_temaer(uuid,text[])": (TOM, "%(sak)s, ARRAY['helse']"),
    "samtykke_linjer()": (EGET, ""),
    "tilgang_skjulte_hendelser()": (EGET, ""),
    "tilgang_ansatte_aa_sperre(uuid,text,integer)": (NEKTES, "%(sak)s, '', 100"),
    "tilgang_sperringer(uuid)": (TOM, "%(sak)s"),
    "tilgang_noedtilgang(uuid,uuid,text,date,text,text,text,text)": (
        NEKTES, "%(ny)s, %(tjeneste)s, 'Ola Strand', '2016-03-04', 'liv_helse', 'tekst', '', '9999999999.00'"),
    "tilgang_avslutt_noedtilgang(uuid)": (NEKTES, "%(noedtilgang)s"),
    "tilgang_vurder_noedtilgang(uuid,text,text)": (NEKTES, "%(noedtilgang)s, 'i_orden', 'tekst'"),
    "tilgang_noedtilgang_familie(uuid,boolean)": (NEKTES, "%(noedtilgang)s, false"),
    "noedtilganger_i_sak(uuid)": (TOM, "%(sak)s"),
    "noedtilganger_til_vurdering()": (EGET, ""),
    "innsyn_spoer(uuid,uuid,uuid,date,text)": (NEKTES, "%(ny)s, %(sak)s, %(holder)s, %(i_dag)s, 'hvorfor'"),
    "innsyn_svar(uuid,text)": (NEKTES, "%(spoersmaal)s, 'svar'"),
    "innsyn_til_meg()": (EGET, ""),
    "innsyn_forfalte()": (EGET, ""),
    "revisjon_oppslag_siste_doegn()": (EGET, ""),
    "revisjon_oppslag_om(uuid)": (TOM, "%(undring)s"),
    "tilgang_kolleger(uuid,text,integer)": (NEKTES, "%(annen_tjeneste)s, '', 100"),
    "tilgang_fravaer()": (EGET, ""),
    "revisjon_segl(uuid)": (TOM, "%(sak)s"),
    "revisjon_siste_anker()": (EGET, ""),
    "revisjon_lag_anker()": (NEKTES, ""),
    "revisjon_signer_anker(bigint,bytea,bytea)": (NEKTES, "1, 'a', 'b'"),
    "revisjon_ankere(boolean)": (NEKTES, "true"),
    "revisjon_anker_utfall(bigint,text)": (NEKTES, "1, ''"),
    "revisjon_kontroller_uke(date)": (NEKTES, "%(i_dag)s"),
    "revisjon_mine_kontroller()": (EGET, ""),
    "revisjon_lukk_kontroll(uuid,text,text)": (NEKTES, "%(sak)s, 'i_orden', 'ord'"),
    "revisjon_vent_paa_tur(uuid)": (TOM, "%(sak)s"),
    "varsling_cancel(uuid)": (TOM, "%(moete)s"),
    "varsling_feie_paaminnelser(integer)": (NEKTES, "100"),
    "varsling_fortell(integer)": (NEKTES, "100"),
    "varsling_epost_venter(interval)": (NEKTES, "interval '1 hour'"),
    "varsling_claim_epost(uuid,interval)": (NEKTES, "%(ny)s, interval '1 hour'"),
    "varsling_epost_utfall(uuid,text)": (NEKTES, "%(ny)s, 'sendt'"),
    "varsling_epost_status()": (NEKTES, ""),
    "varsling_epost_avgjoer(text,text)": (NEKTES, "'usikker', 'epost'"),
    "varsling_rydd()": (NEKTES, ""),
    "utskrift_gjelder(uuid,jsonb)": (TOM, "%(sak)s, '[]'"),
    "utskrift_claim(uuid,uuid)": (NEKTES, "%(utskrift)s, %(ny)s"),
    "utskrift_waiting(integer)": (NEKTES, "100"),
    "utskrift_stop(uuid,uuid,text)": (NEKTES, "%(utskrift)s, %(ny)s, 'feil'"),
    "utskrift_expire()": (NEKTES, ""),
    "tilgang_delte_undringer()": (EGET, ""),
    "undring_del(uuid,uuid,uuid)": (NEKTES, "%(ny)s, %(undring)s, %(meg)s"),
    "undring_avslutt_deling(uuid)": (TOM, "%(undring)s"),
    "undring_deling(uuid)": (TOM, "%(undring)s"),
    "undring_delt_med_meg()": (EGET, ""),
    "undring_kan_slettes(uuid)": (NEKTES, "%(undring)s"),
    "undring_slett(uuid)": (NEKTES, "%(undring)s"),
    "undring_rydd()": (NEKTES, ""),
    "tilgang_mine_kommuner()": (EGET, ""),
    "tilgang_mine_fagteam()": (EGET, ""),
    "tilgang_mine_droeftinger()": (EGET, ""),
    "fagteam_ansatte(uuid,text,integer)": (NEKTES, "%(fagteam)s, '', 100"),
    "fagteam_medlem(uuid,uuid,uuid,uuid,text,date,date)": (
        NEKTES, "%(ny)s, %(fagteam)s, %(meg)s, %(tjeneste)s, 'rolle', %(i_dag)s, NULL"),
    "fagteam_perioder(uuid)": (NEKTES, "%(fagteam)s"),
    "tilgang_mine_fagteampunkter()": (EGET, ""),
    "fagteam_skjulte_saker(uuid)": (TOM, "%(fagmoete)s"),
    "fagteam_moete(uuid,uuid,date)": (NEKTES, "%(ny)s, %(fagteam)s, %(i_dag)s"),
    "fagteam_skriv_moete(uuid,integer,date,text,boolean)": (NEKTES, "%(fagmoete)s, 1, %(i_dag)s, 'notat', true"),
    "fagteam_ta_opp(uuid,uuid,uuid,text)": (NEKTES, "%(ny)s, %(fagmoete)s, NULL, 'emne'"),
    "fagteam_ta_av(uuid)": (NEKTES, "%(punkt)s"),
    "fagteam_flytt_punkt(uuid,boolean)": (NEKTES, "%(punkt)s, true"),
    "fagteam_moeter_for(uuid)": (NEKTES, "%(sak)s"),
    "fagteam_sett_opp_sak(uuid,uuid,uuid)": (NEKTES, "%(ny)s, %(fagmoete)s, %(sak)s"),
    "fagteam_ta_av_sak(uuid,uuid)": (NEKTES, "%(fagmoete)s, %(sak)s"),
    "fagteam_medlem_slutt(uuid)": (NEKTES, "%(medlem)s"),
    "fagteam_medlemmer(uuid)": (NEKTES, "%(fagteam)s"),
    "droefting_svar(uuid,text)": (NEKTES, "%(droefting)s, 'svar'"),
    "droefting_takk(uuid,text)": (NEKTES, "%(droefting)s, 'takk'"),
    "droefting_trekk(uuid)": (NEKTES, "%(droefting)s"),
    "droefting_navn(uuid)": (NEKTES, "%(droefting)s"),
    "koordinering_avslutt(uuid,text)": (NEKTES, "%(koordinering)s, 'slutt'"),
    "tilgang_mine_skjermede()": (EGET, ""),
    "skjermet_kan_gjelde(uuid)": (TOM, "%(sak)s"),
    "skjermet_saker(text,integer)": (EGET, "'', 100"),
    "skjermet_knytt_sak(uuid,uuid)": (NEKTES, "%(skjermet)s, %(sak)s"),
    "skjermet_kolleger(uuid,text,integer)": (NEKTES, "%(skjermet)s, '', 100"),
    "skjermet_navngi(uuid,uuid,uuid,boolean)": (NEKTES, "%(ny)s, %(skjermet)s, %(meg)s, true"),
    "skjermet_avslutt_leser(uuid)": (NEKTES, "%(leser)s"),
    "skjermet_lesere(uuid)": (NEKTES, "%(skjermet)s"),
    "skjermet_holdte(uuid)": (TOM, "%(tilbakehold)s"),
    "skjermet_frigi(uuid,text)": (NEKTES, "%(tilbakehold)s, 'send'"),
    "skjermet_sluppet(uuid)": (TOM, "%(tilbakehold)s"),
    "skjermet_behold(uuid)": (NEKTES, "%(skjermet)s"),
    "skjermet_rydd()": (NEKTES, ""),
    "tilbakehold_mine()": (EGET, ""),
    "tilbakehold_ledige()": (EGET, ""),
    "tilbakehold_valgbare(uuid,text,integer)": (NEKTES, "%(tilbakehold)s, '', 100"),
    "tilbakehold_gi(uuid,uuid)": (NEKTES, "%(tilbakehold)s, %(meg)s"),
    # A guide is no secret: whoever may not write it is told so, whether it exists or not.
    "veileder_nytt_utkast(uuid,uuid,text)": (NEKTES, "%(ny)s, %(kommune)s, ''"),
    "veileder_minn()": (NEKTES, ""),
    "samtykke_natt_saker()": (NEKTES, ""),
    "samtykke_natt(uuid)": (NEKTES, "%(sak)s"),
    "samtykke_fortell_virkning(uuid)": (NEKTES, "%(sak)s"),
    "veileder_publiser(uuid,integer,text)": (NEKTES, "%(ny)s, 1, 'nytt'"),
    "veileder_slett_utkast(uuid)": (NEKTES, "%(ny)s"),
    "skjemamal_nytt_utkast(uuid,uuid,text,text,text)": (NEKTES, "%(ny)s, %(kommune)s, 'x', 'X', 'sak'"),
    "skjemamal_publiser(uuid,integer)": (NEKTES, "%(ny)s, 1"),
    "skjemamal_slett_utkast(uuid)": (NEKTES, "%(ny)s"),
    "skjemamal_bruk(uuid,boolean)": (NEKTES, "%(ny)s, false"),
}  # fmt: skip
# JSON says what they are about, so each has its own line.
MED_JSON = {
    "revisjon_record(jsonb)": (NEKTES, """jsonb_build_array(jsonb_build_object('handling', 'sak.lest', 'sak_id', %(sak)s::uuid,
        'objekt_type', 'sak', 'objekt_id', %(sak)s::uuid, 'detaljer', '{}'::jsonb, 'innhold', ''))"""),
    "varsling_queue(jsonb)": (NEKTES, """jsonb_build_object('slag', 'innlegg', 'noekkel', 'innlegg:' || %(innlegg)s,
        'sak_id', %(sak)s::uuid, 'objekt_id', %(innlegg)s::uuid, 'mottakere', jsonb_build_array(%(holder)s::uuid))"""),
    "varsling_plan(jsonb)": (NEKTES, """jsonb_build_object('regel', 'moete_snart', 'sak_id', %(sak)s::uuid, 'mottaker_id', %(holder)s::uuid,
        'objekt_id', %(moete)s::uuid, 'forekomst', '1 dager før, versjon 1', 'due_at', now() + interval '1 day')"""),
    "fagteam_lagre(jsonb)": (NEKTES, """jsonb_build_object('id', %(fagteam)s::uuid, 'navn', 'Nytt', 'slag', 'kompetanseteam', 'rytme', '',
        'hensikt', '', 'tar_uten_navn', true, 'svarfrist_dager', 14, 'is_active', true)"""),
    "droefting_spoer(jsonb)": (NEKTES, """jsonb_build_object('id', %(ny)s::uuid, 'fagteam', %(fagteam)s::uuid, 'kommune', %(ny)s::uuid,
        'tema', 'trivsel', 'aldersgruppe', 'til_9', 'spoersmaal', 'hva', 'proevd', '', 'vurdert', true)"""),
    "skjermet_skriv(jsonb)": (NEKTES, """jsonb_build_object('id', %(ny)s::uuid, 'tjeneste_id', %(tjeneste)s::uuid, 'sak_id', %(sak)s::uuid,
        'merkelapp', '', 'observert', 'sett', 'observert_dato', %(i_dag)s::date, 'barnets_ord', '', 'hvem_er_til_fare', '', 'barnet_naa', '')"""),
    "skjermet_rett(uuid,integer,jsonb)": (NEKTES, "%(skjermet)s, 1, jsonb_build_object('observert', 'sett')"),
    "skjermet_raad(jsonb)": (NEKTES, """jsonb_build_object('id', %(ny)s::uuid, 'skjermet_id', %(skjermet)s::uuid, 'fra', 'politi', 'hvem', '',
        'snakket_at', now(), 'raad', 'ring')"""),
    "skjermet_meldt(jsonb)": (NEKTES, """jsonb_build_object('id', %(ny)s::uuid, 'skjermet_id', %(skjermet)s::uuid, 'til', 'politi',
        'hvordan', 'på telefon', 'grunn', '', 'meldt_at', now())"""),
    "veileder_lagre(uuid,integer,jsonb)": (NEKTES, "%(ny)s, 1, '{}'::jsonb"),
    "rettighet_lagre(uuid,integer,jsonb)": (NEKTES, "%(rettighet)s, 1, jsonb_build_object('navn', 'Nytt')"),
    "samtykkeregel_virkning(uuid,jsonb)": (NEKTES, "%(kommune)s, '{}'::jsonb"),
    "samtykkeregel_lagre(uuid,uuid,integer,jsonb,text)": (NEKTES, "%(kommune)s, %(ny)s, 0, '{}'::jsonb, 'x'"),
    "samtykkeregel_endringer(uuid)": (NEKTES, "%(kommune)s"),
    "samtykketema_lagre(jsonb)": (NEKTES, "jsonb_build_object('id', %(ny)s::uuid, 'kommune', %(kommune)s::uuid, 'navn_nb', 'Nytt')"),
    "koordinering_bestem(jsonb)": (NEKTES, """jsonb_build_object('id', %(ny)s::uuid, 'sak', %(sak)s::uuid, 'rettighet', %(rettighet)s::uuid,
        'tjeneste', %(tjeneste)s::uuid, 'gjelder_fra', %(i_dag)s::date, 'familien_vil', true, 'barnets_syn', '', 'begrunnelse', 'x')"""),
    "skjemamal_lagre(uuid,integer,jsonb)": (NEKTES, "%(ny)s, 1, '{}'::jsonb"),
    "lovligdeling_skriv(jsonb)": (NEKTES, """jsonb_build_object('id', %(ny)s::uuid, 'sak', %(sak)s::uuid, 'til', 'politi', 'mottaker', 'x',
        'opplysninger', jsonb_build_array('fare'), 'delt_dato', %(i_dag)s::date, 'hjemmel', 'x', 'lovhenvisning', 'x', 'lovtekst', '',
        'bestemt_av', 'x', 'begrunnelse', 'x', 'retter', NULL)"""),
}  # fmt: skip
ALLE = FUNKSJONER | MED_JSON
# Asked by others than an employee with a case of their own, these say who may before they say of what.
SIER_FOERST_HVEM = {
    "tilgang_finn_eller_lag_person(text,text,text,text,text)": "an employee's own way to a person by number: tests/tilgang/test_ways_in.py",
}
EGNE = """
SELECT p.oid::regprocedure::text FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype
   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
   AND has_function_privilege({rolle}, p.oid, 'EXECUTE')
"""


def names(con: psycopg.Connection, rolle: str) -> set[str]:
    return {name for (name,) in con.execute(EGNE.format(rolle=rolle)).fetchall()}


def test_every_function_that_the_app_may_call_is_tried_here(con):
    assert names(con, "'stafett_app'") == set(ALLE) | set(SIER_FOERST_HVEM)


@pytest.fixture
def ids(verden, innhold, nabo) -> dict[str, Any]:
    """The ids of Ola's case: all of them exist, and none is Jonas' to know."""
    from tests.eier import as_owner

    with as_owner():
        relasjon = verden.ola_sak.hovedperson.relasjoner.get(bruker=verden.pia)
    return {
        "sak": verden.ola_sak.pk, "hovedperson": verden.ola_sak.hovedperson_id, "forelder": verden.pia.pk, "holder": verden.siri.pk,
        "relasjon": relasjon.pk, "endring": nabo["bti_relasjonsendring"].pk, "innlegg": nabo["stafettlogg_innlegg"].pk, "moete": nabo["stafettlogg_moete"].pk,
        "invitasjon": nabo["samtykke_familieinvitasjon"].pk,
        "krav": nabo["samtykke_samtykkekrav"].pk, "paa_vegne": nabo["samtykke_svarpaavegne"].pk, "skann": nabo["samtykke_svarskann"].pk, "samtykke": nabo["samtykke_samtykke"].pk, "undring": nabo["bti_undring"].pk,
        "utskrift": nabo["utskrift_utskrift"].pk, "sperring": nabo["bti_sperring"].pk, "stedfortreder": nabo["bti_stedfortreder"].pk,
        "noedtilgang": nabo["bti_noedtilgang"].pk, "spoersmaal": nabo["bti_innsynsspoersmaal"].pk,
        "skjermet": nabo["bti_skjermetbekymring"].pk, "leser": nabo["bti_skjermetleser"].pk, "tilbakehold": nabo["bti_tilbakehold"].pk,
        "fagteam": nabo["bti_fagteam"].pk, "medlem": nabo["bti_fagteammedlem"].pk, "droefting": nabo["bti_droefting"].pk,
        "koordinering": nabo["bti_koordinering"].pk, "rettighet": nabo["bti_koordinering"].rettighet_id,
        "deling": nabo["samtykke_lovligdeling"].pk, "lukkeoenske": nabo["samtykke_lukkeoenske"].pk,
        "tiltak": nabo["tiltak_tiltak"].pk, "forespoersel": nabo["tiltak_tiltaksforespoersel"].pk, "veksling": nabo["stafettlogg_stafettveksling"].pk,
        "fagmoete": nabo["bti_fagteammoete"].pk, "punkt": nabo["bti_fagteampunkt"].pk,
    }  # fmt: skip


def felles(verden, hvem) -> dict[str, Any]:
    """What anybody may know, and keys of one's own."""
    return {
        "ny": uuid4(), "ukjent": "ingen", "kommune": verden.solvik.pk, "tjeneste": verden.skole.pk, "annen_tjeneste": verden.nav.pk,
        "ppt": verden.ppt.pk, "nivaa": verden.nivaaer[1].pk, "tekst": uuid4(), "i_dag": i_dag(), "meg": hvem.pk,
    }  # fmt: skip


def call(con: psycopg.Connection, function: str, values: dict[str, Any]) -> Svar:
    return ask(con, f"SELECT * FROM {function.partition('(')[0]}({ALLE[function][1]})", values)


def is_empty(svar: Svar) -> bool:
    return not svar.feil and all(not value for row in svar.rader for value in row)


@pytest.mark.parametrize("navn", ["jonas", "amina", "kari", "erik", "fremmed", "berit"])
def test_another_familys_ids_open_nothing(con, verden, ids, navn, record_property):
    """And an id that is hidden answers as one that nothing has: the same refusal, word for word."""
    hvem = getattr(verden, navn)
    wrong = []
    for function, (ventet, _) in ALLE.items():
        unknown = {name: uuid4() for name in ids}
        answers = []
        for world in (ids, unknown):
            with som(con, hvem):
                values = felles(verden, hvem) | world
                svar = call(con, function, values)
                labels = {str(value): name for name, value in world.items()} | {str(values["ny"]): "ny"}
                answers.append(svar.uten(labels))
            if (ventet == NEKTES and not svar.er_nektet) or (ventet == TOM and not is_empty(svar)):
                wrong.append((function, svar))
        if ventet != EGET and answers[0] != answers[1]:
            wrong.append((function, *answers))
    assert not wrong, "\n".join(map(str, wrong))
    record_property("tall:forfalskede_kall", 2 * len(ALLE))


def test_what_is_about_oneself_holds_nothing_of_others(con, verden, ids, nabo):
    foreign = {str(value) for name, value in ids.items() if name != "holder"} | {"HEMMELIG"}
    for navn in ("jonas", "amina", "kari", "erik", "fremmed", "berit"):
        for function, (ventet, _) in ALLE.items():
            if ventet == EGET:
                with som(con, getattr(verden, navn)):
                    said = repr(call(con, function, felles(verden, getattr(verden, navn)) | ids))
                assert not [one for one in foreign if one in said], (navn, function)


def test_nobody_is_answered_by_none_of_them(con, verden, ids):
    """Without an actor everything is refused or empty, with two exceptions that say nothing of people."""
    says = {"tilgang_naa()", "tilgang_idag()"}
    for function in set(ALLE) - says:
        with som(con, None):
            svar = call(con, function, felles(verden, verden.fremmed) | ids)
        assert svar.er_nektet or is_empty(svar), (function, svar)


@pytest.mark.parametrize("rolle", ["stafett_app", "stafett_lese"])
def test_what_is_not_granted_is_refused(con, verden, rolle):
    """The owner's own functions, called by name with nothing: refused before they are looked into."""
    with eier_som_app() as owner:
        every = names(owner, "'stafett_owner'")
        rows = owner.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE provariadic <> 0").fetchall()
    mangfoldige = {name for (name,) in rows}
    granted = names(con, f"'{rolle}'")
    assert len(every - granted) > 15
    with som(con, verden.jonas):
        con.execute(f"SET LOCAL ROLE {rolle}")
        for function in sorted(every - granted):
            arguments = function.partition("(")[2].rstrip(")")
            nulls = ", ".join(f"NULL::{slag}" for slag in arguments.split(",")) if arguments else ""
            if function in mangfoldige:
                nulls = nulls.replace("NULL::text[]", "VARIADIC NULL::text[]")
            svar = ask(con, f"SELECT {function.partition('(')[0]}({nulls})")
            assert svar.er_nektet, (function, svar)
            assert "permission denied for function" in svar.tekst


def test_a_new_function_fails_until_it_is_put_here(con):
    with eier_som_app() as owner, owner.transaction(force_rollback=True):
        before = names(owner, "'stafett_app'")
        owner.execute("CREATE FUNCTION ny_funksjon(uuid) RETURNS integer LANGUAGE sql AS 'SELECT 1'")
        owner.execute("GRANT EXECUTE ON FUNCTION ny_funksjon(uuid) TO stafett_app")
        assert names(owner, "'stafett_app'") - before == {"ny_funksjon(uuid)"}
        assert "ny_funksjon(uuid)" not in set(ALLE) | set(SIER_FOERST_HVEM)
