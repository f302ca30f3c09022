"""Settings of `make bench`: the real ones, on a database of their own."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES, MIDDLEWARE

DATABASES["default"]["NAME"] = "missieregister_bench"
ROOT_URLCONF = "portal.bench_urls"
MIDDLEWARE = ["portal.bench_urls.SkippablePageCache", *MIDDLEWARE[1:]]
