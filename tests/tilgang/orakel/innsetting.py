"""A world put into the database, in bulk and as the owner, past every function that guards its rows.

Each case holds one row of every table of case content, so that a table whose wall is forgotten shows it.
"""

# ruff: noqa: E501 (a row stands on as few lines as it can)

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import Permission as DjangoPermission
from django.db import connection
from django.db.models import Model

from bti import models as b
from bti.revisjon.models import Hendelse
from bti.utskrift.models import Utskrift
from bti.varsling.models import Varsel
from samtykke.models import Samtykke, Samtykkekrav
from stafettlogg import models as l
from tests import factories as f
from tests.cast import make_veileder
from tests.eier import as_owner
from tests.tilgang.orakel.innsetting_familie import put_invitasjoner
from tests.tilgang.orakel.rader import Sak, Verden
from tiltak.models import Evaluering, Maal, Tiltak

ORD = "kanarifugl"  # stands in every entry, so that a search for it finds all that is seen


class Innsetter:
    """Writes one world. ``av`` is somebody outside every case, who has done what somebody must have done."""

    def __init__(self, verden: Verden) -> None:
        self.v = verden
        self.nivaaer: dict[UUID, Any] = {}
        self.tekster: dict[UUID, Any] = {}
        self.rettigheter: dict[UUID, Any] = {}
        self.andre_nivaa: dict[UUID, Any] = {}
        self.ledig_steg: dict[UUID, UUID] = {}
        self.mal: Any = None
        self.objekter: dict[UUID, dict[str, UUID]] = {}

    def put_in(self) -> None:
        """Set the clock and write every row."""
        with as_owner():
            self.av = f.BrukerFactory(navn="Utenfor Alt")
            self.leder = f.BrukerFactory(navn="Leder Utenfor")
            set_clock(self.v)
            self._put_steder()
            self._put_personer()
            self._put_saker()
            self._put_deltakere()
            self._put_samtykker()
            put_invitasjoner(self.v, self.av.pk)
            self._put_fravaer()
            self._put_sperringer()
            self._put_noedtilganger()
            self._put_skjerminger()
            self._put_innhold()
            self._put_innlegg()
            self._put_til_deltakere()
            self._put_tillatelser()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE bti_deltaker, bti_sak, bti_sakuserobjectpermission")

    def bruker(self, person: UUID) -> b.Bruker:
        """The person as a row, for a login."""
        with as_owner():
            return b.Bruker.objects.get(pk=person)

    def _put_steder(self) -> None:
        for nr, kommune in enumerate(self.v.kommuner):
            rad = f.KommuneFactory(id=kommune, navn=f"Kommune {nr}")
            _veileder, nivaaer = make_veileder(rad)
            self.nivaaer[kommune] = nivaaer[1]
            self.andre_nivaa[nivaaer[1].pk] = nivaaer[2]
            self.ledig_steg[nivaaer[1].pk] = nivaaer[2].steg.get().pk
            self.tekster[kommune] = f.SamtykketekstFactory(kommune=rad)
            self.rettigheter[kommune] = f.RettighetFactory(kommune=rad)
            self.mal = f.SkjemamalFactory(kommune=rad)
            f.KommunerolleFactory(bruker=self.leder, kommune=rad)
        bulk(
            b.Tjeneste,
            (
                {
                    "id": t,
                    "navn": f"Tjeneste {nr}",
                    "tjenestetype": "skole",
                    "nedlagt_dato": self.v.nedlagt.get(t),
                }
                for nr, t in enumerate(self.v.tjenester)
            ),
        )
        bulk(b.TjenesteKommune, ({"tjeneste_id": t, "kommune_id": k} for t, k in sorted(self.v.virker_i)))
        bulk(
            b.KommuneInnstilling,
            ({"kommune_id": k, "noekkel": n, "verdi": aar} for (k, n), aar in self.v.innstillinger.items()),
        )

    def _put_personer(self) -> None:
        bulk(b.Bruker, ({"id": p.id, "navn": p.navn, "is_active": p.aktiv} for p in self.v.personer))
        bulk(
            b.Ansettelse,
            (
                dict(
                    bruker_id=a.bruker, tjeneste_id=a.tjeneste, tittel="lærer", is_leder=a.leder, **periode(a)
                )
                for a in self.v.ansettelser
            ),
        )

    def _put_saker(self) -> None:
        naa, av = self.v.naa, self.av.pk
        bulk(
            b.Hovedperson,
            (
                {
                    "id": s.barn.id, "kommune_id": s.kommune, "navn": s.barn.navn, "foedselsdato": s.barn.foedt,
                    "adressesperre": s.barn.sperre, "slag": s.barn.slag, "bruker_id": s.barn.bruker, "created_by_id": av,
                    "overtatt_at": naa - timedelta(days=1) if s.barn.overtatt else None,
                }
                for s in self.v.saker
            ),
        )  # fmt: skip
        bulk(
            b.Sak,
            (
                {
                    "id": s.id, "kommune_id": s.kommune, "tjeneste_id": s.tjeneste, "hovedperson_id": s.barn.id,
                    "veileder_id": self.nivaaer[s.kommune].veileder_id, "nivaa_id": self.nivaaer[s.kommune].pk,
                    "status": "aapen" if s.aapen else "lukket", "opened_at": naa, "opened_by_id": av, "sist_endret": naa,
                }
                for s in self.v.saker
            ),
        )  # fmt: skip
        bulk(
            b.Familierelasjon,
            (
                dict(
                    hovedperson_id=r.barn, bruker_id=r.bruker, relasjon=r.hvem, har_foreldreansvar=r.ansvar,
                    barnet_bor_her=r.bor_her, gyldig_til=r.til, verifisering=r.verifisering, registered_by_id=av,
                    **({"confirmed_at": naa, "confirmed_by_id": self.leder.pk} if r.verifisering == "to_personer" else {}),
                    **({"blocked_at": naa, "blocked_by_id": av} if r.blokkert else {}),
                )
                for r in self.v.relasjoner
            ),
        )  # fmt: skip

    def _put_deltakere(self) -> None:
        bulk(
            b.Deltaker,
            (
                dict(
                    id=d.id, sak_id=d.sak, bruker_id=d.bruker, rolle=d.rolle, tjeneste_id=d.tjeneste,
                    invitert_tidlig=d.tidlig, stedfortreder_for_id=d.vikar_for.id if d.vikar_for else None,
                    invited_at=self.v.naa, invited_by_id=self.av.pk, **periode(d),
                )
                for d in self.v.deltakere
            ),
        )  # fmt: skip

    def _put_samtykker(self) -> None:
        naa, av = self.v.naa, self.av.pk
        kommune = {s.id: s.kommune for s in self.v.saker}
        bulk(
            Samtykkekrav,
            (
                {
                    "id": k.id, "sak_id": k.sak, "tjeneste_id": k.tjeneste, "giver_id": k.giver, "hvorfor": "Råd", "temaer": ["skole"],
                    "omraader": list(k.omraader), "slag": k.slag,
                    **({"frafalt_at": naa, "frafalt_by_id": av} if k.frafalt else {}),
                    "foreslaatt_til": self.v.idag + timedelta(days=100), "requested_at": naa, "requested_by_id": av,
                }
                for k in self.v.krav
            ),
        )  # fmt: skip
        bulk(
            Samtykke,
            (
                dict(
                    krav_id=y.krav.id, sak_id=y.krav.sak, tjeneste_id=y.krav.tjeneste, giver_id=y.krav.giver, slag=y.krav.slag, kan_skrive=y.skriver,
                    temaer=sorted(y.temaer), tekst=self.tekster[kommune[y.krav.sak]], granted_at=naa, granted_by_id=y.krav.giver,
                    **({"withdrawn_at": naa, "withdrawn_by_id": y.krav.giver} if y.trukket else {}), **periode(y),
                )
                for y in self.v.samtykker
            ),
        )  # fmt: skip

    def _put_fravaer(self) -> None:
        naa, av = self.v.naa, self.av.pk
        bulk(
            b.Stedfortreder,
            (
                dict(
                    bruker_id=f.bruker, vikar_id=f.vikar, tjeneste_id=f.tjeneste, registered_at=naa, registered_by_id=av,
                    **({"ended_at": naa, "ended_by_id": av} if f.avsluttet else {}), **periode(f),
                )
                for f in self.v.fravaer
            ),
        )  # fmt: skip

    def _put_sperringer(self) -> None:
        naa, av = self.v.naa, self.av.pk
        sak_om = {s.barn.id: s.id for s in self.v.saker}
        bulk(
            b.Sperring,
            (
                dict(
                    sak_id=sak_om[s.barn], bruker_id=s.bruker, grunn="familien", blocked_at=naa, blocked_by_id=av,
                    **({"lifted_at": naa, "lifted_by_id": av} if s.opphevet else {}),
                )
                for s in self.v.sperringer
            ),
        )  # fmt: skip

    def _put_noedtilganger(self) -> None:
        bulk(
            b.Noedtilgang,
            (
                dict(
                    sak_id=n.sak, bruker_id=n.bruker, tjeneste_id=self.v.tjenester[0], grunn="liv_helse", tekst="Haster",
                    opened_at=n.aapnet, expires_at=n.utloeper, familie_varsles_at=n.aapnet, **({"ended_at": self.v.naa} if n.avsluttet else {}),
                )
                for n in self.v.noedtilganger
            ),
        )  # fmt: skip

    def _put_skjerminger(self) -> None:
        bulk(
            b.Skjerming,
            (
                {
                    "sak_id": s.sak,
                    "objekt_id": s.objekt,
                    "bruker_id": s.bruker,
                    "grunn": "fare",
                    "shielded_at": self.v.naa,
                    "shielded_by_id": self.av.pk,
                }
                for s in self.v.skjerminger
            ),
        )

    def _put_innhold(self) -> None:
        for sak in self.v.saker:
            self._put_innhold_i(sak)

    def _put_innlegg(self) -> None:
        """Each entry, and the link of the record that tells of it."""
        bulk(
            l.Innlegg,
            (
                {
                    "id": i.id,
                    "sak_id": i.sak,
                    "tekst": f"{ORD} {i.id}",
                    "created_by_id": i.av,
                    "retter_id": i.retter and i.retter.id,
                    "temaer": sorted(i.temaer),
                }
                for i in self.v.innlegg
            ),
        )
        bulk(
            Hendelse,
            (
                {
                    "kjede_id": uuid5(i.sak, "kjede"), "nr": nr, "sak_id": i.sak, "tidspunkt": self.v.naa, "handling": "innlegg.skrevet", "objekt_type": "innlegg",
                    "objekt_id": i.id, "salt": b"0" * 32, "innhold_hash": b"0" * 32, "forrige_hash": b"0" * 32, "hash": b"0" * 32,
                }
                for nr, i in enumerate(self.v.innlegg, start=1)
            ),
        )  # fmt: skip

    def _put_til_deltakere(self) -> None:
        """Notices and print-outs: one of each for everybody who takes part, in force or not."""
        deltakere = {(d.bruker, d.sak) for d in self.v.deltakere}
        bulk(
            Varsel,
            (
                {
                    "mottaker_id": bruker,
                    "slag": "innlegg",
                    "noekkel": f"innlegg:{i.id}",
                    "sak_id": i.sak,
                    "objekt_id": i.id,
                    "told_at": self.v.naa,
                }
                for i in self.v.innlegg
                for bruker, sak in sorted(deltakere)
                if sak == i.sak
            ),
        )
        bulk(
            Utskrift,
            (
                {"sak_id": sak, "ordered_by_id": bruker, "ordered_at": self.v.naa, "valg": {"deler": []}}
                for bruker, sak in sorted(deltakere)
            ),
        )

    def _put_innhold_i(self, sak: Sak) -> None:
        naa, idag, av = self.v.naa, self.v.idag, {"created_by_id": self.av.pk}
        ider = {navn: uuid5(sak.id, navn) for navn in ("moete", "maal", "tiltak")}
        self.objekter[sak.id] = ider
        her = {"sak_id": sak.id}
        bulk(l.Stafettlogg, [her | {"opened_by_id": self.av.pk}])
        bulk(l.Melding, [her | {"tekst": "Hei", "sent_by_id": self.av.pk}])
        bulk(
            l.Moete,
            [her | {"id": ider["moete"], "starter_at": naa, "sted": "Her", "called_by_id": self.av.pk}],
        )
        bulk(
            l.Moetedeltaker,
            (
                her | {"moete_id": ider["moete"], "bruker_id": bruker}
                for bruker in sorted({d.bruker for d in self.v.deltakere if d.sak == sak.id} | {self.av.pk})
            ),
        )
        bulk(Maal, [her | av | {"id": ider["maal"], "tekst": "Trives"}])
        tiltak = {
            "id": ider["tiltak"],
            "tittel": "Lesing",
            "arena": "hjem",
            "starter": idag,
            "evalueres": idag,
        }
        bulk(Tiltak, [her | av | tiltak | {"ansvarlig_id": self.av.pk}])
        bulk(
            Evaluering, [her | {"tiltak_id": ider["tiltak"], "grad": "hjalp", "evaluated_by_id": self.av.pk}]
        )
        nivaa = self.nivaaer[sak.kommune]
        bulk(
            b.Nivaaendring,
            [her | {"til_nivaa": nivaa, "dato": idag, "begrunnelse": "Enige", "decided_by_id": self.av.pk}],
        )
        bulk(b.Stegstatus, [her | {"steg": nivaa.steg.first()}])
        self._put_samordning(sak)
        ferdig = {"ferdig_at": naa, "ferdig_by_id": self.av.pk}
        bulk(b.Skjemautfylling, (her | av | en | {"mal": self.mal} for en in ({}, ferdig)))

    def _put_samordning(self, sak: Sak) -> None:
        """Somebody of the world is named to coordinate, mostly outside the case: it opens nothing."""
        naa, idag, her = self.v.naa, self.v.idag, {"sak_id": sak.id}
        hvem = self.v.personer[sak.id.int % len(self.v.personer)].id
        hva = {"rettighet": self.rettigheter[sak.kommune], "tjeneste_id": sak.tjeneste, "familien_vil": True}
        nar = {"gjelder_fra": idag, "begrunnelse": "Fordi", "decided_at": naa, "decided_by_id": self.av.pk}
        bulk(b.Koordinering, [her | hva | nar | {"bruker_id": hvem}])

    def _put_tillatelser(self) -> None:
        # Names like add_innlegg are Django's own for the entry too: guardian's are those of the case.
        rader = dict(DjangoPermission.objects.filter(content_type__model="sak").values_list("codename", "pk"))
        bulk(
            b.SakUserObjectPermission,
            (
                {"user_id": bruker, "content_object_id": sak, "permission_id": rader[verb]}
                for bruker, sak, verb in sorted(self.v.tillatelser)
            ),
        )


def set_clock(verden: Verden) -> None:
    """Let the rule's clock stand at the world's moment until the transaction ends."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION tilgang_naa() RETURNS timestamptz LANGUAGE sql STABLE AS"
            f" $$ SELECT timestamptz '{verden.naa.isoformat()}' $$"
        )


def periode(rad: Any) -> dict[str, Any]:
    return {"gyldig_fra": rad.fra, "gyldig_til": rad.til}


def bulk(model: type[Model], rader: Iterable[dict[str, Any]]) -> None:
    """Insert rows as they are; the model's own defaults fill in the rest."""
    model._base_manager.bulk_create(model(**rad) for rad in rader)
