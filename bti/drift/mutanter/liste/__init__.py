"""The seeded faults, by what they weaken."""

from bti.drift.mutanter.liste import (
    invitasjon,
    koordinering,
    leveranse,
    loefter,
    lovligdeling,
    lukking,
    noedtilgang,
    porten,
    regelen,
    samordning,
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
    *lukking.MUTANTER,
)
