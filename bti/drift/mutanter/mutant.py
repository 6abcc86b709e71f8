"""What a mutant is: one fault, put into one file, and the tests that are to find it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """One seeded fault. ``gammel`` stands exactly once in the file; ``tester`` are pytest's own selections.

    ``migrerer`` is for what only a database made anew shows: a constraint of a model, a right that is not taken away.
    """

    navn: str
    fil: str
    gammel: str
    ny: str
    tester: tuple[str, ...]
    migrerer: bool = False

    def __str__(self) -> str:
        return self.navn

    @property
    def slag(self) -> str:
        return "sql" if self.fil.endswith(".sql") or "/migrations/" in self.fil else "python"

    def put_into(self, text: str) -> str:
        """Return the file's text with the fault in it. Raises ValueError when the code has drifted from the list."""
        if (times := text.count(self.gammel)) != 1:
            raise ValueError(f"«{self.navn}»: teksten står {times} ganger i {self.fil}, ikke én")
        if self.ny == self.gammel:
            raise ValueError(f"«{self.navn}» endrer ingenting")
        return text.replace(self.gammel, self.ny)

    def check(self, rot: Path) -> None:
        """Raise when the fault cannot be put in: ValueError, or OSError for a file that is gone."""
        self.put_into((rot / self.fil).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Utfall:
    """How it went: which test failed first, and why. ``feil`` says why the run proves nothing either way."""

    navn: str
    test: str = ""
    hvorfor: str = ""
    feil: str = ""
    sekunder: float = 0.0

    @property
    def funnet(self) -> bool:
        return bool(self.test) and not self.feil

    @property
    def bestod(self) -> bool:
        return not self.test and not self.feil

    def __str__(self) -> str:
        if self.feil:
            return f"UGYLDIG   {self.navn} ({self.sekunder:.1f} s): {self.feil}"
        if not self.test:
            return f"OVERLEVDE {self.navn} ({self.sekunder:.1f} s): ingen av prøvene merket den"
        return f"funnet    {self.navn} ({self.sekunder:.1f} s): {self.test}: {self.hvorfor}"
