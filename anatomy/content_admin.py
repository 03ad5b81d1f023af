"""How admins edit content: worded for people who do not program, and safe from slips.

The rooms' admin pages build on these classes. They never touch the content's version: models do.
"""

from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.checks import CheckMessage, run_checks
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from anatomy.content import Content, kept_by_version
from anatomy.content_forms import ContentForm, SourcesField
from anatomy.models import Source

EVERYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


def uses(row: Content) -> list[str]:
    """What names this row, as links. The row's own parts, which go when it goes, do not count.

    What people own is counted, never listed.
    """
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.concrete or not relation.auto_created or relation.on_delete is models.CASCADE:
            continue
        model = relation.related_model
        users = model._default_manager.filter(**{relation.field.name: row})
        if issubclass(model, Content):
            found += [_link(user) for user in users]
        elif number := users.count():
            found.append(
                f"{model._meta.verbose_name_plural} that people own: {number}".capitalize()
            )
    return list(dict.fromkeys(found))


def _link(row: Content) -> str:
    page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    name = Truncator(str(row)).chars(80)
    kind = row._meta.verbose_name.capitalize()
    text = '{}: <a href="{}">{}</a> ({})'  # many answers are just "Yes": the slug tells which
    return format_html(text, kind, reverse(page, args=[row.pk]), name, row.slug)


class ContentFields:
    """Fields sized for texts, and relations that can be chosen by their words."""

    form = ContentForm
    checkboxes: tuple[str, ...] = ()  # relations to the few: seen whole, ticked one by one
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if type(db_field) is models.CharField and not db_field.choices and db_field.max_length > 60:
            kwargs["widget"] = AdminTextInputWidget(attrs={"class": "vLargeTextField"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # a red cross beside each choice asks for slips
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.related_model is Source:
            kwargs["form_class"] = SourcesField
        if db_field.name in self.checkboxes:
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return _chosen_once(super().formfield_for_manytomany(db_field, request, **kwargs))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return field if db_field.name in self.autocomplete_fields else _chosen_once(field)


def _chosen_once(field):
    """Fetch the choices once for a page, not once for each row on it."""
    field.choices = list(field.choices)
    return field


class InUse(admin.SimpleListFilter):
    title = "in use"
    parameter_name = "in_use"

    def lookups(self, request, model_admin):
        return [("yes", "Yes"), ("no", "No, retired")]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(retired_at__isnull=self.value() == "yes")


def find_faults() -> list[CheckMessage]:
    """What the content linter says of the content as it is in this transaction."""
    return run_checks(tags=["content"], databases=["default"])


# For pages that only look: what is kept must not come from a transaction that may be undone.
faults_now = kept_by_version(find_faults)


def _blocking(faults: list[CheckMessage]) -> list[str]:
    """Of these, what may not be in use, each with the row that it is about."""
    return [f"{fault.obj}: {fault.msg}" for fault in faults if fault.id == "content.W001"]


class NotAllowed(Exception):
    """What was written may not be in use; its arguments say why."""


class ContentAdmin(ContentFields, admin.ModelAdmin):
    """Content is retired and brought back. It can be deleted only while nothing names it."""

    can_retire = True
    actions = ["retire", "bring_back"]
    save_on_top = True
    delete_confirmation_template = "admin/delete_content.html"
    delete_confirmation_max_display = 0

    def get_list_display(self, request):
        return (*self.list_display, "in_use") if self.can_retire else self.list_display

    def get_list_filter(self, request):
        return (*self.list_filter, InUse) if self.can_retire else self.list_filter

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        return super().get_actions(request, action_location) if self.can_retire else {}

    def get_fieldsets(self, request, obj=None):
        fields = ["slug", "order", *["retired_at"] * self.can_retire, *["used_by"] * bool(obj)]
        kept = ("Order, address and use", {"fields": fields, "classes": ["collapse"]})
        return [*self.fieldsets, kept]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "used_by") if obj else self.readonly_fields

    def get_deleted_objects(self, objs, request):
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, [use for row in objs for use in uses(row)] or protected

    def render_delete_form(self, request, context):
        return super().render_delete_form(request, context | {"can_retire": self.can_retire})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What may not be in use is not saved: the form comes back with the reason.

        Only when all of it is written can the linter tell, so it is written and undone.
        """
        if request.method == "POST":
            request.blocks_before = _blocking(faults_now())
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotAllowed as error:
            request.not_allowed = error.args
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        why = getattr(request, "not_allowed", ())
        return type(form.__name__, (form,), {"not_allowed": why}) if why else form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        faults = find_faults()
        if new := [block for block in _blocking(faults) if block not in request.blocks_before]:
            raise NotAllowed(*new)
        self._warn(request, form.instance, formsets, faults)

    def render_change_form(self, request, context, add=False, obj=None, **kwargs):
        if obj and request.method == "GET":
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            self._warn(request, obj, formsets, faults_now())
        return super().render_change_form(request, context, add=add, obj=obj, **kwargs)

    def _warn(self, request, row, formsets, faults):
        """Say what the linter finds in a row and its parts."""
        parts = chain.from_iterable(formset.get_queryset() for formset in formsets)
        new = chain.from_iterable(getattr(formset, "new_objects", ()) for formset in formsets)
        rows = [row, *parts, *new]
        for fault in faults:
            if fault.obj in rows:
                self.message_user(request, f"{fault.obj}: {fault.msg}", messages.WARNING)

    @admin.display(description="in use", boolean=True, ordering="retired_at")
    def in_use(self, row):
        return row.retired_at is None

    @admin.display(description="used by")
    def used_by(self, row):
        return format_html_join(mark_safe("<br>"), "{}", ((use,) for use in uses(row))) or "nothing"

    @admin.action(
        description="Retire: take out of use",
        permissions=["change"],
        location=EVERYWHERE,
    )
    def retire(self, request, queryset):
        self._change_use(request, queryset.filter(retired_at=None), timezone.now(), "Retired")

    @admin.action(
        description="Bring back into use",
        permissions=["change"],
        location=EVERYWHERE,
    )
    def bring_back(self, request, queryset):
        self._change_use(request, queryset.exclude(retired_at=None), None, "Brought back")

    @transaction.atomic
    def _change_use(self, request, queryset, retired_at, done):
        rows, before = list(queryset), set(_blocking(find_faults()))
        with transaction.atomic():
            changed = self.model.objects.filter(pk__in=[row.pk for row in rows])
            changed.update(retired_at=retired_at)
            if new := [block for block in _blocking(find_faults()) if block not in before]:
                transaction.set_rollback(True)
        if new:
            for block in new:
                self.message_user(request, f"Not done. {block}", messages.ERROR)
            return
        if rows:
            LogEntry.objects.log_actions(
                user_id=request.user.pk, queryset=rows, action_flag=CHANGE, change_message=done
            )
        names = ", ".join(f"“{Truncator(str(row)).chars(60)}”" for row in rows[:10])
        more = f" and {len(rows) - 10} more" if len(rows) > 10 else ""
        self.message_user(request, f"{done}: {names or 'nothing, for none needed it'}{more}.")


class PartInline(ContentFields, admin.StackedInline):
    """Rows that are a part of the row on the page."""

    extra = 0
    show_change_link = True

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Choose only: on a page of many parts, links beside each choice drown the parts."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
