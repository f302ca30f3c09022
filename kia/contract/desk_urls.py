from django.urls import path

from kia.contract import correction_views as corrections
from kia.contract import desk_views as desk
from kia.contract import import_views as files
from kia.contract import row_views as rows

app_name = "contract"

urlpatterns = [
    path("", desk.years, name="years"),
    path("<int:year>/", desk.year, name="year"),
    path("<int:year>/stap/<slug:action>/", desk.step, name="step"),
    path("<int:year>/<slug:which>.<slug:form>", desk.year_file, name="file"),
    path("<int:year>/inzet/nieuw/", rows.new, name="row_new"),
    path("<int:year>/inzet/<int:pk>/", rows.change, name="row"),
    path("<int:year>/inzet/<int:pk>/bevestig/", rows.confirm, name="row_confirm"),
    path("<int:year>/inzet/<int:pk>/verwijder/", rows.remove, name="row_remove"),
    path(
        "<int:year>/inzet/<int:pk>/correctie/", corrections.correct, name="correction"
    ),
    path("<int:year>/ontbreekt/", corrections.add_missing, name="missing_row"),
    path(
        "<int:year>/correctie/<int:pk>/bevestig/",
        corrections.confirm,
        name="correction_confirm",
    ),
    path(
        "<int:year>/correctie/<int:pk>/intrekken/",
        corrections.withdraw,
        name="correction_withdraw",
    ),
    path("<int:year>/import/", files.upload, name="import"),
    path("<int:year>/import/<int:pk>/", files.accept, name="import_accept"),
    path("<int:year>/import/invullen.<slug:form>", files.example, name="example"),
]
