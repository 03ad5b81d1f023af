"""Line drawings of the techniques, drawn by code from a few numbers each.

Data: `poses.yaml` (how the body lies, sits or stands) and `drawings/*.yaml` (where hand, ball or
roller goes, and which way). `manage.py draw_figures` writes `static/img/figures/`.
"""
