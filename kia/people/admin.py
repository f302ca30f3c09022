"""Roles in Beheer: give, end and hand over; invite somebody with one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from accounts.models import User
from instance import clock
from instance.admin_base import RegisterAdmin
from kia.models import InvitedRole, RoleGrant
from kia.people import inviting, roles
from kia.people.forms import HandoverForm, InvitedRoleForm, RoleGrantForm
from kia.people.register_rights import may_enter
from kia.permissions import may
from organisations.models import TOPSECTORS, Kind, Organisation

admin.site.has_permission = may_enter

VACANT = "Niemand heeft nu nog deze rol: {}. Geef die aan iemand."


class IsOver(admin.SimpleListFilter):
    title = "geldig"
    parameter_name = "geldig"

    def lookups(self, request, model_admin):
        return [("nu", "Nu"), ("voorbij", "Voorbij")]

    def queryset(self, request, queryset):
        current = RoleGrant.objects.not_over(clock.today()).values("pk")
        if self.value() == "nu":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() else queryset


class ForAdmins(RegisterAdmin):
    """Only who manages people sees these pages at all."""

    # `manage_people`, without reading roles for the menu of every page.
    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    @admin.display(description="waarvoor")
    def what_for(self, record):
        return record.organisation or record.agenda or "het hele register"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organisation":
            found = Organisation.objects.filter(kind__in=[*TOPSECTORS, Kind.DEPARTMENT])
            kwargs["queryset"] = found
        if db_field.name == "person":
            kwargs["queryset"] = User.objects.filter(is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(RoleGrant)
class RoleGrantAdmin(ForAdmins):
    form = RoleGrantForm
    fields = ["person", "role", "organisation", "agenda", "valid_from", "valid_until"]
    list_display = ["person", "role", "what_for"]
    list_display += ["valid_from", "valid_until", "granted_by"]
    list_select_related = ["person", "organisation", "agenda", "granted_by"]
    list_filter = [IsOver, "role"]
    search_fields = ["person__email", "person__name"]
    actions = ["end_today"]
    change_list_template = "admin/kia/rolegrant_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.hand_over)
        own = [path("overdragen/", view, name="kia_rolegrant_hand_over")]
        return own + super().get_urls()

    def has_change_permission(self, request, obj=None):
        over = obj and obj.valid_until and obj.valid_until <= clock.today()
        return request.user.is_superuser and not over

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        # What a role was does not change: it ends, and another begins.
        return [f for f in self.fields if obj and f != "valid_until"]

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        return {"valid_from": clock.today()} | given

    def save_model(self, request, obj, form, change):
        if not change:
            obj.granted_by = request.user
        super().save_model(request, obj, form, change)

    @admin.action(permissions=["change"], description="Beëindig de gekozen rollen nu")
    def end_today(self, request, queryset):
        chosen = list(queryset.not_over(clock.today()))
        roles.end(RoleGrant.objects.filter(pk__in=[grant.pk for grant in chosen]))
        words = "1 rol is" if len(chosen) == 1 else f"{len(chosen)} rollen zijn"
        self.message_user(request, f"{words} beëindigd.", messages.SUCCESS)
        self.warn_of(request, roles.vacant(chosen))

    def warn_of(self, request, vacant):
        for grant in vacant:
            self.message_user(request, VACANT.format(grant), messages.WARNING)

    def hand_over(self, request):
        if not may("manage_people", request.user):
            raise PermissionDenied
        form = HandoverForm(request.POST or None, initial=request.GET.dict())
        if form.is_valid() and "confirmed" in request.POST:
            handover = form.hand_over(request.user)
            text = f"Alle rollen zijn overgedragen: {handover}."
            self.message_user(request, text, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:kia_rolegrant_changelist"))
        context = self.admin_site.each_context(request)
        context |= {"title": "Draag alle rollen over", "form": form, "opts": self.opts}
        return TemplateResponse(request, "admin/kia/hand_over.html", context)


@admin.register(InvitedRole)
class InvitedRoleAdmin(ForAdmins):
    form = InvitedRoleForm
    fields = ["email", "name", "role", "organisation", "agenda"]
    list_display = ["invitation", "role", "what_for"]
    list_display += ["offered_by", "valid_until", "accepted_at"]
    list_select_related = ["invitation", "organisation", "agenda", "offered_by"]
    search_fields = ["invitation__email", "invitation__name"]
    actions = None

    @admin.display(description="geldig tot")
    def valid_until(self, offer):
        return offer.invitation.valid_until

    @admin.display(description="gebruikt op")
    def accepted_at(self, offer):
        return offer.invitation.accepted_at

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        unused = obj is None or obj.invitation.accepted_at is None
        return unused and request.user.is_superuser

    def save_model(self, request, obj, form, change):
        given = ("email", "name", "role", "organisation", "agenda")
        what = {name: form.cleaned_data[name] for name in given}
        offer = inviting.invite(by=request.user, **what)
        obj.pk, obj.invitation, obj._state.adding = offer.pk, offer.invitation, False
        until = timezone.localtime(offer.invitation.valid_until)
        text = f"De link in de uitnodiging werkt tot en met {until:%d-%m-%Y, %H:%M}."
        self.message_user(request, text, messages.INFO)

    def delete_model(self, request, obj):
        inviting.take_back(obj)
