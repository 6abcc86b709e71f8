"""A consent text as one reader meets it: in the language they chose, with the names filled in, and Norwegian beside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from bti.lesespraak import LESESPRAAK, NORSK, retning_of
from bti.models import Bruker, Sak
from bti.templatetags.stafett import dato
from samtykke.katalog import KILDE, read_samtykketekst
from samtykke.models import Kvalitet, Samtykke, Samtykkekrav, Samtykketekst, Tema
from samtykke.temaliste import Temaord

# A name in Latin letters inside a sentence that runs the other way keeps to itself (Unicode's isolates).
_APART, _TOGETHER = "\u2068", "\u2069"
# What the words begin with that are said instead of the others when a service is to take over the case.
ANSVAR = "ansvar_"
# Not one of those: «rettigheter» among the words is the heading above them.
RETTIGHETER_OM_ANSVAR = "rettigheter_om_ansvar"


@dataclass(frozen=True)
class Lesning:
    """One text, read: its paragraphs as lines, the page's words, and which way it runs."""

    tekst: Samtykketekst
    norsk: Samtykketekst | None = None
    navn: Mapping[str, str] = field(default_factory=dict)  # what is filled in: tjeneste, barn, navn, hjem
    gjelder_ansvar: bool = False  # whether it asks about taking over the case, which has words of its own

    @property
    def spraak(self) -> str:
        return self.tekst.spraak

    @property
    def spraaknavn(self) -> str:
        return LESESPRAAK.get(self.spraak, self.spraak)

    @property
    def retning(self) -> str:
        return retning_of(self.spraak)

    @property
    def er_norsk(self) -> bool:
        return self.spraak in NORSK

    @property
    def er_sikret(self) -> bool:
        """Whether somebody has gone through it. Norwegian is what the others are translated from."""
        return self.er_norsk or self.tekst.kvalitet == Kvalitet.SIKRET

    @cached_property
    def ord(self) -> dict[str, str]:
        """The page's words. One that came after this version was published stands in Norwegian: no button is empty."""
        words = read_samtykketekst(self.spraak if self.er_norsk else KILDE).ord | self.tekst.ord
        if self.gjelder_ansvar:
            words |= {key.removeprefix(ANSVAR): word for key, word in words.items() if key.startswith(ANSVAR)}
        return {key: self.fill(word) for key, word in words.items()}

    @cached_property
    def temaer(self) -> Temaord:
        """The themes in this language; a municipality's own stand in Norwegian, marked so."""
        ord_ = {tema.value: self.tekst.temaer.get(tema.value) or str(tema.label) for tema in Tema}
        return Temaord(ord_, merke="" if self.er_norsk else " (norsk)")

    @property
    def innledning(self) -> list[str]:
        return self._lines(self._avsnitt("innledning"))

    @property
    def ved_ja(self) -> list[str]:
        return self._lines(self._avsnitt("hva_skjer_ved_ja"))

    @property
    def ved_nei(self) -> list[str]:
        return self._lines(self._avsnitt("hva_skjer_ved_nei"))

    @property
    def ved_trekk(self) -> list[str]:
        return self._lines(self._avsnitt("hva_skjer_ved_trekk"))

    @property
    def ved_snevring(self) -> list[str]:
        return self.ord["snevre_betyr"].splitlines()

    @property
    def rettigheter(self) -> list[str]:
        """One's rights. A takeover is the whole case or nothing: it has them without «yes to some, no to others».

        What was read before those words came, stands as it was read.
        """
        own = self.tekst.ord.get(RETTIGHETER_OM_ANSVAR) if self.gjelder_ansvar else None
        return self._lines(own or self.tekst.rettigheter)

    @cached_property
    def paa_norsk(self) -> Self | None:
        """The same in Norwegian, to stand beside; None when this is Norwegian."""
        if self.er_norsk or not self.norsk:
            return None
        return type(self)(self.norsk, navn=self.navn, gjelder_ansvar=self.gjelder_ansvar)

    def fill(self, text: str) -> str:
        """Put the names where they belong; what is not a name here stays for who knows it (a date)."""
        return self._put(text, self.navn)

    def si(self, key: str, **verdier: object) -> str:
        """One of the page's words with what belongs in it: days as this language has them, numbers and names."""
        known = {name: self.dag(one) if isinstance(one, date) else str(one) for name, one in verdier.items()}
        return self._put(self.ord[key], known)

    def begge(self, key: str, **verdier: object) -> str:
        """The same for where nothing around says the language: marked with it, and with the Norwegian below."""
        if not self.paa_norsk:
            return self.si(key, **verdier)
        both = [(les.spraak, les.retning, les.si(key, **verdier)) for les in (self, self.paa_norsk)]
        return format_html('<span class="blokk" lang="{}" dir="{}">{}</span>'
                           '<span class="blokk" lang="{}" dir="{}">{}</span>', *both[0], *both[1])  # fmt: skip

    def om(self, krav: Samtykkekrav) -> Self:
        """The same text about the service of one question, and about what that asks."""
        navn = {**self.navn, "tjeneste": krav.tjeneste.navn, "hjem": krav.hjem.navn}
        return replace(self, navn=navn, gjelder_ansvar=krav.gjelder_ansvar)

    def _avsnitt(self, felt: str) -> str:
        """A paragraph of the text; that of the question about taking over stands among the words."""
        return self.ord[f"{ANSVAR}{felt}"] if self.gjelder_ansvar else str(getattr(self.tekst, felt))

    def _put(self, text: str, verdier: Mapping[str, str]) -> str:
        for key, value in verdier.items():
            apart = f"{_APART}{value}{_TOGETHER}" if self.retning == "rtl" else value
            text = text.replace(f"{{{key}}}", apart)
        return text

    def dag(self, day: date) -> str:
        """Return a date as this language can read it: in figures where we have no names of months."""
        return str(dato(day)) if self.er_norsk else f"{day:%d.%m.%Y}"

    def _lines(self, text: str) -> list[str]:
        return [self.fill(line.strip()) for line in text.splitlines() if line.strip()]


def lesning_of(krav: Samtykkekrav, *, lesespraak: str = "") -> Lesning | None:
    """Return the text of today for a question; None when the municipality has published none."""
    return next(les for _krav, les in read_all(krav.sak, [krav], lesespraak=lesespraak))


def read_all(
    sak: Sak, krav_list: Iterable[Samtykkekrav], *, lesespraak: str = ""
) -> Iterator[tuple[Samtykkekrav, Lesning | None]]:
    """The same for each of the questions in a case, in one statement."""
    rows = _newest(sak.kommune_id, lesespraak)
    tekst = rows.get(lesespraak) or _norsk(rows)
    for krav in krav_list:
        krav.sak = sak
        yield krav, Lesning(tekst, _norsk(rows), names_of(krav), krav.gjelder_ansvar) if tekst else None


def sidelesning_of(sak: Sak, *, lesespraak: str = "") -> Lesning:
    """Return the words of a page about the whole case; Stafett's own where the municipality has published none."""
    rows = _newest(sak.kommune_id, lesespraak)
    norsk = _norsk(rows) or _stafetts_egen()
    navn = {"tjeneste": sak.tjeneste.navn, "barn": sak.hovedperson.kallenavn}
    return Lesning(rows.get(lesespraak) or norsk, norsk, navn)


def lest_of(samtykke: Samtykke) -> Lesning:
    """Return what was read before this yes, word for word, beside the Norwegian of that day."""
    norsk = _norsk(_newest(samtykke.sak.kommune_id, naar=samtykke.granted_at))
    navn = names_of(with_case(samtykke)) | {"hjem": samtykke.hjem.navn}
    return Lesning(samtykke.tekst, norsk, navn, samtykke.gjelder_ansvar)


def trekk_of(samtykke: Samtykke, *, lesespraak: str) -> Lesning:
    """Return the words for withdrawing: those of the yes when they are in this language, otherwise those of today."""
    lest = lest_of(samtykke)
    if lest.spraak == (lesespraak or get_language() or KILDE):
        return lest
    return lesning_of(with_case(samtykke), lesespraak=lesespraak) or lest


def with_case(samtykke: Samtykke) -> Samtykkekrav:
    """The question behind a yes, with the case that was read together with the yes."""
    samtykke.krav.sak = samtykke.sak
    return samtykke.krav


def names_of(krav: Samtykkekrav) -> dict[str, str]:
    """The names that stand in the texts. The child by the name that the family page uses."""
    sak: Sak = krav.sak
    return {
        "tjeneste": krav.tjeneste.navn,
        "barn": sak.hovedperson.kallenavn,
        "navn": krav.requested_by.navn,
        "hjem": krav.hjem.navn,
    }


def lesespraak_of(bruker_id: UUID) -> str:
    """Return the language this person has chosen to read consent in; empty for the language of the page."""
    return Bruker.objects.filter(pk=bruker_id).values_list("lesespraak", flat=True).first() or ""


def choose_lesespraak(bruker_id: UUID, spraak: str) -> bool:
    """Keep which language a person reads consent in. False for a language that no text is in."""
    if spraak not in LESESPRAAK:
        return False
    return bool(Bruker.objects.filter(pk=bruker_id).update(lesespraak=spraak))


def _newest(
    kommune_id: UUID, lesespraak: str = "", *, naar: datetime | None = None
) -> dict[str, Samtykketekst]:
    """The newest published text of the language, of the page's language and of bokmål."""
    wanted = {lesespraak, get_language() or KILDE, KILDE}
    rows: QuerySet[Samtykketekst] = Samtykketekst.objects.filter(
        kommune_id=kommune_id, spraak__in=wanted, published_at__lte=naar or timezone.now()
    )
    return {tekst.spraak: tekst for tekst in rows.order_by("versjon")}


def _norsk(rows: dict[str, Samtykketekst]) -> Samtykketekst | None:
    return rows.get(get_language() or KILDE) or rows.get(KILDE)


def _stafetts_egen() -> Samtykketekst:
    """The text of the files, which nobody has published and nobody can say yes to."""
    spraak = get_language()
    spraak = spraak if spraak in NORSK else KILDE
    return Samtykketekst(spraak=spraak, versjon=0, **asdict(read_samtykketekst(spraak)))
