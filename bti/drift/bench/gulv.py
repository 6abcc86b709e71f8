"""The floor: the same questions by hand and strings glued together in a bare WSGI function.

No framework, no access rule, no audit, no template: the least that Python and PostgreSQL can do this work for.
Run by granian as the web server of the app is; the person comes in a header.
"""

import os
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import parse_qs

import psycopg

Start = Callable[[str, list[tuple[str, str]]], Any]

_connection: psycopg.Connection | None = None

PERSON = "SELECT id, navn FROM bti_bruker WHERE id = %s AND is_active"
LISTE = """
SELECT s.id, h.navn, h.foedselsdato, n.nummer, n.navn, b.navn, t.navn, s.sist_endret
  FROM bti_deltaker d
  JOIN bti_sak s ON s.id = d.sak_id
  JOIN bti_hovedperson h ON h.id = s.hovedperson_id
  JOIN bti_nivaa n ON n.id = s.nivaa_id
  JOIN bti_tjeneste t ON t.id = s.tjeneste_id
  LEFT JOIN bti_deltaker sh ON sh.sak_id = s.id AND sh.rolle = 'stafettholder'
  LEFT JOIN bti_bruker b ON b.id = sh.bruker_id
 WHERE d.bruker_id = %s ORDER BY s.sist_endret DESC LIMIT 26"""
SAK = """
SELECT s.id, h.navn, h.foedselsdato, n.nummer, n.navn, t.navn FROM bti_sak s
  JOIN bti_hovedperson h ON h.id = s.hovedperson_id JOIN bti_nivaa n ON n.id = s.nivaa_id
  JOIN bti_tjeneste t ON t.id = s.tjeneste_id
 WHERE s.id = %s AND EXISTS (SELECT 1 FROM bti_deltaker d WHERE d.sak_id = s.id AND d.bruker_id = %s)"""
DELTAKERE = """
SELECT b.navn, d.rolle, t.navn FROM bti_deltaker d JOIN bti_bruker b ON b.id = d.bruker_id
  LEFT JOIN bti_tjeneste t ON t.id = d.tjeneste_id WHERE d.sak_id = %s"""
INNLEGG = """
SELECT i.id, i.innleggstype, i.tekst, i.created_at, b.navn
  FROM stafettlogg_innlegg i JOIN bti_bruker b ON b.id = i.created_by_id
 WHERE i.sak_id = %s ORDER BY i.created_at DESC LIMIT 200"""
SOEK = """
SELECT i.id, i.sak_id, h.navn, i.tekst, i.created_at
  FROM bti_deltaker d JOIN bti_sak s ON s.id = d.sak_id JOIN bti_hovedperson h ON h.id = s.hovedperson_id
  JOIN stafettlogg_innlegg i ON i.sak_id = s.id
 WHERE d.bruker_id = %s AND i.soek @@ websearch_to_tsquery('norwegian', %s) ORDER BY i.created_at DESC LIMIT 25"""
NY = """
INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id)
SELECT gen_random_uuid(), d.sak_id, 'notat', %s, now(), d.bruker_id
  FROM bti_deltaker d WHERE d.sak_id = %s AND d.bruker_id = %s"""


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Answer /liste, /sak/<id>, /sok and /ny."""
    person, path = environ["HTTP_X_PERSON"], environ["PATH_INFO"]
    connection = _connect()
    _, navn = next(iter(connection.execute(PERSON, [person], prepare=True)))
    if path == "/liste":
        body = _liste(connection.execute(LISTE, [person], prepare=True).fetchall())
    elif path == "/sok":
        ord_ = _posted(environ)["q"][0]
        body = _soek(connection.execute(SOEK, [person, ord_], prepare=True).fetchall())
    elif path == "/ny":
        posted = _posted(environ)
        connection.execute(NY, [posted["tekst"][0], posted["sak"][0], person], prepare=True)
        start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
        return [b""]
    else:
        body = _sak(connection, path.rpartition("/")[2], person)
    top = f"<!doctype html><html lang=nb><title>Stafett</title><header>{escape(navn)}</header>"
    page = f"{top}<main>{body}</main>".encode()
    start_response(
        "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    )
    return [page]


def _connect() -> psycopg.Connection:
    global _connection
    if _connection is None:
        _connection = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
    return _connection


def _posted(environ: dict[str, Any]) -> dict[str, list[str]]:
    return parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())


def _liste(rows: list[tuple[Any, ...]]) -> str:
    return "<table>" + "".join(
        f'<tr><td><a href="/sak/{sak}">{escape(barn)}</a></td><td>{foedt:%d.%m.%Y}</td>'
        f"<td>{nummer} {escape(nivaa)}</td><td>{escape(holder or '')}</td><td>{escape(tjeneste)}</td>"
        f"<td>{endret:%d.%m.%Y}</td></tr>"
        for sak, barn, foedt, nummer, nivaa, holder, tjeneste, endret in rows
    ) + "</table>"  # fmt: skip


def _sak(connection: psycopg.Connection, sak: str, person: str) -> str:
    row = next(iter(connection.execute(SAK, [sak, person], prepare=True)))
    _, barn, foedt, nummer, nivaa, tjeneste = row
    deltakere = "".join(
        f"<li>{escape(navn)} {rolle} {escape(hvor or '')}</li>"
        for navn, rolle, hvor in connection.execute(DELTAKERE, [sak], prepare=True)
    )
    innlegg = "".join(
        f'<article id="innlegg-{pk}"><h3>{slag}</h3><p>{escape(navn)} {skrevet:%d.%m.%Y kl. %H.%M}</p>'
        f"<p>{escape(tekst)}</p></article>"
        for pk, slag, tekst, skrevet, navn in connection.execute(INNLEGG, [sak], prepare=True)
    )
    topp = f"<h1>{escape(barn)}</h1><p>{foedt:%d.%m.%Y} {nummer} {escape(nivaa)} {escape(tjeneste)}</p>"
    return f"{topp}<ul>{deltakere}</ul>{innlegg}"


def _soek(rows: list[tuple[Any, ...]]) -> str:
    return "".join(
        f'<p><a href="/sak/{sak}">{escape(barn)}</a> {skrevet:%d.%m.%Y} {escape(tekst)}</p>'
        for _, sak, barn, tekst, skrevet in rows
    )
