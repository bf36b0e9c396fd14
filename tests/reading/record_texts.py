"""Records written for the tests, and the short way from text to reading."""

from __future__ import annotations

from textwrap import dedent

from secretariat.reading import Reading, load, read


def reading_of(text: str, name: str = "record.txt") -> Reading:
    """Return the reading of a text whose common indent is taken off."""
    return read(load(dedent(text).strip().encode(), name))


PRINCIPALS = """
    Summary

    Coastal Migration Network - Steering Group Principals Meeting Wednesday, 5 May 2021, 15.00 – 16.00h (virtual)

    Participants:

    Amal Haddad, Director General, IOM, Network Coordinator
    Bo Lindqvist, High Commissioner, OHCHR
    Liu Yan, Under-Secretary-General, UNDESA

    The Coordinator gave an update:

    - The workplan is ready for endorsement.
    - There are 48 country networks and 6 regional networks.

    The Principals had before them an agenda to consider the following, each with a note:

    - Engagement with Member States on the review forum;
    - Contributions to the political forum; and,
    - Returns and reintegration

    Workplan

    The Coordinator proposed, and the Principals agreed, to endorse the Network workplan.

    Review forum and engagement

    The Principals noted that the forum is the first of its kind. It was suggested that the Network examine the national reports. Someone asked for a note to be prepared well ahead of the high-level week of the



    September session, so that delegations can be briefed.

    Action Points:

    - *Develop key messages for the political forum.*
    - *Regularly brief Member States in New York and Geneva.*
    - *Consider a September event on climate.*

    Returns and reintegration

    Without discussion, the Principals endorsed the position paper on returns.
"""
