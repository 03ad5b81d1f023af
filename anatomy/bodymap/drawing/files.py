"""The files that the site shows: per view the skin, the muscles and the bones; a map of all."""

import json
from itertools import chain
from pathlib import Path

from shapely.ops import polylabel

from anatomy.bodymap.drawing import patches
from anatomy.bodymap.drawing.data import read
from anatomy.bodymap.drawing.paint import area_markup, variable
from anatomy.bodymap.drawing.paths import area_path, units
from anatomy.bodymap.drawing.plate import LAYERS, Plate, draw, landmark_areas
from anatomy.bodymap.drawing.polygons import largest
from anatomy.bodymap.drawing.skeleton import point
from anatomy.bodymap.drawing.skin import body
from anatomy.bodymap.drawing.views import VIEWS, seen

NOTICE = f"""<!-- Drawn by Hipcare's anatomy/bodymap from the bone surfaces of the PyPI package
{patches.PACKAGE} {patches.VERSION} (LLP26 mean, Auckland Bioengineering Institute).
This file is subject to the terms of the Mozilla Public License, v. 2.0.
If a copy of the MPL was not distributed with this file, You can obtain one at
https://mozilla.org/MPL/2.0/. -->
"""
GHOSTS = ["lumbar-spine", "sacrum", "hip", "femur", "tibia", "fibula"]


def write(pictures: Path, map_file: Path) -> None:
    """Draw everything. The pictures go into one folder, the map beside the code that reads it."""
    pictures.mkdir(parents=True, exist_ok=True)
    views = {}
    for view in VIEWS:
        plate = draw(view)
        views[view] = _view(plate, pictures)
    text = json.dumps(views, separators=(",", ":"))
    map_file.write_text(text.replace('{"slug"', '\n{"slug"') + "\n")


def _svg(shapes: list[str], notice="") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{notice}' + "\n".join(shapes) + "\n</svg>\n"


def _view(plate: Plate, pictures: Path) -> dict:
    view = plate.view
    shapes = plate.shapes.values()
    bones = [s.markup for s in shapes if s.kind == "bone"]
    (pictures / f"bones-{view}.svg").write_text(_svg(bones, NOTICE))
    skin = area_markup(
        f"{view}-body", body(view), variable("skin", "#f6ebe2"), variable("skin-line", "#cdb5a3")
    )
    regions = [s.markup for s in shapes if s.kind == "region"]
    drawn = [s.markup for s in shapes if s.kind not in ("bone", "region")]
    layers, targets = {}, {}
    for layer in LAYERS:
        layers[layer], targets[layer] = _layer(plate, layer)
    # The skin is asked about on pages that show no muscle: a small file of its own.
    (pictures / f"skin-{view}.svg").write_text(_svg([skin, *regions, *targets.pop("skin")]))
    drawn += chain.from_iterable(targets.values())
    drawn += [area_markup(f"{view}-{slug}", area) for slug, area in landmark_areas(view).items()]
    (pictures / f"{view}.svg").write_text(_svg(drawn))
    return {
        "boxes": {name: _box(b) for name, b in read("plates")["boxes"][view].items()},
        "layers": layers,
        "landmarks": _landmarks(view),
    }


def _box(box) -> list[int]:
    left, top, width, height = box
    return [*units([left, top]).tolist(), *(-units([-width, height])).tolist()]


def _layer(plate: Plate, layer: str) -> tuple[list[dict], list[str]]:
    """The layer's shapes in the painter's order, and the outlines of what stays visible."""
    view = plate.view
    order = [*plate.orders[layer], *GHOSTS] if layer == "skin" else plate.orders[layer]
    visible = plate.visible(layer)
    entries, targets = [], []
    for slug in order:
        shape = plate.shapes[slug]
        entry = {"slug": slug, "kind": shape.kind}
        if shape.middle:
            entry["middle"] = True
        if slug in visible:
            target = f"{view}-{slug}-o"
            if visible[slug].area < shape.left.area - 25:
                target = f"{view}-{layer}-{slug}"
                data = area_path(visible[slug], 0.7, 1.2, smallest=20)
                targets.append(f'<path id="{target}" d="{data}"/>')
            entry |= {"target": target, **_place(visible[slug])}
        entries.append(entry)
    return entries, targets


def _place(area) -> dict:
    """Where the visible part lies, where a label or a finger finds it, how much of it there is."""
    left, bottom, right, top = area.bounds
    main = largest(area)
    anchor = polylabel(main, 1.0)
    return {
        "box": _box((left, top, right - left, top - bottom)),
        "anchor": units([anchor.x, anchor.y]).tolist(),
        "area": round(area.area),
        "reach": round(main.exterior.distance(anchor)),
    }


def _landmarks(view: str) -> list[dict]:
    areas = landmark_areas(view)
    found = []
    for slug, place in read("landmarks").items():
        if view in place["views"]:
            entry = {"slug": slug, "at": units(seen(point(place["point"]), view)[:2]).tolist()}
            if place.get("middle"):
                entry["middle"] = True
            if slug in areas:
                entry["area"] = f"{view}-{slug}-o"
            found.append(entry)
    return found
