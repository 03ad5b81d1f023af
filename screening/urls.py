from django.urls import path

from screening import reading

app_name = "screening"
urlpatterns = [
    path("when-not-to-massage/", reading.when_not_to_massage, name="when_not_to_massage"),
]
