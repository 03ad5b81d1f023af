"""How content's words become HTML: Markdown without raw HTML, and sources as links."""

import re
from functools import partial

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, escape, linebreaks
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from anatomy.content import with_numbers

register = template.Library()

# A source's code, W79 or R10; or J in brackets or beside codes, which stands for our judgement.
CITED = re.compile(r"\b([WR])(\d{1,3})\b|(?<=[(, ])J(?=[),])")
# Files have plain quotes, as they are easy to type; an apostrophe is none.
QUOTED = re.compile(r"(?<!\w)'([^']+)'(?!\w)")


def _link(match, sources):
    kind, number = match.groups()
    if not kind:
        return "our judgement"
    code = kind + number
    link = f'<a class="cite" href="{sources}#{code.lower()}" aria-label="source {code}">{code}</a>'
    return link if kind == "W" else f'{link} <span class="to-check">to be checked</span>'


def _link_sources(html):
    return CITED.sub(partial(_link, sources=reverse("sources")), with_numbers(html))


@register.filter
def cited(text):
    """The text with (W79, R10) as links to those sources; what nobody has read says so. What
    somebody says stands in curly quotes."""
    return mark_safe(_link_sources(conditional_escape(QUOTED.sub(r"“\1”", text))))


@register.filter
def paragraphs(text):
    """As `cited`, with a paragraph for every blank line."""
    return mark_safe(_link_sources(linebreaks(text, autoescape=True)))


_markdown = MarkdownIt("commonmark", {"html": False})
_markdown.add_render_rule(
    "text", lambda renderer, tokens, place, *rest: _link_sources(escape(tokens[place].content))
)


@register.filter
def markdown(text):
    """Markdown as HTML, with sources as links. Raw HTML in it stays text."""
    return mark_safe(_markdown.render(text))


@register.filter
def seconds(number):
    """Seconds as people say them: 45 seconds, 1 minute, 2½ minutes, 2 min 10 s."""
    minutes, rest = divmod(number, 60)
    if number < 90 and rest or not minutes:
        return f"{number} second{'' if number == 1 else 's'}"
    if rest not in (0, 30):
        return f"{minutes} min {rest} s"
    return f"{minutes}{'½' if rest else ''} minute{'' if number == 60 else 's'}"
