"""The parts of Best Start's example money beside the tree itself, which `operations/example_money.py` loads."""
