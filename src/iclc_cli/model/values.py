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
    # The first test that is met decides, judged by the noun that print itself uses for the thing, else by what is done.
    InitiativeKind: {
        "award": "somebody is honoured",
        "taskforce": "people are put together for a task: a taskforce, a working group, a team",
        "network": "members are linked for long: print says network or cluster",
        "partnership": "several parties work together, and that is the thing: an alliance, cooperation, joint efforts",
        "participation": "citizens take part in public decisions or act for their community: a council, a participatory budget, groups",
        "campaign": "print says campaign",
        "funding": "money is given or set aside: grants, a budget, a funding mechanism",
        "policy": "an authority lays down what is to be done: a strategy, plan, policy, system, guidelines",
        "publication": "there is something to read or look up: report cards, a directory",
        "study": "something is found out: research, a survey, an analysis, a review, people asked about their needs",
        "programme": "print says programme, or centres of one, or a named initiative provides one",
        "project": "print says project",
        "package": "print speaks of several initiatives, measures or activities, of several kinds or of kinds that it does not tell",
        "service": "help, care or goods are given to people, schools or countries",
        "course": "people are taught or trained: a course, class, workshop, training, school subject",
        "event": "people come together for a time: a ceremony, festival, meeting, conference, race, visit",
        "digital": "digital technology is provided or put to use: a platform, app, repository, ICT-based learning",
        "facility": "a place is made, built, improved or opened: a centre, library, school, space, infrastructure",
        "protection": "a harm is prevented or fought, or something of worth is preserved",
        "promotion": "print says only that something is promoted or fostered, not by what",
    },
    # In this order, too. A thing is what print has a noun for, an act what it has only a verb for.
    Status: {
        "proposed": "print only wishes for it",
        "planned": "print only announces it",
        "done": "an event that was held, or an act told as over or as a response to the pandemic",
        "running": "print tells of it in the present tense, as existing, or as a lasting thing that was set up; not that it runs today",
        "unstated": "print does not tell which",
    },
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
