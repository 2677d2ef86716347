"""What a conference report is: records, their kinds, a walk over them, and what each field means."""
