"""Where work done with the example money, and reports about it, stand."""

MONEY = "/groups/best_start/money/"


def work_places(stay):
    """What a contractor did, a report that waits for the regional grantee's answer, and one that is to be written."""
    contractor, grantee = stay.who("local_contractor"), stay.who("regional_grantee")
    contractor.goes_to(MONEY + "activities/?award=BS-R1-01")
    done = contractor.page.locator("tbody a").first.get_attribute("href")
    contractor.goes_to(MONEY + "activities/new/")
    found = {"activity": done.removeprefix("/en"), "new_activity": contractor.path.removeprefix("/en")}
    grantee.goes_to(MONEY + "awards/BS-R1-01/report-due/")
    grantee.submits(period_from="2019-04-01", period_until="2019-06-30", due_on="2031-01-31")
    for name, part in (("report_to_write", "#due"), ("report_sent", "#waiting")):
        link = grantee.goes_to(MONEY + "reports/?award=BS-R1-01").page.locator(f"{part} a").first
        found[name] = link.get_attribute("href").removeprefix("/en")
    return found
