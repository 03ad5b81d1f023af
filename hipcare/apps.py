from django.apps import AppConfig


class HipcareConfig(AppConfig):
    name = "hipcare"
