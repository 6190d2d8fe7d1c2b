"""How the made-up people are spread: the figures of the register's own statistics of 2015.

Source: SSB, "Individbasert helse- og omsorgsstatistikk", results for 2015: ages, gender, 786 416
services to 348 858 persons, 18 per cent in an institution or staffed housing. What is not told
there (deaths, which services at which age) is chosen to look likely.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AgeGroup:
    """People of some ages at the end of the year; shares are of the group, 0 to 1.

    weight: its share of all. institution, staffed, other: who lives in an institution, in
    housing with staff, in other housing of the municipality. dying: within the year.
    services: how often each service of list 9151 is granted, beside the home.
    """

    youngest: int
    oldest: int
    weight: float
    women: float
    dying: float
    institution: float
    staffed: float
    other: float
    services: Mapping[int, int]


AGE_GROUPS = (
    AgeGroup(0, 17, 0.05, 0.38, 0.004, 0.001, 0.01, 0.005,
             {7: 30, 8: 20, 9: 35, 11: 20, 2: 5, 15: 6, 3: 2, 16: 6}),
    AgeGroup(18, 49, 0.20, 0.49, 0.006, 0.004, 0.15, 0.12,
             {1: 25, 2: 18, 3: 4, 4: 14, 9: 26, 15: 40, 16: 9, 6: 4, 7: 3, 14: 1}),
    AgeGroup(50, 66, 0.14, 0.49, 0.02, 0.05, 0.10, 0.12,
             {1: 32, 2: 6, 3: 2, 4: 6, 5: 5, 6: 16, 9: 8, 15: 46, 16: 10, 19: 6, 20: 5}),
    AgeGroup(67, 79, 0.19, 0.58, 0.07, 0.09, 0.045, 0.10,
             {1: 38, 4: 5, 5: 14, 6: 38, 15: 48, 16: 8, 17: 7, 18: 7, 19: 9, 20: 9, 25: 3, 26: 1}),
    AgeGroup(80, 89, 0.29, 0.70, 0.12, 0.165, 0.035, 0.09,
             {1: 45, 4: 5, 5: 20, 6: 55, 15: 50, 17: 8, 18: 8, 19: 8, 20: 12, 25: 4, 26: 1}),
    AgeGroup(90, 109, 0.13, 0.77, 0.24, 0.29, 0.04, 0.09,
             {1: 42, 4: 4, 5: 24, 6: 50, 15: 50, 17: 7, 18: 7, 19: 5, 20: 14, 22: 1, 25: 4}),
)  # fmt: skip

OLD = 90
"""From here on each year of age has fewer people than the one before."""

FEWER_EACH_YEAR = 0.72
SERVICES = {1: 0.41, 2: 0.28, 3: 0.16, 4: 0.09, 5: 0.04, 6: 0.02}
"""How many services a person has, before renewals; 2.25 on average with them."""

ASSESSMENTS = {1: 0.345, 2: 0.32, 3: 0.195, 4: 0.095, 5: 0.045}
"""How many times a person's functions have been scored."""

SCORED_AGAIN = 0.85
"""How many of the functions change their score in a later assessment."""

DIAGNOSES = {0: 0.44, 1: 0.25, 2: 0.18, 3: 0.09, 4: 0.04}
REFUSED = 0.02
RENEWED = 0.10
RESERVED = 0.05
ROUND_THE_CLOCK = 0.01
TWO_SETS = 0.06
"""How many persons have two PERSONOPPL, one after the other."""

HOURS: Mapping[int, tuple[float, float]] = {
    1: (0.5, 4), 2: (1, 20), 3: (5, 80), 4: (5, 30), 7: (2, 16), 9: (2, 6), 11: (2, 14),
    15: (0.25, 8), 17: (6, 30), 22: (20, 60),
}  # fmt: skip
"""Least and most hours a week of the services that are granted by the hour."""

STAYS = frozenset({18, 19, 20, 25})
"""Services that last some days or weeks."""

AT_AN_INSTITUTION = frozenset({8, 17, 18, 19, 20, 21, 22, 25})
FROM_A_BASE = frozenset({1, 2, 3, 4, 15})

DIAGNOSES_OF_THE_OLD = {
    "ICPC-2": ("P70", "K86", "K77", "K90", "T90", "L95", "R95", "L89", "H84", "F92", "U04"),
    "ICD-10": ("F00.1", "F01.9", "G30.1", "I10", "I50.9", "I63.9", "E11", "J44.9", "M81.0", "G20"),
}
DIAGNOSES_OF_THE_YOUNG = {
    "ICPC-2": ("P85", "N99", "P76", "P72", "N88", "N86", "T90", "P80", "P81", "L99"),
    "ICD-10": ("F70", "F84.0", "G80.9", "F20.0", "G35", "F90.0", "E10.9", "Q90.9", "F32.1"),
}
