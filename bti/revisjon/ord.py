"""What was done, in words that a parent understands. The codes are those given to ``record``."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from bti.tilgang.aktoer import Formaal

HANDLINGSORD: dict[str, Any] = {
    "sak.lest": _("så på saken"),
    "sak.sett_i_soek": _("så et utdrag av loggen i et søk"),
    "sak.aapnet": _("åpnet saken"),
    "sak.nivaa": _("bestemte nivået i saken"),
    "sak.nivaa_endret": _("endret nivået i saken"),
    "sak.lukket": _("avsluttet saken"),
    "sak.tatt_opp_i_team": _("satte opp saken på et møte i et team"),
    "sak.tatt_av_i_team": _("tok saken av et møte i et team"),
    "stafettlogg.aapnet": _("åpnet loggen"),
    "innlegg.lest": _("leste i loggen"),
    "innlegg.skrevet": _("skrev i loggen"),
    "innlegg.rettet": _("rettet noe i loggen"),
    "maal.lest": _("så på et mål"),
    "maal.satt": _("satte et mål"),
    "maal.endret": _("endret et mål"),
    "tiltak.lest": _("så på et tiltak"),
    "tiltak.startet": _("startet et tiltak"),
    "tiltak.endret": _("endret et tiltak"),
    "tiltak.evaluert": _("vurderte om et tiltak hjalp"),
    "koordinering.bestemt": _("bestemte hvem som samordner hjelpen"),
    "koordinering.avsluttet": _("avsluttet en ordning med koordinator"),
    "plan.startet": _("startet individuell plan"),
    "plan.endret": _("endret individuell plan"),
    "plan.avsluttet": _("avsluttet individuell plan"),
    "plan.skrevet_ut": _("skrev ut individuell plan"),
    "moete.lest": _("så på et møte"),
    "moete.innkalt": _("kalte inn til møte"),
    "moete.endret": _("endret et møte"),
    "moete.svart": _("svarte på et møte"),
    "moete.avlyst": _("avlyste et møte"),
    "moete.holdt": _("skrev ferdig referatet fra et møte"),
    "moete.referat_utkast": _("skrev på referatet fra et møte"),
    "melding.lest": _("leste meldingene"),
    "melding.sendt": _("skrev en melding"),
    "samtykke.lest": _("så på samtykkene"),
    "samtykkelinjer.lest": _("så hvilke samtykker som trenger noe"),
    "samtykke.skrevet_ut": _("skrev ut et samtykke"),
    "samtykke.spurt": _("ba om samtykke"),
    "samtykke.gitt": _("sa ja til samtykke"),
    "samtykke.nei": _("sa nei til samtykke"),
    "samtykke.venter": _("ville vente med å svare på samtykket"),
    "samtykke.snevret": _("tok bort noe av samtykket"),
    "samtykke.skrevet_paa_vegne": _("skrev inn et svar på papir eller muntlig"),
    "samtykke.trukket_paa_vegne": _("skrev inn at et samtykke er trukket"),
    "samtykke.bekreftet_paa_vegne": _("bekreftet et svar på papir eller muntlig"),
    "samtykke.forkastet_paa_vegne": _("bekreftet ikke et svar på papir eller muntlig"),
    "samtykke.skann_lagt_ved": _("la ved et skannet svarark"),
    "samtykke.skann_sett": _("så på et skannet svarark"),
    "samtykke.usikker": _("ba om å bli ringt om samtykket"),
    "samtykke.trukket": _("trakk samtykket"),
    "samtykke.utloept": _("så at et ja var gått ut"),
    "samtykke.frafalt": _("tok bort et spørsmål"),
    "familieinvitasjon.lest": _("så på hvem familien vil ha med"),
    "familieinvitasjon.spurt": _("spurte om å få med en til fra familien"),
    "familieinvitasjon.svart": _("svarte på hvem familien vil ha med"),
    "familieinvitasjon.trukket": _("tok tilbake et ja til hvem familien vil ha med"),
    "foresatt.registrert": _("la til en forelder"),
    "foresatt.invitert": _("inviterte en forelder"),
    "fagperson.invitert": _("inviterte en som arbeider med saken"),
    "relasjon.bekreftet": _("bekreftet hvem som er forelder"),
    "relasjon.avvist": _("bekreftet ikke hvem som er forelder"),
    "deltaker.lest": _("så på hvem som er med"),
    "skjerming.satt": _("skjulte noe i loggen for en i saken"),
    "ungdom.invitert": _("inviterte den unge"),
    "foreldreinnsyn.stengt": _("stengte saken for foreldrene"),
    "foreldreinnsyn.aapnet": _("åpnet saken for foreldrene igjen"),
    "skjema.lest": _("så på et skjema"),
    "skjema.paabegynt": _("begynte på et skjema"),
    "skjema.endret": _("skrev i et skjema"),
    "skjema.ferdig": _("gjorde et skjema ferdig"),
    "skjema.kastet": _("kastet et skjema som ikke var ferdig"),
    "skjema.skrevet_ut": _("skrev ut et skjema"),
    "steg.gjort": _("merket et steg som gjort"),
    "steg.angret": _("tok bort merket for et steg"),
    "innsyn.lest": _("så på hvem som har sett på saken"),
    "noedtilgang.aapnet": _("åpnet saken med nødtilgang"),
    "noedtilgang.avsluttet": _("avsluttet nødtilgangen"),
    "noedtilgang.vurdert": _("vurderte en nødtilgang"),
    "noedtilgang.familie": _("bestemte når familien får vite om en nødtilgang"),
    "sperring.satt": _("sperret noen fra saken"),
    "sperring.opphevet": _("opphevet en sperring"),
    "tilgang.stengt": _("stengte sin egen tilgang"),
    "tilgang.aapnet_igjen": _("åpnet en tilgang som var stengt"),
    "innsyn.skrevet_ut": _("skrev ut hvem som har sett på saken"),
    "utskrift.lest": _("så på en utskrift"),
    "utskrift.bestilt": _("bestilte en utskrift"),
    "utskrift.laget": _("laget en utskrift"),
    "utskrift.hentet": _("hentet en utskrift"),
}
# What only the staff are told of: that something is hidden from somebody is itself hidden from the family, and so is
# what becomes of a form until it is done. That somebody has read is owed to the family, whatever they read.
BARE_ANSATTE = ("skjerming.satt", "skjema.paabegynt", "skjema.endret", "skjema.kastet")
LESNING = _("så på saken")
ANNET = _("gjorde noe i saken")

FORMAALSORD: dict[str, Any] = {
    Formaal.UTBOKS: _("Stafett sendte varsler."),
    Formaal.PAAMINNELSE: _("Stafett minnet om noe som nærmet seg."),
    Formaal.UTSKRIFT: _("Stafett laget en utskrift som en ansatt hadde bestilt."),
    Formaal.OPPRYDDING: _("Stafett ryddet bort noe som var gått ut."),
    Formaal.SAMTYKKE: _("Stafett så på hvem som har sagt ja."),
}


def words_for(handling: str) -> str:
    """Return what was done; an unknown read is still a read."""
    return str(HANDLINGSORD.get(handling) or (LESNING if handling.endswith(".lest") else ANNET))
