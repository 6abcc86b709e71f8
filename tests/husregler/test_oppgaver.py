"""Tasks and their timetable: what beat sends exists, and every task names its purpose."""

from types import SimpleNamespace

from bti.celery import app
from bti.tilgang.aktoer import Formaal


def our_tasks() -> dict:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def find_ghosts(schedule, tasks) -> list[str]:
    """Return entries of the timetable whose task is not registered."""
    return [name for name, entry in schedule.items() if entry["task"] not in tasks]


def test_every_scheduled_task_exists():
    assert app.conf.beat_schedule
    assert find_ghosts(app.conf.beat_schedule, our_tasks()) == []


def test_a_task_that_does_not_exist_is_found():
    assert find_ghosts({"tikk": {"task": "varsling.finnes_ikke"}}, our_tasks()) == ["tikk"]


def find_purposeless(tasks) -> list[str]:
    """Return tasks that were not made with the house's decorator, or do not hold on to their message until done."""
    return [
        name
        for name, task in tasks.items()
        if not isinstance(getattr(task, "formaal", None), Formaal)
        or not task.ignore_result
        or task.max_retries
    ]


def test_every_task_names_its_purpose():
    assert our_tasks()
    assert find_purposeless(our_tasks()) == []


def test_a_task_without_a_purpose_is_found():
    assert find_purposeless({"ny": SimpleNamespace(ignore_result=True, max_retries=0)}) == ["ny"]
