"""The pages of varsling."""

from django.urls import URLPattern

app_name = "varsling"
urlpatterns: list[URLPattern] = []
