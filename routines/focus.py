"""Choosing what to work on: places and muscles as lists, each beside its picture of the body."""

from collections.abc import Iterator, Mapping

from django import forms

from anatomy.bodymap.atlas import best_place
from anatomy.bodymap.picture import Mark
from routines.catalogue import Catalogue
from routines.eligibility import Barred, Verdicts
from screening.fields import Places


class Greyed:
    """Choices of which some cannot be had: shown with the reason, not to be picked."""

    option_template_name = "routines/widgets/greyed.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.barred: dict[str, str] = {}

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.barred = {}
        return copied

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        if reason := self.barred.get(str(value)):
            option["reason"] = reason
            option["attrs"]["disabled"] = True
            option["attrs"].pop("checked", None)
        return option


class Sites(Greyed, Places):
    """Places to work on; those that are left out today are crossed out in the picture too."""

    hint = "Tap what to work on, or tick it in the list. Tap again to take it back."
    is_late = True


class Muscles(Greyed, forms.CheckboxSelectMultiple):
    """Muscles under their groups, and in pictures of both layers. `slugs`: by the choices' values;
    one without a slug is in the list alone.
    """

    template_name = "routines/widgets/muscles.html"
    slugs: Mapping[str, str] = {}

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        slug = self.slugs.get(str(value), "")
        return option | {"slug": slug, "best": " ".join(best_place(slug) or ())}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["marks"] = [_mark(option) for _, options, _ in groups for option in options]
        return context


def _mark(option) -> Mark:
    reason = option.get("reason", "")
    return Mark(
        option["slug"],
        f"{option['label']}: {reason}" if reason else option["label"],
        control=option["attrs"]["id"],
        state="off-limits" if reason else "",
    )


def muscles_out(verdicts: Verdicts, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The muscles that nothing works on today, and the names of what says so.

    What only the choice of who does the massage keeps out may still come in by that choice.
    """
    against: dict[str, list[list[str]]] = {}
    for (code, _), verdict in verdicts.items():
        reasons = verdict.reasons if isinstance(verdict, Barred) else ()
        names = [reason.name for reason in reasons if reason.code != "mode"]
        for muscle in catalogue.techniques[code].muscles:
            against.setdefault(muscle, []).append(names)
    for muscle, each in against.items():
        if all(each):
            yield muscle, "; ".join(dict.fromkeys(names[0] for names in each))
