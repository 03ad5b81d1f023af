from django.urls import path

from anatomy import views

app_name = "anatomy"
urlpatterns = [
    path("", views.muscles, name="muscles"),
    path("<slug:slug>/", views.muscle, name="muscle"),
]
