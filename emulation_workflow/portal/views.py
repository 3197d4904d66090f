"""Whoever looks at people's data leaves a row of the record: once a session, day and subject."""

from fastapi import Request

from emulation_workflow.office.entrance.sign_in import note_view
from emulation_workflow.portal.surroundings import guest_of, portal_of, visitor_of

MOST_KNOWN = 10_000
"""Views that one program remembers; then rows are written again."""


def viewed(request: Request, about: str, unit: str = "") -> None:
    """Write down that whoever is signed in is shown people's data: what it is about, and whose."""
    portal, visitor = portal_of(request), visitor_of(request)
    key = (guest_of(request).session, portal.office.clock.now().date(), about, unit)
    if key in portal.views:
        return
    note_view(portal.office, visitor, about, unit)
    if len(portal.views) >= MOST_KNOWN:
        portal.views.clear()
    portal.views.add(key)
