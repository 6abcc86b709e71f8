"""What the family is asked, and its answers: under «familie» (stafettlogg/urls_familie.py)."""

from django.urls import path

from samtykke import views_deling, views_lukking, views_skann
from samtykke import views_familie as views

urlpatterns = [
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="samtykke"),
    path("sak/<uuid:sak_id>/samtykke/svar/", views.samtykke_answer_all, name="samtykke-svar-flere"),
    path("samtykke/<uuid:krav_id>/", views.samtykke_answer, name="samtykke-svar"),
    path("samtykke/<uuid:krav_id>/papir/", views.samtykke_papir, name="samtykke-papir"),
    path("samtykke/papir/<uuid:samtykkeark_id>/", views.samtykke_ark, name="samtykke-ark"),
    path("samtykke/papir/<uuid:samtykkeark_id>/fil/", views.samtykke_ark_fil, name="samtykke-ark-fil"),
    path("samtykke/spraak/", views.lesespraak_choose, name="lesespraak"),
    path("samtykke/<uuid:samtykke_id>/lest/", views.samtykke_lest, name="samtykke-lest"),
    path("samtykke/<uuid:samtykke_id>/trekk/", views.samtykke_withdraw, name="samtykke-trekk"),
    path("sak/<uuid:sak_id>/delt-uten-samtykke/", views_deling.familie_deling_list, name="deling-list"),
    path("samtykke/svar/<uuid:mitt_svar_id>/skann/", views_skann.skann_for_giver, name="samtykke-skann"),
    path("samtykke/<uuid:samtykke_id>/endre/", views.samtykke_narrow, name="samtykke-snevre"),
    path("sak/<uuid:sak_id>/avslutte/", views_lukking.familie_lukkeoenske, name="lukkeoenske"),
    path("sak/<uuid:sak_id>/familien/", views.invitasjoner, name="invitasjoner"),
    path("sak/<uuid:sak_id>/familien/ny/", views.invitasjon_new, name="invitasjon-new"),
    path("sak/<uuid:sak_id>/familien/trekk/", views.invitasjon_trekk, name="invitasjon-trekk"),
]
