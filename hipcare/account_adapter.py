"""What an account's forms refuse, in the site's own words."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "cannot_remove_primary_email": "We know no other address of you. Add one first.",
        "duplicate_email": "Your account has this address already.",
        "email_password_mismatch": "That address and password do not belong together. Try again.",
        "email_taken": "There is an account with this address. Sign in, or use another one.",
        "enter_current_password": "This is not the password that you have now.",
        "incorrect_password": "This is not your password. Try again.",
        "max_email_addresses": "You can have at most %d addresses.",
        "too_many_login_attempts": "Too many tries. Wait a few minutes, then try again.",
        "unverified_primary_email": "Confirm this address first: open the link in our e-mail.",
    }
