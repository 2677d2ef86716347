"""What the values of coded fields mean: each with the test that tells it from the others.

A value that says by itself what it is, as those of a remark or of a session do, is told in the docstring of its field.
"""

from typing import Any, get_args

from .records import InitiativeKind, OrganisationKind, Participation, Status

MEANINGS: dict[Any, dict[str, str]] = {
    Participation: {
        "host": "the city that hosted the conference",
        "former-host": "hosted an earlier conference of the series",
        "presented": "somebody spoke for it",
        "made-a-statement": "made a statement in the mayors' forums",
        "mentioned": "only named",
    },
    InitiativeKind: {},
    Status: {},
    OrganisationKind: {
        "united-nations": "the United Nations, or a body, programme, institute, network or team of its system",
        "international": "a body of several states or a network of cities in several countries, outside the United Nations system",
        "national": "a state's parliament, a committee of it, or a ministry",
        "municipal": "a city's or region's government, or an office of it",
        "university": "a university, another institution of higher education, or a chair at one",
        "research": "a laboratory or institute for research that is not named as a part of a university",
        "conference": "a body of the conference itself",
    },
}
"""Every such set of values, each value with what it means."""


def meanings(base: Any) -> dict[str, str]:
    """The values of a field of this type, each with what it means; nothing for types whose values say it themselves."""
    return MEANINGS.get(base, {}) if get_args(base) else {}
