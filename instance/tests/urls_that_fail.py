from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import include, path


def fails(request):
    return 1 / 0


def is_slow(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.4)")
    return HttpResponse()


def loses_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


# Nobody has to be signed in.
loses_database.login_required = False
handler500 = "instance.failures.server_error"
urlpatterns = [
    path("werk/weg/", loses_database),
    path("stuk/", fails),
    path("traag/", is_slow),
    path("beheer/traag/", is_slow),
    path("", include("config.urls")),
]
