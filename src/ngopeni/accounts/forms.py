"""Forms of this stage. What they let through is judged by the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.event_words import event_words
from ngopeni.accounts.models import User
from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.accounts.purposes import PURPOSES
from ngopeni.accounts.roles import Level, Role
from ngopeni.kernel.free_text import holds_person_number

SHORTEST_REASON = 5
YEAR = dt.timedelta(days=365)
UNREADABLE_DATE = _("Tanggal tidak dapat dibaca. Pilih lewat kalender atau tulis tahun-bulan-tanggal.")
# Checkboxes by the place they stand under.
Shelves = list[tuple[str, list[tuple[str, str]]]]


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        messages = {"invalid": UNREADABLE_DATE, "required": _("Isi tanggalnya.")}
        super().__init__(widget=widget, error_messages=messages, **options)


def today() -> dt.date:
    """The day on which a form is opened."""
    return timezone.localdate()


def in_a_year() -> dt.date:
    """What is usual."""
    return timezone.localdate() + YEAR


class GrantForm(forms.Form):
    """Where a role shall hold, from when to when, by which paper."""

    scopes = forms.MultipleChoiceField(
        label=_("Wilayah"),
        required=False,
        error_messages={"invalid_choice": _("Wilayah itu tidak ada di kabupaten/kota ini.")},
    )
    starts_on = DayField(label=_("Berlaku mulai"), initial=today)
    ends_on = DayField(label=_("Berlaku sampai"), initial=in_a_year, help_text=_("Paling lama dua tahun."))
    paper = forms.CharField(
        label=_("Surat yang menjadi dasar"),
        help_text=_("Nomor dan tanggal surat tugas atau keputusannya."),
        max_length=200,
        error_messages={"required": _("Sebutkan surat yang menjadi dasarnya.")},
    )

    def __init__(self, *args: Any, role: Role, regency_code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.role, self.regency_code = role, regency_code
        self.shelves = _shelves(role.level, regency_code)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [choice for _title, choices in self.shelves for choice in choices]

    def clean_scopes(self) -> list[str]:
        """The places chosen; a role of the whole regency has no choice."""
        if self.role.level is Level.REGENCY:
            return [self.regency_code]
        chosen = list(self.cleaned_data["scopes"])
        if not chosen:
            raise forms.ValidationError(_("Pilih sedikitnya satu wilayah."))
        return chosen

    @property
    def chosen(self) -> set[str]:
        """What is ticked, to be ticked again where something else was missing."""
        value = self["scopes"].value()
        return set(value or [])


def _shelves(level: Level, regency_code: str) -> Shelves:
    """The places that a role may hold in, as the page lays them out."""
    areas = areas_of_grants(regency_code)
    if level is Level.DISTRICT:
        return [("", [(each.district_code, each.district_name) for each in areas.districts])]
    if level is Level.VILLAGE:
        return [
            (
                district.district_name,
                [
                    (each.village_code, f"{each.village_type.capitalize()} {each.village_name}")
                    for each in areas.villages
                    if each.district_code == district.district_code
                ],
            )
            for district in areas.districts
        ]
    return []


class InviteForm(GrantForm):
    """Whom to invite, beside what the grant is about."""

    field_order = ["full_name", "institution", "scopes", "starts_on", "ends_on", "paper"]
    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=150,
        error_messages={"required": _("Tulis nama lengkapnya, seperti pada surat tugas.")},
    )
    institution = forms.CharField(
        label=_("Instansi"),
        max_length=150,
        help_text=_("Perangkat daerah, desa, atau lembaga tempatnya bekerja."),
        error_messages={"required": _("Tulis instansinya.")},
    )


class ReasonForm(forms.Form):
    """Why something is ended; it stays in the log."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tersimpan di catatan kegiatan. Jangan menulis nama atau NIK warga."),
        min_length=SHORTEST_REASON,
        max_length=300,
        error_messages={
            "required": _("Tulis alasannya."),
            "min_length": _("Tulis alasannya, sedikitnya %(limit_value)d huruf."),
        },
    )


class PactForm(forms.Form):
    """A signed pakta integritas."""

    number = forms.CharField(
        label=_("Nomor pakta integritas"),
        max_length=100,
        error_messages={"required": _("Tulis nomornya, supaya suratnya dapat dicari.")},
    )
    signed_on = DayField(label=_("Ditandatangani"), initial=today)
    ends_on = DayField(label=_("Berlaku sampai"), initial=in_a_year, help_text=_("Paling lama dua tahun."))


PASSWORD_HELP = _("Sedikitnya sepuluh huruf, angka, atau tanda; jangan kata sandi yang dipakai di tempat lain.")
MISMATCH = _("Kedua kata sandi tidak sama. Ketik lagi keduanya.")


def _word_password_fields(form: SetPasswordForm) -> None:
    """Say "kata sandi" as every page does; Django's own catalogue says "sandi"."""
    form.error_messages = {**form.error_messages, "password_mismatch": MISMATCH}
    first, second = form.fields["new_password1"], form.fields["new_password2"]
    first.label, first.help_text = _("Kata sandi baru"), PASSWORD_HELP
    second.label, second.help_text = _("Ulangi kata sandi baru"), ""
    first.error_messages["required"] = _("Tulis kata sandi barunya.")
    second.error_messages["required"] = _("Ulangi kata sandi barunya.")


class ChangePasswordForm(PasswordChangeForm):
    """One's own password, by the old one."""

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(user, *args, **options)
        _word_password_fields(self)
        old = self.fields["old_password"]
        old.label = _("Kata sandi lama")
        old.error_messages["required"] = _("Tulis kata sandi lamanya.")
        self.error_messages["password_incorrect"] = _("Kata sandi lama keliru. Ketik lagi.")
        # The page begins with what the account opens; nobody is thrown down to this form.
        old.widget.attrs.pop("autofocus", None)


class AcceptForm(SetPasswordForm):
    """A user name, where the account is new, and a password."""

    field_order = ["username", "new_password1", "new_password2"]
    username = forms.CharField(
        label=_("Nama pengguna"),
        help_text=_("Huruf, angka, titik, atau garis bawah, tanpa spasi. Dipakai setiap kali masuk."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Pilih nama pengguna.")},
    )

    def __init__(self, user: User, *args: Any, is_new: bool, **options: Any) -> None:
        super().__init__(user, *args, **options)
        if not is_new:
            del self.fields["username"]
        _word_password_fields(self)


def _codes(part: str) -> list[tuple[str, str]]:
    """What may be chosen of the log's words."""
    return [("", ""), *((each, each) for each in event_words()[part])]


class LogForm(forms.Form):
    """What to look for in the log. In an address these are codes and numbers, never a name."""

    orang = forms.CharField(required=False, max_length=20)
    jenis = forms.ChoiceField(required=False, choices=lambda: _codes("kinds"))
    tindakan = forms.ChoiceField(required=False, choices=lambda: _codes("actions"))
    desa = forms.CharField(required=False, max_length=13)
    dari = DayField(label=_("Dari tanggal"), required=False)
    sampai = DayField(label=_("Sampai tanggal"), required=False)


class PurposeForm(forms.Form):
    """What data about persons are opened or taken along for."""

    purpose = forms.ChoiceField(
        label=_("Tujuan"),
        choices=lambda: [("", _("pilih tujuan")), *PURPOSES.items()],
        error_messages={"required": _("Pilih tujuannya."), "invalid_choice": _("Pilih tujuannya.")},
    )
    note = forms.CharField(
        label=_("Keterangan"),
        help_text=_("Misalnya nomor surat tugas. Jangan menulis nama atau NIK warga."),
        required=False,
        max_length=200,
    )

    def clean_note(self) -> str:
        """The log holds no number of anybody."""
        note: str = self.cleaned_data["note"].strip()
        if holds_person_number(note):
            raise forms.ValidationError(_("Keterangan memuat NIK atau nomor KK. Hapus nomornya."))
        return note
