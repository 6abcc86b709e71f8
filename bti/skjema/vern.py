"""The signed token in every form, the draft behind it, and the text of a session that ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from bti.models import Kladd

SALT = "stafett.skjema"
TOKEN = "skjema_token"  # noqa: S105 (the name of a field)
IKKE_I_KLADD = {TOKEN, "csrfmiddlewaretoken"}
NUMMERFELT = "foedselsnummer"  # a field whose name ends so is never kept in a draft
MAKS_TEGN = 200_000
VENTENDE = "ventende_skjema"


@dataclass(frozen=True)
class Skjemanoekkel:
    """Which form this is, for whom, about what, and the key of the row it will make."""

    bruker_id: UUID
    skjema: str
    objekt_id: UUID | None
    noekkel: UUID

    def sign(self) -> str:
        return signing.dumps(
            [str(self.bruker_id), self.skjema, str(self.objekt_id or ""), str(self.noekkel)], salt=SALT
        )


def new_noekkel(bruker_id: UUID, skjema: str, objekt_id: UUID | None) -> Skjemanoekkel:
    """Return a fresh key for a form that is being shown."""
    return Skjemanoekkel(bruker_id, skjema, objekt_id, uuid4())


def read_token(token: str) -> Skjemanoekkel | None:
    """Return what a token says, or None when it is not ours."""
    try:
        bruker, skjema, objekt, noekkel = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Skjemanoekkel(UUID(bruker), skjema, UUID(objekt) if objekt else None, UUID(noekkel))


def _may_be_kept(name: str) -> bool:
    return name not in IKKE_I_KLADD and not name.endswith(NUMMERFELT)


def _felter_of(data: QueryDict) -> dict[str, list[str]] | None:
    felter = {name: data.getlist(name) for name in data if _may_be_kept(name)}
    too_long = sum(len(v) for values in felter.values() for v in values) > MAKS_TEGN
    return None if too_long else felter


def save_kladd(noekkel: Skjemanoekkel, felter: dict[str, list[str]]) -> Kladd:
    """Keep the fields as the person's own draft of this form."""
    kladd, _ = Kladd.objects.update_or_create(
        bruker_id=noekkel.bruker_id,
        skjema=noekkel.skjema,
        objekt_id=noekkel.objekt_id,
        defaults={"felter": felter, "saved_at": timezone.now()},
    )
    return kladd


def save_posted_kladd(request: HttpRequest) -> Kladd | None:
    """Keep what a form has posted as a draft; None when the token is not this person's or the text is too long."""
    noekkel = read_token(request.POST.get(TOKEN, ""))
    felter = _felter_of(request.POST)
    if noekkel is None or felter is None or noekkel.bruker_id != request.aktoer.bruker_id:
        return None
    return save_kladd(noekkel, felter)


def keep_lost(request: HttpRequest, ids: Iterable[Any]) -> Kladd | None:
    """Keep what was sent to something the person no longer sees, and did see when the form was opened.

    The token proves it: it is theirs, and it names one of the ``ids`` in the address. Without it nothing is kept,
    and the answer is the one that an unknown address gets.
    """
    noekkel = read_token(request.POST.get(TOKEN, ""))
    if noekkel is None or noekkel.objekt_id is None or noekkel.objekt_id not in set(ids):
        return None
    return save_posted_kladd(request)


def keep_unsent(request: HttpRequest) -> None:
    """The session has ended: hold the text in the anonymous session, bound to the person who wrote it."""
    token = request.POST.get(TOKEN, "")
    felter = _felter_of(request.POST)
    if felter and read_token(token):
        request.session[VENTENDE] = {"token": token, "felter": felter}


def give_back_unsent(ventende: dict[str, Any] | None, *, bruker_id: UUID) -> bool:
    """Turn the held text into the person's draft. Somebody else's text is dropped, unseen."""
    noekkel = read_token(ventende["token"]) if ventende else None
    if noekkel is None or noekkel.bruker_id != bruker_id:
        return False
    save_kladd(noekkel, ventende["felter"])
    return True
