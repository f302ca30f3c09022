"""What only `make bench` adds to the site: a bare view and a way past the cache."""

from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from instance.page_cache import PageCache

SKIP_CACHE = "X-Skip-Cache"


class SkippablePageCache(PageCache):
    def __call__(self, request):
        if SKIP_CACHE in request.headers:
            return self.get_response(request)
        return super().__call__(request)


@require_safe
def bare(request, size):
    return HttpResponse(b"a" * size)


urlpatterns = [
    path("bench/<int:size>/", bare),
    path("", include("config.urls")),
]
