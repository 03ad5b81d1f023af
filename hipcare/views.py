from django.shortcuts import render

from hipcare.pages import public


@public
def home(request):
    return render(request, "home.html")
