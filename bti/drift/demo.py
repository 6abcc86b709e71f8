"""`./stafett demo`: made-up Solvik, whole, on one machine, until Ctrl-C."""

import argparse
import fcntl
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import IO

from bti.drift import miljoe, systembibliotek, tjenere
from bti.drift.barn import Barn, stop_all, watch
from bti.drift.klargjoering import prepare
from bti.drift.prosess import wait_until
from bti.drift.steder import KORT, ROT, Feil, demo_folder, ensure_folder
from bti.drift.tjenere import Tjenere

FOERSTE_PORT = 8000
_holdte_porter: list[IO[str]] = []
ROLLELISTE = ROT / "fixtures" / "demo" / "rolleliste.json"


def main(arguments: list[str]) -> int:
    """Start everything, say where it is, look after it, and stop it all in the end."""
    choices = _parse(arguments)
    folder = ensure_folder(demo_folder(), passable=True)
    with (folder / "demo.lock").open("a") as door:
        if not _try_lock(door):
            print(
                f"Demoen går allerede: {_read_state(folder).get('adresse', '')}\nStopp den med: ./stafett stopp"
            )
            return 0
        _listen_for_stop()
        try:
            _run(folder, choices)
        except KeyboardInterrupt:
            print("\nAlt er stoppet. Det du har skrevet, er lagret til neste gang.")
    return 0


def stop_running() -> bool:
    """Ask a demo that runs in another window to stop, and wait. Return whether there was one."""
    folder = demo_folder()
    if not (folder / "demo.lock").exists():
        return False
    with (folder / "demo.lock").open("a") as door:
        if _try_lock(door):
            return False
        os.kill(int(_read_state(folder)["prosess"]), signal.SIGTERM)
        if not wait_until(lambda: _try_lock(door), seconds=30, step=0.1):
            raise Feil("Demoen stoppet ikke innen 30 sekunder.")
    return True


def _run(folder: Path, choices: argparse.Namespace) -> None:
    began = time.monotonic()
    _write_state(folder, "")
    advice = systembibliotek.ensure()
    print("Starter database og kø ...", flush=True)
    servers = tjenere.start(folder, varig=True)
    children: list[Barn] = []
    try:
        environment = miljoe.for_demo(servers)
        prepare(servers, environment)
        port = choices.port or _free_port(choices.host)
        address = f"http://{'localhost' if choices.host == '127.0.0.1' else choices.host}:{port}/"
        children += _children(folder, environment, choices, port)
        for child in children:
            child.start()
        _wait_for(f"http://127.0.0.1:{port}/livez", children)
        _write_state(folder, address)
        _present(folder, address, advice, time.monotonic() - began)
        watch(children, lambda: _look_after(servers))
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        print("\nStopper ...", flush=True)
        stop_all(children)
        servers.release()


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./stafett demo", description="Solvik på denne maskinen.")
    parser.add_argument("--host", default="127.0.0.1", help="adressen å lytte på (0.0.0.0: hele nettet ditt)")
    parser.add_argument(
        "--port", type=int, help=f"porten å lytte på (ellers første ledige fra {FOERSTE_PORT})"
    )
    return parser.parse_args(arguments)


def _children(
    folder: Path, environment: dict[str, str], choices: argparse.Namespace, port: int
) -> list[Barn]:
    logs = ensure_folder(folder / "logg")
    python = [sys.executable, "-m"]
    web = [
        *python,
        "granian",
        "--interface",
        "wsgi",
        "--host",
        choices.host,
        "--port",
        str(port),
        "--workers",
        "2",
    ]
    web += ["--blocking-threads", "4", "--respawn-failed-workers", "--no-access-log", "bti.wsgi:application"]
    worker = [*python, "celery", "-A", "bti.celery", "worker", "-c", "2"]
    worker += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    # Apart from the worker: inside it, a clock that is killed is never started again, and nobody is told.
    beat = [*python, "celery", "-A", "bti.celery", "beat", "-s", str(folder / "beat"), "--loglevel", "INFO"]
    return [
        Barn("Nettjeneren", web, environment, logs / "web.log"),
        Barn("Arbeideren", worker, environment, logs / "worker.log"),
        Barn("Klokka", beat, environment, logs / "beat.log"),
    ]


def _free_port(host: str) -> int:
    for port in range(FOERSTE_PORT, FOERSTE_PORT + 50):
        if _is_free(host, port) and _hold_port(port):
            return port
    raise Feil(
        f"Fant ingen ledig port fra {FOERSTE_PORT} til {FOERSTE_PORT + 49}. Velg en: ./stafett demo --port 9000"
    )


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _hold_port(port: int) -> bool:
    """Keep the port ours while we live. Two web servers may share one, so two demos that start at once must not."""
    try:
        door = (KORT / f"stafett-port-{port}").open("a")
    except OSError:
        return False
    if not _try_lock(door):
        door.close()
        return False
    _holdte_porter.append(door)
    return True


def _wait_for(url: str, children: list[Barn]) -> None:
    """Wait until the web answers, and bring a child back that dies on the way."""

    def ready() -> bool:
        for child in children:
            if not child.is_alive():
                child.revive()
        return _answers(url)

    if not wait_until(ready, seconds=60, step=0.1):
        raise Feil(
            f"Nettjeneren svarte ikke på 60 sekunder. Slutten av {children[0].log}:\n{children[0].tail()}"
        )


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _look_after(servers: Tjenere) -> None:
    for server in (servers.postgres, servers.valkey):
        if server and not server.is_running():
            print(f"{type(server).__name__} stoppet og startes på nytt. Se {server.log}", flush=True)
            server.start()


def _present(folder: Path, address: str, advice: str, seconds: float) -> None:
    print(f"\nStafett går på {address}   (klar på {seconds:.0f} s)\n\nLogg inn som:")
    for person in _cast():
        print(f"  {person['navn']:<14} {person['rolle']:<28} {person['hva']}")
    print(f"\nE-post som sendes, legges i {folder / 'epost'}\nLogger ligger i {folder / 'logg'}")
    if advice:
        print(f"\n{advice}")
    print("\nStopp med Ctrl-C.", flush=True)


def _cast() -> list[dict[str, str]]:
    text = miljoe.read_text(ROLLELISTE)
    return list(json.loads(text)) if text else []


def _write_state(folder: Path, address: str) -> None:
    (folder / "demo.json").write_text(json.dumps({"prosess": os.getpid(), "adresse": address}))


def _read_state(folder: Path) -> dict[str, str]:
    text = miljoe.read_text(folder / "demo.json")
    return dict(json.loads(text)) if text else {}


def _try_lock(door: IO[str]) -> bool:
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _listen_for_stop() -> None:
    """Let a closed window or `./stafett stopp` end us as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, interrupt)
