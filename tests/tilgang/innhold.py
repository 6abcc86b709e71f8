"""One of everything in Nora's case, and the address of each."""

import re
import uuid
from dataclasses import dataclass, field, replace

from bti.models import Bruker, Familierelasjon, Hovedperson, Sak, Undring
from samtykke.models import Samtykke, Samtykkekrav
from stafettlogg.models import Moete
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.husregler.kode import Adresse
from tests.tilgang import pakker

KANARI = "KANARIFUGL"
MARKUP = f"<img src=x onerror=alert(1)>{KANARI}</p><script>alert(2)</script>\" ' {{{{ 7 }}}}"


@dataclass
class Innhold:
    """The ids that the addresses take, by the name of the part."""

    verden: Verden
    ider: dict[str, uuid.UUID]
    eiere: dict[str, str] = field(default_factory=dict)

    def url(self, adresse: Adresse) -> str:
        return "/" + re.sub(r"<uuid:(\w+)>", lambda m: str(self.ider[m[1]]), adresse.moenster)

    def made_up(self) -> "Innhold":
        """The same addresses with ids that nothing has."""
        return replace(self, ider={name: uuid.uuid4() for name in self.ider})

    def is_anothers(self, adresse: Adresse, navn: str) -> bool:
        """Whether the address names a row that belongs to one person, or to a few, and not to this one."""
        parts = set(re.findall(r"<uuid:(\w+)>", adresse.moenster))
        return any(part in self.eiere and navn not in self.eiere[part].split() for part in parts)

    def withdraw(self) -> None:
        with as_owner():
            Samtykke.objects.filter(giver=self.verden.kari).update(
                withdrawn_at=naa(), withdrawn_by=self.verden.kari
            )

    def write_markup(self) -> None:
        """Put markup into names and into what must not be rewritten by other means."""
        v = self.verden
        with as_owner():
            Bruker.objects.filter(pk__in=[v.jonas.pk, v.kari.pk, v.siri.pk]).update(navn=MARKUP)
            Hovedperson.objects.update(navn=MARKUP, kalles=MARKUP[:60])
            Sak.objects.update(hva_saken_gjelder=MARKUP)
            Undring.objects.update(merkelapp=MARKUP[:60], observert=MARKUP)
            Samtykkekrav.objects.update(hvorfor=MARKUP)
        f.InnleggFactory(sak=v.nora_sak, tekst=MARKUP)
        f.MeldingFactory(sak=v.nora_sak, tekst=MARKUP)
        f.MaalFactory(sak=v.nora_sak, tekst=MARKUP)
        f.TiltakFactory(sak=v.nora_sak, tittel=MARKUP, hva=MARKUP)
        f.MoeteFactory(sak=v.nora_sak, sted=MARKUP[:150], hensikt=MARKUP)


def _make_moete(verden: Verden) -> Moete:
    moete = f.MoeteFactory(sak=verden.nora_sak, hensikt=f"Møte {KANARI}")
    for bruker in (verden.jonas, verden.kari, verden.tom, verden.amina):
        f.MoetedeltakerFactory(moete=moete, bruker=bruker)
    return moete


def _find_samtykke(verden: Verden) -> Samtykke:
    with as_owner():
        Samtykkekrav.objects.update(hvorfor=f"Fordi {KANARI}")
        return Samtykke.objects.get(krav__sak=verden.nora_sak, giver=verden.kari)


def _make_relasjon(verden: Verden) -> Familierelasjon:
    """One that waits for the second pair of eyes, in Ola's case."""
    return f.FamilierelasjonFactory(
        hovedperson=verden.ola_sak.hovedperson,
        bruker=verden.fremmed,
        verifisering="ingen",
        registered_by=verden.jonas,
    )


def _make_saksinnhold(verden: Verden) -> dict[str, uuid.UUID]:
    """What people have written in the case, asked in it and set up in it."""
    sak, holder = verden.nora_sak, verden.jonas
    maal = f.MaalFactory(sak=sak, tekst=f"Mål {KANARI}")
    samtykke = _find_samtykke(verden)
    f.MeldingFactory(sak=sak, tekst=f"Melding {KANARI}")
    f.TiltakFactory(sak=sak, tittel=f"Tiltak {KANARI}", evalueres=i_dag(2))
    return {
        "sak_id": sak.pk,
        "maal_id": maal.pk,
        "moete_id": _make_moete(verden).pk,
        "krav_id": samtykke.krav_id,
        "samtykke_id": samtykke.pk,
        "innlegg_id": f.InnleggFactory(sak=sak, tekst=f"Innlegg {KANARI}", created_by=holder).pk,
        "tiltak_id": f.TiltakFactory(sak=sak, maal=maal, tittel=f"Tiltak {KANARI}").pk,
        "steg_id": verden.nivaaer[0].steg.first().pk,
    }


def _make_eget(verden: Verden, moete_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """What belongs to Jonas alone: a worry, a notice, a draft, a print-out."""
    sak, holder = verden.nora_sak, verden.jonas
    return {
        "undring_id": f.UndringFactory(
            tjeneste=verden.skole, created_by=holder, observert=f"Sett {KANARI}", styrker="Leser godt."
        ).pk,
        "varsel_id": f.VarselFactory(mottaker=holder, sak=sak, objekt_id=moete_id).pk,
        "kladd_id": f.KladdFactory(bruker=holder, felter={"observert": [KANARI]}).pk,
        "utskrift_id": f.UtskriftFactory(
            sak=sak, ordered_by=holder, status="ferdig", fil=b"%PDF", expires_at=naa(hours=1), ready_at=naa()
        ).pk,
    }


def _make_tilgang(verden: Verden) -> dict[str, uuid.UUID]:
    """What changes who sees, or asks who has looked."""
    sak, holder, skole = verden.nora_sak, verden.jonas, verden.skole
    return {
        "relasjon_id": _make_relasjon(verden).pk,
        "spoersmaal_id": f.InnsynsspoersmaalFactory(sak=sak, gjelder=verden.amina, asked_by=verden.kari).pk,
        "noedtilgang_id": f.NoedtilgangFactory(
            sak=sak, bruker=verden.fremmed, tjeneste=skole, ended_at=naa(), familie_varsles_at=naa()
        ).pk,
        "stedfortreder_id": f.StedfortrederFactory(bruker=holder, vikar=verden.lise, tjeneste=skole).pk,
        "sperring_id": f.SperringFactory(sak=sak, bruker=verden.adm, blocked_by=holder).pk,
        "kontroll_id": f.LoggkontrollFactory(
            kommune=verden.solvik, tjeneste=skole, leser_id=holder.pk, kontrolloer=verden.siri, ord=""
        ).pk,
    }


def make_innhold(verden: Verden) -> Innhold:
    """Make the rows, each with the canary in its text."""
    with as_owner():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(hva_saken_gjelder=f"Gjelder {KANARI}")
    ider = _make_saksinnhold(verden)
    ider |= _make_eget(verden, ider["moete_id"]) | _make_tilgang(verden)
    eiere = {
        "krav_id": "kari", "samtykke_id": "kari", "undring_id": "jonas", "varsel_id": "jonas", "kladd_id": "jonas",
        "utskrift_id": "jonas", "innlegg_id": "jonas",
    }  # fmt: skip
    pakker.add_innhold(ider, eiere, verden)
    return Innhold(verden, ider, eiere)
