"""What is to be sent, what a person has been told, and what falls due."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad


class Slag(models.TextChoices):
    """What has happened; the words a person reads are in bti/varsling/tekster.py."""

    INVITERT = "invitert", _("invitert til en sak")
    SAMTYKKE_SPURT = "samtykke_spurt", _("samtykke spurt")
    SAMTYKKE_GITT = "samtykke_gitt", _("samtykke gitt")
    SAMTYKKE_NEI = "samtykke_nei", _("sagt nei til samtykke")
    SAMTYKKE_PAA_VEGNE = "samtykke_paa_vegne", _("et svar er skrevet inn for deg")
    SAMTYKKE_TRUKKET = "samtykke_trukket", _("samtykke trukket")
    SAMTYKKE_SNEVRET = "samtykke_snevret", _("noe av samtykket er tatt bort")
    SAMTYKKE_USIKKER = "samtykke_usikker", _("usikker på samtykke, vil bli ringt")
    SAMTYKKE_VENTER = "samtykke_venter", _("spørsmål om samtykke venter på svar")
    SAMTYKKE_UTGAAR = "samtykke_utgaar", _("samtykke går snart ut")
    SAMTYKKE_UTLOEPT = "samtykke_utloept", _("samtykke er gått ut")
    SAMTYKKE_ENDRET = "samtykke_endret", _("det er endret hvem som svarer på samtykke")
    SAMTYKKE_ALDER = "samtykke_alder", _("alder som endrer hvem som bestemmer")
    SAMTYKKE_ALDER_SNART = "samtykke_alder_snart", _("snart en alder som endrer hvem som bestemmer")
    TJENESTE_UTE = "tjeneste_ute", _("en tjeneste er ikke lenger med")
    NY_ANSVARLIG = "ny_ansvarlig", _("noe mangler en ansvarlig")
    INNSYN = "innsyn", _("saken er åpen for tjenesten")
    INVITER_NAA = "inviter_naa", _("alle har sagt ja, ingen fra tjenesten er med")
    INNLEGG = "innlegg", _("nytt innlegg")
    TILTAK = "tiltak", _("nytt tiltak")
    TILTAK_SPURT = "tiltak_spurt", _("spurt om å ta over et tiltak")
    TILTAK_LEDIG = "tiltak_ledig", _("ingen har tatt over et tiltak")
    STAFETT_TILBUDT = "stafett_tilbudt", _("spurt om å ta over stafettpinnen")
    STAFETT_IKKE_TATT = "stafett_ikke_tatt", _("ingen har tatt over stafettpinnen")
    STAFETT_BYTTET = "stafett_byttet", _("ny stafettholder")
    STAFETT_BORTE = "stafett_borte", _("ingen holder stafettpinnen")
    STAFETT_SPURT = "stafett_spurt", _("lederen spør om du tar over stafettpinnen")
    ANSVAR_SPURT = "ansvar_spurt", _("spurt om en annen tjeneste kan ta over")
    ANSVAR_SVAR = "ansvar_svar", _("svar om en annen tjeneste kan ta over")
    ANSVAR_USIKKER = "ansvar_usikker", _("usikker på om en annen tjeneste kan ta over, vil bli ringt")
    ANSVAR_KLART = "ansvar_klart", _("alle har sagt ja til at en annen tjeneste tar over")
    ANSVAR_UTLOEPT = "ansvar_utloept", _("svar om en annen tjeneste kan ta over, er gått ut")
    ANSVAR_OVERTATT = "ansvar_overtatt", _("en annen tjeneste har tatt over")
    ANSVAR_BYTTET = "ansvar_byttet", _("en annen tjeneste har ansvaret")
    MELDING = "melding", _("ny melding")
    MOETE = "moete", _("møte innkalt")
    MOETE_ENDRET = "moete_endret", _("møte endret")
    MOETE_SNART = "moete_snart", _("møte snart")
    MOETE_FORFALT = "moete_forfalt", _("møte uten referat")
    NIVAA = "nivaa", _("nivå endret")
    AVSLUTTET = "avsluttet", _("saken er avsluttet")
    UNDRING_FRIST = "undring_frist", _("undring nær frist")
    UTSKRIFT_KLAR = "utskrift_klar", _("utskrift klar")
    RELASJON = "relasjon", _("relasjon venter på bekreftelse")
    INNSYNSSPOERSMAAL = "innsynsspoersmaal", _("spørsmål om hvem som har sett")
    INNSYNSSVAR = "innsynssvar", _("svar på spørsmål om hvem som har sett")
    INNSYN_FORFALT = "innsyn_forfalt", _("spørsmål om hvem som har sett er over fristen")
    NOEDTILGANG = "noedtilgang", _("nødtilgang er brukt")
    NOEDTILGANG_PAPIR = "noedtilgang_papir", _("nødtilgang: gi beskjed på papir")
    NOEDTILGANG_FORSOEK = "noedtilgang_forsoek", _("forsøk på nødtilgang uten treff")
    NOEDTILGANG_VURDER = "noedtilgang_vurder", _("nødtilgang venter på vurdering")
    NOEDTILGANG_VURDERT = "noedtilgang_vurdert", _("nødtilgang er vurdert")
    NOEDTILGANG_URETT = "noedtilgang_urett", _("nødtilgang er vurdert som ikke i orden")
    TILGANG_STENGT = "tilgang_stengt", _("noen i familien har stengt tilgangen sin")
    TILGANG_AAPNET = "tilgang_aapnet", _("stengt tilgang er åpnet igjen")
    FORELDREINNSYN = "foreldreinnsyn", _("den unge har endret foreldrenes innsyn")
    VIKAR = "vikar", _("hvem som er vikar, er endret")
    INVITASJON_SPURT = "invitasjon_spurt", _("familien vil ha med en til")
    INVITASJON_KLAR = "invitasjon_klar", _("alle har sagt ja til en familien vil ha med")
    RELASJON_AVVIST = "relasjon_avvist", _("relasjon ikke bekreftet")
    LOGGKONTROLL = "loggkontroll", _("lesing av logger venter på svar")
    UNDRING_DELT = "undring_delt", _("undring delt med en kollega")
    UNDRING_PURRES = "undring_purres", _("undring over fristen")
    UNDRING_SLETTES = "undring_slettes", _("undring slettes snart")
    SKJERMET_DELT = "skjermet_delt", _("noe skjermet er delt")
    SKJERMET_SLUPPET = "skjermet_sluppet", _("noen slapp varsler som var holdt tilbake")
    TILBAKEHOLD = "tilbakehold", _("varsler til en familie holdes tilbake")
    TILBAKEHOLD_LEDIG = "tilbakehold_ledig", _("ingen har ansvar for varsler som holdes tilbake")
    SKJERMET_SLETTES = "skjermet_slettes", _("et notat slettes snart")
    DROEFTING = "droefting", _("spørsmål uten navn til et team")
    DROEFTING_SVAR = "droefting_svar", _("svar fra et team")
    DROEFTING_FRIST = "droefting_frist", _("spørsmål til et team er over fristen")
    KOORDINATOR = "koordinator", _("koordinator endret")
    SKJEMA = "skjema", _("skjema fylt ut")
    VEILEDER = "veileder", _("veilederen må leses gjennom")
    LUKKEOENSKE = "lukkeoenske", _("ønske om at stafettloggen avsluttes")
    LUKKESVAR = "lukkesvar", _("svar på ønske om at stafettloggen avsluttes")
    LOVLIGDELING = "lovligdeling", _("noe er delt uten samtykke")


class Utboksstatus(models.TextChoices):
    """VENTER → EPOST (told in the app, mail remains) → SENDER → SENDT; who has no address goes from VENTER to SENDT."""

    VENTER = "venter", _("venter")
    EPOST = "epost", _("fortalt i Stafett, skal også på e-post")
    SENDER = "sender", _("e-posten er på vei ut")
    SENDT = "sendt", _("sendt")
    STANSET = "stanset", _("stanset: mottakeren ser ikke lenger saken")
    USIKKER = "usikker", _("usikker: sendingen ble avbrutt")
    AVVIST = "avvist", _("avvist: adressen tar ikke imot")
    DEKKET = "dekket", _("dekket: en e-post som er sendt før, sier det samme")
    HOLDT = "holdt", _("holdt tilbake")
    KASTET = "kastet", _("kastet mens andre holder tilbake")


class Utboks(Rad):
    """A side effect that leaves after commit. Unique by key, so nothing is told twice."""

    mottaker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    slag = models.CharField("slag", max_length=20, choices=Slag)
    noekkel = models.CharField("nøkkel", max_length=150)
    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+", null=True)
    objekt_id = models.UUIDField("hvilken", null=True)
    queued_at = models.DateTimeField("lagt i utboksen")
    send_etter = models.DateTimeField("tidligst")
    status = models.CharField("status", max_length=10, choices=Utboksstatus, default=Utboksstatus.VENTER)
    forsoek = models.PositiveSmallIntegerField("forsøk", default=0)
    claimed_at = models.DateTimeField("hentet", null=True)
    claim_token = models.UUIDField("hentet av", null=True)
    sent_at = models.DateTimeField("sendt", null=True)

    personfelter = Personfelter(
        ("mottaker", "slag"), "30 dager etter sending; den siste e-posten når mottakeren har vært inne."
    )

    class Meta:
        verbose_name_plural = "utboks"
        constraints = [
            models.UniqueConstraint(name="utboks_once_per_mottaker", fields=["mottaker", "noekkel"])
        ]
        indexes = [
            models.Index(
                fields=["send_etter"],
                name="utboks_venter",
                condition=Q(status__in=["venter", "epost", "sender"]),
            )
        ]


class Varsel(Rad):
    """What a person has been told inside Stafett. Seen by the person, while they still see the case."""

    mottaker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="varsler")
    slag = models.CharField("slag", max_length=20, choices=Slag)
    noekkel = models.CharField("nøkkel", max_length=150)
    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+", null=True)
    objekt_id = models.UUIDField("hvilken", null=True)
    told_at = models.DateTimeField("fortalt")
    read_at = models.DateTimeField("lest", null=True)

    personfelter = Personfelter(("slag", "read_at"), "Ett år etter at det er lest, senest med saken.")

    tekst: str  # what the page says: bti.varsling.tekster

    class Meta:
        verbose_name_plural = "varsler"
        constraints = [
            models.UniqueConstraint(name="varsel_once_per_mottaker", fields=["mottaker", "noekkel"])
        ]
        indexes = [
            models.Index(fields=["mottaker", "-told_at"], name="varsel_mottaker_told"),
            models.Index(fields=["mottaker"], name="varsel_uleste", condition=Q(read_at=None)),
        ]


class Paaminnelsestatus(models.TextChoices):
    VENTER = "venter", _("venter")
    UTFOERT = "utfoert", _("utført")
    FORBIGAATT = "forbigaatt", _("forbigått: en senere påminnelse om det samme gjaldt")
    AVLYST = "avlyst", _("avlyst")
    STANSET = "stanset", _("stanset: mottakeren ser ikke lenger saken")


class Paaminnelse(Rad):
    """What falls due: one row by rule × case × recipient × occurrence. Claimed by the minute ticker."""

    regel = models.CharField("regel", max_length=20, choices=Slag)
    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+", null=True)
    mottaker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    objekt_id = models.UUIDField("hvilken")
    forekomst = models.CharField("forekomst", max_length=60)
    due_at = models.DateTimeField("forfaller")
    expires_at = models.DateTimeField("for sent etter", null=True)
    status = models.CharField(
        "status", max_length=10, choices=Paaminnelsestatus, default=Paaminnelsestatus.VENTER
    )
    planned_at = models.DateTimeField("planlagt")
    done_at = models.DateTimeField("utført", null=True)

    personfelter = Personfelter(("mottaker", "regel"), "30 dager etter at den er utført.")

    class Meta:
        verbose_name_plural = "påminnelser"
        constraints = [
            models.UniqueConstraint(
                name="paaminnelse_once", fields=["regel", "objekt_id", "mottaker", "forekomst"]
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="paaminnelse_venter", condition=Q(status="venter"))]
