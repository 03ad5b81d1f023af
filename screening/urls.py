from django.urls import path

from screening import people, reading, results, views

app_name = "screening"
urlpatterns = [
    path("", views.start, name="start"),
    path("when-not-to-massage/", reading.when_not_to_massage, name="when_not_to_massage"),
    path("check/", results.check, name="check"),
    path("result/", results.result, name="result"),
    path("again/", views.again, name="again"),
    path("erase/", views.erase, name="erase"),
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/switch/", people.switch, name="switch"),
    path("people/<uuid:pk>/rename/", people.rename, name="rename"),
    path("people/<uuid:pk>/remove/", people.remove, name="remove"),
    path("more/<slug:code>/", views.follow_up, name="follow_up"),
    path("<slug:section>/", views.section, name="section"),
]
