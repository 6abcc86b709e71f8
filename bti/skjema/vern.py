"""The signed token in every form, the draft behind it, and the text of a session that ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from bti.models import Kladd
from bti.tilgang.forespoersel import Forespoersel

SALT = "stafett.skjema"
TOKEN = "skjema_token"  # noqa: S105 (the name of a field)
# Beside the tokens: the buttons, and where the form was. Nobody has written them.
IKKE_I_KLADD = {TOKEN, "csrfmiddlewaretoken", "gjort", "utkast", "behold", "fra"}
NUMMERFELT = "foedselsnummer"  # a field whose name ends so is never kept in a draft
MAKS_TEGN = 200_000
LEVETID = timedelta(days=7)
# Texts held for those whose session ended: so many in one browser, together no longer than one may be. A token that
# has expired may have been copied long ago: it holds a little.
VENTENDE = "ventende_skjema"
MAKS_VENTENDE = 10
MAKS_TEGN_UTLOEPT = 20_000


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


def read_token(token: str, *, levetid: timedelta | None = LEVETID) -> Skjemanoekkel | None:
    """Return what a token says, or None when it is not ours or too old. What keeps a text asks without ``levetid``."""
    try:
        bruker, skjema, objekt, noekkel = signing.loads(token, salt=SALT, max_age=levetid)
    except (signing.BadSignature, ValueError):
        return None
    return Skjemanoekkel(UUID(bruker), skjema, UUID(objekt) if objekt else None, UUID(noekkel))


def may_be_kept(name: str) -> bool:
    return name not in IKKE_I_KLADD and not name.endswith(NUMMERFELT)


def _felter_of(data: QueryDict) -> dict[str, list[str]] | None:
    felter = {
        _clean(name): [_clean(value) for value in data.getlist(name)] for name in data if may_be_kept(name)
    }
    return None if _length(felter) > MAKS_TEGN else felter


def _clean(text: str) -> str:
    """PostgreSQL takes no NUL, and nobody means one."""
    return text.replace("\0", "")


def _length(felter: dict[str, list[str]]) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in felter.items())


def save_kladd(noekkel: Skjemanoekkel, felter: dict[str, list[str]]) -> Kladd:
    """Keep the fields as the person's own draft of this form."""
    kladd, _ = Kladd.objects.update_or_create(
        bruker_id=noekkel.bruker_id,
        skjema=noekkel.skjema,
        objekt_id=noekkel.objekt_id,
        defaults={"felter": felter, "saved_at": timezone.now()},
    )
    return kladd


def save_posted_kladd(request: Forespoersel) -> Kladd | None:
    """Keep what a form has posted as a draft; None when the token is not this person's or the text is too long."""
    noekkel = read_token(request.POST.get(TOKEN, ""), levetid=None)
    felter = _felter_of(request.POST)
    if noekkel is None or felter is None or noekkel.bruker_id != request.aktoer.bruker_id:
        return None
    return save_kladd(noekkel, felter)


def keep_lost(request: Forespoersel, ids: Iterable[Any]) -> Kladd | None:
    """Keep what was sent to something the person no longer sees, and did see when the form was opened.

    The token proves it: it is theirs, and it names one of the ``ids`` in the address. Without it nothing is kept,
    and the answer is the one that an unknown address gets.
    """
    noekkel = read_token(request.POST.get(TOKEN, ""), levetid=None)
    if noekkel is None or noekkel.objekt_id is None or noekkel.objekt_id not in set(ids):
        return None
    return save_posted_kladd(request)


def keep_unsent(request: HttpRequest) -> bool:
    """The session has ended: hold the text in the anonymous session, bound to the person who wrote it.

    Return whether there was a text that may be held.

    Each form has its own place, so the second of two tabs does not push the first one's text out.
    """
    token = request.POST.get(TOKEN, "")
    noekkel, felter = read_token(token, levetid=None), _felter_of(request.POST)
    if noekkel is None or not felter:
        return False
    if read_token(token) is None and _length(felter) > MAKS_TEGN_UTLOEPT:
        return False
    plass = f"{noekkel.bruker_id}/{noekkel.skjema}/{noekkel.objekt_id}"
    held = {key: one for key, one in request.session.get(VENTENDE, {}).items() if key != plass}
    request.session[VENTENDE] = _newest(held | {plass: {"token": token, "felter": felter}})
    return True


def _newest(held: dict[str, Any]) -> dict[str, Any]:
    """Drop the oldest until what is left is neither too many nor too long."""
    kept = list(held.items())[-MAKS_VENTENDE:]
    while sum(_length(one["felter"]) for _, one in kept) > MAKS_TEGN:
        del kept[0]
    return dict(kept)


def give_back_unsent(ventende: dict[str, Any], *, bruker_id: UUID) -> dict[str, Any]:
    """Turn the person's held texts into drafts. Return the others', unseen: they wait for those who wrote them."""
    rest = {}
    for plass, one in ventende.items():
        noekkel = read_token(one["token"], levetid=None)
        if noekkel and noekkel.bruker_id == bruker_id:
            save_kladd(noekkel, one["felter"])
        else:
            rest[plass] = one
    return rest
