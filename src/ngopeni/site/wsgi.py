"""What the server calls, ours or any other."""

import os

from django.core.wsgi import get_wsgi_application

from ngopeni.kernel.workspace import close_to_others

close_to_others()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ngopeni.site.settings")
application = get_wsgi_application()
