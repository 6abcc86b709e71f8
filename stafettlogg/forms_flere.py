"""One entry about several children: into each one's log, in words that name none of them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti.models import Sak
from bti.skjema import KladdForm
from bti.skjema.felter import set_valg
from stafettlogg.forms import tekstfelt
from stafettlogg.models import Innleggstype

KORTEST_NAVN = 2
ORD = re.compile(r"[^\W\d_]+")


class FlereInnleggForm(KladdForm):
    """Which children, what kind of entry, and the text. Each family reads it as one about their own child alone."""

    skjema: ClassVar[str] = "innlegg-flere"
    tittel = gettext_lazy("Innlegg om flere barn")

    saker = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke barn gjelder det?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Velg minst ett barn."),
            "invalid_choice": gettext_lazy("Du kan ikke skrive i en av sakene lenger. Se over listen."),
        },
    )
    innleggstype = forms.ChoiceField(
        label=gettext_lazy("Hva slags innlegg er det?"), widget=forms.RadioSelect, initial=Innleggstype.NOTAT,
        choices=[
            (Innleggstype.NOTAT, gettext_lazy("Notat")),
            (Innleggstype.LYSGLIMT, gettext_lazy("Lysglimt")),
            (Innleggstype.BESLUTNING, gettext_lazy("Beslutning")),
        ],
    )  # fmt: skip
    tekst = tekstfelt(
        gettext_lazy("Hva vil du skrive?"),
        help_text=gettext_lazy(
            "Det samme blir skrevet i loggen til hvert barn. "
            "Hver familie leser det: skriv uten navn på barn og foreldre."
        ),
        error_messages={"required": gettext_lazy("Skriv det du vil ha inn i loggene.")},
    )

    def __init__(self, *args: Any, saker: Sequence[Sak], navn: dict[str, set[str]], **kwargs: Any) -> None:
        """``navn``: for each case, the names of the child and of the family, none of which another family may read."""
        self.valg = [(str(sak.pk), sak.hovedperson.navn) for sak in saker]
        self.navn = navn
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "saker", self.valg)

    def clean(self) -> dict[str, Any]:
        """A name that one family would read about another is no part of the text."""
        super().clean()
        valgt = self.cleaned_data.get("saker", [])
        nevnt = names_in(self.cleaned_data.get("tekst", ""), set().union(*(self.navn[pk] for pk in valgt)))
        if len(valgt) > 1 and nevnt:
            text = _(
                "Teksten nevner {navn}. Familiene til de andre barna ville lest det. Skriv det uten navn."
            )
            self.add_error("tekst", text.format(navn=", ".join(nevnt)))
        return self.cleaned_data


def words_of_names(navn: Iterable[str]) -> set[str]:
    """Return each word of some names, as they are looked for."""
    return {ord_ for ett in navn for ord_ in ORD.findall(ett) if len(ord_) >= KORTEST_NAVN}


def names_in(tekst: str, navn: set[str]) -> list[str]:
    """Return the names that a text holds, alone or with an s behind, whatever the case of its letters."""
    soekt = {ett.casefold(): ett for ett in navn}
    found = []
    for ord_ in ORD.findall(tekst):
        ett = ord_.casefold()
        treff = soekt.get(ett) or soekt.get(ett.removesuffix("s"))
        if treff and treff not in found:
            found.append(treff)
    return found
