"""What tests of the API stand on: the day of the makers, and a house with one of everything."""

import pytest


@pytest.fixture
def the_day(settings):
    from tests.makers import clock_stands_at, letters_are_kept

    clock_stands_at(settings)
    letters_are_kept(settings)


@pytest.fixture
def house(db, the_day):
    from tests.api.house import House

    return House()
