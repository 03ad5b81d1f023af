from django.contrib import admin
from django.urls import include, path

from hipcare import views
from hipcare.styleguide import styleguide

urlpatterns = [
    path("", views.home, name="home"),
    path("guide/", views.guide, name="guide"),
    path("evidence/", views.evidence, name="evidence"),
    path("faq/", views.faq, name="faq"),
    path("sources/", views.sources, name="sources"),
    path("privacy/", views.privacy, name="privacy"),
    path("seek-help/", views.seek_help, name="seek_help"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("styleguide/", styleguide, name="styleguide"),
    path("muscles/", include("anatomy.urls")),
    # First, since it has a page under safety/, where the next one takes every name for a section.
    path("", include("routines.urls")),
    path("safety/", include("screening.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "hipcare.errors.bad_request"
handler403 = "hipcare.errors.forbidden"
handler404 = "hipcare.errors.not_found"
handler429 = "hipcare.errors.too_many"  # allauth's: too many tries to sign in
handler500 = "hipcare.errors.server_error"
