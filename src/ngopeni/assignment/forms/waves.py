"""Forms of waves: opening one, words on pairs, weights, remarks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.forms import DayField
from ngopeni.assignment.actions.words import SHORTEST
from ngopeni.assignment.matching.criteria import FARTHEST_KM, HEAVIEST, WEIGHTS, Criteria, criteria_from_fields
from ngopeni.assignment.matching.problem import KINDS
from ngopeni.assignment.matching.words import term_words
from ngopeni.assignment.models import Assignment, Wave
from ngopeni.kernel.wording import write_date
from ngopeni.partners.models import Institution
from ngopeni.zones.models import ZoneVersion

BAN = "ban"
RULINGS = [("pin", _("harus berpasangan")), (BAN, _("tidak boleh berpasangan"))]


class ReasonForm(forms.Form):
    """Why; the action judges it."""

    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class VersionField(forms.ModelChoiceField):
    """A zone version, by its number and date."""

    def label_from_instance(self, obj: Any) -> str:
        """As it is offered."""
        language = "en" if (get_language() or "id").startswith("en") else "id"
        told = {"number": obj.number, "date": write_date(obj.as_of, language)}
        return gettext("Nomor %(number)s, keadaan per %(date)s") % told


class WaveForm(forms.Form):
    """Of which zones, from when to when, how many, and who leaves."""

    zone_version = VersionField(
        label=_("Penetapan zona"),
        queryset=ZoneVersion.objects.none(),
        empty_label=None,
        error_messages={"required": _("Pilih penetapan zona yang sudah disetujui.")},
    )
    starts_on = DayField(label=_("Mulai"))
    ends_on = DayField(label=_("Berakhir"))
    size = forms.IntegerField(
        label=_("Banyak desa/kelurahan paling banyak"),
        help_text=_("Kosongkan untuk semua zona merah. Yang tetap didampingi selalu ikut."),
        required=False,
        min_value=1,
        max_value=100_000,
        error_messages={"invalid": _("Tulis bilangan bulat."), "min_value": _("Sedikitnya satu.")},
    )
    left = forms.MultipleChoiceField(
        label=_("Sudah naik kelas, tidak didampingi lagi"), required=False, widget=forms.CheckboxSelectMultiple
    )
    left_reason = forms.CharField(
        label=_("Alasan yang tidak didampingi lagi"),
        help_text=_("Misalnya nomor berita acara kelulusan."),
        required=False,
        max_length=200,
    )

    released = forms.MultipleChoiceField(
        label=_("Pasangan yang dilepas, boleh berganti"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, previous: Wave | None, **options: Any) -> None:
        super().__init__(*args, **options)
        approved = ZoneVersion.objects.filter(state=ZoneVersion.State.APPROVED)
        version = self.fields["zone_version"]
        assert isinstance(version, forms.ModelChoiceField), "declared above"
        version.queryset = approved.defer("zones", "reasons", "inputs").order_by("-as_of", "-number")
        if previous is None:
            del self.fields["left"], self.fields["left_reason"], self.fields["released"]
            return
        held = previous.assignments.filter(ended_on=None).order_by("district_name", "village_name", "-role")
        released = self.fields["released"]
        assert isinstance(released, forms.MultipleChoiceField), "declared above"
        released.choices = [
            (f"{each.village_code} {each.institution.code}", f"{each.village_name}: {each.institution_name}")
            for each in held.select_related("institution")
        ]
        listed = previous.villages.order_by("district_name", "village_name")
        left = self.fields["left"]
        assert isinstance(left, forms.MultipleChoiceField), "declared above"
        left.choices = [(each.village_code, f"{each.village_name}, {each.district_name}") for each in listed]

    def clean(self) -> dict[str, Any]:
        """Errors where they can be mended."""
        told = super().clean() or {}
        starts_on, ends_on = told.get("starts_on"), told.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Tanggal akhir harus sesudah tanggal mulai."))
        if told.get("left") and len(told.get("left_reason", "").strip()) < SHORTEST:
            self.add_error("left_reason", _("Tulis alasannya, sedikitnya lima huruf."))
        return told

    def released_pairs(self) -> list[tuple[str, str]]:
        """Pairs that need not stay together."""
        split = [text.split(" ") for text in self.cleaned_data.get("released", [])]
        return [(village, institution) for village, institution in split]

    def left_with_reason(self) -> dict[str, str]:
        """Who leaves, each with the reason."""
        reason = self.cleaned_data.get("left_reason", "")
        return {code: reason for code in self.cleaned_data.get("left", [])}


class RulingForm(ReasonForm):
    """A pair that must be, or must not."""

    village_code = forms.ChoiceField(label=_("Desa/kelurahan"))
    institution = forms.ModelChoiceField(
        label=_("Lembaga"), queryset=Institution.objects.none(), to_field_name="code", empty_label=None
    )
    ruling = forms.ChoiceField(label=_("Ketentuan"), choices=RULINGS)
    field_order = ["village_code", "ruling", "institution", "reason"]

    def __init__(self, *args: Any, wave: Wave, **options: Any) -> None:
        super().__init__(*args, **options)
        village, institution = self.fields["village_code"], self.fields["institution"]
        assert isinstance(village, forms.ChoiceField), "declared above"
        assert isinstance(institution, forms.ModelChoiceField), "declared above"
        village.choices = village_choices(wave)
        institution.queryset = Institution.objects.filter(is_active=True).order_by("name")


def village_choices(wave: Wave) -> list[tuple[str, str]]:
    """The villages of a wave, by district."""
    listed = wave.villages.order_by("district_name", "village_name")
    return [(each.village_code, f"{each.village_name}, {each.district_name}") for each in listed]


class CriteriaForm(forms.Form):
    """Every number that a plan is judged by; the same form tries another weight and proposes."""

    far_km = forms.IntegerField(label=_("Jarak yang tidak lagi dekat (km)"), min_value=1, max_value=FARTHEST_KM)
    days_per_village = forms.IntegerField(
        label=_("Orang-hari setahun yang diperlukan satu desa"), min_value=1, max_value=HEAVIEST
    )
    money_per_village_idr = forms.IntegerField(
        label=_("Dana setahun yang diperlukan satu desa (Rp)"), min_value=1, max_value=10**12
    )
    hard_percent = forms.IntegerField(label=_("Desa yang tergolong sulit (persen)"), min_value=0, max_value=100)
    spread = forms.BooleanField(label=_("Tidak memimpin desa kedua selama ada yang belum memimpin"), required=False)
    share_hard = forms.BooleanField(label=_("Desa sulit dibagi rata"), required=False)
    bar_own_district = forms.BooleanField(
        label=_("Kantor kecamatan tidak memimpin di kecamatannya sendiri"), required=False
    )

    def __init__(self, *args: Any, criteria: Criteria, kinds: dict[str, str], **options: Any) -> None:
        fields = criteria.to_fields()
        rules = fields["rules"]
        initial = {**fields, **rules}
        initial |= {f"weight_{name}": fields["weights"][name] for name in WEIGHTS}
        initial |= {f"most_{kind}": rules["partners_max"].get(kind, 0) for kind in KINDS[1:]}
        super().__init__(*args, **{**options, "initial": initial})
        self.levels = fields["levels"]
        names = term_words("id")
        for name in WEIGHTS:
            self.fields[f"weight_{name}"] = forms.IntegerField(
                label=names[name],
                min_value=0,
                max_value=HEAVIEST,
                error_messages={"invalid": _("Tulis bilangan bulat.")},
            )
        for kind in KINDS[1:]:
            self.fields[f"most_{kind}"] = forms.IntegerField(label=kinds[kind], min_value=0, max_value=20)

    def weight_fields(self) -> list[forms.BoundField]:
        """The weights, in their order."""
        return [self[f"weight_{name}"] for name in WEIGHTS]

    def kind_fields(self) -> list[forms.BoundField]:
        """How many of each kind of partner a village has at most."""
        return [self[f"most_{kind}"] for kind in KINDS[1:]]

    def criteria(self) -> Criteria:
        """What was filled in."""
        told = self.cleaned_data
        rules: dict[str, Any] = {
            name: told[name] for name in ("spread", "share_hard", "bar_own_district", "hard_percent")
        }
        rules["partners_max"] = {"agency": 0, **{kind: told[f"most_{kind}"] for kind in KINDS[1:]}}
        return criteria_from_fields(
            {
                "weights": {name: told[f"weight_{name}"] for name in WEIGHTS},
                "levels": self.levels,
                "rules": rules,
                **{name: told[name] for name in ("far_km", "days_per_village", "money_per_village_idr")},
            }
        )


class WhatIfForm(CriteriaForm):
    """What would follow from other numbers, one more word on a pair, or an institution that falls away."""

    village_code = forms.ChoiceField(label=_("Desa/kelurahan"), required=False)
    institution = forms.ModelChoiceField(
        label=_("Lembaga"), queryset=Institution.objects.none(), to_field_name="code", required=False
    )
    ruling = forms.ChoiceField(label=_("Ketentuan"), choices=RULINGS, required=False)
    without = forms.ModelMultipleChoiceField(
        label=_("Tanpa lembaga ini"), queryset=Institution.objects.none(), to_field_name="code", required=False
    )
    keep = forms.BooleanField(label=_("Pindahkan tim sesedikit mungkin dari usulan ini"), required=False)

    def __init__(self, *args: Any, wave: Wave, **options: Any) -> None:
        super().__init__(*args, **options)
        active = Institution.objects.filter(is_active=True).order_by("name")
        for name in ("institution", "without"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField), "declared above"
            field.queryset = active
        village = self.fields["village_code"]
        assert isinstance(village, forms.ChoiceField), "declared above"
        village.choices = [("", "–"), *village_choices(wave)]

    def clean(self) -> dict[str, Any]:
        """A pair has two sides."""
        told = super().clean() or {}
        if bool(told.get("village_code")) != bool(told.get("institution")):
            raise forms.ValidationError(_("Pilih desa dan lembaganya, atau kosongkan keduanya."))
        return told


class HandOverForm(ReasonForm):
    """Who leaves a village, who comes, and when."""

    leaving = forms.ModelChoiceField(
        label=_("Yang berhenti"), queryset=Assignment.objects.none(), required=False, empty_label=_("tidak ada")
    )
    coming = forms.ModelChoiceField(
        label=_("Yang masuk"),
        queryset=Institution.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("tidak ada"),
    )
    on = DayField(label=_("Sejak tanggal"))
    field_order = ["leaving", "coming", "on", "reason"]

    def __init__(self, *args: Any, wave: Wave, village_code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        leaving, coming = self.fields["leaving"], self.fields["coming"]
        assert isinstance(leaving, forms.ModelChoiceField), "declared above"
        assert isinstance(coming, forms.ModelChoiceField), "declared above"
        leaving.queryset = wave.assignments.filter(village_code=village_code, ended_on=None)
        coming.queryset = Institution.objects.filter(is_active=True).order_by("name")


class RemarkForm(forms.Form):
    """Something to say; the action judges it."""

    text = forms.CharField(
        label=_("Catatan pembahasan"),
        help_text=_("Dibaca semua pengguna. Jangan menulis nama warga, NIK, atau nomor KK."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def default_period(day: dt.date) -> tuple[dt.date, dt.date]:
    """A year from the first of the month after a day; what is past begins next month."""
    latest = max(day, timezone.localdate())
    first = (latest.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return first, first.replace(year=first.year + 1) - dt.timedelta(days=1)
