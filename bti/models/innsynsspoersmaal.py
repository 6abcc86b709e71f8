"""A question from the family about a line in «Hvem har sett?»: tracked until somebody has answered it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bti.models.felles import Personfelter, Rad, done_by, done_by_later, together


class Innsynsspoersmaal(Rad):
    """Why did this person look that day? Seen by who asked; who must answer is told by a SQL function.

    Written only by ``innsyn_spoer`` and ``innsyn_svar``. The one it is about never answers it.
    """

    sak = models.ForeignKey("bti.Sak", on_delete=models.PROTECT, related_name="+")
    dag = models.DateField("dagen det gjelder")
    gjelder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    tekst = models.TextField("spørsmålet", blank=True)
    asked_at = models.DateTimeField("spurt")
    asked_by = done_by()
    svarfrist = models.DateField("svar innen")
    answered_at = models.DateTimeField("besvart", null=True, editable=False)
    answered_by = done_by_later()
    svar = models.TextField("svaret", blank=True)

    personfelter = Personfelter(("dag", "tekst", "svar"), "Sammen med saken.")

    class Meta:
        verbose_name_plural = "innsynsspørsmål"
        constraints = [
            together("innsynsspoersmaal_asked_at_and_by_together", "asked_at", "asked_by"),
            together("innsynsspoersmaal_answered_at_and_by_together", "answered_at", "answered_by"),
            models.CheckConstraint(
                name="innsynsspoersmaal_not_answered_by_whom_it_is_about",
                condition=Q(answered_by=None) | ~Q(answered_by=F("gjelder")),
            ),
            models.CheckConstraint(
                name="innsynsspoersmaal_answer_has_words",
                condition=Q(answered_at=None, svar="") | (Q(answered_at__isnull=False) & ~Q(svar="")),
            ),
            models.UniqueConstraint(
                name="innsynsspoersmaal_one_open_per_line",
                fields=["sak", "asked_by", "gjelder", "dag"],
                condition=Q(answered_at=None),
            ),
        ]
