"""Print-outs."""

from django.urls import path

from bti.utskrift import views

app_name = "utskrift"
urlpatterns = [
    path("sak/<uuid:sak_id>/utskrift/", views.utskrift_new, name="new"),
    path("utskrift/<uuid:utskrift_id>/", views.utskrift_detail, name="detail"),
    path("utskrift/<uuid:utskrift_id>/fil/", views.utskrift_fil, name="fil"),
]
