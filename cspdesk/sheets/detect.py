"""Find the table in a sheet: its header, which way it runs, what each column is, what is no data.

Nothing is decided silently: what is supposed lowers the confidence and becomes a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cspdesk.kpis.periods import FINANCIAL_YEAR_START
from cspdesk.sheets import names, period_cells
from cspdesk.sheets.column_words import role_of, says
from cspdesk.sheets.detect_header import Header, find_header, header_at, is_numeric
from cspdesk.sheets.grid import CellError, Raw, SheetData, is_blank, letter, shown
from cspdesk.sheets.layout import Column, ColumnRole, Layout, Orientation, Skipped, Where

_SAMPLE = 200
"""Rows looked at to judge a column; areas are looked for in every row."""
_NOTE_STARTS = ("source", "note", "notes", "footnote", "*", "†", "‡", "data to", "extracted", "©")


@dataclass(slots=True)
class Profile:
    """What one column holds below the header, as shares of its filled cells in the sample."""

    index: int
    title: str
    filled: float = 0.0
    numeric: float = 0.0
    periods: float = 0.0
    parts: float = 0.0
    years: float = 0.0
    dates: float = 0.0
    distinct: int = 0
    values: list[Raw] = field(default_factory=list)


def detect(
    sheet: SheetData,
    *,
    borough: str = "",
    year_start_month: int = FINANCIAL_YEAR_START,
    where: Mapping[str, str] | None = None,
    header_row: int | None = None,
    roles: Mapping[str, ColumnRole] | None = None,
) -> Layout:
    """The layout of a sheet's table; confidence 0 when none was found.

    `where` filters by column title (as --where does), `header_row` counts from 0, and `roles` gives
    columns their role by title, as a recipe remembers them.
    """
    header = (
        find_header(sheet, year_start_month)
        if header_row is None
        else header_at(sheet, header_row, year_start_month)
    )
    if header is None:
        return Layout(sheet.name, sentences=(f"Sheet “{sheet.name}” has no table of figures.",))
    return _Search(sheet, header, borough, year_start_month, roles or {}).layout(where or {})


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
        self.first = header.rows[-1] + 1
        self.skipped = _below_table(sheet, self.first, len(header.titles))
        unused = {row.row for row in self.skipped}
        self.last = max(
            (
                r for r in range(len(sheet.rows) - 1, self.first - 1, -1)
                if r not in unused and not all(map(is_blank, sheet.rows[r]))
            ),
            default=self.first - 1,
        )
        self.profiles = self._profiles()
        self.roles: dict[int, ColumnRole] = {}
        self.confidence = 1.0
        self.sentences: list[str] = [f"The header is in row {header.rows[-1] + 1}."]

    def layout(self, where: Mapping[str, str]) -> Layout:
        self._given_roles()
        orientation = self._across() or self._by_rows()
        filters = self._filters(where)
        found = orientation is not None and self.last >= self.first
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
        )
        return replace(layout, sentences=(*self.sentences, *self._closing(layout, found)))

    def _column(self, profile: Profile) -> Column:
        role = self.roles.get(profile.index, ColumnRole.UNUSED)
        title = self.header.periods.get(profile.index)
        if role is not ColumnRole.FIGURES or title is None:
            return Column(profile.index, profile.title, role)
        return Column(profile.index, profile.title, role, title.period, title.provisional)

    def _profiles(self) -> list[Profile]:
        every = max(1, (self.last - self.first + 1) // _SAMPLE)
        rows = self.sheet.rows[self.first : self.last + 1 : every]
        return [
            self._profile(index, title, rows)
            for index, title in enumerate(self.header.titles)
            if title or any(index < len(row) and not is_blank(row[index]) for row in rows)
        ]

    def _profile(self, index: int, title: str, rows: Sequence[list[Raw]]) -> Profile:
        values = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
        profile = Profile(index, title, values=values)
        if values:
            n = len(values)
            start = self.year_start_month
            profile.filled = n / len(rows)
            profile.numeric = sum(map(is_numeric, values)) / n
            profile.parts = sum(map(period_cells.is_part, values)) / n
            profile.years = sum(map(period_cells.is_year, values)) / n
            profile.periods = sum(period_cells.parse(v, start) is not None for v in values) / n
            profile.dates = sum(not isinstance(v, str) and not is_numeric(v) for v in values) / n
            profile.distinct = len({shown(v) for v in values})
        return profile

    def _given_roles(self) -> None:
        for profile in self.profiles:
            role = self.given.get(names.key(profile.title))
            if role is not None and profile.title:
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
        if lonely and any(_is_period_column(p) for p in self._free()):
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
        self._name_columns()
        return Orientation.ACROSS

    # Periods down

    def _by_rows(self) -> Orientation | None:
        if not self._period_column():
            return None
        self._side_columns()
        self._area_column()
        self._name_columns(may_lack=True)
        has_name = ColumnRole.NAME in self.roles.values()
        numeric = [
            p
            for p in self._free()
            if (_holds_figures(p) and not self._is_reference(p))
            or role_of(p.title) is ColumnRole.VALUE
        ]
        if ColumnRole.VALUE in self.roles.values():
            return Orientation.LONG if has_name else None
        if ColumnRole.INDICATOR in self.roles.values():
            return Orientation.DOWN
        if not numeric:
            self._doubt(0.0, "No column holds figures.")
            return None
        return self._long(numeric) if has_name else self._down(numeric)

    def _period_column(self) -> bool:
        if ColumnRole.PERIOD in self.roles.values():
            return True
        if {ColumnRole.YEAR, ColumnRole.PART} <= set(self.roles.values()):
            return True
        free = self._free()
        part = next((p for p in free if p.parts >= 0.8 and p.periods < 0.5), None)
        year = next((p for p in free if p.years >= 0.8), None)
        if part is not None and year is not None:
            self.roles[part.index], self.roles[year.index] = ColumnRole.PART, ColumnRole.YEAR
            self.sentences.append(
                f"The period is in two columns: {_named(year)} and {_named(part)}."
            )
            return True
        ranked = sorted(((self._period_score(p), -p.index, p) for p in free), reverse=True,
                        key=lambda found: found[:2])
        if not ranked or ranked[0][0] < 1.0:
            self._doubt(0.0, "No column and no row of titles holds periods.")
            return False
        best = ranked[0][2]
        self.roles[best.index] = ColumnRole.PERIOD
        self.sentences.append(f"Column {_named(best)} holds the periods.")
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
        self.sentences.append(f"One figure a row, in column {_named(value)}.")
        others = [p for p in (named or numeric) if p is not value]
        if others:
            self._doubt(
                0.5,
                "Other columns hold numbers too and are not used: "
                + ", ".join(map(_named, others)) + ".",
            )
        elif not named:
            self.confidence *= 0.9
        return Orientation.LONG

    def _down(self, numeric: list[Profile]) -> Orientation:
        kept = [p for p in numeric if p.title]
        for profile in kept:
            self.roles[profile.index] = ColumnRole.INDICATOR
        count = len(kept)
        self.sentences.append(
            f"Periods run down, with {count} column{'s' if count != 1 else ''} of figures."
        )
        if count == 0:
            self.confidence = 0.0
        return Orientation.DOWN

    # The other columns

    def _side_columns(self) -> None:
        """Provisional marks, comments and targets, told by their titles."""
        for profile in self._free():
            role = role_of(profile.title)
            if role in (ColumnRole.PROVISIONAL, ColumnRole.NOTE, ColumnRole.TARGET):
                self.roles[profile.index] = role

    def _is_reference(self, profile: Profile) -> bool:
        return role_of(profile.title) in (ColumnRole.UNUSED, ColumnRole.AREA)

    def _area_column(self) -> None:
        if ColumnRole.AREA in self.roles.values():
            return
        texts = [p for p in self._free() if p.numeric < 0.5 and p.filled > 0.3]
        wanted = names.area_key(self.borough) if self.borough else None
        column = next((p for p in texts if wanted and _in_sample(p, wanted)), None) or next(
            (p for p in texts if wanted and self._holds_area(p, wanted)), None
        )
        if column is None:
            column = next((p for p in texts if _mostly_london(p)), None)
        if column is None:
            column = next(
                (p for p in texts if role_of(p.title) is ColumnRole.AREA and p.distinct > 1), None
            )
        if column is not None:
            self.roles[column.index] = ColumnRole.AREA

    def _holds_area(self, profile: Profile, wanted: str) -> bool:
        cells = {row[profile.index] for row in self.sheet.rows[self.first : self.last + 1]
                 if profile.index < len(row) and isinstance(row[profile.index], str)}
        return any(names.area_key(str(cell)) == wanted for cell in cells)

    def _name_columns(self, *, may_lack: bool = False) -> None:
        if ColumnRole.NAME in self.roles.values():
            return
        texts = [
            p
            for p in self._free()
            if p.numeric < 0.5
            and p.periods < 0.5
            and p.filled >= (0.3 if role_of(p.title) is ColumnRole.NAME else 0.6)
        ]
        named = [p for p in texts if says(p.title, ColumnRole.NAME)]
        chosen = named or [
            p for p in texts if role_of(p.title) is None and (p.distinct > 1 or not may_lack)
        ][:1]
        chosen = chosen or ([] if may_lack else texts[:1])
        codes = [p for p in texts if p not in chosen and chosen and self._is_code(p, chosen[-1])]
        for profile in (*codes, *chosen):
            self.roles[profile.index] = ColumnRole.NAME
        if chosen:
            plural = "s" if len(chosen) + len(codes) > 1 else ""
            listed = " and ".join(map(_named, sorted((*codes, *chosen), key=lambda p: p.index)))
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
        if layout.skipped:
            count = len(layout.skipped)
            said.append(f"{count} row{'s' if count > 1 else ''} of notes outside the table.")
        return tuple(said)


def _is_period_column(profile: Profile) -> bool:
    return profile.periods > 0.8 and says(profile.title, ColumnRole.PERIOD)


def _named(profile: Profile) -> str:
    return f"{letter(profile.index)} {profile.title}".strip()


def _holds_figures(profile: Profile) -> bool:
    return profile.numeric >= 0.5 or (
        profile.numeric > 0
        and sum(is_numeric(v) or isinstance(v, CellError) or len(shown(v)) <= 12
                for v in profile.values) >= 0.8 * len(profile.values)
    )


def _in_sample(profile: Profile, wanted: str) -> bool:
    return any(names.area_key(shown(value)) == wanted for value in profile.values)


def _mostly_london(profile: Profile) -> bool:
    known = sum(names.area_key(shown(v)) in names.LONDON for v in profile.values)
    return known > 0 and known >= 0.6 * len(profile.values)


def _below_table(sheet: SheetData, first: int, width: int) -> list[Skipped]:
    """Notes at the foot: from the end upward, rows with text in one cell only, after a real row."""
    found: list[Skipped] = []
    for number in range(len(sheet.rows) - 1, first, -1):
        filled = [v for v in sheet.rows[number] if not is_blank(v)]
        if not filled:
            continue
        text = shown(filled[0])
        starts = text.casefold().startswith(_NOTE_STARTS)
        alone = len(filled) == 1 and isinstance(filled[0], str) and not is_numeric(filled[0])
        alone = alone and period_cells.parse(text, FINANCIAL_YEAR_START) is None
        if not (alone and (width > 2 or starts)):
            break
        found.append(Skipped(number, "Note below the table", text[:200]))
    return found[::-1]
