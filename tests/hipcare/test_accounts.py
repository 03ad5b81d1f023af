import re

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from tests.elements import read

pytestmark = pytest.mark.django_db
User = get_user_model()


def test_an_address_is_kept_as_signing_in_looks_for_it(client):
    User.objects.create_superuser("Boss@Example.COM", "a long pass phrase")

    client.post("/account/login/", {"login": "BOSS@example.com", "password": "a long pass phrase"})

    assert User.objects.get().email == "boss@example.com"
    assert client.get("/admin/").status_code == 200


def test_an_address_belongs_to_one_account():
    User.objects.create_user("sam@example.com", "a long pass phrase")

    with pytest.raises(ValidationError):
        User.objects.create_user("SAM@example.com", "another pass phrase")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("signup", ["Enter your e-mail address, like name@example.com", "Enter a password"]),
        ("login", ["Enter your e-mail address, like name@example.com", "Enter your password"]),
        ("password/reset", ["Enter your e-mail address, like name@example.com"]),
    ],
)
def test_what_is_missing_is_said_field_by_field_in_plain_words(client, path, wanted):
    page = client.post(f"/account/{path}/", {}).text

    assert "This field is required" not in page
    assert [text for text in wanted if text not in page] == []
    assert "placeholder" not in page


@pytest.mark.parametrize(
    ("path", "fields", "wanted"),
    [
        ("login", {"login": "sam@example.com", "password": "x"}, "do not belong together"),
        ("signup", {"email": "sam@example.com", "password1": "a long pass"}, "Sign in, or use"),
    ],
)
def test_what_is_refused_says_what_to_do(client, path, fields, wanted):
    User.objects.create_user("sam@example.com", "a long pass phrase")

    assert wanted in client.post(f"/account/{path}/", fields).text


def test_an_address_that_is_none_is_said_to_be_none(client):
    page = client.post("/account/signup/", {"email": "sam", "password1": "a long pass phrase"}).text

    assert "Enter your e-mail address, like name@example.com" in page


def test_who_tries_too_often_is_told_when_to_go_on(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    tries = [client.post("/account/login/", {"login": "x", "password": "y"}) for _ in range(2)]

    assert [response.status_code for response in tries] == [200, 429]
    assert read(tries[1]).find("h1")[0].text == "Too many tries"


def test_behind_a_proxy_nobody_uses_up_the_tries_of_others(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    tries = [
        client.post(
            "/account/login/",
            {"login": "x", "password": "y"},
            headers={"X-Forwarded-For": f"6.6.6.6, {address}"},
        )
        for address in ("192.0.2.1", "192.0.2.2", "192.0.2.2")
    ]

    assert [response.status_code for response in tries] == [200, 200, 429]


@pytest.mark.parametrize(
    "path", ["password/reset", "password/reset/done", "inactive", "confirm-email"]
)
def test_pages_before_signing_in_promise_no_help_that_nobody_gives(client, path):
    page = read(client.get(f"/account/{path}/"))

    assert "contact us" not in page.text
    assert "email" not in page.text, "it is called an e-mail everywhere"


def test_the_pages_of_an_account_speak_as_the_rest_of_the_site(client):
    client.force_login(User.objects.create_user("sam@example.com", "a long pass phrase"))
    pages = {path: read(client.get(f"/account/{path}/")) for path in ("email", "password/change")}

    assert pages["email"].find("h1")[0].text == "Your e-mail address"
    assert "Not confirmed yet" in pages["email"].text
    assert pages["password/change"].find("h1")[0].text == "Change your password"


@pytest.mark.parametrize(
    ("path", "address", "subject", "words"),
    [
        ("signup", "new@example.com", "Confirm your e-mail address", "made an account"),
        ("password/reset", "sam@example.com", "Choose a new password", "stays as it is"),
        ("password/reset", "x@example.com", "There is no account with", "may have another address"),
    ],
)
def test_its_mails_say_in_plain_words_what_to_do(client, mailoutbox, path, address, subject, words):
    User.objects.create_user("sam@example.com", "a long pass phrase")
    client.post(f"/account/{path}/", {"email": address, "password1": "another pass phrase"})
    (mail,) = mailoutbox

    assert subject in mail.subject
    assert words in mail.body
    assert "you need do nothing" in mail.body
    assert re.search(r"^http://\S+$", mail.body, re.MULTILINE)
    assert "email" not in mail.body.replace("http", "").lower().split("://")[0]


def test_a_forgotten_password_is_chosen_anew_by_a_link(client, mailoutbox):
    User.objects.create_user("sam@example.com", "a long pass phrase")
    client.post("/account/password/reset/", {"email": "sam@example.com"})
    link = re.search(r"http://\S+", mailoutbox[0].body)[0]
    form = client.get(link, follow=True)

    assert read(form).find("h1")[0].text == "Choose a new password"
    passwords = dict.fromkeys(["password1", "password2"], "another pass phrase")
    done = client.post(form.redirect_chain[-1][0], passwords, follow=True)
    assert "Your password is changed" in done.text
    assert (
        read(client.get(link, follow=True)).find("h1")[0].text == "This link does not work any more"
    )
