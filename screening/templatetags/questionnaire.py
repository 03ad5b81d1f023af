"""Pages of the questionnaire as addresses."""

from django import template

from screening.addresses import address

register = template.Library()
register.filter("address", address)
