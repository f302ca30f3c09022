"""Admin pages of what comes about elsewhere."""

from instance.admin_base import RegisterAdmin


class OnlyRead(RegisterAdmin):
    """Nothing of it comes, changes or goes in Beheer."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
