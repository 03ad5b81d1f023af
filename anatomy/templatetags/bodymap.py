from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

from anatomy.bodymap.picture import picture

register = template.Library()

PICTURES_KEPT = 128  # of up to some 60 KB each


class Place(NamedTuple):
    """Of a landmark's row, what is drawn."""

    slug: str
    name: str


@register.simple_tag
def body_map(
    view,
    layer,
    marks=(),
    landmarks=(),
    zoom=False,
    box="",
    has_bones=True,
    name="bodymap",
    title="",
    text="",
    is_late=False,
):
    """The body map as an inline picture. Its list twin is the caller's, and is what counts.

    - `view`: front, back, left or right (the person's own); `layer`: skin, superficial or deep;
      `zoom`: only the hip, for small screens; or `box`: another of `Drawing.boxes`. Small
      pictures of the skin do without its ghost bones, and their file: `has_bones`.
    - `marks`: `anatomy.bodymap.picture.Mark`s, in the order of the Tab key and of the list.
      With `href` a shape is a link. With `control` a click on it clicks that checkbox of the page
      (the module static/js/bodymap.js does; without it the shape leads to the checkbox), and the
      shape shows whether it is ticked; such shapes are no stops of the Tab key, their list is.
      With neither, the picture only shows. `state` chosen, worked, supporting, sore, broken or
      off-limits is drawn by lightness and pattern; what is worked makes all else step back.
    - `landmarks`: rows with slug and name: numbered dots where the picture shows them, in
      this order. List them with `{% dots_of view landmarks zoom as dots %}`.
    - `name`: what the ids inside begin with, when a page has several maps.
    - `title`, `text`: what a screen reader says about the picture.
    - `is_late`: drawn once it is to be seen, by static/js/site.js, so that no words wait for its
      files; until then as much room is kept. Stands in a <figure>.

    The page needs css/bodymap.css. A `data-slug` (and `data-side`) on each shape and on the rows
    of the list lets bodymap.js show which belong together.
    """
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered  # while its template is edited
    return render(
        static("img/bodymap/skin-front.svg"),
        view,
        layer,
        tuple(marks),
        tuple(Place(row.slug, row.name) for row in landmarks),
        box or ("hip" if zoom else "whole"),
        has_bones,
        name,
        title or f"Hip, {TITLES[view]}",
        text,
        is_late,
    )


@lru_cache(maxsize=PICTURES_KEPT)
def _rendered(files, view, layer, marks, landmarks, box, has_bones, name, title, text, is_late):
    """The same picture is drawn on many pages, and has hundreds of parts. `files`: where they are,
    which it says of each part.
    """
    drawn = picture(view, layer, box, marks, landmarks)
    if not has_bones:
        drawn = replace(drawn, uses=tuple(use for use in drawn.uses if use.kind != "bone"))
    marked = [target.mark for target in drawn.targets]
    context = {
        "picture": drawn,
        "name": name,
        "title": title,
        "text": text,
        "is_group": any(mark.href for mark in marked),
        "is_late": is_late,
        "is_silent": any(mark.control for mark in marked),
    }
    return render_to_string("anatomy/body_map.html", context)


@register.simple_tag
def shape_file(use):
    """The address of a shape in its file."""
    return f"{static(f'img/bodymap/{use.file}.svg')}#{use.id}"


TITLES = {
    "front": "seen from the front",
    "back": "seen from the back",
    "left": "seen from the left",
    "right": "seen from the right",
}


@register.simple_tag
def dots_of(view, landmarks, zoom=False):
    """The landmarks that have a dot in this picture: pairs of its number and the row."""
    drawn = picture(view, "skin", "hip" if zoom else "whole", (), landmarks)
    rows = {row.name: row for row in landmarks}
    return [(dot.number, rows[dot.name]) for dot in drawn.dots]
