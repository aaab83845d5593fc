"""The law's pages in a browser: somebody tries a family without a script, on a phone, and reads the answer."""

import pytest

from tests.browser.checks import assert_accessible, assert_no_sideways_scroll, assert_plain

SHOWN = {"p1_age": "29", "p1_pay_amount": "12", "p1_hours": "30", "rent": "700"}
CHOSEN = {"county": "hinds", "p1_is_female": "yes", "p1_pay_every": "hour", "p2_role": "child"}


def tells(visitor, rest):
    """Fill in what is in sight: a parent who earns, and a child."""
    main = visitor.page.locator("main")
    for name, value in {**SHOWN, "p2_age": "4", "day": "2026-06-15"}.items():
        main.locator(f'[name="{name}"]').fill(value)
    for name, value in CHOSEN.items():
        main.locator(f'select[name="{name}"]').select_option(value)
    main.locator(f'[name="rest"][value="{rest}"]').check()


def asks(visitor, button="answer"):
    visitor.page.locator(f'main button[name="{button}"]').click()
    visitor.page.wait_for_load_state()


def test_without_a_script_a_person_is_added_and_the_family_answered(quiet_demo, arrive):
    visitor = arrive(quiet_demo.site, script=False).goes_to("/rules/try/")
    tells(visitor, "none")
    asks(visitor, "add")
    assert visitor.page.locator('[name="rent"]').input_value() == "700"
    visitor.page.locator('[name="p3_out"]').check()
    asks(visitor)
    assert visitor.page.locator("h1").inner_text() == "What the law answers"
    assert visitor.page.locator("figure.cliff svg").count() == 2
    assert visitor.page.locator('[name="p3_age"]').count() == 0


@pytest.mark.parametrize("rest", ["none", "unknown"])
def test_the_answer_is_a_good_page_with_everything_unfolded(quiet_demo, arrive, rest):
    visitor = arrive(quiet_demo.site, reduced_motion="reduce").goes_to("/rules/try/")
    tells(visitor, rest)
    asks(visitor)
    visitor.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    assert_plain(visitor.page)
    assert_accessible(visitor.page)
    assert_no_sideways_scroll(visitor.page)


def test_what_cannot_be_read_leads_from_the_summary_to_its_field(quiet_demo, arrive):
    visitor = arrive(quiet_demo.site, reduced_motion="reduce").goes_to("/rules/try/")
    visitor.page.locator('[name="rent"]').fill("much")
    with visitor.page.expect_response("**/rules/try/") as caught:
        asks(visitor)
    assert caught.value.status == 422
    assert_accessible(visitor.page)
    visitor.page.locator(".error-summary a").first.click()
    assert visitor.page.evaluate("document.activeElement.name") == "rent"
