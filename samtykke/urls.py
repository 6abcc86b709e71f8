"""The staff's pages about consent; the family's: urls_familie_svar.py."""

from django.urls import path

from samtykke import views, views_deling, views_uenighet
from samtykke.uenighet import UENIGHETER

app_name = "samtykke"
urlpatterns = [
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="list"),
    path("sak/<uuid:sak_id>/samtykke/be-om/", views.samtykke_request, name="request"),
    path("sak/<uuid:sak_id>/delt-uten-samtykke/", views_deling.deling_list, name="deling-list"),
    path("sak/<uuid:sak_id>/delt-uten-samtykke/ny/", views_deling.deling_new, name="deling-new"),
    path(
        "sak/<uuid:sak_id>/delt-uten-samtykke/<uuid:egen_deling_id>/rett/",
        views_deling.deling_correct,
        name="deling-rett",
    ),
    path("delt-uten-samtykke/", views_deling.vurdering_list, name="deling-vurderinger"),
    path("delt-uten-samtykke/<uuid:deling_id>/", views_deling.vurdering_new, name="deling-vurder"),
    path("uenig/", views_uenighet.uenig, name="uenig"),
    *(
        path(f"uenig/{side.sted}/", views_uenighet.uenig_side, {"navn": side.navn}, name=side.navn)
        for side in UENIGHETER
    ),
]
