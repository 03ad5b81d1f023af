from collections import defaultdict

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.text import Truncator

from anatomy.content_admin import ContentAdmin, PartInline
from anatomy.content_forms import ContentForm
from routines.models import (
    Claim,
    FaqEntry,
    Goal,
    Note,
    Position,
    Stage,
    StartingPoint,
    Technique,
    TechniqueStep,
    Tool,
    Variant,
)
from routines.publishable import find_gaps


class StepForm(ContentForm):
    part_of = "technique"

    def wanted_slug(self):
        technique = self.instance.technique
        return f"{technique.slug}--{technique.steps.count() + 1}"


class TechniqueForm(ContentForm):
    def find_problems(self, said):
        if said.get("retired_at"):
            return
        gaps = list(find_gaps(defaultdict(str, said), timezone.localdate()))
        yield from gaps
        if gaps:
            yield (
                NON_FIELD_ERRORS,
                "It cannot be in use yet. Mend what is marked, or keep it as a draft: fill in "
                "'Retired at', below 'Order, address and use'.",
            )


class VariantForm(ContentForm):
    part_of = "technique"

    def wanted_slug(self):
        return f"{self.instance.technique.slug}--{self.instance.code.replace('_', '-')}"


class StepInline(PartInline):
    model = TechniqueStep
    form = StepForm
    show_change_link = False
    verbose_name_plural = "steps, in their order"
    fieldsets = [(None, {"fields": [("order", "text")]})]


VARIANT = ["name", "code", "description", "hazards", "only_where", ("from_session", "needs_cap")]


class VariantInline(PartInline):
    model = Variant
    form = VariantForm
    fk_name = "technique"
    verbose_name_plural = "variants: stronger ways to do it"
    filter_horizontal = ("hazards",)
    fieldsets = [(None, {"fields": VARIANT})]


@admin.register(Tool)
class ToolAdmin(ContentAdmin):
    list_display = ("name", "code", "description", "always_there")
    search_fields = ("name", "code", "description")
    prepopulated_fields = {"slug": ("name",)}
    filter_horizontal = ("hazards",)
    fieldsets = [
        (None, {"fields": ["name", "code", "description", "always_there"]}),
        ("What it asks of the body", {"fields": ["hazards"]}),
    ]


@admin.register(Position)
class PositionAdmin(ContentAdmin):
    list_display = ("name", "code", "description")
    search_fields = ("name", "code", "description")
    prepopulated_fields = {"slug": ("name",)}
    filter_horizontal = ("hazards", "other_side_hazards")
    fieldsets = [
        (None, {"fields": ["name", "code", "description"]}),
        ("What it asks of the body", {"fields": ["hazards", "other_side_hazards"]}),
    ]


@admin.register(Claim)
class ClaimAdmin(ContentAdmin):
    list_display = ("number", "text", "grade", "grade_note")
    list_display_links = ("number", "text")
    list_filter = ("grade",)
    search_fields = ("text", "why", "wording")
    filter_horizontal = ("sources",)
    fieldsets = [
        (None, {"fields": ["number", "text", "wording"]}),
        ("How well it is supported", {"fields": ["grade", "grade_note", "why", "sources"]}),
    ]


@admin.register(Goal)
class GoalAdmin(ContentAdmin):
    list_display = ("name", "code", "benefit", "rests_on", "can_be_chosen")
    list_filter = ("can_be_chosen", "claim__grade")
    list_select_related = ("claim",)
    search_fields = ("name", "code", "benefit", "wording")
    prepopulated_fields = {"slug": ("code",)}
    fieldsets = [
        (None, {"fields": ["name", "code", "benefit", "wording", "claim", "can_be_chosen"]})
    ]

    @admin.display(description="claim", ordering="claim__number")
    def rests_on(self, row):
        return f"{row.claim.number}. {row.claim.text}"


@admin.register(Technique)
class TechniqueAdmin(ContentAdmin):
    form = TechniqueForm
    list_display = ("name", "code", "mode", "kind", "phase", "evidence_grade")
    list_filter = ("mode", "kind", "phase", "evidence_grade", "tools", "hazards", "touches")
    search_fields = ("name", "code", "summary", "cues", "keep_off", "evidence", "steps__text")
    search_help_text = "Name, code, or words of the instructions"
    prepopulated_fields = {"slug": ("name",)}
    checkboxes = ("touches", "loads", "tools", "positions", "goals")
    filter_horizontal = ("muscles", "hazards", "after", "sources")
    inlines = [StepInline, VariantInline]
    fieldsets = [
        (None, {"fields": ["name", "code", "summary", "has_drawings", "in_seed"]}),
        (
            "What kind of thing it is",
            {"fields": ["mode", "kind", "phase", "warms_up", "both_at_once", "divisible"]},
        ),
        (
            "What it needs",
            {"fields": ["tools", "positions", "after"]},
        ),
        (
            "What it reaches",
            {"fields": ["touches", "loads", "whole_leg", "muscles", "goals"]},
        ),
        (
            "What it asks of the body",
            {
                "fields": ["hazards", "hazards_reviewed"],
                "description": "The safety rules work by these. A hazard left out here is a "
                "technique that nobody is kept from.",
            },
        ),
        (
            "How much",
            {
                "fields": [
                    "dose",
                    ("pressure_min", "pressure_max"),
                    ("hold_min", "hold_max", "is_hold"),
                    "sets_max",
                    ("seconds_min", "seconds_max"),
                ]
            },
        ),
        (
            "How to do it well",
            {"fields": ["cues", "keep_off", "easier", "easier_technique", "harder", "note"]},
        ),
        (
            "What this rests on",
            {"fields": ["evidence", "evidence_grade", "sources", "reviewed_on"]},
        ),
    ]


@admin.register(TechniqueStep)
class TechniqueStepAdmin(ContentAdmin):
    form = StepForm
    list_display = ("short_text", "technique", "order")
    list_filter = ("technique",)
    list_select_related = ("technique",)
    ordering = ("technique__order", "order", "slug")
    search_fields = ("text", "technique__name")
    fieldsets = [(None, {"fields": ["technique", "text"]})]

    @admin.display(description="step", ordering="text")
    def short_text(self, row):
        return Truncator(row.text).chars(120)


@admin.register(Variant)
class VariantAdmin(ContentAdmin):
    form = VariantForm
    list_display = ("name", "technique", "code", "from_session", "needs_cap", "only_where")
    list_select_related = ("technique", "only_where")
    search_fields = ("name", "code", "description", "technique__name")
    filter_horizontal = ("hazards",)
    fieldsets = [(None, {"fields": ["technique", *VARIANT]})]


@admin.register(Stage)
class StageAdmin(ContentAdmin):
    list_display = ("__str__", "cap", "hold", "reason")
    search_fields = ("reason",)
    checkboxes = ("locked_tools",)
    filter_horizontal = ("sources",)
    fieldsets = [
        (None, {"fields": ["from_session", "cap", "hold", "locked_tools", "reason"]}),
        ("What this rests on", {"fields": ["sources"]}),
    ]


@admin.register(StartingPoint)
class StartingPointAdmin(ContentAdmin):
    list_display = ("name", "summary", "mode", "minutes")
    list_filter = ("mode",)
    search_fields = ("name", "summary")
    prepopulated_fields = {"slug": ("name",)}
    checkboxes = ("tools", "goals", "regions")
    filter_horizontal = ("muscles",)
    fieldsets = [
        (None, {"fields": ["name", "summary"]}),
        ("What it asks for", {"fields": ["mode", "minutes", "pressure", "tools", "goals"]}),
        ("What it works on", {"fields": ["regions", "muscles"]}),
    ]


@admin.register(Note)
class NoteAdmin(ContentAdmin):
    list_display = ("title", "topic", "code", "in_seed", "is_judgement")
    list_filter = ("topic", "in_seed", "is_judgement")
    search_fields = ("title", "code", "text")
    prepopulated_fields = {"slug": ("title",)}
    filter_horizontal = ("sources",)
    fieldsets = [
        (None, {"fields": ["topic", "title", "text", "code"]}),
        ("What this rests on", {"fields": ["sources", "in_seed", "is_judgement"]}),
    ]


@admin.register(FaqEntry)
class FaqEntryAdmin(ContentAdmin):
    list_display = ("question", "short_answer")
    search_fields = ("question", "answer")
    prepopulated_fields = {"slug": ("question",)}
    filter_horizontal = ("sources",)
    fieldsets = [
        (None, {"fields": ["question", "answer"]}),
        ("What this rests on", {"fields": ["sources"]}),
    ]

    @admin.display(description="answer")
    def short_answer(self, row):
        return Truncator(row.answer).chars(120)
