from django.shortcuts import render

from anatomy.pages import public


@public
def home(request):
    return render(request, "home.html")
