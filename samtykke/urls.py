"""The staff's pages about consent; the family's: urls_familie_svar.py."""

from django.urls import path

from samtykke import views, views_kvittering

app_name = "samtykke"
urlpatterns = [
    path("vaert-med/", views_kvittering.kvittering_list, name="kvittering-list"),
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="list"),
    path("sak/<uuid:sak_id>/samtykke/be-om/", views.samtykke_request, name="request"),
]
