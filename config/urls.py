from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.practice import choose
from missions.matrix.views import matrix_page
from missions.pictures import of_all
from portal import admin as coverage
from portal.views import letter

handler400 = "instance.requests.refused_by_django"
urlpatterns = [
    path("", include("portal.urls")),
    path("missies/", include("missions.urls")),
    path("themas/", include("themes.urls")),
    path("sleuteltechnologieen/", include("keytech.urls")),
    path("bronnen/", include("sources.urls")),
    path("", include("organisations.urls")),
    path("", include("policy.urls")),
    path("", include("kia.urls")),
    # Without a namespace: many rooms link to these.
    path("matrix/", matrix_page, name="matrix"),
    path("grafieken/horizon.<slug:form>", of_all, name="horizon"),
    path("brief/", letter, name="letter"),
    path("melding/", include("instance.urls")),
    path("beheer/dekking/", admin.site.admin_view(coverage.texts), name="coverage"),
    path(
        "beheer/dekking/<int:number>/",
        admin.site.admin_view(coverage.make),
        name="coverage_make",
    ),
    # One page to change a password, with its rules and its message by mail.
    path(
        "beheer/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
    ),
    path("beheer/", admin.site.urls),
    path("account/", include("accounts.urls")),
    path("werk/", include("kia.desk.urls")),
    path("werk/bijdragen/", include("kia.drafting.urls")),
    path("werk/verzoeken/", include("kia.requests.desk_urls")),
    path("werk/", include("kia.board.urls")),
    path("werk/bijdragen/", include("kia.review.urls")),
    path("werk/contract/", include("kia.contract.desk_urls")),
    path("werk/team/", include("kia.people.urls")),
    path("", include("kia.mailing.urls")),
]
handler500 = "instance.failures.server_error"
if not settings.PRODUCTION:
    urlpatterns.append(path("oefenen/", choose, name="practice"))
