"""The page of a case, in few statements: whatever the number of entries and people, the count is the same."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from bti.models import BEKREFTET, Sak, Saksstatus, Verifisering, name_to_show
from bti.models.deltaker import FAMILIEROLLER, Rolle
from bti.tilgang.porten import may
from bti.tilgang.tillatelser import Permission
from samtykke.models import Samtykkeslag
from samtykke.models.krav import name_question
from samtykke.temaliste import words_of
from samtykke.tilstand import Periode, lost_access
from stafettlogg.models import Moetestatus, Moetetype, Svar
from stafettlogg.saksside_nivaa import Nivaadel
from stafettlogg.saksside_samordning import Samordningsdel
from stafettlogg.saksside_stafett import Stafettdel
from stafettlogg.saksside_sted import Stedsdel, hide_in_innhold
from stafettlogg.saksside_veileder import Veilederdel
from tiltak.models import Grad, Tiltakstatus

SQL = Path(__file__).parent / "sql" / "saksside.sql"
Objekt = dict[str, Any]


@cache
def _sql() -> str:
    return SQL.read_text(encoding="utf-8")


def _read_innhold(sak: Sak) -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"sak": sak.pk, "i_dag": timezone.localdate()})
        raw = cursor.fetchone()[0]
    return hide_in_innhold(json.loads(raw) if isinstance(raw, str) else raw)


@dataclass
class Person:
    """Somebody who takes part, or did."""

    bruker_id: UUID
    navn: str
    rolle: str
    tilhoerighet: str
    telefon: str
    deltar: bool
    har_stengt: bool  # their own access, which moves none of what they do
    innsyn: str
    ser: bool


@dataclass
class Samtykkestatus:
    """Where the consent to one service stands, in a sentence."""

    tjeneste: str
    setning: str
    farge: str
    temaer: str = ""  # what all of them have said yes to talk about, when the service is in
    tjeneste_id: str = ""
    koder: frozenset[str] = frozenset()  # the same themes, as entries name them


@dataclass
class Ord:
    """What the child has said, and when."""

    ord: str
    tid: datetime


class Saksside(Nivaadel, Samordningsdel, Stafettdel, Stedsdel, Veilederdel):
    """Everything the page shows beside the log itself. Goals, measures and meetings are plain dictionaries."""

    def __init__(self, sak: Any) -> None:
        self.sak = sak
        self._innhold = _read_innhold(sak)
        self.personer = {p.bruker_id: p for p in map(self._person, self._innhold["deltakere"])}

    @cached_property
    def skjult_for(self) -> dict[UUID, list[str]]:
        """The names of those that each hidden entry is hidden from."""
        names: dict[UUID, list[str]] = {}
        for en in self._innhold["skjult"]:
            navn = name_to_show(en["navn"], _ubekreftet(en))
            names.setdefault(UUID(en["objekt"]), []).append(navn)
        return names

    def navn(self, bruker_id: UUID) -> str:
        """The name of somebody who takes part or took part in the case."""
        person = self.personer.get(bruker_id)
        return person.navn if person else _("Tidligere deltaker")

    def may(self, permission: Permission) -> bool:
        return may(self.sak, permission)

    @property
    def lukket(self) -> bool:
        return self.sak.status == Saksstatus.LUKKET

    @cached_property
    def deltakere(self) -> list[Person]:
        return [p for p in self.personer.values() if p.deltar]

    @property
    def lesere(self) -> str:
        """The names of those who see the case now, for «who reads this»."""
        return ", ".join(p.navn for p in self.deltakere if p.ser)

    @cached_property
    def stafettholder(self) -> str:
        return next((p.navn for p in self.deltakere if p.rolle == Rolle.STAFETTHOLDER), "")

    @cached_property
    def nivaaer(self) -> list[Objekt]:
        """The staircase of levels, for komponenter/nivaatrapp.html."""
        naa = self.sak.nivaa.nummer
        return [
            {
                "nr": n["nr"],
                "navn": n["navn"],
                "naa": n["nr"] == naa,
                "ferdig": n["nr"] < naa,
                "siden": _siden(n["dato"]) if n["nr"] == naa and not self.lukket else "",
            }
            for n in self._innhold["nivaaer"]
        ]

    @cached_property
    def samtykker(self) -> list[Samtykkestatus]:
        """One line for each service that the family has been asked about; that it is to take over has its own."""
        by_tjeneste: dict[tuple[str, str], list[Objekt]] = {}
        for krav in self._innhold["kravene"]:
            by_tjeneste.setdefault((krav["tjeneste_id"], krav["slag"]), []).append(krav)
        med_innsyn = self._innhold["innsyn"]
        med_folk = {d["tjeneste_id"] for d in self._innhold["deltakere"] if d["deltar"]}
        return [
            _ansvarstatus(krav)
            if slag == Samtykkeslag.ANSVAR
            else _samtykkestatus(
                krav, has_innsyn=tjeneste_id in med_innsyn, has_people=tjeneste_id in med_folk
            )
            for (tjeneste_id, slag), krav in by_tjeneste.items()
        ]

    def services_outside(self, temaer: Iterable[str]) -> list[str]:
        """The services in the case that do not read what has these themes, by name."""
        return [s.tjeneste for s in self.samtykker if s.tjeneste_id and not s.koder.issuperset(temaer)]

    def themes_of(self, bruker_id: UUID) -> Samtykkestatus | None:
        """The consent that somebody from another service works by, with its themes; None for everybody else."""
        deltaker = next((d for d in self._innhold["deltakere"] if d["bruker_id"] == str(bruker_id)), None)
        tjeneste_id = deltaker["tjeneste_id"] if deltaker else None
        return next((s for s in self.samtykker if tjeneste_id and s.tjeneste_id == tjeneste_id), None)

    @cached_property
    def maal_list(self) -> list[Objekt]:
        """The goals, each with ``tiltakene``."""
        return [
            maal
            | {
                "naadd_dato": _dag(maal["naadd_dato"]),
                "tiltakene": [t for t in self.tiltak_list if t["maal_id"] == maal["pk"]],
            }
            for maal in self._innhold["maal"]
        ]

    @property
    def uten_maal(self) -> list[Objekt]:
        return [t for t in self.tiltak_list if t["maal_id"] is None]

    @cached_property
    def tiltak_list(self) -> list[Objekt]:
        """The measures, those that go on first, with the name of who is responsible and the latest evaluation."""
        return [self._tiltak(tiltak) for tiltak in self._innhold["tiltak"]]

    def _tiltak(self, tiltak: Objekt) -> Objekt:
        aktivt, evalueres = (
            tiltak["status"] != Tiltakstatus.AVSLUTTET,
            date.fromisoformat(tiltak["evalueres"]),
        )
        evaluering = tiltak["evaluering"]
        return tiltak | {
            "starter": _dag(tiltak["starter"]),
            "evalueres": evalueres,
            "ansvarlig_navn": self.navn(UUID(tiltak["ansvarlig_id"])),
            "aktivt": aktivt,
            "starter_senere": aktivt and date.fromisoformat(tiltak["starter"]) > timezone.localdate(),
            "uten_ansvarlig": aktivt and self._has_left(UUID(tiltak["ansvarlig_id"])),
            "spurt": self._spurt(tiltak["spurt"]),
            "evalueringsord": Grad(evaluering["grad"]).label if evaluering else "",
            "dager_over": (timezone.localdate() - evalueres).days if aktivt else 0,
        }

    def _spurt(self, spurt: Objekt | None) -> Objekt | None:
        """Who is asked to take a measure over, and by when they answer."""
        return spurt and {
            "navn": self.navn(UUID(spurt["bruker_id"])),
            "svarfrist": date.fromisoformat(spurt["svarfrist"]),
            "bruker_id": UUID(spurt["bruker_id"]),
        }

    @cached_property
    def moeter(self) -> list[Objekt]:
        """The latest meetings, newest first."""
        return [
            m
            | {
                "starter_at": datetime.fromisoformat(m["starter_at"]),
                "held_at": datetime.fromisoformat(m["held_at"]) if m["held_at"] else None,
                "navn": str(Moetetype(m["moetetype"]).label),
            }
            for m in self._innhold["moeter"]
        ]

    def coming_moeter(self, bruker_id: UUID) -> list[Objekt]:
        """Every planned meeting, the next one first; ``mitt_svar`` is empty for who is not asked."""
        coming = [m for m in reversed(self._planlagte) if m["starter_at"] >= timezone.now()]
        return [m | self._svar(m["svarene"], bruker_id) for m in coming]

    def _svar(self, svarene: list[dict[str, str]], bruker_id: UUID) -> Objekt:
        by_id = {UUID(s["bruker"]): s["svar"] for s in svarene}
        linjer = sorted((self.navn(en), self.svar_of(en, svar)) for en, svar in by_id.items())
        return {"svar": linjer, "mitt_svar": by_id.get(bruker_id, "")}

    @cached_property
    def seere(self) -> set[UUID]:
        """Those who take part and see the case now."""
        return {p.bruker_id for p in self.deltakere if p.ser}

    def _has_left(self, bruker_id: UUID) -> bool:
        """Whether somebody who has a task no longer sees the case. A parent who waits to be confirmed has not left."""
        person = self.personer.get(bruker_id)
        if person is None or person.har_stengt:
            return person is None
        return not (person.ser or (person.deltar and person.rolle in FAMILIEROLLER))

    def svar_of(self, bruker_id: UUID, svar: str) -> str:
        """What somebody answered; nobody can answer an invitation that they cannot see."""
        if svar == Svar.IKKE_SVART and bruker_id not in self.seere:
            return _("ser ikke saken")
        return str(Svar(svar).label)

    @property
    def moeter_uten_referat(self) -> list[Objekt]:
        return [m for m in self._planlagte if m["starter_at"] < timezone.now()]

    @property
    def holdte_moeter(self) -> list[Objekt]:
        return [m for m in self.moeter if m["status"] == Moetestatus.HOLDT]

    @property
    def _planlagte(self) -> list[Objekt]:
        return [m for m in self.moeter if m["status"] == Moetestatus.PLANLAGT]

    @cached_property
    def barnets_ord(self) -> Ord | None:
        """The newest words of the child, from a meeting or an evaluation."""
        words = [
            Ord(m["barnets_ord"], m["held_at"]) for m in self.moeter if m["held_at"] and m["barnets_ord"]
        ]
        barna = [t["barn"] for t in self._innhold["tiltak"] if t["barn"]]
        words += [Ord(barn["ord"], datetime.fromisoformat(barn["tid"])) for barn in barna]
        return max(words, key=lambda o: o.tid, default=None)

    @cached_property
    def meldinger(self) -> list[Objekt]:
        """The latest messages, oldest first."""
        return [
            m | {"navn": self.navn(UUID(m["sent_by_id"])), "sent_at": datetime.fromisoformat(m["sent_at"])}
            for m in self._innhold["meldinger"]
        ]

    def _person(self, d: Objekt) -> Person:
        ser, innsyn = self._innsyn(d)
        return Person(
            bruker_id=UUID(d["bruker_id"]),
            navn=name_to_show(d["navn"], _ubekreftet(d)),
            rolle=Rolle.FAGPERSON
            if d["vikar_for"]
            else d["rolle"],  # one holds the baton; who stands in, stands in
            tilhoerighet=_tilhoerighet(d),
            telefon=d["telefon"] or "",
            deltar=d["deltar"],
            har_stengt=d["har_stengt"],
            innsyn=innsyn,
            ser=ser and d["deltar"],
        )

    def _innsyn(self, d: Objekt) -> tuple[bool, str]:
        """Whether the person sees the case now, and why, in words."""
        if d["rolle"] in FAMILIEROLLER:
            if d["verifisering"] == Verifisering.INGEN:
                return False, _("Ser ikke saken ennå: venter på at en leder bekrefter.")
            return True, _("Ser hele saken.")
        if d["tjeneste_id"] == str(self.sak.tjeneste_id):
            return True, _("Ser hele saken.")
        if d["tjeneste_id"] in self._innhold["innsyn"]:
            return True, _("Ser hele saken, med familiens samtykke.")
        spurt = {
            krav["tjeneste_id"] for krav in self._innhold["kravene"] if krav["slag"] == Samtykkeslag.INNSYN
        }
        if d["tjeneste_id"] in spurt:
            return False, _("Ser ikke saken: familien har ikke samtykket.")
        return False, _("Ser ikke saken nå.")  # nobody has asked, or it is not the reader's to know


def _period(siste: dict[str, str] | None) -> Periode | None:
    return (datetime.fromisoformat(siste["fra"]), datetime.fromisoformat(siste["slutt"])) if siste else None


def _ubekreftet(d: Objekt) -> str | None:
    """The relation of a parent who is not confirmed: shown instead of the name."""
    return None if d["verifisering"] in (None, *BEKREFTET) else d["relasjon"]


def _dag(dato: str | None) -> date | None:
    return date.fromisoformat(dato) if dato else None


def _siden(dato: str | None) -> str:
    return _("siden {dato}").format(dato=date.fromisoformat(dato).strftime("%d.%m.%Y")) if dato else ""


def _tilhoerighet(d: dict[str, Any]) -> str:
    if d["vikar_for"]:
        return _("{tjeneste}, vikar for {navn}").format(tjeneste=d["tjeneste"], navn=d["vikar_for"])
    return d["tjeneste"] or _familierolle(d)


def _familierolle(d: dict[str, Any]) -> str:
    if d["rolle"] == Rolle.UNGDOM:
        return _("den unge selv")
    relasjoner = {"mor": _("mor"), "far": _("far"), "medmor": _("medmor"), "verge": _("verge")}
    return relasjoner.get(d["relasjon"], _("foresatt"))


def _shared_themes(gitt: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(set.intersection(*(set(k["temaer"]) for k in gitt)))


def _ansvarstatus(kravene: list[dict[str, Any]]) -> Samtykkestatus:
    """How many have said yes to the service taking over; who may, and when, stands with the consents."""
    ja, nei = sum(k["til"] is not None for k in kravene), any(k["nei"] for k in kravene)
    setning = _("En har sagt nei.") if nei else _("{gitt} av {alle} har sagt ja.")
    navn = name_question(kravene[0]["tjeneste"], Samtykkeslag.ANSVAR)
    return Samtykkestatus(navn, setning.format(gitt=ja, alle=len(kravene)), "danger" if nei else "info")


def _samtykkestatus(kravene: list[dict[str, Any]], *, has_innsyn: bool, has_people: bool) -> Samtykkestatus:
    tjeneste = kravene[0]["tjeneste"]
    gitt = [k for k in kravene if k["til"]]
    sagt_nei = any(k["nei"] for k in kravene)
    if sagt_nei and not has_innsyn:
        return Samtykkestatus(tjeneste, _("En har sagt nei. Tjenesten ser ingenting."), "danger")
    if has_innsyn and gitt:
        til = date.fromisoformat(min(k["til"] for k in gitt)).strftime("%d.%m.%Y")
        setning = _("Alle har sagt ja, til {dato}.").format(dato=til)
        if sagt_nei:
            setning = _("En har sagt nei til å fornye. Tjenesten ser saken til {dato}.").format(dato=til)
        if not has_people:
            setning += " " + _("Ingen fra tjenesten er med ennå. De kan inviteres nå.")
        farge = "success" if has_people else "info"
        koder = _shared_themes(gitt)
        temaer = ", ".join(words_of(list(koder)))
        return Samtykkestatus(tjeneste, setning, farge, temaer, kravene[0]["tjeneste_id"], koder)
    if lost_access([_period(k["siste"]) for k in kravene]):
        return Samtykkestatus(
            tjeneste, _("Et samtykke er trukket eller gått ut. Tjenesten ser ikke saken lenger."), "warning"
        )
    setning = _("{gitt} av {alle} har sagt ja. Tjenesten ser ingenting ennå.")
    return Samtykkestatus(tjeneste, setning.format(gitt=len(gitt), alle=len(kravene)), "warning")
