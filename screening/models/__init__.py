from screening.models.content import (
    Contraindication,
    Hazard,
    Option,
    Question,
    Restriction,
    Section,
)
from screening.models.people import Answer, Person

__all__ = [
    "Answer",
    "Contraindication",
    "Hazard",
    "Option",
    "Person",
    "Question",
    "Restriction",
    "Section",
]
