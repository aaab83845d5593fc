"""What tests of meetings stand on: pages live on the day of the makers, and letters stay where they can be read."""

import pytest


@pytest.fixture
def the_day(settings):
    """Pages and jobs live at `AT` until a test moves the clock; letters go to the mailbox."""
    from tests.makers import clock_stands_at, letters_are_kept

    clock_stands_at(settings)
    letters_are_kept(settings)
