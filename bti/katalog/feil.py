"""What is wrong with a catalogue, said so that the person who keeps the file finds the cell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Radfeil:
    """One fault: the file, the place in it (``rad 5``; ``nivå 0, steg 2``), the field, and what to do."""

    fil: str
    sted: str
    felt: str
    melding: str

    def __str__(self) -> str:
        place = [self.fil, self.sted, f"felt «{self.felt}»" if self.felt else ""]
        return f"{', '.join(part for part in place if part)}: {self.melding}"


class KatalogFeil(Exception):
    """The catalogue has faults, and nothing of it was loaded. ``feil`` holds every one of them."""

    def __init__(self, feil: list[Radfeil]) -> None:
        self.feil = feil
        super().__init__("\n".join(str(one) for one in feil))
