"""The patterns around a unit of time; every one is matched at a known place or in a window of a few words.

A name in braces is a role of `data/time_cues.tsv`, or a class of `data/word_classes.tsv`.
"""

from __future__ import annotations

from seriatim.text._time_cues import time_pattern

# Numbers and counted days
_WORDS = r"(?:{tens}(?:[\s-]{one_to_nine})?|{number})"
_DIGITS = r"\d{1,3}(?:[.,\u00b7]\d{1,2}|\+\d)?(?:\s?(?:\u00bd|1/2)|\s\d{1,2}/12)?"
_COUNT = rf"(?:{_DIGITS}|{_WORDS})" + r"(?:[\s-]and[\s-](?:a[\s-])?half)?"
_STAY = r"(?P<of>{stay})\s"
_OF_MONTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"

number_before = time_pattern(
    r"(?<![\w.,/%+])(?:(?<![a-z]-)|(?<=year-)|(?<=month-)|(?<=yr-)|(?<=-and-))(?P<core>(?:(?P<n1>"
    + _COUNT
    + r")(?:(?:\s?-\s?|\sto\s|\sor\s|\sand\s)(?P<n2>"
    + _COUNT
    + r"))?|{vague})[\s-]{0,3}(?:{filler}\s)?)\Z"
)
half_after = time_pattern(r"\sand\sa\shalf\b")
lasting = time_pattern(r"[\da-z]-[a-z]{3,6}\Z")
what_lasted = time_pattern(r"\s(?!{spell})[a-z]{3,}")
"""Behind a hyphened length, what lasted so long and is no mere lapse: "a 4-hour | fast"."""
joint = time_pattern(r"(?:,?\s(?:and\s)?|-(?:and-)?)")
"""Between two lengths that are one: "2 years and | 6 months"."""
one_before = time_pattern(
    r"\b(?:(?P<over>for|over|during|in|within|throughout)\s)?"
    r"(?P<core>\b(?:(?:the|this|his|her)\s)?(?:(?P<past>{just_past})\s)?)\Z"
)
"""Before one unit without its number: "over the past | week"."""
ordinal_before = time_pattern(r"(?<![\w.])(?P<n>\d{1,3}(?:st|nd|rd|th)|{ordinal})\s(?:" + _STAY + r")?\Z")
number_after = time_pattern(r"[\s-](?P<n>\d{1,3}|{to_ten})(?![\w.%]\w|\w|/)")
stay_before = time_pattern(_STAY + r"\Z")
code_number = time_pattern(r"[\s#-]{1,2}(?P<n>\d{1,3})(?!\w|[.,]\d|\s?%)")
"""Behind a coded day: "POD | 3"."""

# What a length is measured from, and in which direction
_DETERMINER = r"(?:(?:the|his|her|this|that|our|their|an?|initial|first|last)\s){0,2}"

lead = time_pattern(
    r"\b(?P<lead>aged?(?:\sof)?|follow-?\s?up(?:\speriod)?(?:\sof)?|followed(?:-up)?|ages|{lead})"
    r"\s(?:{lead_article}\s|(?:he|she|they)\s(?:was|were)\s|{lead_order}\s|period\sof\s|course\sof\s|{approximate}\s){0,4}\Z"
)
pointing = time_pattern(r"'?\s(?:{back}|{forward})(?!\w)")
goes_on = time_pattern(r"\s(?!(?:and|at|because|by|due|for|in|on|when|while|with)\b)\w")
toward_event = time_pattern(
    r"'?\s(?P<to>{back_to}|{forward_from})\s" + _DETERMINER + r"(?:[a-z-]+\s)?(?P<event>{event})(?!\w)"
)
after_event = time_pattern(r"'?[\s-](?P<event>{after_event})(?!\w)")
history = time_pattern(r"'?s?'?[\s-]{1,2}(?:long\s)?{history}(?!\w)")
follow_up = time_pattern(r"[\s-]{1,2}(?:of\s)?(?:post-?\w+\s)?follow(?:ing)?-?\s?up\b")
of_event = time_pattern(r"\s(?:of|after|from|following)\s" + _DETERMINER + r"(?P<event>life|{event})(?!\w)")
of_treatment = time_pattern(r"\sof\s(?:[a-z-]+\s){0,2}?(?P<event>{event})(?!\w)")
of_act = time_pattern(r"\sof\s(?P<act>{act_of})(?!\w)")
act_before = time_pattern(r"\b(?P<lead>{forward_from}|on|upon)\s(?:the\s)?\Z")
gestational = time_pattern(r"\bgestational\s(?:age\s(?:\w+\s){0,2})?[\w+.-]*\s?\w*\Z")

# What is no length, or one that comes again
names_test = time_pattern(r"[\s-]{test_of}(?!\w)")
at_intervals = time_pattern(r"[\s-]{interval}(?!\w)")

# Ages
old_after = time_pattern(r"[\s.-]{0,3}(?:old\b|of\sage\b)")
age_number = time_pattern(
    r"(?:\sof)?\s(?:{approximate}\s)?(?P<n>\d{1,3}(?:\.\d)?|"
    + _WORDS
    + r")(?!\w|[.,]\d|\s?-\s?\d|[\s-]{0,2}{unit}(?!\w))"
)
bare_age = time_pattern(
    r"\s(?!(?:at|and|or|who|which|but)\s)(?:[a-z-]+\s(?!(?:and|or|who|which|but)\s)){0,6}?(?P<at>at\s)(?P<n>[1-9]\d?)"
    r"(?=\.?\Z|\.\s|[,;)]|\s(?:and|but|for|because|due)\s(?!\d))"
)
no_stage = time_pattern(r"\b{no_stage}\s\Z")
other_age = time_pattern(r"\b{other_age}\s\Z")
decade_before = time_pattern(
    r"\b(?P<whose>his|her|their|the)\s(?P<start>(?:(?P<part>{decade_part})[\s-])?)\Z"
)
of_life = time_pattern(r"\sof\s(?:his\s|her\s|their\s)?life\b")

# Dates
day_before = time_pattern(rf"(?<![\w.])(?P<day>[0-3]?\d){_OF_MONTH}(?:\sof)?[\s-]\Z")
day_year_after = time_pattern(
    rf"\.?(?:[\s-](?P<day>[0-3]?\d){_OF_MONTH}(?=\W))?(?:,?[\s-](?:of\s)?(?P<year>{_YEAR})(?!\w))?"
)
in_before = time_pattern(r"\b(?:in|since|during|until|by|of|from|last|this)\s\Z")
year = time_pattern(rf"{_YEAR}(?![\w/]|[.,]\d|\s?(?:patients|cases|mg|ml|g\b|cells))")
year_lead = time_pattern(r"\b(?P<lead>{year_lead})[\s-]\Z")
to_month_year = time_pattern(r"\s?(?:to|until|through|and|-)\s?{month}\.?\s(?P<year>" + _YEAR + r")(?!\w)")
numeric_date = time_pattern(
    rf"(?<![\w./-])(?:(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)|"
    rf"(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<year>{_YEAR}))(?![\w/-]|[.]\d)"
)
