"""What one run has found."""

from dataclasses import dataclass, field


@dataclass
class Rad:
    """One kind of request: the app against the floor."""

    navn: str
    app_cpu_ms: float
    gulv_cpu_ms: float
    p50_ms: float
    p95_ms: float
    setninger: float
    byte: int
    app_db_cpu_ms: float = 0.0

    @property
    def ganger(self) -> float:
        return self.app_cpu_ms / self.gulv_cpu_ms


@dataclass
class Resultat:
    """One size of database."""

    saker: int
    rader: list[Rad] = field(default_factory=list)
    feiing_cpu_ms: float = 0.0
    feiing_antall: int = 0
    web_pss_mb: float = 0.0
    gulv_pss_mb: float = 0.0
    # page → what the policies add, as shares of: the same rows found by the case's policy alone; open tables
    vegger: dict[str, tuple[float, float]] = field(default_factory=dict)
