"""The guide: read, kept and published."""

from django.urls import URLPattern, path

from bti.views import veileder

urlpatterns: list[URLPattern] = [
    path("veileder/", veileder.veileder, name="veileder"),
    path("veileder/sok/", veileder.veileder_soek, name="veileder-soek"),
    path("veileder/<uuid:serie_id>/", veileder.veileder_serie, name="veileder-serie"),
    path("veileder/<uuid:serie_id>/skriv-ut/", veileder.veileder_papir, name="veileder-papir"),
    path("veileder/steg/<uuid:steg_varig>/", veileder.veileder_steg, name="veileder-steg"),
]
