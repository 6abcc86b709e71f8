"""Becoming the owner or the app, for the whole test connection."""

from django.db import connection


def become_owner() -> None:
    """Reconnect as the owner of the tables."""
    connection.close()
    connection.settings_dict["OPTIONS"].pop("assume_role", None)


def become_app() -> None:
    """Reconnect so that every statement runs as the app role, as in production."""
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = "stafett_app"
