"""The case next door: one row in every table that has anything to do with a case."""

from typing import Any

from bti.models import Bruker, Sak
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import naa

HEMMELIG = "HEMMELIGHETEN"


def _make_rom(sak: Sak, holder: Bruker) -> list[Any]:
    """What the holder keeps apart from the case: a concern that the family must not know of, a nameless question."""
    skjermet = f.SkjermetBekymringFactory(
        tjeneste=sak.tjeneste, sak=sak, observert=HEMMELIG, created_by=holder
    )
    team = f.FagteamFactory()
    moete = f.FagteammoeteFactory(fagteam=team, notat=HEMMELIG, planned_by=holder)
    return [
        skjermet,
        f.SkjermetleserFactory(skjermet=skjermet),
        f.SkjermetmeldingFactory(skjermet=skjermet, hvordan=HEMMELIG),
        f.SkjermetraadFactory(skjermet=skjermet, raad=HEMMELIG),
        f.TilbakeholdFactory(skjermet=skjermet, sak=sak, released_at=naa(), released_by=holder, valg="kast"),
        team,
        f.FagteammedlemFactory(fagteam=team),
        f.DroeftingFactory(fagteam=team, spoersmaal=HEMMELIG, asked_by=holder),
        moete,
        f.FagteampunktFactory(moete=moete, slag="sak", sak=sak, emne=""),
    ]


def _make_samtykke(krav: Any, holder: Bruker, forelder: Bruker) -> list[Any]:
    """What has come of a question: a yes on paper, whom the family invites, what was shared, a receipt."""
    sak = krav.sak
    return [
        f.SamtykkeFactory(krav=krav, tekst__versjon=300),
        (invitasjon := f.FamilieinvitasjonFactory(sak=sak, invited_by=forelder, hvorfor=HEMMELIG)),
        (svar := f.SvarPaaVegneFactory(krav=krav, hoert_av=HEMMELIG, registered_by=holder)),
        f.SvarskannFactory(svar=svar, bilde=HEMMELIG.encode()),
        f.InvitasjonssvarFactory(invitasjon=invitasjon, giver=forelder),
        (deling := f.LovligdelingFactory(sak=sak, registered_by=holder, begrunnelse=HEMMELIG)),
        f.LukkeoenskeFactory(sak=sak, requested_by=forelder, hvorfor=HEMMELIG),
        f.DelingsvurderingFactory(deling=deling, assessed_by=holder, begrunnelse=HEMMELIG),
        f.DeltakelseskvitteringFactory(bruker=holder, tjeneste=sak.tjeneste, sak_nr=sak.pk),
    ]


def _relasjon_of(sak: Sak, forelder: Bruker) -> Any:
    with as_owner():
        return sak.hovedperson.relasjoner.get(bruker=forelder)


def _make_loggen(verden: Verden, moete: Any, holder: Bruker) -> list[Any]:
    sak = moete.sak
    return [
        f.MoetedeltakerFactory(moete=moete, bruker=holder),
        f.StafettvekslingFactory(sak=sak, fra=holder, til=verden.adm, beskjed=HEMMELIG),
        f.LesemerkeFactory(sak=sak, bruker=holder),
        f.InnleggFactory(sak=sak, tekst=HEMMELIG, created_by=holder),
        f.MeldingFactory(sak=sak, tekst=HEMMELIG, sent_by=holder),
    ]


def make_nabo(verden: Verden, sak: Sak, holder: Bruker) -> dict[str, Any]:
    """Fill a case with rows that its own people see, and return one of each, by table."""
    with as_owner():
        forelder = sak.hovedperson.relasjoner.exclude(verifisering="ingen").get().bruker
        deltaker = sak.deltakere.get(bruker=holder)
    maal = f.MaalFactory(sak=sak, tekst=HEMMELIG, created_by=holder)
    tiltak = f.TiltakFactory(sak=sak, maal=maal, tittel=HEMMELIG, ansvarlig=holder, created_by=holder)
    moete = f.MoeteFactory(sak=sak, hensikt=HEMMELIG, called_by=holder)
    krav = f.SamtykkekravFactory(sak=sak, tjeneste=verden.ppt, giver=forelder, hvorfor=HEMMELIG)
    rows = [
        sak, sak.hovedperson, maal, tiltak, moete, krav,
        *_make_samtykke(krav, holder, forelder),
        f.EvalueringFactory(tiltak=tiltak, ord=HEMMELIG, evaluated_by=holder),
        f.TiltaksforespoerselFactory(
            tiltak=tiltak, bruker=forelder, svar="nei", grunn=HEMMELIG, answered_at=naa(), asked_by=holder
        ),
        *_make_loggen(verden, moete, holder),
        f.UndringFactory(tjeneste=sak.tjeneste, created_by=holder, observert=HEMMELIG),
        f.VarselFactory(mottaker=holder, sak=sak, objekt_id=moete.pk),
        (skjema := f.SkjemautfyllingFactory(sak=sak, created_by=holder)),
        f.SkjemasvarFactory(utfylling=skjema, tekst=HEMMELIG),
        f.KladdFactory(bruker=holder, felter={"observert": [HEMMELIG]}),
        f.UtskriftFactory(
            sak=sak, ordered_by=holder, status="ferdig", fil=HEMMELIG.encode(), expires_at=naa(hours=1), ready_at=naa()
        ),
        f.HendelseFactory(sak_id=sak.pk),
        deltaker,
        f.RelasjonsendringFactory(sak=sak, relasjon=_relasjon_of(sak, forelder), registered_by=holder),
        f.SperringFactory(sak=sak, bruker=verden.adm, blocked_by=holder),
        f.StedfortrederFactory(bruker=holder, vikar=verden.adm, tjeneste=sak.tjeneste),
        f.NoedtilgangFactory(sak=sak, bruker=verden.adm, tjeneste=verden.nav, tekst=HEMMELIG, ended_at=naa()),
        f.InnsynsspoersmaalFactory(sak=sak, gjelder=holder, asked_by=forelder, tekst=HEMMELIG),
        f.SkjermingFactory(sak=sak, objekt_id=maal.pk, bruker=verden.adm),
        f.KoordineringFactory(sak=sak, bruker=holder, begrunnelse=HEMMELIG, decided_by=holder),
        f.IndividuellplanFactory(sak=sak, viktig_for_meg=HEMMELIG, started_by=holder),
        *_make_rom(sak, holder),
    ]  # fmt: skip
    return {row._meta.db_table: row for row in rows}
