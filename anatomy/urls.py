app_name = "anatomy"
urlpatterns: list = []
