"""What a conference report is: its records, their kinds, one walk over them, and what each field means."""

from .records import *  # noqa: F403 - every class of the model and every type of a field
