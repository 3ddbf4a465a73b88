"""What a password may not be, said in the words of our pages."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """What a form says at the field."""
        text = ngettext(
            "Kata sandi ini terlalu pendek: sedikitnya %(min_length)d huruf, angka, atau tanda.",
            "Kata sandi ini terlalu pendek: sedikitnya %(min_length)d huruf, angka, atau tanda.",
            self.min_length,
        )
        return str(text % {"min_length": self.min_length})


class Uncommon(password_validation.CommonPasswordValidator):
    """Not one of those that are tried first."""

    def get_error_message(self) -> str:
        """What a form says at the field."""
        return _("Kata sandi ini terlalu umum dipakai. Pilih yang tidak dipakai orang lain.")


class UnlikeItsOwner(password_validation.UserAttributeSimilarityValidator):
    """Not to be guessed from who its owner is."""

    def get_error_message(self) -> str:
        """What a form says at the field."""
        return _(
            "Kata sandi ini terlalu mirip dengan nama pengguna, nama, atau instansi Anda. "
            "Pilih yang tidak dapat ditebak dari situ."
        )
