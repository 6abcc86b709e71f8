"""The world that is swept: everybody in galleri.py, one of everything in three cases, and a canary in every field."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from bti.models import Bruker, Rolle, Sak
from stafettlogg.models import Beslutning, Moetestatus
from tests import factories as f
from tests.cast import Verden, give_consent, grant_from_roles, make_sak, make_verden
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.tilgang import pakker
from tests.tilgang.feiing.kanari import Bur, unlocked_record
from tests.tilgang.innhold import Innhold, make_innhold

SKJERMET_FOR = ("tom", "olav")
SOEKEORD = "fløy"  # stands beside every canary in a text: what a search for it finds, it shows


@dataclass
class Felt:
    """People by name, the three cases by the child's, the ids that an address takes, and the canaries."""

    verden: Verden
    personer: dict[str, Bruker]
    saker: dict[str, Sak]
    innhold: Innhold
    eldre: Innhold | None = None  # the same addresses of rows that have done their work
    bur: Bur = field(default_factory=Bur)
    rader: dict[str, models.Model] = field(default_factory=dict)

    def person(self, hvem: str) -> Bruker:
        return self.personer[hvem]


def make_felt() -> Felt:
    """Build it all, as the owner."""
    verden = make_verden()
    with as_owner():
        felt = _make_people(verden)
        give_consent(verden, verden.kari, verden.tom)
        felt.innhold = make_innhold(verden)
        _consent_to(felt, felt.rader["barnevern"])
        felt.innhold.eiere |= {
            "relasjon_id": "siri", "innlegg_id": "jonas vera", "kontroll_id": "siri ombud",
            "stedfortreder_id": "jonas lise siri",
        }  # fmt: skip
        _fill_nora(felt)
        _shield(felt)
        for navn in ("ola", "mia"):
            _fill_another(felt, navn)
        pakker.fill(felt)
        felt.eldre = _older(felt)
        _plant(felt)
        grant_from_roles()
    return felt


# Whom the cast has, and whom the sweep adds; at the school, and until which day from now.
FRA_GALLERIET = (
    "jonas",
    "siri",
    "lise",
    "amina",
    "kari",
    "tom",
    "pia",
    "berit",
    "adm",
    "ragna",
    "erik",
    "fremmed",
)
NYE = ("olav", "vera", "svein", "nils", "bodil", "ombud", "ulrik", "arne", "nora", "frida")
PAA_SKOLEN: dict[str, int | None] = {"olav": 500, "vera": None, "svein": None, "nils": None}


def _make_people(verden: Verden) -> Felt:
    personer = {navn: getattr(verden, navn) for navn in FRA_GALLERIET}
    for navn in NYE:
        personer[navn] = f.BrukerFactory(navn=f"{navn.capitalize()} Prøve")
        f.IdentitetFactory(bruker=personer[navn], subject=navn)
    for navn, dager in PAA_SKOLEN.items():
        f.AnsettelseFactory(
            bruker=personer[navn], tjeneste=verden.skole, gyldig_til=i_dag(dager) if dager else None
        )
    f.KommunerolleFactory(bruker=personer["ombud"], kommune=verden.solvik, rolle="personvernombud")
    saker = {"nora": verden.nora_sak, "ola": verden.ola_sak, "mia": _make_mia(verden, personer)}
    felt = Felt(verden, personer, saker, Innhold(verden, {}))
    felt.rader["barnevern"] = _make_barnevern(verden, personer["bodil"])
    _let_in(felt)
    return felt


def _make_barnevern(verden: Verden, ansatt: Bruker) -> Any:
    """One service that works for two municipalities."""
    barnevern = f.TjenesteFactory(navn="Barneverntjenesten for to", tjenestetype="barnevern")
    for kommune in (verden.solvik, verden.fjellvik):
        f.TjenesteKommuneFactory(tjeneste=barnevern, kommune=kommune)
    f.AnsettelseFactory(bruker=ansatt, tjeneste=barnevern)
    return barnevern


def _make_mia(verden: Verden, personer: dict[str, Bruker]) -> Sak:
    """A case in the other municipality, of a child who closed it long before the age at which that counts."""
    fjell = verden.fjellvik_skole
    mia = make_sak(
        kommune=verden.fjellvik, tjeneste=fjell, nivaa=fjell.kommuner.get().veiledere.get().nivaaer.get(nummer=1),
        holder=verden.erik, barn="Mia Moen", foresatte={personer["frida"]: "mor"},
    )  # fmt: skip
    mia.hovedperson.overtatt_at = naa()
    mia.hovedperson.save()
    return mia


def _let_in(felt: Felt) -> None:
    """Nora is fifteen and sees her own case; two more are registered as parents, and neither is one."""
    sak, v = felt.saker["nora"], felt.verden
    hovedperson = sak.hovedperson
    hovedperson.foedselsdato = born(15)
    hovedperson.bruker = felt.person("nora")
    hovedperson.kalles = hovedperson.foedselsnummer_kryptert = "x"
    hovedperson.save()
    hovedperson.relasjoner.filter(bruker=v.tom).update(
        verifisering="to_personer", confirmed_at=naa(), confirmed_by=v.siri
    )
    f.DeltakerFactory(sak=sak, bruker=felt.person("nora"), rolle=Rolle.UNGDOM)
    for navn in ("olav", "svein"):
        f.DeltakerFactory(sak=sak, bruker=felt.person(navn), rolle=Rolle.FAGPERSON)
    _let_in_otherwise(felt)
    f.DeltakerFactory(
        sak=sak, bruker=felt.person("bodil"), rolle=Rolle.FAGPERSON, tjeneste=felt.rader["barnevern"],
        gyldig_til=i_dag(90),
    )  # fmt: skip
    for navn, felter in {
        "ulrik": {"verifisering": "ingen"},
        "arne": {
            "verifisering": "avvist", "avvist_grunn": "Feil person", "blocked_at": naa(), "blocked_by": v.siri,
            "confirmed_at": naa(), "confirmed_by": v.siri,
        },
    }.items():  # fmt: skip
        bruker = felt.person(navn)
        f.FamilierelasjonFactory(
            hovedperson=hovedperson, bruker=bruker, relasjon="annen", har_foreldreansvar=False, registered_by=v.jonas,
            **felter,
        )  # fmt: skip
    f.DeltakerFactory(sak=sak, bruker=felt.person("ulrik"), rolle=Rolle.FORESATT)


def _let_in_otherwise(felt: Felt) -> None:
    """One stands in for the stafettholder, one has broken the glass, and one is shut out."""
    sak, v, rader = felt.saker["nora"], felt.verden, felt.rader
    rader["stedfortreder"] = f.StedfortrederFactory(
        bruker=v.jonas, vikar=felt.person("vera"), tjeneste=v.skole
    )
    f.DeltakerFactory(
        sak=sak, bruker=felt.person("vera"), rolle=Rolle.STAFETTHOLDER, gyldig_til=i_dag(10),
        stedfortreder_for=sak.deltakere.get(bruker=v.jonas),
    )  # fmt: skip
    rader["stedfortreder før"] = f.StedfortrederFactory(
        bruker=v.jonas, vikar=felt.person("vera"), tjeneste=v.skole, ended_at=naa(), ended_by=v.jonas
    )
    rader["sperring"] = f.SperringFactory(sak=sak, bruker=felt.person("svein"), blocked_by=v.siri)
    rader["sperring opphevet"] = f.SperringFactory(
        sak=sak, bruker=felt.person("olav"), blocked_by=v.siri, lifted_at=naa(), lifted_by=v.siri
    )
    rader["nødtilgang"] = f.NoedtilgangFactory(sak=sak, bruker=felt.person("nils"), tjeneste=v.skole)
    rader["nødtilgang vurdert"] = f.NoedtilgangFactory(
        sak=sak, bruker=felt.person("nils"), tjeneste=v.skole, opened_at=naa(days=-2), expires_at=naa(days=-1),
        ended_at=naa(days=-1), familie_varsles_at=naa(days=3), utsatt_grunn="x", reviewed_at=naa(), reviewed_by=v.siri,
        vurdering="i_orden", vurdering_tekst="x", prolonged_at=naa(), prolonged_by=v.siri,
    )  # fmt: skip


def _shield(felt: Felt) -> None:
    """An entry, its correction, and all that is told of it: shielded from the father and from one colleague."""
    sak, v, rader = felt.saker["nora"], felt.verden, felt.rader
    innlegg = f.InnleggFactory(sak=sak, created_by=v.jonas)
    rettelse = f.InnleggFactory(sak=sak, created_by=v.jonas, retter=innlegg)
    rader |= {"skjermet innlegg": innlegg, "skjermet rettelse": rettelse}
    for rad in (innlegg, rettelse):
        for navn in SKJERMET_FOR:
            rader[f"skjermet {rad.pk} {navn}"] = f.SkjermingFactory(
                sak=sak, objekt_id=rad.pk, bruker=felt.person(navn), shielded_by=v.kari
            )
    rader["skjermet hendelse"] = f.HendelseFactory(
        sak_id=sak.pk, aktoer_id=v.amina.pk, aktoer_navn="x", aktoer_tjeneste="x", objekt_id=innlegg.pk
    )
    for navn in SKJERMET_FOR:
        rader[f"skjermet varsel {navn}"] = f.VarselFactory(
            mottaker=felt.person(navn), sak=sak, objekt_id=innlegg.pk
        )


def born(aar: int) -> date:
    """A birthday that makes somebody that old for more than a hundred days yet, and more than a hundred already."""
    return (timezone.localdate() - timedelta(days=200)).replace(day=1) - timedelta(days=365 * aar + aar // 4)


def _consent_to(felt: Felt, tjeneste: Any) -> None:
    for giver in (felt.verden.kari, felt.verden.tom):
        krav = f.SamtykkekravFactory(sak=felt.saker["nora"], tjeneste=tjeneste, giver=giver)
        f.SamtykkeFactory(krav=krav, tekst__versjon=200 + len(felt.rader) + (giver == felt.verden.tom))


def _fill_nora(felt: Felt) -> None:
    """What make_innhold has not: rows whose other half is filled, so that each field has a value somewhere."""
    v, sak, ider, rader = felt.verden, felt.saker["nora"], felt.innhold.ider, felt.rader
    by = v.jonas
    rader["moete holdt"] = f.MoeteFactory(
        sak=sak, starter_at=naa(days=-3), status=Moetestatus.HOLDT, beslutning=Beslutning.FORTSETT,
        held_at=naa(days=-3), held_by=by, referat="x", barnets_ord="x", hensikt="x",
        nivaaendring=f.NivaaendringFactory(sak=sak, decided_by=by, til_stede="x", barnets_mening="x"),
    )  # fmt: skip
    f.MoetedeltakerFactory(moete=rader["moete holdt"], bruker=by, var_til_stede=True)
    rader["nivaaendring"] = rader["moete holdt"].nivaaendring
    rader["maal naadd"] = f.MaalFactory(sak=sak, naadd_dato=i_dag())
    rader["stegstatus"] = f.StegstatusFactory(
        sak=sak, undring=None, steg=v.nivaaer[1].steg.first(), merknad="x", done_at=naa(), done_by=by
    )
    rader["evaluering"] = f.EvalueringFactory(
        sak=sak, tiltak_id=ider["tiltak_id"], ord="x", barnets_ord="x", evaluated_by=by
    )
    rader["undring avklart"] = f.UndringFactory(
        tjeneste=v.skole, created_by=by, merkelapp="x", utfall="avsluttet", begrunnelse="x", clarified_at=naa(),
        clarified_by=by, foresatte_informert=i_dag(), til_stede="x", barnets_mening="x", slettes=i_dag(180),
    )  # fmt: skip
    _fill_answers(felt)
    _fill_record(felt)
    rader["utskrift"] = f.UtskriftFactory(
        sak=sak, ordered_by=by, status="paagaar", claimed_at=naa(), steg_tekst="x"
    )
    rader["melding"] = f.MeldingFactory(sak=sak, sent_by=v.kari)
    rader["innlegg til"] = f.InnleggFactory(sak=sak, created_by=v.amina)
    _fill_queues(felt, sak, by, "")


def _fill_answers(felt: Felt) -> None:
    """A no, and a yes that was taken back."""
    v, sak, rader = felt.verden, felt.saker["nora"], felt.rader
    rader["krav nei"] = f.SamtykkekravFactory(
        sak=sak, tjeneste=v.nav, giver=v.kari, declined_at=naa(), declined_by=v.kari, changed_at=naa()
    )
    ja = f.SamtykkekravFactory(sak=sak, tjeneste=v.nav, giver=v.tom)
    rader["samtykke trukket"] = f.SamtykkeFactory(
        krav=ja, tekst__versjon=300, withdrawn_at=naa(), withdrawn_by=v.tom, slutt="trukket"
    )


def _fill_record(felt: Felt) -> None:
    """A line of the record, a question about it that has its answer, and a reading that was picked and judged."""
    v, sak, rader = felt.verden, felt.saker["nora"], felt.rader
    rader["hendelse"] = f.HendelseFactory(
        sak_id=sak.pk, aktoer_id=v.amina.pk, aktoer_navn="x", aktoer_tjeneste="x", detaljer={"x": "x"},
    )  # fmt: skip
    rader["spørsmål"] = f.InnsynsspoersmaalFactory(
        sak=sak, gjelder=v.amina, asked_by=v.kari, tekst="x", svar="x", answered_at=naa(), answered_by=v.siri
    )
    rader["loggkontroll"] = f.LoggkontrollFactory(
        kommune=v.solvik, tjeneste=v.skole, leser_id=v.jonas.pk, sak_id=sak.pk, kontrolloer=v.siri,
        kontrolloer_navn="x", ord="x", avgjoerelse="i_orden", closed_at=naa(), closed_by=v.siri, uke=i_dag(-700),
    )  # fmt: skip


def _older(felt: Felt) -> Innhold:
    rader, eiere = felt.rader, felt.innhold.eiere
    ider = {
        "moete_id": rader["moete holdt"], "maal_id": rader["maal naadd"], "undring_id": rader["undring avklart"],
        "krav_id": rader["krav nei"], "samtykke_id": rader["samtykke trukket"], "utskrift_id": rader["utskrift"],
        "innlegg_id": rader["innlegg til"], "varsel_id": rader["varsel lest"],
        "noedtilgang_id": rader["nødtilgang vurdert"], "kontroll_id": rader["loggkontroll"],
    }  # fmt: skip
    andre = {name: rad.pk for name, rad in (ider | pakker.older(felt)).items()}
    return Innhold(
        felt.verden,
        felt.innhold.ider | andre,
        eiere | {"innlegg_id": "amina jonas vera", "samtykke_id": "tom"},
    )


def _fill_queues(felt: Felt, sak: Sak, by: Bruker, merke: str) -> None:
    rader = felt.rader
    rader[f"{merke}varsel lest"] = f.VarselFactory(mottaker=by, sak=sak, read_at=naa())
    rader[f"{merke}utboks"] = f.UtboksFactory(
        mottaker=by, sak=sak, status="sendt", claimed_at=naa(), sent_at=naa()
    )
    rader[f"{merke}paaminnelse"] = f.PaaminnelseFactory(
        mottaker=by, sak=sak, status="utfoert", done_at=naa(), expires_at=naa(days=1)
    )


def _fill_another(felt: Felt, navn: str) -> None:
    """One of everything in another case, so that Nora's people have something to be kept out of."""
    sak = felt.saker[navn]
    by, rader = sak.opened_by, felt.rader
    maal = f.MaalFactory(sak=sak)
    giver = felt.person({"ola": "pia", "mia": "frida"}[navn])
    krav = f.SamtykkekravFactory(sak=sak, tjeneste=felt.rader["barnevern"], giver=giver)
    moete = f.MoeteFactory(sak=sak, hensikt="x")
    f.MoetedeltakerFactory(moete=moete, bruker=by)
    rader |= {
        f"{navn} sak": sak,
        f"{navn} hovedperson": sak.hovedperson,
        f"{navn} maal": maal,
        f"{navn} tiltak": f.TiltakFactory(sak=sak, maal=maal),
        f"{navn} moete": moete,
        f"{navn} innlegg": f.InnleggFactory(sak=sak),
        f"{navn} melding": f.MeldingFactory(sak=sak),
        f"{navn} krav": krav,
        f"{navn} samtykke": f.SamtykkeFactory(krav=krav, tekst__versjon=400),
        f"{navn} undring": f.UndringFactory(tjeneste=sak.tjeneste, created_by=by, merkelapp="x"),
        f"{navn} kladd": f.KladdFactory(bruker=by),
    }
    _fill_queues(felt, sak, by, f"{navn} ")


# Rows that stand by the name they have in an address, and whose canaries are Nora's.
FRA_ADRESSEN: dict[str, str] = {
    "maal_id": "tiltak.Maal", "moete_id": "stafettlogg.Moete", "undring_id": "bti.Undring",
    "krav_id": "samtykke.Samtykkekrav",
    "samtykke_id": "samtykke.Samtykke", "innlegg_id": "stafettlogg.Innlegg", "tiltak_id": "tiltak.Tiltak",
    "spoersmaal_id": "bti.Innsynsspoersmaal",
    "noedtilgang_id": "bti.Noedtilgang",
    "sperring_id": "bti.Sperring",
    "stedfortreder_id": "bti.Stedfortreder",
    "kontroll_id": "revisjon.Loggkontroll",
    "varsel_id": "varsling.Varsel", "kladd_id": "bti.Kladd", "utskrift_id": "utskrift.Utskrift",
}  # fmt: skip


def _plant(felt: Felt) -> None:
    """Lay the canaries. A row of another case is called by that child; the rest is Nora's, or a person's own."""
    from django.apps import apps

    unlocked_record()
    bur, nora = felt.bur, felt.saker["nora"]
    adresser = {navn: (modell, f"nora {navn}") for navn, modell in FRA_ADRESSEN.items()}
    for navn, (modell, kalt) in (adresser | pakker.from_addresses()).items():
        bur.plant(apps.get_model(modell).objects.get(pk=felt.innhold.ider[navn]), kalt)
    for navn, rad in felt.rader.items():
        if rad._meta.model_name != "tjeneste":
            bur.plant(rad, pakker.name_of_row(navn))
    bur.plant(nora, "nora sak")
    bur.plant(nora.hovedperson, "nora hovedperson")
    for relasjon in nora.hovedperson.relasjoner.select_related("bruker"):
        bur.plant(relasjon, f"nora relasjon {_who(felt, relasjon.bruker_id)}")
    for deltaker in nora.deltakere.all():
        bur.plant(deltaker, f"nora deltaker {_who(felt, deltaker.bruker_id)}")
    for hvem, bruker in felt.personer.items():
        bur.plant(bruker, f"bruker {hvem}")
        for rad in (*bruker.ansettelser.all(), *bruker.kommuneroller.all()):
            bur.plant(rad, f"arbeid {hvem}")
    kontakt = felt.person("kari").kontakt
    kontakt.foedselsnummer_oppslag = kontakt.foedselsnummer_kryptert = kontakt.mobil = "x"
    bur.plant(kontakt, "eget kari")
    bur.plant(felt.person("kari").identiteter.get(), "ingen kari")
    _ask_about(felt)


def _ask_about(felt: Felt) -> None:
    """The question and its answer stand by the line that they are about, on whichever day that has flown to."""
    linje = type(felt.rader["hendelse"])._base_manager.get(pk=felt.rader["hendelse"].pk)
    spoersmaal = felt.rader["spørsmål"]
    with as_owner():
        type(spoersmaal)._base_manager.filter(pk=spoersmaal.pk).update(
            dag=timezone.localtime(linje.tidspunkt).date()
        )


def _who(felt: Felt, bruker_id: UUID) -> str:
    return next(hvem for hvem, bruker in felt.personer.items() if bruker.pk == bruker_id)


@contextmanager
def undone() -> Iterator[None]:
    """What the block writes has never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
