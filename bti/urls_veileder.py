"""The guide: read, kept and published."""

from django.urls import URLPattern, path

from bti.views import veileder

urlpatterns: list[URLPattern] = [
    path("veileder/", veileder.veileder, name="veileder"),
]
