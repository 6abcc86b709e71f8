"""Forms: filling them in, in a case and about a worry, and on paper."""

from django.urls import URLPattern, path

from bti.views import skjema, skjemamal, undringsskjema

urlpatterns: list[URLPattern] = [
    path("skjema/", undringsskjema.skjema_list, name="skjema-list"),
    path("skjema/<uuid:skjemamal_id>/papir/", undringsskjema.skjemamal_papir, name="skjemamal-papir"),
    path("oppsett/skjema/", skjemamal.skjemamal_admin, name="skjemamal-admin"),
    path("oppsett/skjema/nytt/", skjemamal.skjemamal_new, name="skjemamal-new"),
    path(
        "oppsett/skjema/<uuid:skjemamal_id>/ny-versjon/",
        skjemamal.skjemamal_versjon,
        name="skjemamal-versjon",
    ),
    path("oppsett/skjema/<uuid:skjemamal_id>/bruk/", skjemamal.skjemamal_bruk, name="skjemamal-bruk"),
    path("oppsett/skjema/<uuid:skjemautkast_id>/", skjemamal.skjemamal_edit, name="skjemamal-edit"),
    path("oppsett/skjema/<uuid:skjemautkast_id>/om/", skjemamal.skjemamal_om, name="skjemamal-om"),
    path(
        "oppsett/skjema/<uuid:skjemautkast_id>/spoersmaal/", skjemamal.skjemamal_felt, name="skjemamal-felt"
    ),
    path("oppsett/skjema/<uuid:skjemautkast_id>/flytt/", skjemamal.skjemamal_flytt, name="skjemamal-flytt"),
    path("oppsett/skjema/<uuid:skjemautkast_id>/vis/", skjemamal.skjemamal_vis, name="skjemamal-vis"),
    path(
        "oppsett/skjema/<uuid:skjemautkast_id>/publiser/",
        skjemamal.skjemamal_publiser,
        name="skjemamal-publiser",
    ),
    path("oppsett/skjema/<uuid:skjemautkast_id>/slett/", skjemamal.skjemamal_slett, name="skjemamal-slett"),
    path("sak/<uuid:sak_id>/skjema/", skjema.skjema_sak, name="skjema-sak"),
    path("sak/<uuid:sak_id>/skjema/nytt/", skjema.skjema_sak_new, name="skjema-sak-new"),
    path("utfylling/<uuid:utfylling_id>/", skjema.utfylling, name="utfylling"),
    path("utfylling/<uuid:utfylling_id>/fyll-ut/", skjema.utfylling_edit, name="utfylling-edit"),
    path("utfylling/<uuid:utfylling_id>/kast/", skjema.utfylling_kast, name="utfylling-kast"),
    path("utfylling/<uuid:utfylling_id>/papir/", skjema.utfylling_papir, name="utfylling-papir"),
    path("undring/<uuid:undring_id>/skjema/", undringsskjema.skjema_undring, name="skjema-undring"),
    path(
        "undring/<uuid:undring_id>/skjema/nytt/",
        undringsskjema.skjema_undring_new,
        name="skjema-undring-new",
    ),
    path(
        "undring/utfylling/<uuid:undringsutfylling_id>/",
        undringsskjema.undringsutfylling,
        name="undringsutfylling",
    ),
    path(
        "undring/utfylling/<uuid:undringsutfylling_id>/fyll-ut/",
        undringsskjema.undringsutfylling_edit,
        name="undringsutfylling-edit",
    ),
    path(
        "undring/utfylling/<uuid:undringsutfylling_id>/kast/",
        undringsskjema.undringsutfylling_kast,
        name="undringsutfylling-kast",
    ),
    path(
        "undring/utfylling/<uuid:undringsutfylling_id>/papir/",
        undringsskjema.undringsutfylling_papir,
        name="undringsutfylling-papir",
    ),
]
