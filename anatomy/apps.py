from django.apps import AppConfig


class AnatomyConfig(AppConfig):
    name = "anatomy"

    def ready(self):
        from anatomy import content

        content.watch()
