"""The safe way out: suspicion of violence, abuse or serious neglect. No address of a concern lies under a case."""

from django.urls import URLPattern, path

from bti.views import frigivelse, skjermet, skjermet_papir, tilbakehold, trygg

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
    path(f"{EN}sak/", skjermet.skjermet_sak, name="skjermet-sak"),
    path(f"{EN}leser/<uuid:leser_id>/avslutt/", skjermet.leser_end, name="skjermet-leser-avslutt"),
    path(f"{EN}varsler/", frigivelse.skjermet_frigi, name="skjermet-frigi"),
    path(f"{EN}behold/", skjermet.skjermet_keep, name="skjermet-behold"),
    path("tilbakehold/", tilbakehold.tilbakehold_list, name="tilbakehold-list"),
    path("tilbakehold/<uuid:ledig_id>/ansvar/", tilbakehold.tilbakehold_ansvar, name="tilbakehold-ansvar"),
    path(
        "tilbakehold/<uuid:tilbakehold_id>/varsler/", frigivelse.tilbakehold_frigi, name="tilbakehold-frigi"
    ),
    path(f"{EN}papir/", skjermet_papir.skjermet_papir, name="skjermet-papir"),
]
