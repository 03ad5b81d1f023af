from routines.models.advice import Claim, FaqEntry, Goal, Note
from routines.models.content import (
    PHASES,
    TECHNIQUE_PHASES,
    Position,
    Stage,
    StartingPoint,
    Technique,
    TechniqueStep,
    Tool,
    Variant,
)
from routines.models.people import BIN_KEPT, Revision, Routine, Session, Step

__all__ = [
    "BIN_KEPT",
    "Claim",
    "FaqEntry",
    "Goal",
    "Note",
    "PHASES",
    "Position",
    "Revision",
    "Routine",
    "Session",
    "Stage",
    "StartingPoint",
    "Step",
    "TECHNIQUE_PHASES",
    "Technique",
    "TechniqueStep",
    "Tool",
    "Variant",
]
