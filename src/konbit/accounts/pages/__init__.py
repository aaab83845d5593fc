"""What people see and send about themselves: sign-in, their details and letters; and what the operator sees of mail."""

from konbit.accounts.pages.sign_in import signed_in_person, welcome

__all__ = ["signed_in_person", "welcome"]
