"""A question without a name: put to a team or a service, with a day for the answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bti.models.fagteam import Fagteam
from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together
from bti.models.kommune import Kommune
from bti.models.tjeneste import Tjeneste


class Droeftingstema(models.TextChoices):
    TRIVSEL = "trivsel", _("trivsel og venner")
    LAERING = "laering", _("læring og utvikling")
    FRAVAER = "fravaer", _("fravær")
    HELSE = "helse", _("helse og søvn")
    HJEMME = "hjemme", _("hvordan det er hjemme")
    RUS = "rus", _("rus hos barn eller voksne")
    ANNET = "annet", _("noe annet")


class Aldersgruppe(models.TextChoices):
    FOER_FOEDSEL = "foer_foedsel", _("før fødsel")
    TIL_5 = "til_5", _("0–5 år")
    TIL_9 = "til_9", _("6–9 år")
    TIL_12 = "til_12", _("10–12 år")
    TIL_15 = "til_15", _("13–15 år")
    TIL_18 = "til_18", _("16–18 år")
    OVER_18 = "over_18", _("over 18 år")


class Droefting(Rad):
    """An anonymous question. It points at no child, no case and no worry, so nobody can be found from it.

    Seen by who asked and by those who are to answer. Written only by ``droefting_spoer``, ``_svar`` and ``_takk``.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    fagteam = models.ForeignKey(Fagteam, on_delete=models.PROTECT, related_name="droeftinger", null=True)
    tjeneste = models.ForeignKey(Tjeneste, on_delete=models.PROTECT, related_name="+", null=True)
    tema = models.CharField("tema", max_length=20, choices=Droeftingstema)
    aldersgruppe = models.CharField("alder", max_length=20, choices=Aldersgruppe)
    spoersmaal = models.TextField("spørsmålet")
    proevd = models.TextField("hva som er prøvd", blank=True)
    vurdert_gjenkjennbar = models.BooleanField("har lest advarselen", default=False)
    svarfrist = models.DateField("svar innen")
    asked_at = models.DateTimeField("spurt")
    asked_by = done_by()
    svar = models.TextField("svaret", blank=True)
    answered_at = models.DateTimeField("besvart", null=True, editable=False)
    answered_by = done_by_later()
    takk = models.CharField("takk", max_length=300, blank=True)
    thanked_at = models.DateTimeField("takket", null=True, editable=False)

    personfelter = Personfelter(
        ("spoersmaal", "proevd", "svar", "takk"),
        "Har ikke navn på noe barn. Bevares så lenge teamet bruker svarene.",
    )

    class Meta:
        verbose_name_plural = "drøftinger"
        constraints = [
            together("droefting_answered_at_and_by_together", "answered_at", "answered_by"),
            models.CheckConstraint(
                name="droefting_asks_one_team_or_service",
                condition=Q(fagteam__isnull=False, tjeneste=None) | Q(fagteam=None, tjeneste__isnull=False),
            ),
            models.CheckConstraint(
                name="droefting_answer_has_words",
                condition=Q(answered_at=None, svar="") | (Q(answered_at__isnull=False) & ~Q(svar="")),
            ),
            models.CheckConstraint(
                name="droefting_thanks_come_after_the_answer",
                condition=Q(thanked_at=None) | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["asked_by"], name="droefting_asked_by"),
            models.Index(fields=["fagteam", "svarfrist"], name="droefting_fagteam_frist"),
        ]
