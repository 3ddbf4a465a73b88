"""What is asked before numbers are opened or a list is taken along."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.forms import PurposeForm
from ngopeni.accounts.purposes import purpose_words
from ngopeni.dashboard.people_record import SPECIFIC_OF_PERSON
from ngopeni.dashboard.views.people_words import column_labels


def _purposes() -> list[tuple[str, str]]:
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return [("", str(_("pilih tujuan"))), *purpose_words(language).items()]


class OpeningForm(PurposeForm):
    """What numbers are opened for, in the language of the page."""

    purpose = forms.ChoiceField(
        label=_("Tujuan"),
        choices=_purposes,
        error_messages={"required": _("Pilih tujuannya."), "invalid_choice": _("Pilih tujuannya.")},
    )


class TakingForm(OpeningForm):
    """What a list is taken along for, and which closed columns go with it: none, unless they are asked for."""

    specific = forms.MultipleChoiceField(
        label=_("Data spesifik yang ikut"),
        help_text=_(
            "Data anak, kesehatan, dan disabilitas tidak ikut, kecuali Anda memilihnya. Pilih hanya yang perlu untuk "
            "tujuan di atas (UU 27/2022); pilihan Anda tercatat dan tertulis di lembar pertama."
        ),
        choices=lambda: [(name, column_labels()[name]) for name in SPECIFIC_OF_PERSON],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
