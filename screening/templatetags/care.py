"""Care cards: how serious something is, said in words, colour and shape together."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

# Level → what is said before the heading to those who do not see the colour, and the icon.
CARDS = {
    "emergency": ("Act now: ", "octagon-alert"),
    "urgent": ("Urgent advice: ", "triangle-alert"),
    "consult": ("Ask first: ", "stethoscope"),
    "limited": ("With care: ", "hand"),
    "clear": ("No limits found: ", "circle-check"),
}


@register.simple_block_tag
def care(content, level, title, tag="h2", brief=False):
    """A care card. `level` is a key of CARDS (KeyError for any other), `tag` h2 or h3."""
    hidden, icon = CARDS[level]
    return format_html(
        '<div class="care {}{}"><{}><svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
        '<span><span class="visually-hidden">{}</span>{}</span></{}><div>{}</div></div>',
        level,
        " brief" if brief else "",
        tag,
        static("img/icons.svg"),
        icon,
        hidden,
        title,
        tag,
        content,
    )
