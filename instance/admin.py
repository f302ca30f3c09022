"""The admin as a whole: what it is called."""

from django.contrib import admin

admin.site.site_header = "Missieregister – beheer"
admin.site.site_title = "Missieregister – beheer"
admin.site.index_title = "Beheer"
