"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bti.settings.prod")
application = get_wsgi_application()

# What the start has made lives as long as the process: the collector need not walk it at every page. A page makes some
# thousand objects and hardly a ring, so it looks less often too. Together 8 % of a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
