"""Reading the environment: a variable that is missing is named, with where it is described."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def read(name: str, default: str | None = None) -> str:
    """Return NAME, or the content of the file that NAME_FILE points at.

    Raises ImproperlyConfigured, naming the variable, when neither is set and there is no default.
    """
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    if default is not None:
        return default
    raise ImproperlyConfigured(f"{name} (eller {name}_FILE) må være satt. Se docs/drift.md.")


def read_bool(name: str, *, default: bool = False) -> bool:
    """Return whether NAME is one of 1, true, yes, on."""
    return read(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def read_list(name: str, default: str = "") -> list[str]:
    """Return NAME split at commas, without empty parts."""
    return [part.strip() for part in read(name, default).split(",") if part.strip()]


def database_from(url: str) -> dict[str, Any]:
    """Turn a postgres:// address into Django's dictionary; ?host=/folder names a unix socket."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL må begynne med postgresql://. Stafett kjører bare på PostgreSQL."
        )
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "bti.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "OPTIONS": dict(query),
    }
