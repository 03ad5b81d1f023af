"""The account's forms in the site's own words: what to enter is said above the field, once."""

from allauth.account import forms

EMAIL = ("E-mail address", "Enter your e-mail address, like name@example.com")
PASSWORD = ("Password", "Enter your password")
NEW_PASSWORD = ("New password", "Enter a new password")
RULES = (
    "At least 8 characters. Not a password that many people use, and not one like your e-mail "
    "address."
)

WORDS = {
    "email": EMAIL,
    "login": EMAIL,
    "password": PASSWORD,
    "oldpassword": ("Your password now", "Enter the password that you have now"),
    "password1": NEW_PASSWORD,
    "password2": ("New password once more", "Enter the new password once more"),
    "remember": ("Keep me signed in on this device", ""),
}


class InOurWords:
    """A placeholder is gone as soon as one types, and is too pale to read before."""

    words = WORDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & self.words.keys():
            field = self.fields[name]
            field.label, field.error_messages["required"] = self.words[name]
            field.widget.attrs.pop("placeholder", None)
            if name in ("email", "login"):
                field.error_messages["invalid"] = EMAIL[1]
            if name == "password1":
                field.help_text = RULES


class SignUp(InOurWords, forms.SignupForm):
    words = WORDS | {"password1": ("Password", "Enter a password")}


class LogIn(InOurWords, forms.LoginForm):
    pass


class AddEmail(InOurWords, forms.AddEmailForm):
    pass


class ChangePassword(InOurWords, forms.ChangePasswordForm):
    pass


class SetPassword(InOurWords, forms.SetPasswordForm):
    pass


class ResetPassword(InOurWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKey(InOurWords, forms.ResetPasswordKeyForm):
    pass
