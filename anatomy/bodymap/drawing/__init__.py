"""How the body map is drawn. Nothing here runs on the site: `manage.py draw_bodymap` does.

Bones are measured (`patches`, `midline`, `pose`), the spine and the muscles are our own (`spine`,
`muscle`). All are solids in one frame, so that front, back and side always agree: millimetres,
the person's LEFT side, X from the middle to the left, Y up, Z forward, and the hip joint's centre
at (85, 0, 0). What is seen from a side (`views`) becomes outlines, lines and shades (`outline`,
`tendon`, `lines`, `shading`), these become curves (`curves`, `paths`), and `plate` puts them in
order and says what stays visible. `files` writes them.
"""
