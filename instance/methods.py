"""The methods that a page with a form answers to."""

from django.views.decorators.http import require_http_methods

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])
