"""Read a page the way a person does: by its elements and their words."""

from html.parser import HTMLParser

from django.utils import timezone

VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "circle"}


class Element:
    def __init__(self, tag, attrs):
        self.tag, self.attrs, self.children = tag, dict(attrs), []

    @property
    def text(self):
        """The words in it, with single spaces."""
        return " ".join(self._words().split())

    def _words(self):
        return "".join(c if isinstance(c, str) else c._words() for c in self.children)

    def find(self, tag, **attrs):
        """Every such element inside it; `class_="card"` asks for that class among others."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag and child._has(attrs):
                    found.append(child)
                found += child.find(tag, **attrs)
        return found

    def _has(self, wanted):
        for name, value in wanted.items():
            has = self.attrs.get(name.rstrip("_"))
            if value not in (has or "").split() if name == "class_" else has != value:
                return False
        return True


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, attrs))

    def handle_endtag(self, tag):
        if tag not in VOID:
            ended = self.open.pop()
            assert ended.tag == tag, f"</{tag}> ends <{ended.tag}>"

    def handle_data(self, data):
        self.open[-1].children.append(data)


def read(response):
    """The page of a response. Fails when a tag is not closed, or closed twice."""
    reader = _Reader()
    reader.feed(response if isinstance(response, str) else response.content.decode())
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.open[0]


def leave(model, count, **of):
    """Retire all but so many of these rows, so that a page has few of them to show."""
    rows = model.objects.in_use().filter(**of)
    kept = list(rows.values_list("pk", flat=True)[:count])
    assert len(kept) == count
    model.objects.filter(**of).exclude(pk__in=kept).update(retired_at=timezone.now())
