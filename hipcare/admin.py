"""Accounts, and what people own: as much as is needed to help or to erase, and no answers.

What people answer and how it felt is about their health. Admins see how much there is, never what
it says.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hipcare.models import User
from routines.models import Routine, Session, Step
from screening.models import Answer, Person

admin.site.site_header = "Hipcare: edit the content"
admin.site.site_title = "Hipcare admin"
admin.site.index_title = "What would you like to edit?"
# One way in for everybody: the site's own log-in, with its limits on guessing.
admin.site.login = secure_admin_login(admin.site.login)
# Content is retired. Only what belongs to people goes in one press.
admin.site.disable_action("delete_selected")


class Erasable:
    """Deleting erases: the history keeps that it was done, not whose it was."""

    actions = ["delete_selected"]
    delete_confirmation_max_display = 0  # how much goes, not what it says

    def log_deletions(self, request, queryset):
        erased = [str(row.pk) for row in queryset]
        entries = super().log_deletions(request, queryset)
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), object_id__in=erased
        ).update(object_repr="erased")
        return entries


class ReadOnly:
    view_on_site = False
    can_delete = False
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class RoutineInline(ReadOnly, admin.TabularInline):
    model = Routine
    fields = ("name", "made_at", "saved_at")
    show_change_link = True


class SessionInline(ReadOnly, admin.TabularInline):
    model = Session
    fields = ("routine_name", "done_at")
    verbose_name_plural = "sessions (how they felt is not shown)"


class StepInline(ReadOnly, admin.TabularInline):
    model = Step
    fields = ("place", "technique", "side", "phase", "seconds", "tool", "position")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("technique", "tool", "position")


@admin.register(User)
class UserAdmin(Erasable, DjangoUserAdmin):
    list_display = ("email", "is_active", "is_staff", "is_superuser", "date_joined", "last_login")
    search_fields = ("email",)
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (
            "What they may do",
            {
                "fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"],
                "description": "Someone who edits content is staff, and has the permissions or a "
                "group that has them.",
            },
        ),
        ("When", {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "usable_password", "password1", "password2"],
            },
        )
    ]

    def get_readonly_fields(self, request, obj=None):
        """The person changes their own address: the old one must not stay a way in."""
        fixed = [*self.readonly_fields, *["email"] * bool(obj)]
        if not request.user.is_superuser:
            fixed += ["is_staff", "is_superuser", "groups", "user_permissions"]
        return fixed

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)


def _may_touch(user, account) -> bool:
    """Only a superuser changes a superuser, so that nobody can make themselves one."""
    return user.is_superuser or account is None or not account.is_superuser


def _number_of(model):
    rows = model.objects.filter(person=OuterRef("pk")).order_by().values("person")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


@admin.register(Person)
class PersonAdmin(ReadOnly, Erasable, admin.ModelAdmin):
    list_display = ("name", "account", "used_at", "answers", "routines", "sessions")
    list_select_related = ("user",)
    list_filter = ("used_at",)
    ordering = ("-used_at",)
    search_fields = ("user__email", "name")
    search_help_text = "E-mail address or name"
    fields = ("name", "account", "made_at", "used_at", "answers", "routines", "sessions")
    readonly_fields = fields
    inlines = [RoutineInline, SessionInline]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_of_answers=_number_of(Answer),
                number_of_routines=_number_of(Routine),
                number_of_sessions=_number_of(Session),
            )
        )

    @admin.display(ordering="user__email", empty_value="a guest")
    def account(self, person):
        return person.user

    @admin.display(ordering="number_of_answers", description="answers kept")
    def answers(self, person):
        return person.number_of_answers

    @admin.display(ordering="number_of_routines")
    def routines(self, person):
        return person.number_of_routines

    @admin.display(ordering="number_of_sessions")
    def sessions(self, person):
        return person.number_of_sessions


@admin.register(Routine)
class RoutineAdmin(ReadOnly, Erasable, admin.ModelAdmin):
    list_display = ("name", "person", "account", "made_at", "changed_at", "saved_at")
    list_select_related = ("person__user",)
    list_filter = ("made_at",)
    search_fields = ("name", "person__user__email")
    search_help_text = "The routine's name or the owner's e-mail address"
    fields = ("name", "person", "account", "made_at", "changed_at", "saved_at")
    readonly_fields = fields
    inlines = [StepInline]

    @admin.display(ordering="person__user__email", empty_value="a guest")
    def account(self, routine):
        return routine.person.user
