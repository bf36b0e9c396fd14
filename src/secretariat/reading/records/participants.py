"""Who took part: lists, tables and comma lines of people and organizations, and who is away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..findings import Participant
from ..names import entity_names, entries, is_name, is_organization, person, without_honorific
from ..outline import Head, Outline
from ..source_text import Block, Kind
from ..spans import Span, trimmed
from ..vocabulary import Vocabulary, alternation
from .cues import cue, named_cues
from .roles import described, is_title, role_of

_LONGEST_HEAD = 12
_FEWEST = 3
_SHORTEST_LIST = 2
_LONGEST_NEIGHBOUR = 4


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a head says of the people below it."""

    attendance: str = "present"
    role: str | None = None
    organization: str | None = None


def read_participants(outline: Outline) -> tuple[Participant, ...]:
    """Return the people and organizations that the record lists, in the order of the text.

    One entry for each name under each attendance; somebody listed as present and as absent has both.
    Names stay as written, without ``Dr`` or ``Ms`` in front.
    """
    reader = _Reader(outline)
    found = [person for head in _list_heads(outline) for person in reader.under(head)]
    if not found:
        found = list(reader.leading_roles())
    if not any(one.attendance == "present" for one in found):
        found.extend(reader.unnamed_list())
    found.extend(_from_prose(outline, found))
    return _merged(found)


def _list_heads(outline: Outline) -> Iterator[tuple[Head, _Standing]]:
    """Yield the heads of lists of people, outermost first; heads within another's list are left to it."""
    done = -1
    for head in outline.heads:
        standing = _standing(outline, head)
        if standing is None or head.index <= done:
            continue
        body = outline.body(head.index) if head.rest.end == head.rest.start else ()
        if outline.blocks[head.index].kind is Kind.HEADING or standing.role is None:
            done = body[-1] if body else head.index
        yield head, standing


def _standing(outline: Outline, head: Head) -> _Standing | None:
    words = head.words
    vocabulary = outline.vocabulary
    if len(words.split()) > _LONGEST_HEAD and cue(vocabulary, "participants", "said_before").search(words):
        return _Standing() if head.rest.end == head.rest.start else None
    if len(words.split()) > _LONGEST_HEAD or not words:
        return None
    role = role_of(words, vocabulary)
    for attendance in ("apologies", "absent", "represented", "present"):
        found = cue(vocabulary, "participants", attendance).search(words)
        if found and _is_filled(words, found, vocabulary):
            return _Standing(attendance, None if attendance == "present" and role == "member" else role)
    if role and (head.rest.end > head.rest.start or outline.blocks[head.index].kind is Kind.HEADING):
        return _Standing(role=None if role == "member" else role) if _is_role_head(outline, head) else None
    return None


def _is_role_head(outline: Outline, head: Head) -> bool:
    """Say whether a role's head has names behind it (``Minutes:`` heads the discussion as well)."""
    if head.rest.end == head.rest.start:
        return _lists_people(outline, head)
    pieces = list(entries(outline.source.text, head.rest, outline.vocabulary))
    redacted = cue(outline.vocabulary, "participants", "redacted")
    return all(
        person(outline.source.text, piece, outline.vocabulary)
        or is_organization(outline.text(piece), outline.vocabulary)
        or redacted.search(outline.text(piece))
        for piece in pieces[:3]
    )


def _lists_people(outline: Outline, head: Head) -> bool:
    """Say whether a list or table of people stands below a head such as ``TSC Members``."""
    below = [outline.blocks[index] for index in outline.body(head.index)]
    entries_below = [block for block in below if block.kind in {Kind.ITEM, Kind.ROW} and not block.header]
    people = sum(person(outline.source.text, block.span, outline.vocabulary) is not None for block in entries_below)
    return len(entries_below) >= _FEWEST and len(entries_below) == len(below) and people * 5 >= len(below) * 4


def _is_filled(words: str, found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Say whether what stands around a cue is only filling, so that the head is one of a list of people."""
    rest = (words[: found.start()] + " " + words[found.end() :]).casefold()
    tokens = re.findall(r"[^\W_][\w'’-]*", rest)
    fillers = _fillers(vocabulary)
    strange = [token for token in tokens if token not in fillers and not token.isdigit()]
    return not strange or (len(strange) <= 2 and len(tokens) <= 4)


@cache
def _fillers(vocabulary: Vocabulary) -> frozenset[str]:
    cues = (vocabulary.words("participants", key) for key in ("present", "apologies", "absent", "fillers"))
    return frozenset(word.casefold() for phrases in cues for phrase in phrases for word in phrase.split())


class _Reader:
    """Reads the people below a head."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.source.text
        self.vocabulary = outline.vocabulary
        self._heads = {head.index: head for head in outline.heads}
        self._ticks = False

    def under(self, found: tuple[Head, _Standing]) -> Iterator[Participant]:
        """Yield everybody that a head and the heads within it list."""
        head, standing = found
        if head.rest.end > head.rest.start:
            yield from self._line(head.rest, standing, several=True)
            yield from self._carried_on(head.index, standing)
            return
        current = standing
        body = self.outline.body(head.index)
        self._ticks = any(self.outline.blocks[index].checked for index in body)
        rows = [index for index in body if self.outline.blocks[index].kind is Kind.ROW]
        if rows:
            yield from self._rows([self.outline.blocks[index] for index in rows], standing)
        lone = sum(self.outline.blocks[index].kind is not Kind.ROW for index in body) == 1
        misses = 0
        for index in body:
            block = self.outline.blocks[index]
            if block.kind not in {Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}:
                continue
            if misses > 2:
                return
            inner = self._heads.get(index)
            if inner and self._turns(inner):
                current = self._turned(inner, standing)
                if inner.rest.end > inner.rest.start:
                    yield from self._line(inner.rest, current, several=True)
                    current = standing
                continue
            people = list(self._block(index, current, head.index, several=lone))
            misses = 0 if people else misses + 1
            yield from people

    def _carried_on(self, index: int, standing: _Standing) -> Iterator[Participant]:
        """Yield the people of the lines below a list whose last line ends in a comma."""
        for after in range(index, len(self.outline.blocks) - 1):
            below = self.outline.blocks[after + 1]
            if not self.outline.words(after).endswith((",", ";")) or below.kind is not Kind.PARAGRAPH:
                return
            yield from self._line(below.span, standing, several=True)

    def _turns(self, head: Head) -> bool:
        """Say whether a head within the list opens a group of its own."""
        block = self.outline.blocks[head.index]
        if block.kind is Kind.HEADING or _standing(self.outline, head):
            return True
        if head.rest.end == head.rest.start:
            return not person(self.text, head.span, self.vocabulary) or head.span.end < block.span.end
        if role_of(head.words, self.vocabulary):
            return True
        names = list(entries(self.text, head.rest, self.vocabulary))
        return is_organization(head.words, self.vocabulary) and bool(person(self.text, names[0], self.vocabulary))

    def _turned(self, head: Head, outer: _Standing) -> _Standing:
        standing = _standing(self.outline, head)
        if standing:
            return replace(standing, organization=outer.organization)
        role = role_of(head.words, self.vocabulary)
        if role:
            return replace(outer, role=None if role == "member" else role)
        words = self.outline.text(head.span)
        return replace(outer, role=None, organization=words if is_organization(words, self.vocabulary) else None)

    def _block(self, index: int, standing: _Standing, head: int, *, several: bool) -> Iterator[Participant]:
        block = self.outline.blocks[index]
        if self.outline.is_struck(block.span) or block.kind is Kind.HEADING:
            return
        parent = self.outline.parent(index) if block.kind is Kind.ITEM else None
        if parent is not None and parent != head and self._is_person(parent):
            return
        if block.checked is False and self._ticks:
            standing = replace(standing, attendance="absent" if standing.attendance == "present" else "present")
        start = block.span.start
        for line in self.text[start : block.span.end].split("\n"):
            yield from self._line(trimmed(self.text, start, start + len(line)), standing, several=several)
            start += len(line) + 1

    def _is_person(self, index: int | None) -> bool:
        return index is not None and person(self.text, self.outline.blocks[index].span, self.vocabulary) is not None

    def _line(self, span: Span, standing: _Standing, *, several: bool) -> Iterator[Participant]:
        """Read one line: one person with what they are, or several names."""
        words = self.outline.text(span).strip(" .")
        if not words or words.casefold() in {none.casefold() for none in self.vocabulary.words("participants", "none")}:
            return
        pieces = list(entries(self.text, span, self.vocabulary))
        people = [person(self.text, piece, self.vocabulary) for piece in pieces]
        listed = len(pieces) > (1 if several else 2) and all(people) and (";" in words or not self._describes(pieces))
        mostly = several and len(pieces) > 2 and sum(map(bool, people)) * 2 > len(pieces)
        if listed or (mostly and not self._is_titled(pieces)):
            for piece in pieces:
                yield from self._one(piece, standing)
            return
        yield from self._one(span, standing)

    def _is_titled(self, pieces: Sequence[Span]) -> bool:
        """Say whether a title or handle stands behind the first name (``Ann Lee, Treasurer, Pilots' Guild``)."""
        first, second = self.outline.text(pieces[0]), self.outline.text(pieces[1])
        handle = second.startswith("@") and not first.startswith("@")
        return handle or is_title(second, self.vocabulary)

    def _describes(self, pieces: Sequence[Span]) -> bool:
        """Say whether what follows the first name says where somebody is from (``Mike West, Google``)."""
        if len(pieces) < _SHORTEST_LIST:
            return False
        if len(pieces) > 3:
            return any(is_organization(self.outline.text(piece), self.vocabulary) for piece in pieces[1:3])
        if self._is_titled(pieces):
            return True
        first = self.outline.text(pieces[0]).split()
        rest = [self.outline.text(piece) for piece in pieces[1:]]
        if any(is_organization(words, self.vocabulary) for words in rest):
            return True
        # "Mike West, Google" is one person; "Bryan, Ethan" and "Ann Lee, Bo Ek" are two
        return len(first) > 1 and all(len(words.split()) == 1 for words in rest)

    def _one(self, span: Span, standing: _Standing) -> Iterator[Participant]:
        redacted = cue(self.vocabulary, "participants", "redacted").search(self.outline.text(span))
        named = person(self.text, span, self.vocabulary)
        if named is None or redacted:
            yield from self._not_a_person(span, standing, redacted=bool(redacted))
            return
        parts = [self.outline.text(part) for part in named.parts]
        away = cue(self.vocabulary, "participants", "not_there")
        if any(away.fullmatch(part) for part in parts):
            standing = replace(standing, attendance="absent")
        there = cue(self.vocabulary, "participants", "there")
        parts = [part for part in parts if not away.fullmatch(part) and not there.fullmatch(part)]
        title, organization, role, represented = described(parts, self.vocabulary)
        name = without_honorific(self.outline.text(named.name), self.vocabulary).strip(" .,")
        yield Participant(
            name,
            trimmed(self.text, span.start, span.end, " \t\n.,;*_"),
            title=title,
            organization=organization or standing.organization,
            role=role or standing.role,
            attendance="represented" if represented else standing.attendance,
            represented_by=represented,
            initials=named.initials,
        )

    def _not_a_person(self, span: Span, standing: _Standing, *, redacted: bool) -> Iterator[Participant]:
        """Read an entry that names an organization only, or somebody whose name is withheld."""
        words = self.outline.text(span).strip(" .,;")
        pieces = [piece for piece in re.split(r"\s*[,:–—(]\s*|\s+-\s+", words) if piece]
        known = bool(pieces) and (pieces[0].casefold() in entity_names() or pieces[0].isupper())
        if pieces and known and len(words) < 80 and is_organization(pieces[0], self.vocabulary):
            rest = [piece.strip(" )") for piece in pieces[1:]]
            name = next((piece for piece in rest if is_name(piece, self.vocabulary)), None)
            title = next((piece for piece in rest if piece != name), None)
            yield Participant(
                name or pieces[0],
                trimmed(self.text, span.start, span.end, " \t\n.,;*_"),
                title=title,
                organization=pieces[0],
                role=standing.role,
                attendance=standing.attendance,
            )
        elif redacted:
            yield Participant(words, span, role=standing.role, attendance=standing.attendance)

    def _rows(self, rows: Sequence[Block], standing: _Standing) -> Iterator[Participant]:
        columns = _columns([self.outline.text(cell) for cell in rows[0].cells], self.vocabulary)
        if "name" not in columns:
            for row in rows:
                yield from self._one(row.span, standing)
            return
        current = standing
        for row in rows[1:]:
            filled = [cell for cell in row.cells if cell.end > cell.start]
            if len(filled) == 1 and len(row.cells) > 1 and not self._is_lone_name(filled[0], row, columns):
                role = role_of(self.outline.text(filled[0]), self.vocabulary)
                current = replace(standing, role=None if role == "member" else role)
            elif columns["name"] < len(row.cells):
                yield from self._row(row, columns, current)

    def _is_lone_name(self, cell: Span, row: Block, columns: dict[str, int]) -> bool:
        """Say whether the only words of a row are a name (and not the head of a group)."""
        words = self.outline.text(cell)
        named = cell == row.cells[min(columns["name"], len(row.cells) - 1)] and "surname" not in columns
        return named and role_of(words, self.vocabulary) is None and is_name(words, self.vocabulary)

    def _row(self, row: Block, columns: dict[str, int], standing: _Standing) -> Iterator[Participant]:
        values = {key: self.outline.text(row.cells[at]) for key, at in columns.items() if at < len(row.cells)}
        attendance = _row_attendance(values, standing.attendance, self.vocabulary)
        name = row.cells[columns["name"]]
        if columns.get("surname", len(row.cells)) < len(row.cells):
            surname = row.cells[columns["surname"]]
            name = Span(min(name.start, surname.start), max(name.end, surname.end))
        standing = replace(standing, attendance=attendance)
        people = list(self._whole(name, standing, joined="surname" in columns))
        if not people and columns.keys() & {"organization", "title"} and self._may_be_named(name):
            people = [Participant(self.outline.text(name), name, role=standing.role, attendance=attendance)]
        for found in people:
            yield self._filled(found, row.span, values)

    def _may_be_named(self, name: Span) -> bool:
        """Say whether words in a column of names are to be believed though they do not look like a name."""
        words = self.outline.text(name).casefold()
        nobody = words.strip(" .") in {none.casefold() for none in self.vocabulary.words("participants", "none")}
        return any(char.isalpha() for char in words) and not nobody and "[" not in words

    def _filled(self, found: Participant, span: Span, values: dict[str, str]) -> Participant:
        """Return somebody with what the other columns of the row say of them."""
        written = values.get("role", "")
        role = role_of(written, self.vocabulary) if written else None
        other = written if written and not role else None  # no role that is known: what somebody is
        title = found.title or values.get("title") or None
        represented = found.represented_by or values.get("represented_by") or None
        return replace(
            found,
            span=span,
            title=title or other,
            organization=found.organization or values.get("organization") or None,
            role=found.role or role or (other if title else None),
            attendance="represented" if represented else found.attendance,
            represented_by=represented,
            initials=found.initials or values.get("initials") or None,
        )

    def _whole(self, name: Span, standing: _Standing, *, joined: bool) -> Iterator[Participant]:
        """Read a name that stands in one cell, or in two beside each other."""
        words = self.outline.text(name)
        if joined and is_name(words, self.vocabulary):
            yield Participant(words, name, role=standing.role, attendance=standing.attendance)
        elif not joined:
            yield from self._one(name, standing)

    def unnamed_list(self) -> Iterator[Participant]:
        """Yield the first list near the top that holds nothing but people, where no head calls it so."""
        run: list[int] = []
        for index, block in enumerate(self.outline.blocks[:60]):
            if block.kind is Kind.ITEM and block.level == 0:
                run.append(index)
            elif run:
                break
        spans = [self.outline.blocks[index].span for index in run]
        people = [person(self.text, span, self.vocabulary) for span in spans]
        named = sum(one is not None and len(self.outline.text(one.name).split()) > 1 for one in people)
        if len(run) >= _FEWEST and named * 5 >= len(run) * 4:
            for span, one in zip(spans, people, strict=True):
                yield from self._one(span, _Standing()) if one else self._as_neighbours(span)

    def _as_neighbours(self, span: Span) -> Iterator[Participant]:
        """Read an entry among people whose name has a word that is also an ordinary one (``Charles Board``)."""
        name = re.match(r"[^,(;\n]+", span.of(self.text))
        if name and 2 <= len(name[0].split()) <= _LONGEST_NEIGHBOUR:
            yield Participant(" ".join(name[0].split()), span)

    def leading_roles(self) -> Iterator[Participant]:
        """Yield the people of role labels near the top where the record has no list (``Chair: Ann Lee``)."""
        for head in self.outline.heads:
            if head.index < 12 and head.rest.end > head.rest.start and role_of(head.words, self.vocabulary):
                role = role_of(head.words, self.vocabulary)
                for piece in entries(self.text, head.rest, self.vocabulary):
                    yield from self._one(piece, _Standing(role=role))


def _columns(header: Sequence[str], vocabulary: Vocabulary) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, pattern in named_cues(vocabulary, "participants", "columns").items():
        for at, words in enumerate(header):
            if kind not in found and at not in found.values() and pattern.fullmatch(words.strip(" .:*")):
                found[kind] = at
    return found


def _row_attendance(values: dict[str, str], default: str, vocabulary: Vocabulary) -> str:
    """Return the attendance that the marks of a row tell."""
    if not {"present", "apologies", "absent", "attendance"} & values.keys():
        return default
    for key in ("present", "apologies", "absent"):
        if _present_sign(vocabulary).fullmatch(values.get(key, "").strip()):
            return key
    status = values.get("attendance", "").casefold()
    if cue(vocabulary, "participants", "apologies").search(status):
        return "apologies"
    if _present_sign(vocabulary).fullmatch(status.strip()):
        return "present"
    if cue(vocabulary, "participants", "absent").match(status):
        return "absent"
    if cue(vocabulary, "participants", "present").match(status):
        return "present"
    return "absent"


@cache
def _present_sign(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = alternation(vocabulary.words("participants", "signs"))
    return re.compile(rf"(?:\\?\+|[xX✓✔☑✅YyPp•*]|{words})", re.IGNORECASE)


def _from_prose(outline: Outline, found: Sequence[Participant]) -> Iterator[Participant]:
    """Find who took part where sentences say so: who was present, who opened or chaired the meeting."""
    known = {one.name.casefold() for one in found}
    for block in outline.blocks[:40]:
        if block.kind not in {Kind.PARAGRAPH, Kind.ITEM}:
            continue
        people = list(_said_present(outline, block)) if not found else []
        opener = _opener(outline, block)
        for one in (*people, *([opener] if opener else [])):
            if one.name.casefold() not in known:
                known.add(one.name.casefold())
                yield one


def _said_present(outline: Outline, block: Block) -> Iterator[Participant]:
    """Read "Present were supervisors Ann Lee and Bo Ek, clerk Cy Day." and "Ann Lee and Bo Ek were present."""
    text, vocabulary = outline.source.text, outline.vocabulary
    for sentence in outline.sentences(block.span):
        after = cue(vocabulary, "participants", "said_after").search(text, sentence.start, sentence.end)
        before = cue(vocabulary, "participants", "said_before").search(text, sentence.start, sentence.end)
        if after:
            span = trimmed(text, after.end(), sentence.end, " \t\n.:")
        elif before:
            span = trimmed(text, sentence.start, before.start())
        else:
            continue
        people = [_said(outline, piece) for piece in entries(text, span, vocabulary)]
        if len(people) > 1 and all(people):
            yield from (person for person in people if person)


def _said(outline: Outline, piece: Span) -> Participant | None:
    """Read a name in a sentence, with the word in small letters before it as its role (``treasurer Ray Day``)."""
    words = piece.of(outline.source.text)
    found = re.match(r"(?P<role>(?:[^\W\d_A-Z][\w-]*\s+){0,4})(?P<name>[^\W\d_a-z].*)$", words, re.DOTALL)
    if not found or not is_name(found["name"], outline.vocabulary):
        return None
    span = Span(piece.start + found.start("name"), piece.end)
    role = role_of(found["role"], outline.vocabulary) if found["role"].strip() else None
    return Participant(without_honorific(outline.text(span), outline.vocabulary), span, role=role)


def _opener(outline: Outline, block: Block) -> Participant | None:
    """Read "Ms. Ana Brandt of UN-Example opened the meeting"."""
    vocabulary = outline.vocabulary
    words = block.span.of(outline.source.text)[:300]
    said = cue(vocabulary, "participants", "opening").search(words)
    if not said:
        return None
    before = trimmed(outline.source.text, block.span.start, block.span.start + said.start())
    lead = re.match(r"([^,]+?)(?:,?\s+(?:of|from|de|del)\s+(.+)|,.*)?$", before.of(outline.source.text), re.DOTALL)
    if not lead or not is_name(lead[1], vocabulary) or len(lead[1].split()) < 2:
        return None
    name = without_honorific(lead[1], vocabulary).strip()
    at = outline.source.text.find(name, block.span.start)
    return Participant(name, Span(at, at + len(name)), organization=lead[2])


def _merged(found: Sequence[Participant]) -> tuple[Participant, ...]:
    """Make one of the entries of one name and attendance; keep the order of the text."""
    kept: dict[tuple[str, str], Participant] = {}
    for one in sorted(found, key=lambda one: one.span):
        key = (one.name.casefold(), one.attendance)
        before = kept.get(key)
        if before is None:
            kept[key] = one
            continue
        kept[key] = replace(
            before,
            role=before.role or one.role,
            title=before.title or one.title,
            organization=before.organization or one.organization,
            initials=before.initials or one.initials,
        )
    return tuple(kept.values())
