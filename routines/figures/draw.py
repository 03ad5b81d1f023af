"""A drawing put together: what lies behind the figure, the figure, and what the drawing says."""

from collections.abc import Iterator

from routines.figures import marks, props
from routines.figures.camera import Camera
from routines.figures.data import Spec, poses
from routines.figures.figure import Figure
from routines.figures.shapes import Item
from routines.figures.skeleton import build
from routines.figures.svg import HEIGHT, WIDTH, write


def draw(spec: Spec) -> str:
    """The SVG file of a drawing. ValueError: a hand or foot cannot be where the data says."""
    pose = pose_of(spec)
    return write(list(_items(pose, spec)), _window(pose) if "zoom" in pose else None)


def _window(pose: Spec) -> tuple[float, float, float, float]:
    """What is shown of a drawing that comes closer: left, right, top and bottom."""
    x, y = Camera(*pose["camera"]).flat(tuple(pose["zoom"]["at"]))
    half = pose["zoom"]["wide"] / 2
    high = half * HEIGHT / WIDTH
    return x - half, x + half, y - high, y + high


def pose_of(spec: Spec) -> Spec:
    """The pose of a drawing, or of a pose that is another's with changes."""
    if "pose" not in spec:
        return spec
    return merged(pose_of(poses()[spec["pose"]]), spec.get("change", {}))


def merged(base: Spec, changes: Spec) -> Spec:
    """`base` with `changes`: within a mapping, key by key; anything else is replaced."""
    result = dict(base)
    for key, value in changes.items():
        is_mapping = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if is_mapping else value
    return result


def _items(pose: Spec, spec: Spec) -> Iterator[Item]:
    """Back to front. A prop or mark that names a layer comes `over` it; else marks come last."""
    camera, skeleton = Camera(*pose["camera"]), build(pose)
    figure = Figure(skeleton, camera, pose.get("near"))
    own_props, own_marks = spec.get("props", []), spec.get("marks", [])
    for prop in [*pose.get("props", []), *(p for p in own_props if "over" not in p)]:
        yield from props.draw(camera, prop)
    for layer in pose.get("order") or figure.order():
        yield from figure.layer(layer)
        for prop in own_props:
            if prop.get("over") == layer:
                yield from props.draw(camera, prop)
        for mark in own_marks:
            if mark.get("over") == layer:
                yield from marks.draw(skeleton, camera, mark)
    for mark in own_marks:
        if "over" not in mark:
            yield from marks.draw(skeleton, camera, mark)
