from django.apps import AppConfig


class HipcareConfig(AppConfig):
    name = "hipcare"

    def ready(self):
        from hipcare import system_checks  # noqa: F401 - registers them
