"""The safe way out: suspicion of violence, abuse or serious neglect. No address of a concern lies under a case."""

from django.urls import URLPattern, path

from bti.views import skjermet, trygg

EN = "skjermet/<uuid:skjermet_id>/"
urlpatterns: list[URLPattern] = [
    path("trygg/", trygg.trygg, name="trygg"),
    path("skjermet/", skjermet.skjermet_list, name="skjermet-list"),
    path("skjermet/ny/", skjermet.skjermet_new, name="skjermet-new"),
    path(EN, skjermet.skjermet_detail, name="skjermet-detail"),
    path(f"{EN}endre/", skjermet.skjermet_edit, name="skjermet-edit"),
    path(f"{EN}raad/", skjermet.skjermet_raad, name="skjermet-raad"),
    path(f"{EN}meldt/", skjermet.skjermet_meldt, name="skjermet-meldt"),
    path(f"{EN}navngi/", skjermet.skjermet_navngi, name="skjermet-navngi"),
    path(f"{EN}leser/<uuid:leser_id>/avslutt/", skjermet.leser_end, name="skjermet-leser-avslutt"),
    path(f"{EN}varsler/", skjermet.skjermet_frigi, name="skjermet-frigi"),
]
