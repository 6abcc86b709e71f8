"""The staff's pages about worries and cases."""

from django.urls import path

from bti.views import kladd

app_name = "bti"
urlpatterns = [
    path("kladd/", kladd.kladd_save, name="kladd-save"),
    path("okt/forleng/", kladd.oekt_extend, name="okt-forleng"),
]
