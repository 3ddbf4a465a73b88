"""Forms of this stage."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.purposes import PURPOSES

CHOOSE = _("pilih tujuan")


class WaiveForm(forms.Form):
    """Why findings are right as they are, and until when that is believed; the action judges both."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Apa yang sudah dilihat, oleh siapa. Jangan menulis nama, NIK, atau nomor KK."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expires_on = forms.DateField(
        label=_("Berlaku sampai"),
        help_text=_("Paling lama dua tahun. Sesudahnya temuan ini dihitung lagi."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Tanggal tidak dapat dibaca. Pilih lewat kalender atau tulis tahun-bulan-tanggal.")
        },
    )


class PurposeForm(forms.Form):
    """What rows about people are taken along for."""

    purpose = forms.ChoiceField(
        label=_("Tujuan"),
        choices=lambda: [("", CHOOSE), *PURPOSES.items()],
        error_messages={"required": _("Pilih tujuannya."), "invalid_choice": _("Pilih tujuannya.")},
    )
    note = forms.CharField(
        label=_("Keterangan"),
        help_text=_("Misalnya nomor surat tugas. Jangan menulis nama atau NIK warga."),
        required=False,
        max_length=200,
    )
