"""The staff's pages about consent; the family's: urls_familie_svar.py."""

from django.urls import path

from samtykke import views, views_paa_vegne

app_name = "samtykke"
urlpatterns = [
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="list"),
    path("sak/<uuid:sak_id>/samtykke/be-om/", views.samtykke_request, name="request"),
    path("samtykke/<uuid:samtykkekrav_id>/svarark/", views_paa_vegne.svarark, name="svarark"),
    path("samtykke/<uuid:samtykkekrav_id>/skriv-inn/", views_paa_vegne.svar_register, name="svar-register"),
    path("samtykke/bekreft/", views_paa_vegne.svar_to_confirm_list, name="svar-bekreft"),
    path("samtykke/bekreft/<uuid:svar_id>/", views_paa_vegne.svar_confirm, name="svar-confirm"),
]
