"""Each complaint of a form names the field, what was typed and what would work; nothing typed is lost."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import QueryDict
from django.template.loader import render_to_string

from konbit.foundation.refusals import ChangedMeanwhile, Refusal
from konbit.ui.attempt import attempt
from konbit.ui.forms import Form, MoneyField


class ItemForm(Form):
    title = forms.CharField(label="Title", max_length=10, min_length=2)
    day = forms.DateField(label="Day", required=False)
    starts = forms.TimeField(label="Starts", required=False)
    minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=90, required=False)
    share = forms.DecimalField(label="Share", max_digits=7, decimal_places=2, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("decide", "A decision"), ("advise", "Advice")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="We agreed")
    password = forms.CharField(label="Password", widget=forms.PasswordInput, min_length=12, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_email(self):
        if self.cleaned_data["email"] == "taken@example.org":
            raise ValidationError("Somebody else uses this address.")
        return self.cleaned_data["email"]


DIGITS = "has more digits than fit: at most 5 before the point and 2 after it."
GOOD = {"title": "Buses", "kind": "decide", "agreed": "on", "version": "1"}


def form_with(**typed):
    data = QueryDict(mutable=True)
    data.update({**GOOD, **typed})
    return ItemForm(data)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("title", "", "Fill in “Title”."),
        ("title", "x" * 13, "“Title” has 13 characters and 10 fit. Shorten it by 3 characters."),
        ("title", "x" * 11, "“Title” has 11 characters and 10 fit. Shorten it by 1 character."),
        ("title", "x", "“x” in “Title” is too short. Write at least 2 characters."),
        ("day", "soon", "“soon” in “Day” is not a date we can read. Write it like 2026-03-05."),
        ("day", "9999-12-31", "“9999-12-31” in “Day” is too much. 2199-12-31 is the most that works."),
        ("day", "0001-01-01", "“0001-01-01” in “Day” is too little. 1900-01-01 is the least that works."),
        ("starts", "noon", "“noon” in “Starts” is not a time we can read. Write it like 14:30."),
        ("minutes", "ten", "“ten” in “Minutes” is not a whole number. Write it in digits, like 12."),
        ("minutes", "3", "“3” in “Minutes” is too little. 5 is the least that works."),
        ("minutes", "300", "“300” in “Minutes” is too much. 90 is the most that works."),
        (
            "email",
            "me at home",
            "“me at home” in “E-mail” is not an e-mail address. Write it like name@example.org.",
        ),
        ("share", "1e400", f"“1e400” in “Share” {DIGITS}"),
        ("share", "9" * 26, f"“{'9' * 26}” in “Share” {DIGITS}"),
        ("share", "123456", f"“123456” in “Share” {DIGITS}"),
        ("share", "0.125", f"“0.125” in “Share” {DIGITS}"),
        ("share", "NaN", "“NaN” in “Share” is not a number we can read. Write it like 12.50."),
        ("minutes", "9" * 26, f"“{'9' * 26}” in “Minutes” is too much. 90 is the most that works."),
        ("minutes", "1e400", "“1e400” in “Minutes” is not a whole number. Write it in digits, like 12."),
        ("kind", "sing", "“sing” is not one of the answers for “Kind”. Choose one that is shown."),
        ("kind", "", "Choose an answer for “Kind”."),
        ("agreed", "", "Tick “We agreed” to go on."),
    ],
)
def test_each_complaint_names_the_field_what_was_typed_and_what_would_work(name, typed, sentence):
    form = form_with(**{name: typed})
    assert not form.is_valid()
    assert form.errors[name] == [sentence]


def test_a_sentence_its_author_wrote_stays_as_it_is():
    assert form_with(email="taken@example.org").errors["email"] == ["Somebody else uses this address."]


def test_what_was_typed_stays_even_where_a_native_input_would_show_nothing():
    page = str(form_with(day="March 5", minutes="many")["day"]) + str(form_with(minutes="many")["minutes"])
    assert 'type="text" name="day" value="March 5"' in page
    assert 'type="text" name="minutes" value="many"' in page
    assert 'type="date" name="day" value="2026-03-05"' in str(form_with(day="2026-03-05")["day"])


def test_a_password_is_never_shown_again():
    form = form_with(password="short one")
    assert not form.is_valid()
    assert "short one" not in str(form.errors) + str(form["password"])


def test_a_browser_neither_cuts_nor_stops_what_is_typed():
    page = "".join(field.as_field_group() for field in form_with())
    assert "maxlength" not in page
    assert "required" not in page


def test_a_field_links_its_hint_and_its_complaint():
    page = form_with(minutes="ten")["minutes"].as_field_group()
    assert 'aria-describedby="id_minutes_error"' in page
    assert 'id="id_minutes_error"' in page
    assert page.index('id="id_minutes_error"') < page.index("<input")
    group = form_with(kind="")["kind"].as_field_group()
    assert "<fieldset" in group
    assert "<legend>" in group


def test_the_summary_links_each_complaint_to_its_control():
    page = render_to_string("ui/forms/errors.html", {"form": form_with(title="", kind="")})
    assert 'href="#id_title"' in page
    assert 'href="#id_kind_0"' in page
    assert 'tabindex="-1" autofocus' in page
    assert render_to_string("ui/forms/errors.html", {"form": form_with()}).strip() == ""


class Taken(Refusal):
    code, field, says = "taken", "title", "“%(title)s” is taken."


class Late(Refusal):
    code, field, says = "late", "nowhere", "It is too late."


def refuse(refusal):
    raise refusal


def test_a_refusal_stands_at_its_field_or_at_the_form_and_is_noted(rf):
    request, form = rf.get("/"), form_with(title="100% ok")
    assert form.is_valid()
    outcome = attempt(request, form, refuse, refusal=Taken(title="100% ok"))
    assert (outcome.ok, outcome.status) == (False, 409)
    attempt(request, form, refuse, refusal=Late())
    assert form.errors["title"] == ["“100% ok” is taken."]
    assert form.non_field_errors() == ["It is too late."]
    assert [refusal.code for refusal in request.refusals] == ["taken", "late"]
    assert 'value="100% ok"' in str(form["title"])


def test_an_attempt_hands_back_what_the_operation_made_and_lets_faults_rise(rf):
    request = rf.get("/")
    assert attempt(request, None, lambda *, number: number + 1, number=1).value == 2
    with pytest.raises(ZeroDivisionError):
        attempt(request, None, lambda: 1 / 0)


def test_what_another_sending_stored_meanwhile_is_looked_for_once_more(rf):
    tries = []

    def store(*, finds_it_at):
        tries.append(finds_it_at)
        if len(tries) < finds_it_at:
            raise IntegrityError("somebody stored it since we looked")
        return "what stands there"

    assert attempt(rf.get("/"), None, store, finds_it_at=2).value == "what stands there"
    tries.clear()
    with pytest.raises(IntegrityError):
        attempt(rf.get("/"), None, store, finds_it_at=3)


def test_after_a_change_by_somebody_else_both_stand_and_saving_again_is_a_choice():
    form = form_with(kind="advise")
    assert form.is_valid()
    form.refuse(ChangedMeanwhile(theirs={"title": "Trains", "kind": "decide"}, version=7))
    assert "Trains" in form["title"].as_field_group()
    assert 'value="Buses"' in form["title"].as_field_group()
    assert "A decision" in form["kind"].as_field_group().partition("</blockquote>")[0]
    assert 'value="7"' in str(form["version"])


class MoneyForm(Form):
    cents = MoneyField(required=False)
    day = forms.DateField(required=False)
    is_public = forms.BooleanField(required=False)
    kinds = forms.MultipleChoiceField(choices=[("a", "Advice"), ("b", "Bread")], required=False)


@pytest.mark.parametrize(
    ("name", "stands", "shown"),
    [
        ("cents", "1300000", "13,000.00"),
        ("cents", 1300000, "13,000.00"),
        ("cents", None, "Nothing"),
        ("day", "2026-04-05", "April 5, 2026"),
        ("day", "", "Nothing"),
        ("is_public", "True", "Ticked"),
        ("is_public", "False", "Not ticked"),
        ("kinds", ["b", "a"], "Bread, Advice"),
        ("kinds", [], "Nothing"),
    ],
)
def test_what_somebody_else_saved_stands_there_in_the_words_of_the_page(name, stands, shown):
    form = MoneyForm({})
    assert form.is_valid()
    form.refuse(ChangedMeanwhile(theirs={name: stands}, version=2))
    assert f"<blockquote>{shown}</blockquote>" in form[name].as_field_group()


def test_blanks_are_no_amount():
    form = MoneyForm({"cents": "   "})
    assert form.is_valid()
    assert form.cleaned_data["cents"] is None
