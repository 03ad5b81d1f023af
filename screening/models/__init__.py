from screening.models.content import (
    Contraindication,
    Hazard,
    Option,
    Question,
    Restriction,
    Section,
)
from screening.models.people import ME, NAME_MAX, Answer, Person

__all__ = [
    "ME",
    "NAME_MAX",
    "Answer",
    "Contraindication",
    "Hazard",
    "Option",
    "Person",
    "Question",
    "Restriction",
    "Section",
]
