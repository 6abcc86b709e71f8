"""What a load did, counted."""

from dataclasses import dataclass, field


@dataclass
class Telling:
    """Rows of one kind: read in the file, added, changed, left as they were."""

    lest: int = 0
    lagt_til: int = 0
    endret: int = 0
    uendret: int = 0


@dataclass
class Rapport:
    """The counts of a load: in sum, and per kind in ``deler``. ``merknader`` tell what was left alone."""

    deler: dict[str, Telling] = field(default_factory=dict)
    merknader: list[str] = field(default_factory=list)

    @property
    def lest(self) -> int:
        return sum(del_.lest for del_ in self.deler.values())

    @property
    def lagt_til(self) -> int:
        return sum(del_.lagt_til for del_ in self.deler.values())

    @property
    def endret(self) -> int:
        return sum(del_.endret for del_ in self.deler.values())

    @property
    def uendret(self) -> int:
        return sum(del_.uendret for del_ in self.deler.values())
