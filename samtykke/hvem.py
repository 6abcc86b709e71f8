"""Why somebody must say yes: each reason that the access rule gives (tilgang_givere), in one sentence with its law."""

from django.utils.translation import gettext_lazy as _

GRUNNER = {
    "foreldreansvar": _("Den som har foreldreansvar, svarer for barnet (barnelova § 30)."),
    "bosted": _("Den som barnet bor fast hos, svarer alene om dette (barnelova § 37)."),
    "verge": _("Vergen svarer for barnet (vergemålsloven § 16)."),
    "barnevern": _("Barnevernet har omsorgen for barnet, og svarer også (barnevernsloven § 5-4)."),
    "ung_alene": _("Den unge er gammel nok til å svare alene (vergemålsloven § 8)."),
    "ung_med": _("Den unge er gammel nok til å svare sammen med de voksne (barnelova §§ 32 og 33)."),
    "gravid": _("Den som er gravid, svarer selv (pasient- og brukerrettighetsloven § 4-1)."),
    "spurt": _("Er spurt i denne saken, og svaret teller (personvernforordningen artikkel 7)."),
}


def why(grunn: str) -> str:
    """Return the sentence. Raises KeyError for a reason that the rule does not give."""
    return str(GRUNNER[grunn])
