"""The seeded faults, by what they weaken."""

from bti.drift.mutanter.liste import (
    invitasjon,
    koordinering,
    leveranse,
    loefter,
    lovligdeling,
    lukking,
    noedtilgang,
    papir,
    porten,
    regelen,
    samordning,
    samtykke,
    samtykkeoppsett,
    skann,
    skjema,
    skjermet,
    veggene,
    veileder,
)
from bti.drift.mutanter.mutant import Mutant

ALLE: tuple[Mutant, ...] = (
    *regelen.MUTANTER,
    *veggene.MUTANTER,
    *porten.MUTANTER,
    *leveranse.MUTANTER,
    *noedtilgang.MUTANTER,
    *loefter.MUTANTER,
    *samordning.MUTANTER,
    *skjermet.MUTANTER,
    *veileder.MUTANTER,
    *koordinering.MUTANTER,
    *skjema.MUTANTER,
    *lovligdeling.MUTANTER,
    *invitasjon.MUTANTER,
    *samtykke.MUTANTER,
    *papir.MUTANTER,
    *skann.MUTANTER,
    *samtykkeoppsett.MUTANTER,
    *lukking.MUTANTER,
)
