"""The staff's pages about consent; the family's: urls_familie_svar.py."""

from django.urls import path

from samtykke import (
    views,
    views_aapen,
    views_deling,
    views_invitert,
    views_koordinator,
    views_kvittering,
    views_lukking,
    views_paa_vegne,
    views_skann,
    views_uenighet,
)
from samtykke.uenighet import UENIGHETER

app_name = "samtykke"
urlpatterns = [
    path("hvem-maa-si-ja/", views_aapen.hvem_maa_si_ja, name="hvem-maa-si-ja"),
    path(
        "hvem-maa-si-ja/<uuid:kommune_id>/", views_aapen.hvem_maa_si_ja_kommune, name="hvem-maa-si-ja-kommune"
    ),
    path("sak/<uuid:sak_id>/familien-inviterer/", views_invitert.invitert_new, name="invitert-new"),
    path("samtykker/", views_koordinator.samtykke_linjer, name="linjer"),
    path("vaert-med/", views_kvittering.kvittering_list, name="kvittering-list"),
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
    path(
        "sak/<uuid:sak_id>/lukkeoenske/<uuid:lukkeoenske_id>/", views_lukking.lukkeoenske, name="lukkeoenske"
    ),
    path("uenig/", views_uenighet.uenig, name="uenig"),
    *(
        path(f"uenig/{side.sted}/", views_uenighet.uenig_side, {"navn": side.navn}, name=side.navn)
        for side in UENIGHETER
    ),
    path("samtykke/<uuid:samtykkekrav_id>/svarark/", views_paa_vegne.svarark, name="svarark"),
    path("samtykke/<uuid:samtykkekrav_id>/skriv-inn/", views_paa_vegne.svar_register, name="svar-register"),
    path("samtykke/bekreft/", views_paa_vegne.svar_to_confirm_list, name="svar-bekreft"),
    path("samtykke/bekreft/<uuid:svar_id>/", views_paa_vegne.svar_confirm, name="svar-confirm"),
    path("samtykke/bekreft/<uuid:svar_id>/skann/", views_skann.skann_to_confirm, name="svar-skann"),
    path("samtykke/svar/<uuid:paa_vegne_id>/skann/", views_skann.skann, name="skann"),
    path("samtykke/svar/<uuid:paa_vegne_id>/skann/bilde/", views_skann.skann_bilde, name="skann-bilde"),
]
