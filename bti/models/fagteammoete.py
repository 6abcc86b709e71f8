"""A team's meeting and its agenda: questions without a name, topics, and cases that the family has said yes to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.droefting import Droefting
from bti.models.fagteam import Fagteam
from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.sak import Sak


class Punktslag(models.TextChoices):
    DROEFTING = "droefting", _("spørsmål uten navn")
    SAK = "sak", _("sak med samtykke")
    EMNE = "emne", _("tema")


class Fagteammoete(Rad):
    """A meeting of a team. What was said of a child stands in the child's case, never in the note here.

    Seen by those who sit in the team today; written by the functions of ``fagteammoete.sql`` alone.
    """

    fagteam = models.ForeignKey(Fagteam, on_delete=models.PROTECT, related_name="moeter")
    dato = models.DateField("dato")
    notat = models.TextField("notat", blank=True)
    planned_at = models.DateTimeField("avtalt")
    planned_by = done_by()
    held_at = models.DateTimeField("holdt", null=True, editable=False)
    held_by = done_by_later()
    versjon = models.PositiveIntegerField("versjon", default=1)

    personfelter = Personfelter(
        ("notat",), "Har ikke navn på noe barn. Bevares så lenge teamet bruker notatene."
    )

    class Meta:
        verbose_name_plural = "fagteammøter"
        constraints = [
            together("fagteammoete_held_at_and_by_together", "held_at", "held_by"),
            models.UniqueConstraint(name="fagteammoete_once_a_day", fields=["fagteam", "dato"]),
        ]


class Fagteampunkt(Rad):
    """One thing on the agenda. A case stands there only for members who see the case themselves."""

    moete = models.ForeignKey(Fagteammoete, on_delete=models.PROTECT, related_name="punkter")
    nummer = models.PositiveSmallIntegerField("rekkefølge")
    slag = models.CharField("type", max_length=20, choices=Punktslag)
    droefting = models.ForeignKey(Droefting, on_delete=models.PROTECT, related_name="+", null=True)
    sak = models.ForeignKey(Sak, on_delete=models.PROTECT, related_name="+", null=True)
    emne = models.CharField("tema", max_length=200, blank=True)
    added_at = models.DateTimeField("satt opp")
    added_by = done_by()

    personfelter = Personfelter(("emne",), "Har ikke navn på noe barn. Slettes med punktet.")

    class Meta:
        verbose_name_plural = "fagteampunkter"
        constraints = [
            models.CheckConstraint(
                name="fagteampunkt_is_one_thing",
                condition=Q(slag="droefting", droefting__isnull=False, sak=None, emne="")
                | Q(slag="sak", droefting=None, sak__isnull=False, emne="")
                | (Q(slag="emne", droefting=None, sak=None) & ~Q(emne="")),
            ),
            models.UniqueConstraint(name="fagteampunkt_droefting_once", fields=["moete", "droefting"]),
            models.UniqueConstraint(name="fagteampunkt_sak_once", fields=["moete", "sak"]),
        ]
