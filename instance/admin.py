"""The admin as a whole: what it is called, and the Dutch of its scripts."""

from django.contrib import admin
from django.views.i18n import JavaScriptCatalog

from instance.admin_reports import ErrorReportAdmin
from instance.models import ErrorReport

admin.site.site_header = "Beheer"
admin.site.site_title = "Beheer · Missieregister"
admin.site.index_title = "Beheer"
# Django's own gives no way to add words.
admin.site.i18n_javascript = JavaScriptCatalog.as_view(
    packages=["django.contrib.admin", "instance"]
)
admin.site.register(ErrorReport, ErrorReportAdmin)
