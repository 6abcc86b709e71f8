"""What the family is asked, and its answers: under «familie» (stafettlogg/urls_familie.py)."""

from django.urls import path

from samtykke import views_familie as views

urlpatterns = [
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="samtykke"),
    path("sak/<uuid:sak_id>/samtykke/svar/", views.samtykke_answer_all, name="samtykke-svar-flere"),
    path("samtykke/<uuid:krav_id>/", views.samtykke_answer, name="samtykke-svar"),
    path("samtykke/<uuid:samtykke_id>/trekk/", views.samtykke_withdraw, name="samtykke-trekk"),
    path("samtykke/<uuid:samtykke_id>/endre/", views.samtykke_narrow, name="samtykke-snevre"),
]
