from django.contrib import admin
from django.utils.text import Truncator

from anatomy.content_admin import ContentAdmin
from anatomy.models import Landmark, Muscle, MuscleGroup, Region, Source


@admin.register(Source)
class SourceAdmin(ContentAdmin):
    list_display = ("code", "short_citation", "was_read")
    list_filter = ("was_read",)
    search_fields = ("code", "citation", "addresses")
    search_help_text = "Code, authors, year, title or address"
    prepopulated_fields = {"slug": ("code",)}
    fieldsets = [(None, {"fields": ["code", "citation", "addresses", "was_read"]})]

    @admin.display(description="citation", ordering="citation")
    def short_citation(self, row):
        return Truncator(row.citation).chars(120)


@admin.register(Region)
class RegionAdmin(ContentAdmin):
    """The body map draws these 8 and the rules name them: their words change, their number not."""

    can_retire = False
    list_display = ("name", "code", "description")
    search_fields = ("name", "description")
    fieldsets = [(None, {"fields": ["name", "code", "description"]})]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(MuscleGroup)
class MuscleGroupAdmin(ContentAdmin):
    list_display = ("name", "summary")
    search_fields = ("name", "summary", "description")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [(None, {"fields": ["name", "summary", "description"]})]


@admin.register(Muscle)
class MuscleAdmin(ContentAdmin):
    list_display = ("name", "plain_name", "group", "depth")
    list_filter = ("group", "regions", "in_seed")
    list_select_related = ("group",)
    search_fields = ("name", "plain_name", "code", "summary", "action", "tight_when", "protect")
    search_help_text = "Name, plain name, or words of the text"
    prepopulated_fields = {"slug": ("name",)}
    checkboxes = ("regions",)
    filter_horizontal = ("sources",)
    fieldsets = [
        (
            "What it is called",
            {"fields": ["name", "plain_name", "code", "group", "summary", "in_seed"]},
        ),
        (
            "Where it is and what it does",
            {"fields": ["regions", "origin", "insertion", "action", "nerve", "depth"]},
        ),
        (
            "For the person who massages it",
            {"fields": ["where_to_feel", "tight_when", "protect"]},
        ),
        ("What this rests on", {"fields": ["sources"]}),
    ]


@admin.register(Landmark)
class LandmarkAdmin(ContentAdmin):
    list_display = ("name", "where", "rule")
    list_filter = ("regions", "in_seed")
    search_fields = ("name", "code", "where", "rule")
    prepopulated_fields = {"slug": ("name",)}
    checkboxes = ("regions",)
    filter_horizontal = ("sources",)
    fieldsets = [
        (None, {"fields": ["name", "code", "where", "rule", "regions", "in_seed"]}),
        ("What this rests on", {"fields": ["sources"]}),
    ]
