"""Forms of this stage."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ngopeni.dashboard.protection import Holding
from ngopeni.dashboard.protection_breach import Failure, choices, kinds

# Clocks of two machines differ by a little.
SLACK = dt.timedelta(minutes=10)


class BreachForm(forms.Form):
    """What is known about a failure of protection. Only the moment must be told: the clock runs from there."""

    known_at = forms.DateTimeField(
        label=_("Kapan diketahui"),
        help_text=_("Tanggal dan jam WIB seseorang di kantor mengetahuinya, bukan saat terjadinya."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Isi tanggal dan jam diketahuinya; dari situ tenggat dihitung."),
            "invalid": _("Tanggal dan jam tidak dapat dibaca. Pilih lewat kalender."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=_("Yang gagal"), required=False, choices=lambda: kinds().items(), widget=forms.CheckboxSelectMultiple
    )
    is_everything = forms.BooleanField(
        label=_("Seluruh ruang kerja, misalnya server atau cadangannya hilang"), required=False
    )
    names = forms.MultipleChoiceField(
        label=_("Data yang terungkap"),
        help_text=_("Pilih yang mungkin terbaca. Bila ragu, pilih."),
        required=False,
        choices=lambda: [(each.name, each) for each in choices()],
        widget=forms.CheckboxSelectMultiple,
    )
    affected = forms.CharField(label=_("Perkiraan banyaknya orang"), required=False, max_length=200)
    how = forms.CharField(
        label=_("Kapan dan bagaimana terungkap"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    handling = forms.CharField(
        label=_("Penanganan dan pemulihan"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    contact = forms.CharField(label=_("Narahubung bagi warga"), required=False, max_length=200)

    def clean_known_at(self) -> dt.datetime:
        """Nobody has known of it in the future."""
        known_at: dt.datetime = self.cleaned_data["known_at"]
        if known_at > timezone.now() + SLACK:
            raise forms.ValidationError(_("Jam diketahuinya tidak mungkin sesudah sekarang."))
        return known_at

    def failure(self) -> Failure:
        """What was told, in the office's own time."""
        told = self.cleaned_data
        everything: list[Holding] = choices() if told["is_everything"] else []
        return Failure(
            known_at=timezone.localtime(told["known_at"]).replace(tzinfo=None),
            kinds=told["kinds"],
            names=[each.name for each in everything] or told["names"],
            affected=told["affected"].strip(),
            how=told["how"].strip(),
            handling=told["handling"].strip(),
            contact=told["contact"].strip(),
        )
