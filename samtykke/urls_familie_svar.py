"""What the family is asked, and its answers: under «familie» (stafettlogg/urls_familie.py)."""

from django.urls import path

from samtykke import views_familie as views

urlpatterns = [
    path("sak/<uuid:sak_id>/samtykke/", views.samtykke_list, name="samtykke"),
    path("samtykke/<uuid:krav_id>/", views.samtykke_answer, name="samtykke-svar"),
    path("samtykke/<uuid:krav_id>/papir/", views.samtykke_papir, name="samtykke-papir"),
    path("samtykke/spraak/", views.lesespraak_choose, name="lesespraak"),
    path("samtykke/<uuid:samtykke_id>/lest/", views.samtykke_lest, name="samtykke-lest"),
    path("samtykke/<uuid:samtykke_id>/trekk/", views.samtykke_withdraw, name="samtykke-trekk"),
]
