from django.urls import path

from routines import browse, building, comparing, editing, exports, proven, sessions, sharing, views

app_name = "routines"
urlpatterns = [
    path("safety/proof/", proven.proof, name="proof"),
    path("techniques/", browse.techniques, name="techniques"),
    path("techniques/<slug:slug>/", browse.technique, name="technique"),
    path("routines/", views.routines, name="routines"),
    path("routines/new/", building.new, name="new"),
    path("routines/new/<slug:slug>/", building.start, name="start"),
    path("routines/sessions/<uuid:key>/", sessions.noted, name="noted"),
    path("routines/<uuid:pk>/", views.routine, name="routine"),
    path("routines/<uuid:pk>/name/", views.rename, name="rename"),
    path("routines/<uuid:pk>/note/", views.note, name="note_to_self"),
    path("routines/<uuid:pk>/restore/", views.restore, name="restore"),
    path("routines/<uuid:pk>/save/", views.save, name="save"),
    path("routines/<uuid:pk>/copy/", views.copy, name="copy"),
    path("routines/<uuid:pk>/delete/", views.delete, name="delete"),
    path("routines/<uuid:pk>/print/", exports.paper, name="print"),
    path("routines/<uuid:pk>/calendar/", exports.days, name="days"),
    path("routines/<uuid:pk>.ics", exports.calendar, name="calendar"),
    path("routines/<uuid:pk>.json", exports.data, name="data"),
    path("routines/<uuid:pk>/share/", sharing.share, name="share"),
    path("routines/shared/<slug:token>/", sharing.shared, name="shared"),
    path("routines/shared/<slug:token>/keep/", sharing.keep, name="keep"),
    path("routines/<uuid:pk>/done/", sessions.note, name="note"),
    path("routines/<uuid:pk>/settle/", comparing.settle, name="settle"),
    path("routines/<uuid:pk>/undo/", editing.undo, name="undo"),
    path("routines/<uuid:pk>/redo/", editing.redo, name="redo"),
    path("routines/<uuid:pk>/rebuild/", editing.rebuild, name="rebuild"),
    path("routines/<uuid:pk>/steps/", editing.add, name="add"),
    path("routines/<uuid:pk>/steps/<int:step>/move/", editing.move, name="move"),
    path("routines/<uuid:pk>/steps/<int:step>/remove/", editing.remove, name="remove"),
    path("routines/<uuid:pk>/steps/<int:step>/lock/", editing.lock, name="lock"),
    path("routines/<uuid:pk>/steps/<int:step>/time/", editing.retime, name="retime"),
    path("routines/<uuid:pk>/steps/<int:step>/swap/", editing.swap, name="swap"),
]
