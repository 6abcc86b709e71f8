"""Run in the app's environment: sessions and form tokens for the measured people, as JSON on standard output."""

import json
import sys
from uuid import UUID

import django


def main() -> None:
    """Print one object per measured person."""
    django.setup()
    import hashlib

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from bti.drift.bench.fylling import MAALTE
    from bti.models import Bruker
    from bti.skjema.vern import new_noekkel
    from bti.tilgang.oekter import SessionStore
    from stafettlogg.forms import InnleggForm

    def nr(slag: int, n: int) -> UUID:
        return UUID(hashlib.md5(f"{slag}:{n}".encode(), usedforsecurity=False).hexdigest())

    people = []
    each = -(-int(sys.argv[1]) // MAALTE) + 1
    for n in range(MAALTE):
        bruker = Bruker(pk=nr(7, n))  # row security hides the row from whoever is nobody
        session = SessionStore()
        session[SESSION_KEY] = str(bruker.pk)
        session[BACKEND_SESSION_KEY] = "bti.tilgang.innlogging.IdentitetBackend"
        session[HASH_SESSION_KEY] = bruker.get_session_auth_hash()
        session.create()
        sak = nr(11, n)
        tokens = [new_noekkel(bruker.pk, InnleggForm.skjema, sak).sign() for _ in range(each)]
        people.append(
            {"bruker_id": str(bruker.pk), "session": session.session_key, "sak_id": str(sak), "token": tokens}
        )
    print(json.dumps(people))


main()
