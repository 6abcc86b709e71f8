"""What can happen to the world: consents go, people leave, a child grows up. By the names in galleri.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from bti.models import (
    Ansettelse,
    Bruker,
    Deltaker,
    Familierelasjon,
    Hovedperson,
    Noedtilgang,
    Stedfortreder,
    TjenesteKommune,
)
from samtykke.models import Samtykke, Samtykkekrav
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.tilgang.feiing.felt import Felt, born
from tests.tilgang.feiing.galleri import Prinsipal

Endring = Callable[[Felt, Bruker], None]


def apply(felt: Felt, tilstand: str, prinsipal: Prinsipal) -> None:
    """Let it happen, as the owner; to this person, when it is something that happens to one."""
    with as_owner():
        ENDRINGER[tilstand](felt, felt.person(prinsipal.hvem) if prinsipal.hvem else None)


def _change(modell: type[models.Model], values: dict[str, Any], **hvilke: Any) -> None:
    rader = modell._base_manager.filter(**hvilke)
    assert rader.update(**values), f"nothing to change in {modell.__name__}"


def _consents(felt: Felt) -> dict[str, Any]:
    """The living consents to the two services that see Nora's case by one."""
    tjenester = [felt.verden.ppt.pk, felt.rader["barnevern"].pk]
    return {"sak": felt.saker["nora"], "tjeneste__in": tjenester}


def _withdraw(felt: Felt, _: Bruker) -> None:
    for giver in (felt.verden.kari, felt.verden.tom):
        _change(Samtykke, {"withdrawn_at": naa(), "withdrawn_by": giver}, **_consents(felt), giver=giver)


def _expire(felt: Felt, _: Bruker) -> None:
    _change(Samtykke, {"gyldig_til": i_dag(-1)}, **_consents(felt))


def _unanswered(felt: Felt, _: Bruker) -> None:
    """The yes was another service's all along: this one has asked, and nobody has answered."""
    _move(felt, felt.saker["nora"])


def _other_sak(felt: Felt, _: Bruker) -> None:
    """The consents stand in Ola's case and not in Nora's."""
    _move(felt, felt.saker["ola"])
    for krav in Samtykkekrav.objects.filter(**_consents(felt)):
        for giver in (felt.person("fremmed"), felt.person("frida")):
            if not Samtykkekrav.objects.filter(
                sak=felt.saker["ola"], tjeneste=krav.tjeneste, giver=giver
            ).exists():
                _change(Samtykkekrav, {"sak": felt.saker["ola"], "giver": giver}, pk=krav.pk)
                break


def _not_asked(felt: Felt, _: Bruker) -> None:
    """Named in the case, and nobody has been asked: the question is moved to a service that nobody works in."""
    _move(felt, felt.saker["nora"])
    for nr, krav in enumerate(Samtykkekrav.objects.filter(**_consents(felt))):
        _change(Samtykkekrav, {"tjeneste": f.TjenesteFactory(navn=f"Ingen {nr}")}, pk=krav.pk)


def _move(felt: Felt, sak: Any) -> None:
    """Let each yes be to a service of its own instead, in that case."""
    for nr, samtykke in enumerate(Samtykke.objects.filter(**_consents(felt))):
        _change(Samtykke, {"sak": sak, "tjeneste": f.TjenesteFactory(navn=f"Annen {nr}")}, pk=samtykke.pk)


def _one_says_no(felt: Felt, _: Bruker) -> None:
    giver = felt.verden.tom
    _change(Samtykke, {"withdrawn_at": naa(), "withdrawn_by": giver}, **_consents(felt), giver=giver)


def _new_parent(felt: Felt, _: Bruker) -> None:
    """Somebody with parental responsibility whom nobody has asked."""
    f.FamilierelasjonFactory(
        hovedperson=felt.saker["nora"].hovedperson, bruker=felt.person("frida"), relasjon="medmor",
        registered_by=felt.verden.jonas,
    )  # fmt: skip


def _relation(**values: Any) -> Endring:
    return lambda felt, hvem: _change(
        Familierelasjon, values, hovedperson=felt.saker["nora"].hovedperson, bruker=hvem
    )


def _child(**values: Any) -> Endring:
    return lambda felt, _: _change(Hovedperson, values, pk=felt.saker["nora"].hovedperson_id)


def _part(**values: Any) -> Endring:
    return lambda felt, hvem: _change(Deltaker, values, sak=felt.saker["nora"], bruker=hvem)


def _absence(**values: Any) -> Endring:
    values = {"gyldig_fra": i_dag(-9)} | values
    return lambda felt, _: _change(Stedfortreder, values, pk=felt.rader["stedfortreder"].pk)


def _glass(**values: Any) -> Endring:
    return lambda felt, _: _change(Noedtilgang, values, pk=felt.rader["nødtilgang"].pk)


def _invited_early(felt: Felt, hvem: Bruker) -> None:
    _child(foedselsdato=born(13))(felt, hvem)
    _part(invitert_tidlig=True)(felt, hvem)


def _other_kommune(felt: Felt, _: Bruker) -> None:
    """Both services work for the neighbour alone."""
    fjellvik = felt.verden.fjellvik
    her = TjenesteKommune.objects.filter(kommune=felt.verden.solvik)
    assert her.filter(tjeneste=felt.rader["barnevern"]).delete()[0]
    assert her.filter(tjeneste=felt.verden.ppt).update(kommune=fjellvik)


def _left(_: Felt, hvem: Bruker) -> None:
    _change(Ansettelse, {"gyldig_til": timezone.localdate() - timedelta(days=1)}, bruker=hvem)


ENDRINGER: dict[str, Endring] = {
    "samtykket": lambda _felt, _hvem: None,
    "ingen": _not_asked,
    "ubesvart": _unanswered,
    "trukket": _withdraw,
    "utløpt": _expire,
    "annen sak": _other_sak,
    "nei fra én": _one_says_no,
    "begynner i morgen": lambda felt, _: _change(Samtykke, {"gyldig_fra": i_dag(1)}, **_consents(felt)),
    "ny forelder": _new_parent,
    "annen kommune": _other_kommune,
    "sluttet": _left,
    "sperret": lambda felt, hvem: f.SperringFactory(
        sak=felt.saker["nora"], bruker=hvem, blocked_by=felt.verden.siri
    ),
    "ikke lenger med": _part(gyldig_til=i_dag(-1)),
    "med fra i morgen": _part(gyldig_fra=i_dag(1)),
    "relasjonen sperret": lambda felt, hvem: _relation(blocked_at=naa(), blocked_by=felt.verden.siri)(
        felt, hvem
    ),
    "relasjonen ikke bekreftet": _relation(verifisering="ingen"),
    "strengt fortrolig": _child(adressesperre="strengt_fortrolig"),
    "ukjent sperre": _child(adressesperre="ukjent"),
    "fortrolig": _child(adressesperre="fortrolig"),
    "barnet er 14": _child(foedselsdato=born(14)),
    "barnet er 16": _child(foedselsdato=born(16)),
    "barnet er 18": _child(foedselsdato=born(18)),
    "invitert tidlig": _invited_early,
    "overtatt": _child(foedselsdato=born(16), overtatt_at=naa()),
    "fraværet er over": _absence(gyldig_til=i_dag(-1)),
    "fraværet er avsluttet": lambda felt, hvem: _absence(ended_at=naa(), ended_by=felt.verden.jonas)(
        felt, hvem
    ),
    "den fraværende er sperret": lambda felt, _: f.SperringFactory(
        sak=felt.saker["nora"], bruker=felt.verden.jonas, blocked_by=felt.verden.siri
    ),
    "tiden er ute": _glass(expires_at=naa(seconds=-1)),
    "avsluttet": _glass(ended_at=naa()),
}
