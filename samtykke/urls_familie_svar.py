"""What the family is asked, and its answers: under «familie» (stafettlogg/urls_familie.py)."""

from django.urls import path

from samtykke import views_familie as views

urlpatterns = [
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="samtykke"),
    path("samtykke/<uuid:krav_id>/", views.samtykke_answer, name="samtykke-svar"),
    path("samtykke/<uuid:samtykke_id>/trekk/", views.samtykke_withdraw, name="samtykke-trekk"),
    path("sak/<uuid:sak_id>/familien/", views.invitasjoner, name="invitasjoner"),
    path("sak/<uuid:sak_id>/familien/ny/", views.invitasjon_new, name="invitasjon-new"),
    path("sak/<uuid:sak_id>/familien/trekk/", views.invitasjon_trekk, name="invitasjon-trekk"),
]
