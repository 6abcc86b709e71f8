"""An anchor outside the database: what is signed, with what, and how it reads as a line in a file.

Nothing here asks the database: the same code makes a line and, years later, judges it.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

_BEGYNNELSEN = datetime(1970, 1, 1, tzinfo=UTC)


class UtenNoekkel(Exception):
    """This process has no key to sign with, or one that is no key."""


class UlesbarLinje(Exception):
    """A line is not one that this program has written."""


@dataclass(frozen=True)
class Anker:
    """One day's head over all chains, as it is sent out of the house."""

    nr: int
    dag: date
    tid: datetime
    kjeder: int
    ledd: int
    hode: bytes
    forrige: bytes
    noekkel: bytes
    signatur: bytes

    @property
    def tekst(self) -> str:
        """What is hashed and signed: the same line as ``revisjon_ankertekst`` makes."""
        mikro = (self.tid - _BEGYNNELSEN) // timedelta(microseconds=1)
        felter = (
            self.nr,
            self.dag.isoformat(),
            mikro,
            self.kjeder,
            self.ledd,
            self.hode.hex(),
            self.forrige.hex(),
        )
        return "|".join(["stafett-anker-1", *map(str, felter)])

    @property
    def hash(self) -> bytes:
        return sha256(self.tekst.encode()).digest()

    def is_signed_by(self, noekler: set[bytes]) -> bool:
        """Whether the signature is that of one of the trusted keys."""
        if self.noekkel not in noekler:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.noekkel).verify(self.signatur, self.tekst.encode())
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_linje(self) -> str:
        """Return the line of the file: JSON that a person can read too."""
        felter = {
            "anker": self.nr,
            "dag": self.dag.isoformat(),
            "tid": self.tid.astimezone(UTC).isoformat(timespec="microseconds"),
            "kjeder": self.kjeder,
            "ledd": self.ledd,
            "hode": self.hode.hex(),
            "forrige": self.forrige.hex(),
            "hash": self.hash.hex(),
            "noekkel": self.noekkel.hex(),
            "signatur": self.signatur.hex(),
        }
        return json.dumps(felter, ensure_ascii=False)


def read_linje(linje: str) -> Anker:
    """Return the anchor of a line. Raises UlesbarLinje; one whose own hash is wrong is unreadable too."""
    try:
        felter = json.loads(linje)
        anker = Anker(
            nr=int(felter["anker"]),
            dag=date.fromisoformat(felter["dag"]),
            tid=datetime.fromisoformat(felter["tid"]),
            kjeder=int(felter["kjeder"]),
            ledd=int(felter["ledd"]),
            hode=bytes.fromhex(felter["hode"]),
            forrige=bytes.fromhex(felter["forrige"]),
            noekkel=bytes.fromhex(felter["noekkel"]),
            signatur=bytes.fromhex(felter["signatur"]),
        )
        if anker.hash.hex() != felter["hash"]:
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise UlesbarLinje from fault
    return anker


def read_private_key() -> Ed25519PrivateKey:
    """Return the key that this process signs with. Raises UtenNoekkel."""
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.ANKERNOEKKEL))
    except ValueError as fault:
        raise UtenNoekkel from fault


def public_key() -> bytes:
    """Return the other half, which may be given to anybody. Raises UtenNoekkel."""
    return read_private_key().public_key().public_bytes_raw()


def trusted_keys(ekstra: list[str]) -> set[bytes]:
    """Return the public keys that a signature may be by: our own if it is here, the settings', and the given."""
    noekler = {bytes.fromhex(en) for en in [*settings.ANKER_OFFENTLIGE_NOEKLER, *ekstra]}
    if settings.ANKERNOEKKEL:
        noekler.add(public_key())
    return noekler


def in_groups(hash_: bytes, antall: int = 8) -> str:
    """Write the beginning of a hash in groups of four, as a person reads it aloud or types it from paper."""
    tekst = hash_.hex()[: antall * 4]
    return " ".join(tekst[i : i + 4] for i in range(0, len(tekst), 4))
