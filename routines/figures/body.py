"""An average adult in numbers: how long each bone is, how thick the body is around it. cm.

A section is (place, front, back, outer, inner): how far along its bone, as a share of it or, for
trunk, head and foot, in cm; and how far skin lies from the bone's axis in each direction.
"""

THIGH, SHANK, ANKLE = 42.0, 40.0, 7.5
UPPER_ARM, FOREARM, HAND = 28.0, 25.0, 17.0
HIP_HALF, SHOULDER_HALF, SHOULDER_AT = 8.5, 16.2, 42.0
LUMBAR_AT, CHEST_AT, NECK_AT = 13.0, 25.0, 50.0
HEAD_UP, HEAD_FORWARD = 15.0, 2.5

type Sections = list[tuple[float, float, float, float, float]]

THIGH_SECTIONS: Sections = [
    (0.02, 8.6, 9.0, 8.0, 7.0),
    (0.2, 9.2, 8.8, 8.0, 7.8),
    (0.42, 8.8, 7.9, 7.5, 7.4),
    (0.64, 7.6, 6.8, 6.6, 6.4),
    (0.84, 6.2, 5.6, 5.6, 5.6),
    (1.0, 5.7, 5.0, 5.2, 5.4),
]
SHANK_SECTIONS: Sections = [
    (0.0, 5.5, 4.9, 5.1, 5.2),
    (0.14, 4.9, 5.6, 5.2, 5.4),
    (0.32, 4.5, 6.9, 5.6, 5.7),
    (0.54, 4.1, 5.8, 4.7, 4.7),
    (0.78, 3.5, 3.8, 3.5, 3.5),
    (0.96, 3.2, 3.4, 3.2, 3.4),
]
# Along the sole: heel to toes, from under the ankle. Front is up here, and the sole's axis lies
# on the ground.
FOOT_SECTIONS: Sections = [
    (-5.6, 4.6, 0.0, 2.6, 2.6),
    (-3.0, 7.6, 0.0, 3.2, 3.2),
    (1.5, 8.6, 0.0, 3.5, 3.5),
    (6.5, 6.4, 0.0, 4.0, 3.7),
    (12.0, 4.3, 0.0, 4.6, 4.3),
    (16.5, 2.9, 0.0, 4.0, 4.2),
    (18.6, 2.2, 0.0, 2.6, 3.4),
]
UPPER_ARM_SECTIONS: Sections = [
    (0.0, 5.4, 5.4, 5.4, 4.6),
    (0.2, 5.4, 5.0, 5.2, 4.4),
    (0.5, 4.7, 4.5, 4.2, 4.0),
    (0.8, 3.9, 4.0, 3.8, 3.8),
    (1.0, 3.8, 3.8, 3.9, 3.9),
]
FOREARM_SECTIONS: Sections = [
    (0.0, 3.8, 3.8, 4.0, 4.0),
    (0.22, 4.0, 4.0, 4.5, 4.2),
    (0.55, 3.3, 3.2, 3.8, 3.5),
    (0.85, 2.4, 2.4, 2.9, 2.9),
    (1.0, 2.2, 2.2, 2.8, 2.8),
]
# Outer is the side of the thumb, front the back of the hand.
HAND_SECTIONS: Sections = [
    (0.0, 2.0, 2.0, 2.8, 2.6),
    (0.2, 1.8, 2.0, 3.9, 3.6),
    (0.45, 1.6, 1.6, 4.2, 4.0),
    (0.7, 1.3, 1.2, 3.8, 3.6),
    (0.9, 1.0, 1.0, 2.8, 2.6),
    (1.0, 0.8, 0.8, 1.6, 1.4),
]
# Above the middle of the hips.
TRUNK_SECTIONS: Sections = [
    (-7.5, 5.0, 5.5, 8.0, 8.0),
    (-3.0, 8.5, 11.5, 15.5, 15.5),
    (2.0, 10.0, 12.0, 16.6, 16.6),
    (8.0, 10.6, 10.0, 15.6, 15.6),
    (17.0, 9.6, 7.8, 13.2, 13.2),
    (26.0, 10.2, 8.8, 14.2, 14.2),
    (35.0, 11.4, 10.6, 16.2, 16.2),
    (41.0, 10.4, 10.8, 17.2, 17.2),
    (45.0, 8.4, 9.8, 15.6, 15.6),
    (48.0, 6.4, 8.0, 10.6, 10.6),
    (50.5, 5.2, 6.4, 6.8, 6.8),
]
NECK_SECTIONS: Sections = [
    (0.0, 5.4, 5.8, 5.8, 5.8),
    (0.5, 5.2, 5.4, 5.4, 5.4),
    (1.0, 5.4, 5.6, 5.4, 5.4),
]
# Above the middle of the head, chin to crown.
HEAD_SECTIONS: Sections = [
    (-10.6, 7.8, -4.6, 2.4, 2.4),
    (-8.6, 8.6, -1.5, 4.2, 4.2),
    (-6.0, 8.7, 3.0, 5.4, 5.4),
    (-4.2, 10.0, 6.0, 6.0, 6.0),
    (-1.5, 8.8, 8.2, 6.6, 6.6),
    (2.0, 8.9, 9.4, 7.1, 7.1),
    (5.4, 8.1, 9.1, 6.9, 6.9),
    (8.0, 6.2, 7.5, 5.6, 5.6),
]
CROWN = 3.4  # above the last section of the head
BUTTOCK = (9.6, 9.0, 8.2)  # half axes: up, front, side
