"""What the tests of the ground floor build their files from."""

from __future__ import annotations

from datetime import date

from db.tables import OrganisationRow
from db.vocabulary import Sector

TODAY = date(2017, 2, 9)


def organisation(code: str) -> OrganisationRow:
    return OrganisationRow(code=code, name=f"Şükrü & {code}", short_name=code, sector=Sector.POLICE)
