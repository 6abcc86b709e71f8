"""Celery: carries work out, holds none of it. What must not be lost lies in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bti.settings.demo")

app = Celery("stafett")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["bti.varsling", "bti.utskrift"])
