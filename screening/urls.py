from django.urls import path

from screening import reading, results, views

app_name = "screening"
urlpatterns = [
    path("", views.start, name="start"),
    path("when-not-to-massage/", reading.when_not_to_massage, name="when_not_to_massage"),
    path("check/", results.check, name="check"),
    path("result/", results.result, name="result"),
    path("again/", views.again, name="again"),
    path("erase/", views.erase, name="erase"),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/not-sure/", views.unsure, name="unsure"),
    path("<slug:section>/<slug:question>/", views.question, name="question"),
    path("<slug:section>/<slug:question>/clearance/", views.clearance, name="clearance"),
    path("<slug:section>/<slug:question>/where/", views.where, name="where"),
]
