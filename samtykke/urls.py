"""The staff's pages about consent; the family's: urls_familie_svar.py."""

from django.urls import path

from samtykke import (
    views,
    views_aapen,
    views_ansvar,
    views_deling,
    views_invitert,
    views_koordinator,
    views_kvittering,
    views_lukking,
    views_oppsett,
    views_paa_vegne,
    views_ring,
    views_skann,
    views_uenighet,
)
from samtykke.temaliste import STANDARD
from samtykke.uenighet import UENIGHETER

app_name = "samtykke"
urlpatterns = [
    path("hvem-maa-si-ja/", views_aapen.hvem_maa_si_ja, name="hvem-maa-si-ja"),
    path(
        "hvem-maa-si-ja/<uuid:kommune_id>/", views_aapen.hvem_maa_si_ja_kommune, name="hvem-maa-si-ja-kommune"
    ),
    path("sak/<uuid:sak_id>/familien-inviterer/", views_invitert.invitert_new, name="invitert-new"),
    path("oppsett/samtykke/", views_oppsett.oppsett, name="oppsett"),
    path("oppsett/samtykke/<uuid:oppsett_kommune_id>/regel/", views_oppsett.regel_edit, name="regel-edit"),
    path("oppsett/samtykke/<uuid:oppsett_kommune_id>/tema/", views_oppsett.tema_new, name="tema-new"),
    *(
        path(
            f"oppsett/samtykke/<uuid:oppsett_kommune_id>/tema/{kode}/",
            views_oppsett.tema_standard,
            {"kode": kode},
            name=f"tema-{kode}",
        )
        for kode in STANDARD
    ),
    path("oppsett/samtykketema/<uuid:kommunetema_id>/", views_oppsett.tema_edit, name="tema-edit"),
    path("samtykker/", views_koordinator.samtykke_linjer, name="linjer"),
    path("vaert-med/", views_kvittering.kvittering_list, name="kvittering-list"),
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="list"),
    path("sak/<uuid:sak_id>/samtykke/be-om/", views.samtykke_request, name="request"),
    path("sak/<uuid:sak_id>/samtykke/ta-over/", views_ansvar.ansvar_request, name="request-ansvar"),
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
    path("samtykke/<uuid:samtykkekrav_id>/ringt/", views_ring.samtykke_ringt, name="ringt"),
    path("samtykke/bekreft/", views_paa_vegne.svar_to_confirm_list, name="svar-bekreft"),
    path("samtykke/bekreft/<uuid:svar_id>/", views_paa_vegne.svar_confirm, name="svar-confirm"),
    path("samtykke/bekreft/<uuid:svar_id>/skann/", views_skann.skann_to_confirm, name="svar-skann"),
    path("samtykke/svar/<uuid:paa_vegne_id>/skann/", views_skann.skann, name="skann"),
    path("samtykke/svar/<uuid:paa_vegne_id>/skann/bilde/", views_skann.skann_bilde, name="skann-bilde"),
]
