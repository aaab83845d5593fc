"""The two lists that a coalition comes with: who is a member, and an action plan of 268 items."""

LEADS = [f"Organization {number}" for number in range(1, 25)]
STATUSES = ["In progress", "Done", "Not started", "Ongoing", "On hold", "Complete", "Cancelled", ""]
MEMBERS = [
    ["Organization", "Contact name", "Email", "Voting"],
    *(
        [lead, f"Leader {number}", f"leader-{number}@example.org", "yes"]
        for number, lead in enumerate(LEADS, start=1)
    ),
]


def actions(day="{month:02}/{day:02}/{year}"):
    """As an action plan of a city district: strategies in merged cells, leads, partners, status words, American days."""
    rows = [["Strategy", "Action #", "Action", "Lead", "Partners", "Status", "Due date"]]
    for number in range(1, 269):
        first_of_strategy = (number - 1) % 9 == 0
        due = day.format(month=number % 12 + 1, day=number % 28 + 1, year=2025 + number % 2)
        rows.append(
            [
                f"Strategy {(number - 1) // 9 + 1}" if first_of_strategy else None,
                f"{(number - 1) // 9 + 1}.{number % 9 + 1}",
                f"Action {number}: improve crossing {number} together",
                LEADS[number % len(LEADS)],
                "City bureau; neighborhood association" if number % 3 else None,
                STATUSES[number % len(STATUSES)],
                due if number % 5 else None,
            ]
        )
    return rows


MERGED = [f"A{2 + 9 * block}:A{min(10 + 9 * block, 269)}" for block in range(30)]
