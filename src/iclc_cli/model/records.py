"""What a conference report is: every kind of record, each field documented, each reference typed once.

Nothing here is about any one conference. The docstrings below the fields are the documentation of the data:
`iclc schema` prints them as JSON Schema. What refers to what is read off the reference types (`CityId`,
`SessionId` …); no other module lists relations.

Annotations must stay real objects, so this module never imports `annotations` from `__future__`.
"""

from typing import Annotated, Literal

from .base import ABSENT, AMOUNT, ASIDE, BESIDE, HEADING, IN_ANY_FORM, OWNER, PARAPHRASE, PLACE, PRINTED, SITE, Node, RefersTo, frozen

ConferenceId = Annotated[str, RefersTo("conference")]
SectionId = Annotated[str, RefersTo("section")]
PassageId = Annotated[str, RefersTo("passage")]
SessionId = Annotated[str, RefersTo("session")]
SpeakerId = Annotated[str, RefersTo("speaker")]
CityId = Annotated[str, RefersTo("city")]
CountryId = Annotated[str, RefersTo("country")]
OrganisationId = Annotated[str, RefersTo("organisation")]
InitiativeId = Annotated[str, RefersTo("initiative")]
StatementId = Annotated[str, RefersTo("statement")]
StrategyId = Annotated[str, RefersTo("strategy")]
TopicId = Annotated[str, RefersTo("topic")]
SdgId = Annotated[str, RefersTo("sdg")]
FigureId = Annotated[str, RefersTo("figure")]
DocumentId = Annotated[str, RefersTo("document")]

PassageKind = Literal["paragraph", "bullet", "caption", "footnote"]
SessionKind = Literal["ceremony", "plenary", "thematic-forum", "mayors-forum"]
Participation = Literal["host", "former-host", "presented", "made-a-statement", "mentioned"]
Region = Literal[
    "africa",
    "arab-states",
    "asia-and-the-pacific",
    "europe-and-north-america",
    "latin-america-and-the-caribbean",
]
IN_AFRICA = frozenset({"DZA", "EGY", "LBY", "MAR", "MRT", "SDN", "TUN"})
"""The countries, by ISO code, of the continent of Africa that UNESCO counts among the Arab States: who counts by region should know."""

InitiativeKind = Literal[
    "award",
    "taskforce",
    "network",
    "partnership",
    "participation",
    "campaign",
    "funding",
    "policy",
    "publication",
    "study",
    "programme",
    "project",
    "package",
    "service",
    "course",
    "event",
    "digital",
    "facility",
    "protection",
    "promotion",
]
OrganisationKind = Literal["united-nations", "international", "national", "municipal", "university", "research", "conference"]
Status = Literal["running", "done", "planned", "proposed", "unstated"]
StatementType = Literal["report", "view", "request", "commitment"]
StrategyCategory = Literal["change", "cluster", "goal", "funding", "period", "context"]
TopicKind = Literal["concept", "cluster", "abbreviation", "event", "region", "group"]
FigureKind = Literal["count", "share", "date", "period", "duration", "age"]
Qualifier = Literal["exactly", "at-least", "more-than", "about"]
DocumentKind = Literal["declaration", "agenda", "strategy", "plan", "report", "licence", "terms", "web-page"]
RemarkKind = Literal["added", "corrected", "inferred", "ambiguous", "unstated"]


@frozen
class Remark(Node):
    """A departure from the printed report, or a doubt about it."""

    field: Annotated[str, ABSENT]
    """The field of the record it is about, with an index where needed: `name`, `appearances[0].country`."""
    kind: RemarkKind
    """Added from outside the report, corrected, inferred from other words of the report, ambiguous in print, or unstated there."""
    printed: Annotated[str, PRINTED] | None
    """What the report prints there; `null` where it prints nothing."""
    reason: Annotated[str, ABSENT]
    """Why, naming the authority for it."""
    routine: bool
    """Is it about a code, coordinates, a region, an alias or the sources of a topic? Lists and cards leave those out unless asked."""


@frozen
class Alias(Node):
    """Another name for the same thing."""

    name: Annotated[str, IN_ANY_FORM]
    """The name."""
    sources: tuple[PassageId, ...]
    """The passages that print it, of those its record rests on; none where it is not the report's, but what people call it."""


@frozen
class Redirect(Node):
    """What a ref of an earlier version of the data stands for now."""

    old: Annotated[str, ABSENT]
    """The old ref, kind/id, which no record has any more."""
    new: Annotated[str, ABSENT]
    """The ref of the record that tells it now."""


@frozen
class Point(Node):
    """One thing said or concluded, paraphrased."""

    text: Annotated[str, PARAPHRASE]
    """A sentence or two in our own words; a paraphrase, not a quotation."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""


@frozen
class Credit(Node):
    """Somebody named for work on the report itself."""

    role: Annotated[str, PRINTED]
    """What they did, as printed."""
    name: Annotated[str, PRINTED]
    """Their name as printed."""


@frozen
class Publication(Node):
    """The printed report: what to name when the data is used."""

    title: Annotated[str, PRINTED]
    """Title of the report."""
    publisher: Annotated[str, PRINTED]
    """Who published it."""
    year: Annotated[int, AMOUNT]
    """Year of publication."""
    licence: Annotated[str, PRINTED]
    """The licence of the report, which its adaptation carries too."""
    attribution: Annotated[str, ABSENT]
    """The sentence that anyone who uses the data is asked to print."""
    urls: Annotated[tuple[str, ...], PRINTED]
    """Addresses printed in the licence notice: the licence and the terms of use."""
    credits: tuple[Credit, ...]
    """People credited in the report."""


@frozen
class Coordinates(Node):
    """A point on the globe, WGS 84."""

    latitude: Annotated[int | float, ABSENT]
    """Degrees north."""
    longitude: Annotated[int | float, ABSENT]
    """Degrees east."""


@frozen
class Conference(Node):
    """The conference that the report is about."""

    id: ConferenceId
    """Identifier, unique among conferences."""
    name: Annotated[str, PRINTED]
    """Full name."""
    aliases: tuple[Alias, ...]
    """Other names and abbreviations."""
    theme: Annotated[str, PRINTED]
    """The printed theme."""
    edition: Annotated[int, BESIDE]
    """Which conference of its series, counted from 1."""
    host: CityId
    """The host city."""
    organiser: OrganisationId
    """The body that convened it."""
    start: Annotated[str, AMOUNT]
    """First day, ISO 8601."""
    end: Annotated[str, AMOUNT]
    """Last day, ISO 8601."""
    mode: Annotated[str, PRINTED]
    """How people took part: hybrid, in person or online."""
    summary: Annotated[str, PARAPHRASE]
    """What it was, in our own words."""
    points: tuple[Point, ...]
    """What the report itself says of it: what it was for and how it turned out."""
    report: Publication
    """The published report."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Section(Node):
    """A part of the report under a heading of its own; two are our groupings (see its remarks)."""

    id: SectionId
    """Identifier, unique among sections."""
    title: Annotated[str, HEADING]
    """Heading as printed."""
    chapter: Annotated[str, HEADING] | None
    """Heading of the chapter it stands in, as printed; `null` where it is its own chapter."""
    page: Annotated[int, HEADING] | None
    """Page on which the section begins, from the table of contents; never the page of a passage."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Passage(Node):
    """A paragraph, bullet item, photo caption or footnote: the atom of provenance."""

    id: PassageId
    """Identifier, unique among passages."""
    section: Annotated[SectionId, PLACE]
    """The section it stands in."""
    number: Annotated[int, ABSENT]
    """Its number within the section, counted per kind of numbering from 1."""
    kind: PassageKind
    """What it is on the page."""
    gist: Annotated[str, PARAPHRASE]
    """What it says, in our own words: a paraphrase, not a quotation."""
    terms: Annotated[tuple[str, ...], IN_ANY_FORM]
    """Key terms the report uses here and the gist does not, at most four words each."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Session(Node):
    """An event of the conference: ceremony, plenary, thematic forum or mayors' forum."""

    id: SessionId
    """Identifier, unique among sessions."""
    name: Annotated[str, PRINTED]
    """What the session is called."""
    aliases: tuple[Alias, ...]
    """Other names."""
    kind: Annotated[SessionKind, IN_ANY_FORM]
    """Which sort of event it was."""
    number: Annotated[str, BESIDE] | None
    """Number within its kind as used in the report, such as `1.2`."""
    title: Annotated[str, PRINTED] | None
    """Official title as printed; `null` where the report prints none."""
    section: SectionId
    """The section that reports it."""
    summary: Annotated[str, PARAPHRASE]
    """What it was about, in our own words."""
    conclusions: tuple[Point, ...]
    """What unnamed speakers and participants concluded, noted or determined."""
    topics: tuple[TopicId, ...]
    """Topics it dealt with."""
    sdgs: tuple[SdgId, ...]
    """Sustainable Development Goals that the report names for it."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Appearance(Node):
    """One person in one session: as whom, and what was said."""

    session: Annotated[SessionId, OWNER]
    """The session."""
    role: Annotated[str, BESIDE]
    """Role as printed, at that time."""
    organisations: Annotated[tuple[OrganisationId, ...], OWNER]
    """Bodies named in the role."""
    city: Annotated[CityId, OWNER] | None
    """The municipality the person represented; `null` for those who represented none."""
    country: Annotated[CountryId, OWNER] | None
    """The state spoken for, or in which the report places the city or body represented."""
    said: tuple[Point, ...]
    """What stands under the person's name, point by point."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""


@frozen
class Speaker(Node):
    """A person who spoke or acted at the conference."""

    id: SpeakerId
    """Identifier, unique among speakers."""
    name: Annotated[str, PRINTED]
    """Name as printed, without the honorific."""
    aliases: tuple[Alias, ...]
    """Other spellings."""
    honorific: Annotated[str, BESIDE] | None
    """Honorific as printed."""
    appearances: tuple[Appearance, ...]
    """One for each session the person spoke or acted in."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class City(Node):
    """A municipality or municipal district named in the report."""

    id: CityId
    """Identifier, unique among cities."""
    name: Annotated[str, PRINTED]
    """Name as printed, or the correct one where the report misspells it."""
    aliases: tuple[Alias, ...]
    """Other names and spellings."""
    country: Annotated[CountryId, PLACE, OWNER]
    """The country it lies in."""
    participation: tuple[Participation, ...]
    """How it took part; agrees with appearances, statements and the host. `mentioned` stands alone."""
    coordinates: Coordinates | None
    """Where it lies."""
    summary: Annotated[str, PARAPHRASE] | None
    """What the report itself says of it, in our own words; `null` where only those who spoke tell of it."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Country(Node):
    """A country named in the report, or in which a named city lies."""

    id: CountryId
    """Identifier, unique among countries."""
    name: Annotated[str, PRINTED]
    """Name as printed."""
    aliases: tuple[Alias, ...]
    """Everyday names."""
    iso2: Annotated[str, ABSENT]
    """ISO 3166-1 alpha-2 code."""
    iso3: Annotated[str, ABSENT]
    """ISO 3166-1 alpha-3 code."""
    region: Annotated[Region, PLACE]
    """One of UNESCO's five regions."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Organisation(Node):
    """A body named in the report."""

    id: OrganisationId
    """Identifier, unique among organisations."""
    name: Annotated[str, PRINTED]
    """Name as printed."""
    aliases: tuple[Alias, ...]
    """Other names."""
    acronym: Annotated[str, PRINTED] | None
    """Its abbreviation."""
    kind: OrganisationKind
    """What sort of body it is."""
    city: Annotated[CityId, OWNER] | None
    """The city in which the report places it."""
    country: Annotated[CountryId, OWNER] | None
    """The country in which the report places it."""
    url: Annotated[str, PRINTED] | None
    """Address printed for it."""
    summary: Annotated[str, PARAPHRASE] | None
    """What the report itself says that it is and does, in our own words; `null` where it says nothing."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Initiative(Node):
    """A programme, project, council, festival, campaign, service, app or award that somebody described."""

    id: InitiativeId
    """Identifier, unique among initiatives."""
    name: Annotated[str, PRINTED]
    """Name as printed where `named`, else a short description of ours."""
    aliases: tuple[Alias, ...]
    """Other names."""
    named: bool
    """Does the report print a name for it?"""
    kind: InitiativeKind
    """What sort of thing it is."""
    city: Annotated[CityId, OWNER] | None
    """The city whose initiative it is; `null` where the report gives it no owner."""
    place: Annotated[CityId, SITE] | None
    """The city in which it lies or happens, where it is not that city's own."""
    organisation: Annotated[OrganisationId, OWNER] | None
    """The body that runs it."""
    proposed_by: Annotated[CityId, ASIDE] | None
    """The city that wished for it."""
    country: Annotated[CountryId, OWNER] | None
    """The country it covers, where no city does."""
    session: Annotated[SessionId, OWNER] | None
    """The session that described it."""
    speakers: tuple[SpeakerId, ...]
    """Who presented it."""
    part_of: InitiativeId | None
    """The initiative that it is a part of."""
    status: Status
    """Whether it is running, done, planned or proposed (a wish), where the report tells."""
    summary: Annotated[str, PARAPHRASE]
    """What it is, in our own words."""
    topics: tuple[TopicId, ...]
    """Topics it deals with."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Statement(Node):
    """One claim made in the mayors' forums."""

    id: StatementId
    """Identifier, unique among statements."""
    city: Annotated[CityId, OWNER] | None
    """The city that made it; `null` where those who took part in the forums made it together."""
    session: Annotated[SessionId, OWNER] | None
    """The forum; `null` where the report does not say which."""
    type: StatementType
    """Report (what is or was done), view, request or commitment."""
    text: Annotated[str, PARAPHRASE]
    """The claim in our own words."""
    initiatives: tuple[InitiativeId, ...]
    """Initiatives it speaks of."""
    topics: tuple[TopicId, ...]
    """Topics it deals with."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class StrategyItem(Node):
    """One item of the new strategy."""

    id: StrategyId
    """Identifier, unique among strategy items."""
    category: StrategyCategory
    """Which part of the strategy."""
    order: Annotated[int, ABSENT]
    """Place within its category, counted from 1."""
    title: Annotated[str, PRINTED]
    """Title as printed where there is one, else a short one of ours."""
    named: bool
    """Is the title printed?"""
    text: Annotated[str, PARAPHRASE]
    """What it says, in our own words."""
    initiatives: tuple[InitiativeId, ...]
    """Initiatives that it is about."""
    topics: tuple[TopicId, ...]
    """Topics it deals with."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Topic(Node):
    """A subject, term, group, region or event that the report defines, abbreviates or keeps returning to."""

    id: TopicId
    """Identifier, unique among topics."""
    name: Annotated[str, IN_ANY_FORM]
    """The term."""
    aliases: tuple[Alias, ...]
    """Abbreviations, expansions, variants and plain words; search treats them as the same words."""
    definition: Point | None
    """What the report says it means; `null` where it does not explain it."""
    scope_note: Annotated[str, ABSENT] | None
    """What is meant by it in the report, in a line of ours; `null` where there is a definition."""
    kind: TopicKind
    """Concept, thematic cluster, abbreviation, event, region or group of people."""
    broader: TopicId | None
    """The wider topic that it is a part of."""
    see_also: tuple[TopicId, ...]
    """Neighbours and opposites; stored on one side."""
    initiatives: tuple[InitiativeId, ...]
    """Initiatives that go by the name."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Sdg(Node):
    """A Sustainable Development Goal that the report names by its number."""

    id: SdgId
    """Identifier, unique among goals."""
    name: Annotated[str, PRINTED]
    """Its subject as printed."""
    aliases: tuple[Alias, ...]
    """Other ways of naming it."""
    number: Annotated[int, BESIDE]
    """Its number, 1 to 17."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Figure(Node):
    """A quantity or a date."""

    id: FigureId
    """Identifier, unique among figures."""
    kind: FigureKind
    """Count, share, date, period, duration or age."""
    value: Annotated[int | float, AMOUNT] | None
    """The number, or the start of a range; `null` for dates and periods."""
    value_to: Annotated[int | float, AMOUNT] | None
    """The end of a range of numbers; `null` where there is none."""
    date: Annotated[str, AMOUNT] | None
    """The date in ISO 8601, to the year, month or day, or the start of a period; `null` for numbers."""
    date_to: Annotated[str, AMOUNT] | None
    """The end of a period, ISO 8601; `null` where there is none."""
    unit: Annotated[str, AMOUNT] | None
    """What the number is in; `null` for dates."""
    qualifier: Annotated[Qualifier, AMOUNT]
    """How the report limits the number."""
    counts: Annotated[str, PARAPHRASE]
    """What is counted, measured or dated, in our own words."""
    year: Annotated[int, AMOUNT] | None
    """The year it holds for, where the report says so."""
    city: Annotated[CityId, OWNER] | None
    """The city it is about."""
    organisation: Annotated[OrganisationId, OWNER] | None
    """The body it is about."""
    country: Annotated[CountryId, OWNER] | None
    """The country it is about."""
    session: Annotated[SessionId, OWNER] | None
    """The session it was given in or is about."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


@frozen
class Document(Node):
    """A declaration, agenda, plan or page named in the report."""

    id: DocumentId
    """Identifier, unique among documents."""
    name: Annotated[str, PRINTED]
    """Its name as printed, or a description where only an address is printed."""
    aliases: tuple[Alias, ...]
    """Other names."""
    named: bool
    """Does the report print a name for it?"""
    kind: DocumentKind
    """What sort of document it is."""
    city: Annotated[CityId, OWNER] | None
    """The city whose document it is."""
    url: Annotated[str, PRINTED] | None
    """Address printed for it."""
    organisation: Annotated[OrganisationId, OWNER] | None
    """The body whose document it is."""
    year: Annotated[int, AMOUNT] | None
    """Its year, where the report says so."""
    summary: Annotated[str, PARAPHRASE] | None
    """What the report says that it is or holds, in our own words; `null` where it says nothing."""
    initiatives: tuple[InitiativeId, ...]
    """Initiatives that it is about, or that rest on it."""
    sources: tuple[PassageId, ...]
    """The passages it rests on."""
    remarks: tuple[Remark, ...]
    """Departures from the printed report."""


Record = (
    Conference
    | Section
    | Passage
    | Session
    | Speaker
    | City
    | Country
    | Organisation
    | Initiative
    | Statement
    | StrategyItem
    | Topic
    | Sdg
    | Figure
    | Document
)


@frozen
class Report(Node):
    """A whole report: one object of the data file."""

    schema: Literal["iclc-report-2"]
    """The schema this data follows; a new number means that keys have changed their meaning."""
    version: str
    """Version of the data, counted apart from the tool's."""
    conference: Conference
    """The conference."""
    sections: tuple[Section, ...]
    """Sections, in the order of the report."""
    passages: tuple[Passage, ...]
    """Passages, in the order of the report."""
    sessions: tuple[Session, ...]
    """Sessions, in the order of the report."""
    speakers: tuple[Speaker, ...]
    """Speakers, by id."""
    cities: tuple[City, ...]
    """Cities, by id."""
    countries: tuple[Country, ...]
    """Countries, by id."""
    organisations: tuple[Organisation, ...]
    """Organisations, by id."""
    initiatives: tuple[Initiative, ...]
    """Initiatives, by id."""
    statements: tuple[Statement, ...]
    """Statements, by id."""
    strategy: tuple[StrategyItem, ...]
    """Items of the new strategy, in the order of the report."""
    topics: tuple[Topic, ...]
    """Topics, by id."""
    sdgs: tuple[Sdg, ...]
    """Sustainable Development Goals, by number."""
    figures: tuple[Figure, ...]
    """Figures, by id."""
    documents: tuple[Document, ...]
    """Documents, by id."""
    redirects: tuple[Redirect, ...]
    """Refs of earlier versions of the data whose records are told elsewhere now."""
    thesaurus: Annotated[tuple[str, ...], ABSENT]
    """Words that readers may look for, each with those or the names that the report has in place of it: `cord = rope; line`."""
