"""The themes of a municipality, Stafett's and its own: each is a code, its names and its area of law."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from samtykke.models import Kommunetema, Tema

STANDARD = {tema.value: 10 * nr for nr, tema in enumerate(Tema, 1)}  # their places, when nothing else is said


class Temaord(dict[str, str]):
    """The words of themes, in the reader's Norwegian; a municipality's own are looked up when they are met.

    With ``merke`` those words are marked: they stand in Norwegian among words in another language.
    """

    def __init__(self, ord_: dict[str, str] | None = None, *, merke: str = "") -> None:
        super().__init__(ord_ or {tema.value: str(tema.label) for tema in Tema})
        self.merke = merke

    def learn(self, egne: Iterable[Mapping[str, str]]) -> None:
        """Take the names of a municipality's own that came with another statement (``egne_temaer_of``)."""
        for one in egne:
            self[one["kode"]] = f"{name_of(Kommunetema(**one))}{self.merke}"

    def __missing__(self, kode: str) -> str:
        tema = Kommunetema.objects.filter(kode=kode).first()
        self[kode] = f"{name_of(tema)}{self.merke}" if tema else kode
        return self[kode]


@dataclass(frozen=True)
class Temarad:
    """One theme of a municipality, as those who set up see it."""

    kode: str
    navn: str
    plass: int
    i_bruk: bool
    rad: Kommunetema | None

    @property
    def er_standard(self) -> bool:
        return self.kode in STANDARD

    @property
    def adresse(self) -> str:
        """The name of the page of one that comes with Stafett."""
        return f"samtykke:tema-{self.kode}"


def name_of(tema: Kommunetema) -> str:
    """The name in the reader's form of Norwegian; bokmål where there is no other."""
    if tema.kode in STANDARD:
        return str(Tema(tema.kode).label)
    return (get_language() == "nn" and tema.navn_nn) or tema.navn_nb


def egne_temaer_of(kommune_id: UUID) -> ArraySubquery:
    """The names of a municipality's own themes, to come with the rows of another statement."""
    egne = Kommunetema.objects.filter(kommune_id=kommune_id).exclude(kode__in=STANDARD)
    return ArraySubquery(egne.values(en=JSONObject(kode="kode", navn_nb="navn_nb", navn_nn="navn_nn")))


def temarader(kommune_id: UUID) -> list[Temarad]:
    """Return every theme of the municipality in its order, those that are asked about no more too."""
    egne = {rad.kode: rad for rad in Kommunetema.objects.filter(kommune_id=kommune_id)}
    rader = [
        Temarad(kode, str(Tema(kode).label), egne[kode].rekkefoelge if kode in egne else plass,
                egne[kode].is_active if kode in egne else True, egne.get(kode))
        for kode, plass in STANDARD.items()
    ]  # fmt: skip
    rader += [
        Temarad(kode, name_of(rad), rad.rekkefoelge, rad.is_active, rad)
        for kode, rad in egne.items()
        if kode not in STANDARD
    ]
    return sorted(rader, key=lambda one: (one.plass, one.navn))


def offered_temaer(kommune_id: UUID) -> list[tuple[str, str]]:
    """Return the themes that a new question or entry may be about, in the municipality's order."""
    return [(one.kode, one.navn) for one in temarader(kommune_id) if one.i_bruk]


def in_order(koder: Iterable[str]) -> list[str]:
    """The codes in the order of Stafett's own list, the municipality's own after them."""
    return sorted(koder, key=lambda kode: (STANDARD.get(kode, 1000), kode))


def words_of(temaer: Collection[str], ord_: Temaord | None = None) -> list[str]:
    """Return the themes in words, retired ones too: what was asked stands as it was asked."""
    ord_ = Temaord() if ord_ is None else ord_
    return [ord_[kode] for kode in in_order(temaer)]


def valg_of(temaer: Collection[str], ord_: Temaord | None = None) -> list[tuple[str, str]]:
    """Return the choices among what was asked."""
    return list(zip(in_order(temaer), words_of(temaer, ord_), strict=True))


def areas_of_own(temaer: Iterable[str]) -> set[str]:
    """Return the areas of law of a municipality's own themes among these."""
    egne = [kode for kode in temaer if kode not in STANDARD]
    if not egne:
        return set()
    rader = dict(Kommunetema.objects.filter(kode__in=egne).values_list("kode", "omraade"))
    if missing := set(egne) - rader.keys():
        raise ValueError(f"no such theme: {sorted(missing)}")
    return {omraade for omraade in rader.values() if omraade}
