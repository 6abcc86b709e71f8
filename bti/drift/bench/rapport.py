"""The figures as tables that a person can read and a note can quote."""

from bti.drift.bench.resultat import Resultat

FOERSTE_STEG = {"liste": 10.0, "detalj": 7.0, "søk": 4.0, "nytt innlegg": 12.0}
MAAL = {"liste": 5.0, "detalj": 4.0, "søk": 2.5, "nytt innlegg": 6.0}


def table(result: Resultat) -> str:
    """Return one size's figures."""
    lines = [
        "",
        f"{result.saker:,} saker: CPU i millisekunder per forespørsel (web og PostgreSQL)".replace(",", " "),
        (
            f"{'':<14}{'app':>8}{'av det DB':>10}{'gulv':>8}{'ganger':>8}{'steg 1':>8}{'mål':>6}"
            f"{'p50':>8}{'p95':>8}{'SQL':>7}{'byte':>9}"
        ),
    ]
    lines += [
        f"{r.navn:<14}{r.app_cpu_ms:>8.2f}{r.app_db_cpu_ms:>10.2f}{r.gulv_cpu_ms:>8.2f}{r.ganger:>7.1f}×{FOERSTE_STEG[r.navn]:>7.0f}×"
        f"{MAAL[r.navn]:>5.1f}×{r.p50_ms:>8.1f}{r.p95_ms:>8.1f}{r.setninger:>7.1f}{r.byte:>9}"
        for r in result.rader
    ]
    lines.append(
        f"påminnelser: {result.feiing_antall} forfalt, {result.feiing_cpu_ms:.0f} ms CPU (steg 1: 200, mål: 50)"
    )
    if result.vegger:
        samme = ", ".join(f"{navn} {andel:+.0%}" for navn, (andel, _) in result.vegger.items())
        aapent = ", ".join(f"{navn} {andel:+.0%}" for navn, (_, andel) in result.vegger.items())
        lines.append(
            f"radvern mot de samme sidene uten: {aapent} (mål: høyst +20 %);"
            f" mot bare sakene vernet, som finner de samme radene: {samme}"
        )
    lines.append(
        f"minne: web {result.web_pss_mb:.0f} MB PSS (steg 1: 150, mål: 110), gulv {result.gulv_pss_mb:.0f} MB"
    )
    return "\n".join(lines)


def growth(results: list[Resultat]) -> str:
    """Return how the cost grows from the smallest size to the largest."""
    first, last = results[0], results[-1]
    lines = [f"\nVekst fra {first.saker} til {last.saker} saker (steg 1: høyst +30 %, mål: høyst +15 %)"]
    for small, large in zip(first.rader, last.rader, strict=True):
        grown = [
            b / a - 1
            for a, b in ((small.app_cpu_ms, large.app_cpu_ms), (small.gulv_cpu_ms, large.gulv_cpu_ms))
        ]
        ratio = large.ganger / small.ganger - 1
        lines.append(f"{small.navn:<14} app {grown[0]:+.0%}, gulv {grown[1]:+.0%}, forhold {ratio:+.0%}")
    return "\n".join(lines)
