"""The pages of samtykke."""

from django.urls import URLPattern

app_name = "samtykke"
urlpatterns: list[URLPattern] = []
