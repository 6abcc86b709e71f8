"""The pages of varsling."""

from django.urls import path

from bti.varsling import views

app_name = "varsling"
urlpatterns = [
    path("varsler/", views.varsel_list, name="list"),
    path("varsler/lest/", views.varsel_read_all, name="read-all"),
    path("varsler/<uuid:varsel_id>/aapne/", views.varsel_read, name="read"),
]
