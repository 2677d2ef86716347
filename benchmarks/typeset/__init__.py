"""Copies of the printed report as readers have them: typeset anew from its passages, by several producers."""
