"""The hash-chained record of writes and reads. No foreign keys: it must outlive what it describes."""

import uuid

from django.db import models

from bti.models.felles import Personfelter


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
    innhold_hash = models.BinaryField("saltet hash av innholdet")
    forrige_hash = models.BinaryField("hash av forrige")
    hash = models.BinaryField("hash")

    personfelter = Personfelter(
        ("aktoer_navn", "aktoer_tjeneste", "detaljer", "salt"),
        "Bevares så lenge saken bevares; saltet og teksten kan slettes uten at kjeden brytes.",
    )

    class Meta:
        verbose_name_plural = "hendelser"
        constraints = [models.UniqueConstraint(name="hendelse_once_per_nr", fields=["kjede_id", "nr"])]
        indexes = [models.Index(fields=["sak_id", "-tidspunkt"], name="hendelse_sak_tidspunkt")]

    def __str__(self) -> str:
        return f"Hendelse {self.pk}"
