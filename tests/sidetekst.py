"""A page without its random tokens: four letters of a token may spell a name, one page in some hundred thousand."""

import re

TILFELDIG = re.compile(
    r'name="(?:csrfmiddlewaretoken|skjema_token)" value="[^"]*"|"X-CSRFToken": "[^"]*"|X-CSRFToken&quot;: &quot;\w*'
)


def without_tokens(html: str) -> str:
    """Return the page with every random token taken out, and all else as it stands."""
    return TILFELDIG.sub("", html)
