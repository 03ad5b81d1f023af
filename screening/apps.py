from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ScreeningConfig(AppConfig):
    name = "screening"

    def ready(self):
        from screening.joining import join

        user_logged_in.connect(join, dispatch_uid="guest_joins_account")
