"""The control of the record, and who has looked on paper."""

from django.urls import path

from bti.revisjon import views, views_kontroll

app_name = "revisjon"
urlpatterns = [
    path("logg/kontroll/", views_kontroll.kontroll_list, name="kontroll-list"),
    path("logg/kontroll/avgjort/", views_kontroll.kontroll_avgjort, name="kontroll-avgjort"),
    path("logg/kontroll/<uuid:kontroll_id>/", views_kontroll.kontroll_detail, name="kontroll-detail"),
    path("sak/<uuid:sak_id>/hvem-har-sett/papir/", views.sak_hvem_har_sett_papir, name="papir"),
]
