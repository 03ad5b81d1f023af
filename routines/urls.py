from django.urls import path

from routines import browse

app_name = "routines"
urlpatterns = [
    path("techniques/", browse.techniques, name="techniques"),
    path("techniques/<slug:slug>/", browse.technique, name="technique"),
]
