"""Find the table in a sheet: its header, which way it runs, what each column is, what is no data.

Nothing is decided silently: what is supposed lowers the confidence and becomes a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cspdesk.kpis.periods import FINANCIAL_YEAR_START, Period
from cspdesk.sheets import headings, names
from cspdesk.sheets.column_words import role_of, says
from cspdesk.sheets.detect_columns import Profile, below_table, profiles
from cspdesk.sheets.detect_header import Header, find_header, header_at
from cspdesk.sheets.detect_rows import blank_means_above, rows_repeat
from cspdesk.sheets.grid import SheetData, is_blank, letter, shown
from cspdesk.sheets.header_periods import disordered
from cspdesk.sheets.layout import Column, ColumnRole, Layout, Orientation, Where

_KEYS = frozenset(
    {
        ColumnRole.NAME,
        ColumnRole.PERIOD,
        ColumnRole.YEAR,
        ColumnRole.PART,
        ColumnRole.AREA,
        ColumnRole.PLACE,
    }
)
"""What says which figure a row holds; figures themselves are never filled down."""


def detect(
    sheet: SheetData,
    *,
    borough: str = "",
    year_start_month: int = FINANCIAL_YEAR_START,
    where: Mapping[str, str] | None = None,
    header_row: int | None = None,
    roles: Mapping[str, ColumnRole] | None = None,
    said: Sequence[str] = (),
) -> Layout:
    """The layout of a sheet's table; confidence 0 when none was found.

    `where` filters by column title (as --where does), `header_row` counts from 0, and `roles` gives
    columns their role by title or letter, as a recipe or a person gives them. `said` is what else
    tells whose figures these are (the file's name).
    """
    year = headings.year_said(headings.words_of(sheet, header_row))
    header = (
        find_header(sheet, year_start_month, year)
        if header_row is None
        else header_at(sheet, header_row, year_start_month, year)
    )
    if header is None:
        return Layout(sheet.name, sentences=(f"Sheet “{sheet.name}” has no table of figures.",))
    search = _Search(sheet, header, borough, year_start_month, roles or {})
    return search.layout(where or {}, said)


class _Search:
    """One search through one sheet: columns are given roles step by step."""

    def __init__(
        self,
        sheet: SheetData,
        header: Header,
        borough: str,
        year_start_month: int,
        roles: Mapping[str, ColumnRole],
    ) -> None:
        self.sheet = sheet
        self.header = header
        self.borough = borough
        self.year_start_month = year_start_month
        self.given = {names.key(title): role for title, role in roles.items()}
        self.said = headings.words_of(sheet, header.rows[0])
        self.name = self.year = ""
        self.period: Period | None = None
        self.first = header.rows[-1] + 1
        self.skipped = below_table(sheet, self.first, len(header.titles))
        unused = {row.row for row in self.skipped}
        self.last = max(
            (
                r
                for r in range(len(sheet.rows) - 1, self.first - 1, -1)
                if r not in unused and not all(map(is_blank, sheet.rows[r]))
            ),
            default=self.first - 1,
        )
        self.profiles = profiles(sheet, header.titles, self.first, self.last, year_start_month)
        self.fills = blank_means_above(sheet, self.profiles, self.first, self.last)
        self.roles: dict[int, ColumnRole] = {}
        self.confidence = 1.0
        self.sentences: list[str] = [f"The header is in row {header.rows[-1] + 1}."]

    def layout(self, where: Mapping[str, str], said: Sequence[str]) -> Layout:
        self._given_roles()
        orientation = self._across() or self._by_rows()
        filters = self._filters(where)
        found = orientation is not None and self.last >= self.first
        fills = tuple(c for c in self.fills if self.roles.get(c) in _KEYS)
        layout = Layout(
            sheet=self.sheet.name,
            orientation=orientation or Orientation.LONG,
            header_rows=self.header.rows,
            first_row=self.first,
            last_row=self.last,
            columns=tuple(self._column(profile) for profile in self.profiles),
            filters=filters,
            skipped=tuple(self.skipped),
            confidence=max(0.05, round(self.confidence, 2)) if found and self.confidence else 0.0,
            name=self.name,
            period=self.period,
            year=self.year,
            fills=fills,
            borough=self.borough,
            other_place=self._other_place(said),
        )
        return replace(layout, sentences=(*self.sentences, *self._closing(layout, found)))

    def _column(self, profile: Profile) -> Column:
        role = self.roles.get(profile.index, ColumnRole.UNUSED)
        title = self.header.periods.get(profile.index)
        if role is not ColumnRole.FIGURES or title is None:
            return Column(profile.index, profile.title, role)
        return Column(profile.index, profile.title, role, title.period, title.provisional)

    def _given_roles(self) -> None:
        for profile in self.profiles:
            role = self.given.get(names.key(letter(profile.index))) or (
                self.given.get(names.key(profile.title)) if profile.title else None
            )
            if role is not None:
                self.roles[profile.index] = role

    def _free(self) -> list[Profile]:
        return [p for p in self.profiles if p.index not in self.roles]

    def _doubt(self, share: float, sentence: str) -> None:
        self.confidence *= share
        self.sentences.append(sentence)

    # Periods across

    def _across(self) -> Orientation | None:
        """Periods in the header: two or more, or one over figures when no column holds periods."""
        titles = {c: t for c, t in self.header.periods.items() if c not in self.roles}
        if not titles:
            return None
        lonely = len(titles) == 1
        if lonely and any(p.is_period_column for p in self._free()):
            return None
        for column in titles:
            self.roles[column] = ColumnRole.FIGURES
        periods = sorted(title.period for title in titles.values())
        columns = sorted(titles)
        self.sentences.append(
            f"Periods run across: {len(set(periods))}, {periods[0].label} to {periods[-1].label}, "
            f"in columns {letter(columns[0])} to {letter(columns[-1])}."
            if not lonely
            else f"Column {letter(columns[0])} holds the figures of {periods[0].label}."
        )
        if lonely:
            self.confidence *= 0.8
        self._side_columns()
        self._area_column()
        self._place_column()
        self._name_columns()
        return Orientation.ACROSS

    # Periods down

    def _by_rows(self) -> Orientation | None:
        if not (self._period_column() or self._period_said()):
            self._doubt(0.0, "No column and no row of titles holds periods.")
            return None
        self._side_columns()
        self._area_column()
        self._place_column()
        self._name_columns(may_lack=True)
        if ColumnRole.VALUE in self.roles.values():
            return self._one_subject() or Orientation.LONG
        if ColumnRole.INDICATOR in self.roles.values():
            return Orientation.DOWN
        numeric = [
            p
            for p in self._free()
            if (p.holds_figures and not self._is_reference(p))
            or role_of(p.title) is ColumnRole.VALUE
        ]
        if self._lists_events(numeric):
            return self._events()
        if not numeric:
            self._doubt(0.0, "No column holds figures.")
            return None
        return self._long(numeric) if self._has_name else self._down(numeric)

    @property
    def _has_name(self) -> bool:
        return ColumnRole.NAME in self.roles.values()

    def _period_column(self) -> bool:
        if ColumnRole.PERIOD in self.roles.values():
            return True
        if {ColumnRole.YEAR, ColumnRole.PART} <= set(self.roles.values()):
            return True
        free = self._free()
        part = next((p for p in free if p.parts >= 0.8 and p.periods < 0.5), None)
        if part is None and any(p.years >= 0.8 for p in free):
            part = next((p for p in free if p.month_numbers), None)
        if part is not None and self._part_and_year(part):
            return True
        ranked = sorted(
            ((self._period_score(p), -p.index, p) for p in free),
            reverse=True,
            key=lambda found: found[:2],
        )
        if not ranked or ranked[0][0] < 1.0:
            return False
        best = ranked[0][2]
        self.roles[best.index] = ColumnRole.PERIOD
        self.sentences.append(f"Column {best.named} holds the periods.")
        return True

    def _part_and_year(self, part: Profile) -> bool:
        """Months in one column, their year in another or in the sheet's own words."""
        year = next((p for p in self._free() if p.years >= 0.8 and p is not part), None)
        self.year = "" if year else headings.year_said(self.said)
        if year is None and not self.year:
            return False
        self.roles[part.index] = ColumnRole.PART
        if year is not None:
            self.roles[year.index] = ColumnRole.YEAR
            self.sentences.append(f"The period is in two columns: {year.named} and {part.named}.")
        else:
            self.confidence *= 0.9
            self.sentences.append(
                f"Column {part.named} has no years: they are of {self.year}, as the sheet says."
            )
        return True

    def _period_said(self) -> bool:
        """A sheet for one period, as its title or its name says, where its header names none."""
        if disorder := disordered(self.header.titles, self.year_start_month):
            self.sentences.append(disorder)
            return False
        self.period = headings.period_said(self.said, self.year_start_month)
        if self.period is None:
            return False
        self.confidence *= 0.8
        self.sentences.append(f"All figures are of {self.period.label}, as the sheet says.")
        return True

    def _period_score(self, profile: Profile) -> float:
        """Numbers alone do not make periods: counts around 2,000 look like years."""
        if profile.periods < 0.5:
            return 0.0
        score = profile.periods
        score += 1.0 if says(profile.title, ColumnRole.PERIOD) else 0.0
        score += 0.5 if profile.dates > 0.5 or profile.numeric < 0.5 else 0.0
        numbers_only = profile.numeric >= 0.8
        if numbers_only and not says(profile.title, ColumnRole.PERIOD):
            score -= 0.6 if profile.index else 0.2
            score -= 0.0 if profile.periods == 1.0 else 0.5
        return score

    def _long(self, numeric: list[Profile]) -> Orientation:
        named = [p for p in numeric if says(p.title, ColumnRole.VALUE)]
        value = (named or numeric)[0]
        self.roles[value.index] = ColumnRole.VALUE
        self.sentences.append(f"One figure a row, in column {value.named}.")
        others = [p for p in (named or numeric) if p is not value]
        if others:
            self._doubt(
                0.5,
                "Other columns hold numbers too and are not used: "
                + ", ".join(p.named for p in others)
                + ".",
            )
        elif not named:
            self.confidence *= 0.9
        return Orientation.LONG

    def _down(self, numeric: list[Profile]) -> Orientation | None:
        kept = [p for p in numeric if p.title]
        if self.period is not None:
            self._doubt(0.0, "No column holds the names of indicators.")
            return None
        if len(kept) == 1 and role_of(kept[0].title) is ColumnRole.VALUE and self._one_subject():
            self.roles[kept[0].index] = ColumnRole.VALUE
            return Orientation.LONG
        for profile in kept:
            self.roles[profile.index] = ColumnRole.INDICATOR
        count = len(kept)
        self.sentences.append(
            f"Periods run down, with {count} column{'s' if count != 1 else ''} of figures."
        )
        if count == 0:
            self.confidence = 0.0
        return Orientation.DOWN

    def _one_subject(self) -> Orientation | None:
        """Without names the sheet is about one thing, which it says itself; None when it has names
        or says nothing."""
        if self._has_name:
            return None
        self.name = headings.subject_of(self.sheet, self.said)
        if not self.name:
            return None
        self.confidence *= 0.9
        self.sentences.append(f"All figures are of “{self.name}”, as the sheet says.")
        return Orientation.LONG

    # Rows that are counted

    def _lists_events(self, numeric: list[Profile]) -> bool:
        """One row per crime: no figures, or none called so, and the same name and month again."""
        dates = next(
            (p for p in self.profiles if self.roles.get(p.index) is ColumnRole.PERIOD), None
        )
        if dates is None or any(says(p.title, ColumnRole.VALUE) for p in numeric):
            return False
        if not numeric and dates.days:
            return True
        columns = [c for c, role in self.roles.items() if role is ColumnRole.NAME]
        return rows_repeat(self.sheet, self.first, self.last, columns, dates.index)

    def _events(self) -> Orientation | None:
        if not self._has_name and self._one_subject() is None:
            self._doubt(0.0, "No column holds the names of indicators.")
            return None
        self.confidence *= 0.6
        self.sentences.append(
            "No column holds figures: each row is one event, and the rows are counted."
        )
        return Orientation.EVENTS

    # The other columns

    def _side_columns(self) -> None:
        """Provisional marks, comments and targets, told by their titles."""
        for profile in self._free():
            role = role_of(profile.title)
            if role in (ColumnRole.PROVISIONAL, ColumnRole.NOTE, ColumnRole.TARGET):
                self.roles[profile.index] = role

    def _is_reference(self, profile: Profile) -> bool:
        return role_of(profile.title) in (
            ColumnRole.UNUSED,
            ColumnRole.AREA,
            ColumnRole.PLACE,
            ColumnRole.TARGET,
        )

    def _area_column(self) -> None:
        if ColumnRole.AREA in self.roles.values():
            return
        texts = [p for p in self._free() if p.numeric < 0.5 and p.filled > 0.3]
        wanted = names.area_key(self.borough) if self.borough else None
        column = next((p for p in texts if wanted and p.has_area(wanted)), None) or next(
            (p for p in texts if wanted and self._holds_area(p, wanted)), None
        )
        if column is None:
            column = next((p for p in texts if p.mostly_london), None)
        if column is None:
            column = next(
                (p for p in texts if role_of(p.title) is ColumnRole.AREA and p.distinct > 1), None
            )
        if column is not None:
            self.roles[column.index] = ColumnRole.AREA

    def _place_column(self) -> None:
        """Wards and the like: their figures are added up to the borough's."""
        if ColumnRole.PLACE in self.roles.values():
            return
        column = next(
            (
                p
                for p in self._free()
                if role_of(p.title) is ColumnRole.PLACE
                and p.distinct > 1
                and "code" not in names.words(p.title)
                and p.numeric < 0.5
            ),
            None,
        )
        if column is None:
            return
        self.roles[column.index] = ColumnRole.PLACE
        self.sentences.append(f"Rows of the places in column {column.named} are added up.")
        if ColumnRole.AREA not in self.roles.values():
            self.confidence *= 0.9
            self.sentences.append(
                f"No column says that they are all in {self.borough or 'one area'}."
            )

    def _other_place(self, said: Sequence[str]) -> str:
        """Another borough, named above the table or in the file's name, where no column tells."""
        if ColumnRole.AREA in self.roles.values():
            return ""
        return headings.other_borough((*self.said, *said), self.borough)

    def _holds_area(self, profile: Profile, wanted: str) -> bool:
        if role_of(profile.title) is ColumnRole.PLACE:
            return False
        cells = {
            row[profile.index]
            for row in self.sheet.rows[self.first : self.last + 1]
            if profile.index < len(row) and isinstance(row[profile.index], str)
        }
        return any(names.area_key(str(cell)) == wanted for cell in cells)

    def _name_columns(self, *, may_lack: bool = False) -> None:
        if ColumnRole.NAME in self.roles.values():
            return
        texts = [
            p
            for p in self._free()
            if p.numeric < 0.5
            and p.periods < 0.5
            and (
                p.index in self.fills
                or p.filled >= (0.3 if role_of(p.title) is ColumnRole.NAME else 0.6)
            )
        ]
        never = (ColumnRole.UNUSED, ColumnRole.PLACE, ColumnRole.AREA)
        named = [
            p for p in texts if says(p.title, ColumnRole.NAME) and role_of(p.title) not in never
        ]
        chosen = (
            named
            or [p for p in texts if role_of(p.title) is None and (p.distinct > 1 or not may_lack)][
                :1
            ]
        )
        chosen = chosen or ([] if may_lack else texts[:1])
        codes = [p for p in texts if p not in chosen and chosen and self._is_code(p, chosen[-1])]
        for profile in (*codes, *chosen):
            self.roles[profile.index] = ColumnRole.NAME
        if chosen:
            plural = "s" if len(chosen) + len(codes) > 1 else ""
            listed = " and ".join(p.named for p in sorted((*codes, *chosen), key=lambda p: p.index))
            self.sentences.append(f"Names are in column{plural} {listed}.")
            self.confidence *= 1.0 if named else 0.8
        elif not may_lack:
            self._doubt(0.0, "No column holds the names of indicators.")

    def _is_code(self, profile: Profile, name: Profile) -> bool:
        """A column of indicator codes: one code to each name."""
        if not {"code", "ref", "kpi"} & set(names.words(profile.title)):
            return False
        pairs = {(shown(a), shown(b)) for a, b in zip(profile.values, name.values, strict=False)}
        return len(pairs) == profile.distinct == name.distinct

    # Filters

    def _filters(self, where: Mapping[str, str]) -> tuple[Where, ...]:
        found: dict[int, Where] = {}
        area = next((i for i, role in self.roles.items() if role is ColumnRole.AREA), None)
        if area is not None and self.borough:
            title = self.header.titles[area]
            found[area] = Where(area, title, self.borough)
            self.sentences.append(
                f"Column {letter(area)} {title} holds areas: rows of {self.borough} are kept."
            )
        for title, value in where.items():
            column = self._titled(title)
            if column is None:
                self._doubt(0.0, f"There is no column “{title}” to filter by.")
            else:
                found[column.index] = Where(column.index, column.title, value)
        return tuple(found.values())

    def _titled(self, title: str) -> Profile | None:
        wanted = names.key(title)
        return next(
            (p for p in self.profiles if names.key(p.title) == wanted or letter(p.index) == title),
            None,
        )

    def _closing(self, layout: Layout, found: bool) -> tuple[str, ...]:
        said: list[str] = []
        unused = [c.name for c in layout.of(ColumnRole.UNUSED) if c.title]
        targets = [c.name for c in layout.of(ColumnRole.TARGET)]
        if unused and found:
            said.append(f"Not used: {', '.join(unused[:6])}{' …' if len(unused) > 6 else ''}.")
        if targets:
            said.append(f"Targets are kept as they are in the program: {', '.join(targets)}.")
        if layout.fills and found:
            listed = " and ".join(letter(column) for column in layout.fills)
            said.append(f"In column {listed} a blank cell means what stands above it.")
        if layout.other_place and found:
            said.append(f"The sheet says {layout.other_place}, not {self.borough}.")
        if layout.skipped:
            count = len(layout.skipped)
            said.append(f"{count} row{'s' if count > 1 else ''} of notes outside the table.")
        return tuple(said)
