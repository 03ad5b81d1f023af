"""Each shape as SVG, painted through custom properties that the page's stylesheet sets.

The colours here are only what is seen where no stylesheet reaches.
"""

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from anatomy.bodymap.drawing.lines import fibre_lines
from anatomy.bodymap.drawing.muscle import Muscle
from anatomy.bodymap.drawing.paths import area_path, line_path
from anatomy.bodymap.drawing.shading import BoneShape, belly_shading
from anatomy.bodymap.drawing.tendon import tendons

# fill, edge and fibres of each tissue: custom property and colour
TISSUES = {
    "muscle": ("muscle", "#c4746a", "muscle-line", "#74302a", "fibre", "#8f443c"),
    "context": ("context", "#dfc4b7", "context-line", "#a98d80", "context-fibre", "#c6a899"),
    "nerve": ("nerve", "#f2c744", "nerve-line", "#7a5d00", "nerve-line", "#7a5d00"),
    "fascia": ("band", "#e9ddcd", "band-line", "#9a876f", "band-fibre", "#b5a288"),
    "tendon": ("tendon", "#f0e4d4", "context-line", "#b7a58e", "context-fibre", "#c4b49d"),
}
# the same for the content's muscles, and for those that are only there for context
GLEAM = ("gleam", "#ffffff24"), ("context-gleam", "#ffffff1a")
SHADE = ("shade", "#3a0d0829"), ("context-shade", "#3a0d0812")
TENDON = ("tendon", "#f0e4d4"), ("context-tendon", "#ebdccf")
OUTLINE_ERROR, FIBRE_ERROR, SHADE_ERROR = 0.35, 0.6, 0.8  # mm


def variable(name: str, colour: str) -> str:
    return f"var(--bm-{name},{colour})"


def _path(data: str, **attributes: str) -> str:
    if not data:
        return ""
    written = "".join(f' {name.replace("_", "-")}="{v}"' for name, v in attributes.items())
    return f'<path{written} d="{data}"/>'


def area_markup(name: str, area: BaseGeometry, fill="none", line="none") -> str:
    """An area without depth: skin, a region, a landmark's place. `name-o` is its outline."""
    outline = _path(area_path(area, 0.4, corner=40), id=f"{name}-o")
    return f'<g id="{name}" fill="{fill}" stroke="{line}" stroke-width="3">{outline}</g>'


def bone_markup(name: str, bone: BoneShape) -> str:
    shades = [
        _path(area_path(area, 0.7, 1.2, smallest=14), stroke="none", fill=variable(*paint))
        for area, paint in (
            (bone.shade, ("bone-shade", "#ddcfae")),
            (bone.dark, ("bone-dark", "#c3b28c")),
            (bone.gleam, ("bone-gleam", "#fdfaf0")),
        )
    ]
    fill, line = variable("bone", "#f1e7d0"), variable("bone-line", "#8d7c5c")
    outline = _path(area_path(bone.outline, 0.4))
    inside = outline + "".join(shades)
    return f'<g id="{name}" fill="{fill}" stroke="{line}" stroke-width="2.8">{inside}</g>'


def muscle_markup(
    name: str, muscle: Muscle, view: str, outline: Polygon, part: tuple, with_tendon: bool
) -> str:
    kind = "context" if muscle.context and muscle.tissue == "muscle" else muscle.tissue
    fill, fill_colour, line, line_colour, fibre, fibre_colour = TISSUES[kind]
    data = [_path(area_path(outline, OUTLINE_ERROR), id=f"{name}-o")]
    if muscle.tissue == "muscle":
        gleam, half, shade = belly_shading(outline, in_halves=not muscle.context)
        data += [
            _path(_shade(gleam), stroke="none", fill=variable(*GLEAM[muscle.context])),
            _path(_shade(half), stroke="none", fill=variable("half-shade", "#3a0d0817")),
            _path(_shade(shade), stroke="none", fill=variable(*SHADE[muscle.context])),
        ]
        if with_tendon:
            pale = area_path(tendons(muscle, view, outline, *part), 0.5, smallest=6)
            data.append(_path(pale, stroke="none", fill=variable(*TENDON[muscle.context])))
    lines = "".join(
        line_path(line, FIBRE_ERROR) for line in fibre_lines(muscle, view, outline, *part)
    )
    data.append(_path(lines, fill="none", stroke=variable(fibre, fibre_colour), stroke_width="2.2"))
    return (
        f'<g id="{name}" fill="{variable(fill, fill_colour)}" '
        f'stroke="{variable(line, line_colour)}" stroke-width="3.2" stroke-linejoin="round">'
        f"{''.join(data)}</g>"
    )


def _shade(area: BaseGeometry) -> str:
    return area_path(area, SHADE_ERROR, 1.2, smallest=14)
