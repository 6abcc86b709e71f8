"""A municipality's own server, behind a proxy that speaks HTTPS."""

from bti.settings.base import *  # noqa: F403
from bti.settings.base import env

ALLOWED_HOSTS = env.read_list("ALLOWED_HOSTS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-stafett"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.read("EMAIL_HOST", "localhost"),
            "port": int(env.read("EMAIL_PORT", "25")),
            "username": env.read("EMAIL_HOST_USER", ""),
            "password": env.read("EMAIL_HOST_PASSWORD", ""),
            "use_tls": env.read_bool("EMAIL_USE_TLS", default=True),
            "timeout": 10,
        },
    }
}
REDIS_URL = env.read("REDIS_URL")
