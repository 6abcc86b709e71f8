"""The hash-chained record of writes and reads. No foreign keys: it must outlive what it describes."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by_later, together


class Kjede(models.Model):
    """The head of one chain: a case's, or (for what belongs to no case) a person's own."""

    kjede_id = models.UUIDField(primary_key=True)
    nr = models.BigIntegerField("siste nummer")
    hash = models.BinaryField("siste hash")

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "kjeder"

    def __str__(self) -> str:
        return f"Kjede {self.pk}"


class HendelseManager(models.Manager["Hendelse"]):
    """Leaves out what holds the chain together: the app role neither may nor need read it (bti/tilgang/rettigheter.py).

    A gap in the numbers would tell that something is hidden, and with the salt one could try whether a text is the one.
    """

    LEDDET = ("nr", "salt", "salt_hash", "innhold_hash", "forrige_hash", "hash")

    def get_queryset(self) -> models.QuerySet["Hendelse"]:
        return super().get_queryset().defer(*self.LEDDET)


class Hendelse(models.Model):
    """One write or one read. Inserted only by the SQL function ``revisjon_record``; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kjede_id = models.UUIDField("kjede")
    nr = models.BigIntegerField("nummer i kjeden")
    tidspunkt = models.DateTimeField("tidspunkt")
    sak_id = models.UUIDField("sak", null=True)
    aktoer_id = models.UUIDField("hvem", null=True)
    aktoer_navn = models.CharField("navn", max_length=150)
    aktoer_tjeneste = models.CharField("tjeneste", max_length=200, blank=True)
    formaal = models.CharField("systemformål", max_length=40, blank=True)
    handling = models.CharField("handling", max_length=60)
    objekt_type = models.CharField("hva", max_length=60, blank=True)
    objekt_id = models.UUIDField("hvilken", null=True)
    detaljer = models.JSONField("detaljer", default=dict)
    salt = models.BinaryField("salt")
    salt_hash = models.BinaryField("hash av saltet")
    innhold_hash = models.BinaryField("saltet hash av innholdet")
    forrige_hash = models.BinaryField("hash av forrige")
    hash = models.BinaryField("hash")

    objects = HendelseManager()

    personfelter = Personfelter(
        ("aktoer_navn", "aktoer_tjeneste", "detaljer", "salt"),
        "Bevares så lenge saken bevares; saltet og teksten kan slettes uten at kjeden brytes.",
    )

    class Meta:
        verbose_name_plural = "hendelser"
        constraints = [models.UniqueConstraint(name="hendelse_once_per_nr", fields=["kjede_id", "nr"])]
        indexes = [
            models.Index(fields=["sak_id", "-tidspunkt"], name="hendelse_sak_tidspunkt"),
            # Rows come in the order of their time, so a few pages tell where a week lies; costs a write nothing.
            BrinIndex(fields=["tidspunkt"], name="hendelse_tidspunkt", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"Hendelse {self.pk}"


class Ankerpunkt(Rad):
    """The daily head over all chains: hashed over the one before it, signed, and sent out of the house."""

    nr = models.BigIntegerField("nummer", unique=True)
    dag = models.DateField("dag", unique=True)
    made_at = models.DateTimeField("laget")
    kjeder = models.BigIntegerField("antall kjeder")
    ledd = models.BigIntegerField("antall ledd")
    hode = models.BinaryField("hode over kjedene som har vokst")
    forrige_hash = models.BinaryField("hash av forrige anker")
    hash = models.BinaryField("hash")
    noekkel = models.BinaryField("offentlig nøkkel")
    signatur = models.BinaryField("signatur")
    sent_at = models.DateTimeField("sendt ut av huset", null=True)
    forsoek = models.PositiveSmallIntegerField("forsøk", default=0)
    feil = models.CharField("siste feil", max_length=40, blank=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "ankerpunkter"


class Ankerledd(models.Model):
    """How far one chain had come when an anchor bound it; only chains that had grown since the one before."""

    anker = models.ForeignKey(Ankerpunkt, on_delete=models.PROTECT, related_name="bundne")
    kjede_id = models.UUIDField("kjede")
    fra_nr = models.BigIntegerField("bundet til og med før")
    nr = models.BigIntegerField("bundet til og med")
    hash = models.BinaryField("hash av leddet")

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "ankerledd"
        constraints = [models.UniqueConstraint(name="ankerledd_once_per_nr", fields=["kjede_id", "nr"])]

    def __str__(self) -> str:
        return f"Ankerledd {self.pk}"


class Kontrollgrunn(models.TextChoices):
    """Why a reading was picked. What a leader and an ombud are told about it: bti/revisjon/kontrollord.py."""

    UTENFOR_TID = "utenfor_tid", _("lest utenfor arbeidstiden")
    MYE_LEST = "mye_lest", _("lest langt mer enn kollegene")
    SAMME_ETTERNAVN = "samme_etternavn", _("samme etternavn som familien")
    EGEN_FAMILIE = "egen_familie", _("er selv i familien")
    KOLLEGAS_BARN = "kollegas_barn", _("en forelder arbeider i samme enhet")
    UTEN_ARBEID = "uten_arbeid", _("lest uten at noe er gjort i saken")
    NOEDTILGANG = "noedtilgang", _("åpnet med nødtilgang")
    SPERRET_ADRESSE = "sperret_adresse", _("barnet har sperret adresse")


class Avgjoerelse(models.TextChoices):
    """What the leader found. The words beside it say how they know."""

    I_ORDEN = "i_orden", _("I orden. Arbeidet krevde det.")
    FORKLART = "forklart", _("I orden. Jeg har snakket med den ansatte og fått en god forklaring.")
    VEILEDET = "veiledet", _("Ikke i orden, men et mistak. Den ansatte har fått veiledning.")
    AVVIK = "avvik", _("Ikke i orden. Jeg har meldt det som avvik.")


class Loggkontroll(Rad):
    """Odd readings of one week, given to a named leader to judge. Holds no name of a child and nothing of a case."""

    kommune = models.ForeignKey("bti.Kommune", on_delete=models.PROTECT, related_name="+")
    tjeneste = models.ForeignKey("bti.Tjeneste", on_delete=models.PROTECT, related_name="+")
    uke = models.DateField("mandag i uken")
    grunn = models.CharField("hvorfor plukket ut", max_length=20, choices=Kontrollgrunn)
    leser_id = models.UUIDField("hvem som leste")
    leser_navn = models.CharField("navn", max_length=150)
    sak_id = models.UUIDField("sak", null=True)
    antall = models.PositiveIntegerField("antall lesninger")
    foerst_at = models.DateTimeField("første gang")
    sist_at = models.DateTimeField("siste gang")
    kontrolloer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    kontrolloer_navn = models.CharField("hvem som skal svare", max_length=150, blank=True)
    picked_at = models.DateTimeField("plukket ut")
    svarfrist = models.DateField("svar innen")
    avgjoerelse = models.CharField("avgjørelse", max_length=10, choices=Avgjoerelse, blank=True)
    ord = models.TextField("begrunnelse", blank=True)
    closed_at = models.DateTimeField("avgjort", null=True)
    closed_by = done_by_later()

    personfelter = Personfelter(
        ("leser_id", "leser_navn", "sak_id", "kontrolloer", "kontrolloer_navn", "ord"),
        "Fem år etter at den er avgjort.",
    )

    class Meta:
        verbose_name_plural = "loggkontroller"
        constraints = [
            models.UniqueConstraint(
                name="loggkontroll_once",
                fields=["uke", "grunn", "leser_id", "tjeneste", "sak_id"],
                nulls_distinct=False,
            ),
            together("loggkontroll_closed_at_and_by_together", "closed_at", "closed_by"),
            models.CheckConstraint(
                name="loggkontroll_is_closed_with_an_answer",
                condition=Q(closed_at=None, avgjoerelse="") | Q(closed_at__isnull=False, avgjoerelse__gt=""),
            ),
        ]
        indexes = [
            models.Index(fields=["kommune", "closed_at"], name="loggkontroll_kommune"),
        ]
