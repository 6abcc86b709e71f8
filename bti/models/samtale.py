"""A talk about a worry, with the parents or with the child: what one wants to say, and what was said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, done_by
from bti.models.undring import Undring


class Samtalemed(models.TextChoices):
    FORESATTE = "foresatte", _("foreldrene")
    BARNET = "barnet", _("barnet")


class Samtale(Rad):
    """Planned first, then written up. Its author's to write; nameless like the worry."""

    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="samtaler")
    med = models.CharField("samtale med", max_length=10, choices=Samtalemed)
    hensikt = models.TextField("hva du vil oppnå", blank=True)
    vil_si = models.TextField("hva du vil si", blank=True)
    spoersmaal = models.TextField("hva du vil spørre om", blank=True)
    tolk = models.BooleanField("trenger tolk", default=False)
    tolkespraak = models.CharField("språk", max_length=40, blank=True)
    avtalt = models.DateField("avtalt", null=True, blank=True)
    holdt = models.DateField("holdt", null=True, blank=True)
    hva_ble_sagt = models.TextField("hva ble sagt", blank=True)
    barnets_ord = models.TextField("barnets egne ord", blank=True)
    hva_naa = models.TextField("hva gjør dere nå", blank=True)
    created_at = models.DateTimeField("skrevet", auto_now_add=True)
    created_by = done_by()
    versjon = models.PositiveIntegerField(default=1, editable=False)

    personfelter = Personfelter(
        ("hensikt", "vil_si", "spoersmaal", "tolkespraak", "hva_ble_sagt", "barnets_ord", "hva_naa"),
        "Sammen med undringen.",
    )

    class Meta:
        verbose_name_plural = "samtaler"
        constraints = [
            models.CheckConstraint(
                name="samtale_spraak_only_with_tolk", condition=Q(tolk=True) | Q(tolkespraak="")
            )
        ]
