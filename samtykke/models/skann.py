"""The scanned sheet of an answer on paper. Written, and read, only through SQL functions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by
from samtykke.models.paa_vegne import SvarPaaVegne


class Skannstatus(models.TextChoices):
    """MOTTATT → KLAR, or AVVIST with a reason; SLETTET when the answer was rejected."""

    MOTTATT = "mottatt", _("mottatt")
    KLAR = "klar", _("klar")
    AVVIST = "avvist", _("kunne ikke brukes")
    SLETTET = "slettet", _("slettet")


class Svarskann(Rad):
    """What was sent (``raa``, until a worker has been there) and the clean picture that is shown (``bilde``)."""

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    svar = models.OneToOneField(SvarPaaVegne, on_delete=models.PROTECT, related_name="skann")
    status = models.CharField("status", max_length=7, choices=Skannstatus, default=Skannstatus.MOTTATT)
    feil = models.CharField("hvorfor ikke", max_length=20, blank=True)
    raa = models.BinaryField("filen som kom", null=True)
    bilde = models.BinaryField("arket", null=True)
    avtrykk = models.CharField("filens avtrykk", max_length=64)
    sider = models.PositiveSmallIntegerField("sider", default=0)
    forsoek = models.PositiveSmallIntegerField("forsøk", default=0)
    claimed_at = models.DateTimeField("påbegynt", null=True)
    claim_token = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField("lagt ved")
    uploaded_by = done_by()

    personfelter = Personfelter(
        ("raa", "bilde", "avtrykk"), "Sammen med saken; med en gang når svaret ikke blir bekreftet."
    )

    class Meta:
        verbose_name_plural = "skann"
        constraints = [
            models.CheckConstraint(
                name="svarskann_raw_only_until_cleaned",
                condition=Q(status="mottatt", raa__isnull=False) | Q(raa=None),
            ),
            models.CheckConstraint(
                name="svarskann_klar_has_picture",
                condition=Q(status="klar", bilde__isnull=False, sider__gt=0)
                | (~Q(status="klar") & Q(bilde=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["uploaded_at"], name="svarskann_venter", condition=Q(status="mottatt"))
        ]
