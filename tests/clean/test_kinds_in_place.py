"""The kind of a line that its words do not tell: what stands above it does, until the article goes on."""

import pytest

from legation.clean.kinds import kinds_of

BODY = "Norland recalled its ambassador from Sutria on Monday, the foreign ministry said."


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (("You may also like", "Ana Lund on the fish of Norland"), ("related", "related")),
        (("Ana Lund on the fish of Norland",), ("other",)),
        (("You may also like", "Fish prices fall again"), ("related", "related")),
        (("You may also like", BODY, "Ana Lund on the fish of Norland"), ("related", None, "other")),
        (("Share this article", "Email", "Print"), ("share", "share", "share")),
        (("Subscribe to our newsletter", "Email"), ("sign-up", "sign-up")),
        (("Cookie policy", "Accept"), ("cookie", "cookie")),
        (("Leave a reply", "Per Rowe", "Fish should be free."), ("comments", "comments", "comments")),
        # What its words tell is not overruled.
        (("You may also like", "© 2021 The Strait Times"), ("related", "copyright")),
        (("Share this article", "Ana Lund on the fish of Norland"), ("share", "other")),
        ((), ()),
    ],
)
def test_a_line_goes_on_with_what_was_begun_above_it(lines, kinds):
    assert kinds_of(lines, [line != BODY for line in lines]) == kinds
