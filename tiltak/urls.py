"""The pages of tiltak."""

from django.urls import URLPattern

app_name = "tiltak"
urlpatterns: list[URLPattern] = []
