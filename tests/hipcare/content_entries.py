"""Entries of content files, to load and to spoil."""

import yaml
from django.conf import settings

FIXTURES = settings.BASE_DIR / "fixtures"


def entries(name: str) -> list[dict]:
    return yaml.safe_load((FIXTURES / f"{name}.yaml").read_text("utf-8"))


def source(slug: str, **fields) -> dict:
    plain = {"slug": slug, "code": slug.upper(), "citation": "A page.", "was_read": True}
    return {"model": "anatomy.source", "fields": plain | fields}


def technique(slug: str, **fields) -> dict:
    like = entries("techniques")[0]["fields"]
    return {
        "model": "routines.technique",
        "fields": like | {"slug": slug, "code": slug, "name": slug} | fields,
    }
