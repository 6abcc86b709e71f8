"""What the tests of the weekly control share: a week of ordinary work, and readings put into it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from bti.models import Bruker, Kommunerolletype
from bti.revisjon.jobb import control_weeks
from bti.revisjon.models import Hendelse, Loggkontroll
from tests import factories as f
from tests.eier import as_owner

OSLO = ZoneInfo("Europe/Oslo")
TIRSDAG, LOERDAG = 1, 5


def mandag():
    """Monday of the last week that is over."""
    i_dag = timezone.localdate()
    return i_dag - timedelta(days=i_dag.weekday() + 7)


def at(dag: int, klokke: str = "10.00") -> datetime:
    """A moment in that week, on clocks in Oslo."""
    hour, minute = klokke.split(".")
    return datetime.combine(mandag() + timedelta(days=dag), time(int(hour), int(minute)), OSLO)


def lesninger(bruker, sak, antall: int, tjeneste: str = "Solvik skole", handling: str = "sak.lest") -> None:
    """Many readings at once, as the record holds them."""
    with as_owner():
        foerste = Hendelse.objects.filter(kjede_id=sak.pk).count() + 1
        Hendelse.objects.bulk_create(
            Hendelse(
                kjede_id=sak.pk, sak_id=sak.pk, nr=foerste + n, tidspunkt=at(TIRSDAG) + timedelta(minutes=n),
                aktoer_id=bruker.pk, aktoer_navn=bruker.navn, aktoer_tjeneste=tjeneste, handling=handling,
                salt=b"", salt_hash=b"", innhold_hash=b"", forrige_hash=b"", hash=b"",
            )
            for n in range(antall)
        )  # fmt: skip


def picks(*grunner: str) -> set[tuple[str, str]]:
    """Run the control; return who was picked and why."""
    control_weeks()
    with as_owner():
        rows = Loggkontroll.objects.filter(grunn__in=grunner) if grunner else Loggkontroll.objects.all()
        return set(rows.values_list("grunn", "leser_navn"))


def ombud(verden, kommune, navn="Unni Ombud") -> Bruker:
    bruker = f.BrukerFactory(navn=navn)
    f.KommunerolleFactory(bruker=bruker, kommune=kommune, rolle=Kommunerolletype.PERSONVERNOMBUD)
    return bruker
