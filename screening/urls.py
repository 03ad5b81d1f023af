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
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/not-sure/", views.unsure, name="unsure"),
    path("<slug:section>/<slug:question>/", views.question, name="question"),
    path("<slug:section>/<slug:question>/clearance/", views.clearance, name="clearance"),
    path("<slug:section>/<slug:question>/where/", views.where, name="where"),
]
