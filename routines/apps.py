from django.apps import AppConfig


class RoutinesConfig(AppConfig):
    name = "routines"

    def ready(self):
        from routines.stored import take_along
        from screening.joining import person_joined

        person_joined.connect(take_along, dispatch_uid="take_routines_along")
