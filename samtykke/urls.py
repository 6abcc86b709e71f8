"""The staff's pages about consent; the family's: urls_familie_svar.py."""

from django.urls import path

from samtykke import views, views_aapen, views_invitert

app_name = "samtykke"
urlpatterns = [
    path("hvem-maa-si-ja/", views_aapen.hvem_maa_si_ja, name="hvem-maa-si-ja"),
    path(
        "hvem-maa-si-ja/<uuid:kommune_id>/", views_aapen.hvem_maa_si_ja_kommune, name="hvem-maa-si-ja-kommune"
    ),
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="list"),
    path("sak/<uuid:sak_id>/samtykke/be-om/", views.samtykke_request, name="request"),
    path("sak/<uuid:sak_id>/familien-inviterer/", views_invitert.invitert_new, name="invitert-new"),
]
