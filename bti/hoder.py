"""Headers that keep case data out of browsers and caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class HodeMiddleware:
    """Nothing that this app answers is kept: phones are shared and stolen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["X-Frame-Options"] = "DENY"  # for browsers older than frame-ancestors
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if response.status_code in {403, 404, 405} and getattr(request, "htmx", False):
            # The refusal takes the whole page's place: nothing of a case that was lost stays on the screen.
            response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#innhold", "innerHTML"
        return response
