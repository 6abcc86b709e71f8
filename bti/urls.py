"""The map of the site: staff under /, families under /familie/."""

from django.conf import settings
from django.urls import include, path

from bti.views import feil, helse, innlogging, spraak

handler403 = feil.forbidden
handler404 = feil.not_found
handler500 = feil.server_error

innlogging_urls = (
    [
        path("logg-inn/", innlogging.velg, name="velg"),
        path("logg-inn/demo/", innlogging.demo_inn, name="demo"),
        path("logg-ut/", innlogging.logg_ut, name="logg-ut"),
    ],
    "innlogging",
)

urlpatterns = [
    path("livez", helse.livez, name="livez"),
    path("readyz", helse.readyz, name="readyz"),
    path("", include(innlogging_urls)),
    path("spraak/", spraak.change_spraak, name="set_language"),
    path("", include("bti.urls_bti")),
    path("", include("samtykke.urls")),
    path("", include("tiltak.urls")),
    path("", include("stafettlogg.urls")),
    path("", include("bti.revisjon.urls")),
    path("", include("bti.varsling.urls")),
    path("", include("bti.utskrift.urls")),
    path("", include("bti.statistikk.urls")),
    path("familie/", include("stafettlogg.urls_familie")),
]

if settings.DEMO_INNLOGGING:
    from bti.views_komponenter import familie, galleri

    urlpatterns += [
        path("komponenter/", galleri, name="komponenter"),
        path("komponenter/familie/", familie, name="komponenter-familie"),
    ]
