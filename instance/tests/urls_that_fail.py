from django.urls import include, path


def fails(request):
    return 1 / 0


urlpatterns = [path("stuk/", fails), path("", include("config.urls"))]
