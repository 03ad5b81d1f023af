import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

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
