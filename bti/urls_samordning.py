"""Teams, questions without a name, forms, rights and coordination."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
