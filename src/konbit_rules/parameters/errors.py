"""What is raised when the law, or a file that holds a part of it, cannot be used."""


class LawError(Exception):
    """The law is broken or not loaded; `where` names file and line where one is known."""

    def __init__(self, what: str, where: str = "") -> None:
        """Keep the sentence and the place apart, so that each face can set them as it needs."""
        super().__init__(f"{where}: {what}" if where else what)
        self.what, self.where = what, where
