from collections import defaultdict

from django.contrib import admin
from django.db.models import Q
from django.utils.text import Truncator

from anatomy.content_admin import ContentAdmin, PartInline
from anatomy.content_forms import ContentForm
from screening.cycles import find_cycle
from screening.models import Contraindication, Hazard, Option, Question, Restriction, Section


class QuestionForm(ContentForm):
    part_of = "section"

    def find_problems(self, said):
        if said.get("retired_at") and self.instance.pk:
            named = Q(follow_up=self.instance) | Q(emergency_with=self.instance)
            for option in Option.objects.in_use().filter(named, question__retired_at=None):
                yield "retired_at", f"An answer still leads to it: {option.slug}."

    def wanted_slug(self):
        return self.instance.contraindication.slug


class OptionForm(ContentForm):
    part_of = "question"

    def find_problems(self, said):
        if said.get("retired_at"):
            return
        for name in ("follow_up", "emergency_with"):
            if (other := said.get(name)) and other.retired_at:
                yield name, "That question is not in use."
        if said.get("follow_up"):
            circle = find_cycle(self._follow_ups(said))
            if circle:
                yield (
                    "follow_up",
                    f"The questions would go round in a circle: {' → '.join(circle)}.",
                )

    def _follow_ups(self, said) -> dict[str, list[str]]:
        """Which question leads to which, once this is saved."""
        rows = Option.objects.in_use().exclude(pk=self.instance.pk).exclude(follow_up=None)
        question = said.get("question") or self.instance.question
        pairs = [*rows.values_list("question__slug", "follow_up__slug")]
        pairs.append((question.slug, said["follow_up"].slug))
        leads_to = defaultdict(list)
        for one, other in pairs:
            leads_to[one].append(other)
        return leads_to

    def wanted_slug(self):
        return f"{self.instance.question.slug}--{self.instance.code.replace('_', '-')}"


class RestrictionForm(ContentForm):
    part_of = "option"

    def wanted_slug(self):
        row = self.instance
        target = row.hazard or row.region
        words = ["cleared"] * row.when_cleared + [row.kind] + ([target.slug] if target else [])
        return f"{row.option.slug}--{'-'.join(words)}"


QUESTION = [
    "section",
    "text",
    "partner_text",
    "label",
    "hint",
    "no_label",
    "no_after",
    ("sites", "sites_text"),
    ("unsure", "offer_unsure"),
    "several",
]
OPTION = [
    ("code", "level"),
    "label",
    "message",
    ("cleared_level", "clearance_text"),
    "cleared_message",
]
RESTRICTION = [
    ("kind", "hazard"),
    ("region", "limit"),
    ("scope", "mode", "when_cleared"),
    "advice",
]


class QuestionInline(PartInline):
    model = Question
    form = QuestionForm
    fieldsets = [(None, {"fields": [*QUESTION, "order"]})]
    can_delete = False


class OptionInline(PartInline):
    model = Option
    form = OptionForm
    fk_name = "question"
    fieldsets = [(None, {"fields": [*OPTION, ("order", "retired_at")]})]
    can_delete = False


class RestrictionInline(PartInline):
    model = Restriction
    form = RestrictionForm
    show_change_link = False
    fieldsets = [(None, {"fields": RESTRICTION})]


@admin.register(Hazard)
class HazardAdmin(ContentAdmin):
    """A hazard bars for as long as a rule names it: there is nothing to retire."""

    can_retire = False
    list_display = ("name", "description")
    search_fields = ("name", "slug", "description")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [(None, {"fields": ["name", "description"]})]


@admin.register(Section)
class SectionAdmin(ContentAdmin):
    list_display = ("title", "short_title", "layout", "each_session", "partner_only", "order")
    list_filter = ("layout", "each_session", "partner_only")
    search_fields = ("title", "short_title", "why")
    prepopulated_fields = {"slug": ("short_title",)}
    fieldsets = [
        (None, {"fields": ["title", "short_title", "why"]}),
        (
            "How it is asked",
            {"fields": ["layout", "none_label", "each_session", "partner_only"]},
        ),
    ]


@admin.register(Contraindication)
class ContraindicationAdmin(ContentAdmin):
    list_display = ("name", "code", "group", "section", "clearable", "is_judgement")
    list_filter = ("group", "question__section", "seed_mark", "is_judgement")
    list_select_related = ("question__section",)
    search_fields = ("name", "code", "effect", "changes", "message", "question__text")
    search_help_text = "Name, code, or words of the message or question"
    prepopulated_fields = {"slug": ("code",)}
    filter_horizontal = ("sources",)
    inlines = [QuestionInline]
    fieldsets = [
        (None, {"fields": ["name", "code", "group", "message"]}),
        (
            "What it leads to",
            {
                "fields": ["effect", "changes", "clearable"],
                "description": "These are words for readers. What is really ruled out stands in "
                "the answers of the question: follow 'Change' at the question below.",
            },
        ),
        ("What this rests on", {"fields": ["sources", "seed_mark", "is_judgement"]}),
    ]

    @admin.display(ordering="question__section__order")
    def section(self, row):
        return row.question.section


@admin.register(Question)
class QuestionAdmin(ContentAdmin):
    form = QuestionForm
    list_display = ("short_text", "about", "section", "sites", "unsure")
    list_filter = ("section", "sites", "unsure", "several", "contraindication__group")
    list_select_related = ("contraindication", "section")
    ordering = ("section__order", "order", "slug")
    search_fields = ("text", "partner_text", "label", "slug", "contraindication__name")
    search_help_text = "Words of the question, or the contraindication's name"
    autocomplete_fields = ("contraindication",)
    inlines = [OptionInline]
    fieldsets = [(None, {"fields": ["contraindication", *QUESTION]})]

    @admin.display(description="question", ordering="text")
    def short_text(self, row):
        return Truncator(row.text).chars(100)

    @admin.display(description="contraindication", ordering="contraindication__name")
    def about(self, row):
        return row.contraindication.name


@admin.register(Option)
class OptionAdmin(ContentAdmin):
    form = OptionForm
    list_display = ("label", "about", "code", "level", "cleared_level")
    list_filter = ("level", "cleared_level", "question__section")
    list_select_related = ("question__contraindication",)
    ordering = ("question__section__order", "question__order", "order", "slug")
    search_fields = ("label", "code", "message", "question__text", "slug")
    search_help_text = "Words of the answer or of its question"
    autocomplete_fields = ("question", "follow_up", "emergency_with")
    inlines = [RestrictionInline]
    fieldsets = [
        (None, {"fields": ["question", *OPTION, "follow_up", "emergency_with"]}),
    ]

    @admin.display(description="contraindication", ordering="question__contraindication__name")
    def about(self, row):
        return row.question.contraindication.name


@admin.register(Restriction)
class RestrictionAdmin(ContentAdmin):
    form = RestrictionForm
    list_display = ("kind", "target", "answer", "scope", "when_cleared")
    list_filter = ("kind", "scope", "mode", "when_cleared", "hazard", "region")
    list_select_related = ("option__question__contraindication", "hazard", "region")
    ordering = ("option__question__section__order", "option__question__order", "order", "slug")
    search_fields = ("slug", "option__label", "hazard__name", "region__name", "advice")
    search_help_text = "Words of the answer, the hazard, the region or the advice"
    autocomplete_fields = ("option",)
    fieldsets = [(None, {"fields": ["option", *RESTRICTION]})]

    @admin.display(description="what")
    def target(self, row):
        return row.hazard or row.region or row.limit

    @admin.display(ordering="option__question__contraindication__name")
    def answer(self, row):
        return f"{row.option.question.contraindication.name}: {row.option.label}"
