"""What is done to the network, by its nouns: the one place from which the other rooms take it."""

from .bodies import add_body, change_body
from .entities import add_entity, change_entity
from .people import add_person, change_person, merge_people
from .posts import add_post, change_post, keep_current, remove_post
from .rotation import Holder, plan, rotate
from .seats import add_seat, change_seat, end_seat
from .tenures import correct_tenure, leave_seat, moved_in, take_back, take_seat, taking
from .users import add_user, set_active, set_password

__all__ = [
    "Holder",
    "add_body",
    "add_entity",
    "add_person",
    "add_post",
    "add_seat",
    "add_user",
    "change_body",
    "change_entity",
    "change_person",
    "change_post",
    "change_seat",
    "correct_tenure",
    "end_seat",
    "keep_current",
    "leave_seat",
    "merge_people",
    "moved_in",
    "plan",
    "remove_post",
    "rotate",
    "set_active",
    "set_password",
    "take_back",
    "take_seat",
    "taking",
]
