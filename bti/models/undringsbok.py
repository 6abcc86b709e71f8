"""What is written about a worry over time: notes, numbers on a scale, and signs that one knows again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bti.models.felles import Personfelter, Rad, Sikkerhet, done_by, done_by_later, together
from bti.models.undring import Hyppighet, Undring


class Undringsnotat(Rad):
    """Something more that was seen. Added, never rewritten: what one thought then is worth knowing later."""

    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="notater")
    tekst = models.TextField("hva har du sett eller hørt")
    dato = models.DateField("når")
    hvor_ofte = models.CharField("hvor ofte", max_length=12, choices=Hyppighet, blank=True)
    created_at = models.DateTimeField("skrevet", auto_now_add=True)
    created_by = done_by()

    skrevet_av: str  # set by name_writers, in words, where more than one reads the worry
    personfelter = Personfelter(("tekst",), "Sammen med undringen.")

    class Meta:
        verbose_name_plural = "undringsnotater"


class Skalatema(models.TextChoices):
    """What is put on a scale: six about the child, five about the family."""

    TRYGGHET = "trygghet", _("Trygghet")
    SOEVN_OG_MAT = "soevn_og_mat", _("Søvn og mat")
    VENNER = "venner", _("Venner")
    LAERING_OG_LEK = "laering_og_lek", _("Læring og lek")
    HUMOER = "humoer", _("Humør")
    FRAVAER = "fravaer", _("Å være til stede")
    HJEMME = "hjemme", _("Ro hjemme")
    OEKONOMI = "oekonomi", _("Økonomi og bolig")
    STOETTE = "stoette", _("Støtte fra andre")
    SAMARBEID = "samarbeid", _("Samarbeidet med oss")
    HELSE = "helse", _("Helsen i familien")


OM_BARNET = (
    Skalatema.TRYGGHET,
    Skalatema.SOEVN_OG_MAT,
    Skalatema.VENNER,
    Skalatema.LAERING_OG_LEK,
    Skalatema.HUMOER,
    Skalatema.FRAVAER,
)
OM_FAMILIEN = (
    Skalatema.HJEMME,
    Skalatema.OEKONOMI,
    Skalatema.STOETTE,
    Skalatema.SAMARBEID,
    Skalatema.HELSE,
)


class Skalaverdi(models.IntegerChoices):
    """A neutral scale of our own: the higher, the better it goes."""

    NULL = 0, _("0 – svært vanskelig")
    EN = 1, _("1")
    TO = 2, _("2 – vanskelig")
    TRE = 3, _("3")
    FIRE = 4, _("4")
    FEM = 5, _("5 – både og")
    SEKS = 6, _("6")
    SJU = 7, _("7")
    AATTE = 8, _("8 – ganske fint")
    NI = 9, _("9")
    TI = 10, _("10 – går fint")


class Undringsskala(Rad):
    """How something seemed that day. The newest is shown first, the older ones beside it."""

    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="skalaer")
    tema = models.CharField("hva", max_length=16, choices=Skalatema)
    verdi = models.PositiveSmallIntegerField("verdi", choices=Skalaverdi)
    dato = models.DateField("når")
    created_at = models.DateTimeField("skrevet", auto_now_add=True)
    created_by = done_by()

    personfelter = Personfelter(("tema", "verdi"), "Sammen med undringen.")

    class Meta:
        verbose_name_plural = "undringsskalaer"
        constraints = [models.CheckConstraint(name="undringsskala_is_0_to_10", condition=Q(verdi__lte=10))]


class Kjennetegnslag(models.TextChoices):
    TEGN = "tegn", _("Tegn hos barnet")
    RISIKO = "risiko", _("Det som kan gjøre det vanskeligere")
    BESKYTTELSE = "beskyttelse", _("Det som hjelper og beskytter")


class Aldersgruppe(models.TextChoices):
    ALLE = "alle", _("alle aldre")
    SMAA = "smaa", _("0–5 år")
    BARN = "barn", _("6–12 år")
    UNGDOM = "ungdom", _("13–18 år")


class Kjennetegn(Rad):
    """A sign, a risk or something that protects, to know again. Stafett's own words; the same for everybody."""

    noekkel = models.CharField("nøkkel", max_length=60, unique=True)
    nummer = models.PositiveSmallIntegerField("nummer")
    slag = models.CharField("slag", max_length=12, choices=Kjennetegnslag)
    aldersgruppe = models.CharField("alder", max_length=8, choices=Aldersgruppe, default=Aldersgruppe.ALLE)
    tekst = models.CharField("tekst", max_length=200)
    tekst_nn = models.CharField("tekst på nynorsk", max_length=200)
    kilde = models.CharField("kilde", max_length=200)
    sikkerhet = models.CharField("hvor sikkert", max_length=10, choices=Sikkerhet, default=Sikkerhet.VAAR)
    is_active = models.BooleanField("i bruk", default=True)

    personfelter = Personfelter()

    class Meta:
        verbose_name_plural = "kjennetegn"
        ordering = ["nummer"]

    @property
    def vist_tekst(self) -> str:
        """The words in the reader's language."""
        return self.tekst_nn if get_language() == "nn" else self.tekst


class Undringskjennetegn(Rad):
    """A sign that the author knows again. It is taken away when it no longer fits."""

    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="kjennetegn")
    kjennetegn = models.ForeignKey(Kjennetegn, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("valgt", auto_now_add=True)
    created_by = done_by()

    personfelter = Personfelter(("kjennetegn",), "Sammen med undringen.")

    class Meta:
        verbose_name_plural = "undringskjennetegn"
        constraints = [
            models.UniqueConstraint(name="undringskjennetegn_once", fields=["undring", "kjennetegn"])
        ]


class Undringsdeling(Rad):
    """Who reads a worry besides its author: one at a time, and either of the two ends it. Written by functions."""

    undring = models.ForeignKey(Undring, on_delete=models.PROTECT, related_name="delinger")
    mottaker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField("delt")
    shared_by = done_by()
    ended_at = models.DateTimeField("avsluttet", null=True)
    ended_by = done_by_later()

    personfelter = Personfelter(("mottaker",), "Sammen med undringen.")

    class Meta:
        verbose_name_plural = "undringsdelinger"
        constraints = [
            together("undringsdeling_ended_at_and_by_together", "ended_at", "ended_by"),
            models.UniqueConstraint(
                name="undringsdeling_one_living", fields=["undring"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(name="undringsdeling_with_another", condition=~Q(mottaker=F("shared_by"))),
        ]
