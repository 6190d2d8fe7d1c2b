"""The two ways a piece of work ends early and says so."""


class UserError(Exception):
    """Something the user can do something about; its text is shown as it is.

    what:   one sentence in bokmål on what happened.
    advice: one or two sentences in bokmål on what to do now.

    Neither ever holds an identity number or anything else read from an export.
    """

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user stopped the work; nothing was left behind."""
