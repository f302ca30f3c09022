from django.contrib import admin
from django.urls import include, path

from portal.views import letter

urlpatterns = [
    path("", include("portal.urls")),
    path("missies/", include("missions.urls")),
    path("themas/", include("themes.urls")),
    # Without a namespace: every room links to a passage in the letter.
    path("brief/", letter, name="letter"),
    path("beheer/", admin.site.urls),
]
