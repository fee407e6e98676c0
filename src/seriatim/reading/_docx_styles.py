"""Styles and numbering of a DOCX file: which paragraphs are headings, and what number they print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"^(?:heading|überschrift|titre|título|titolo|kop)\s*(\d)$", re.I)
_PRINTED = re.compile(r"^[^%]*%(\d)[^%]*$")


def attribute(element: etree._Element, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rsplit("}", 1)[-1] == name), None)


@dataclass
class Styles:
    """What each paragraph style makes of a paragraph."""

    kinds: dict[str, tuple[str, int]] = field(default_factory=dict)
    numbered: dict[str, etree._Element] = field(default_factory=dict)

    def kind_of(self, properties: etree._Element | None) -> tuple[str, int]:
        """Kind and level of a paragraph: heading, caption or block."""
        if properties is None:
            return "block", 0
        outline = properties.find("{*}outlineLvl")
        style = properties.find("{*}pStyle")
        kind = self.kinds.get(attribute(style, "val") or "") if style is not None else None
        if kind is None and outline is not None and (attribute(outline, "val") or "9") in "01234":
            return "heading", int(attribute(outline, "val") or 0) + 1
        return kind or ("block", 0)


def read_styles(root: etree._Element | None) -> Styles:
    """Read `styles.xml`; a style counts as what its name, its outline level or its base says."""
    styles = Styles()
    bases: dict[str, str] = {}
    for style in root.iterfind("{*}style") if root is not None else ():
        identifier = attribute(style, "styleId") or ""
        name = style.find("{*}name")
        if (kind := _kind_of_name(attribute(name, "val") or "" if name is not None else "")) is not None:
            styles.kinds[identifier] = kind
        base = style.find("{*}basedOn")
        if base is not None:
            bases[identifier] = attribute(base, "val") or ""
        if (numbering := style.find("{*}pPr/{*}numPr")) is not None:
            styles.numbered[identifier] = numbering
    for identifier, base_id in bases.items():
        if identifier not in styles.kinds and base_id in styles.kinds:
            styles.kinds[identifier] = styles.kinds[base_id]
    return styles


def _kind_of_name(name: str) -> tuple[str, int] | None:
    if match := _HEADING.match(name):
        return "heading", int(match[1])
    return {"title": ("heading", 0), "caption": ("caption", 0)}.get(name.casefold())


@dataclass
class Numbering:
    """Numbered lists: the label each paragraph prints, counted in document order."""

    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def next_label(self, properties: etree._Element | None, styles: Styles) -> str:
        """The number a paragraph prints ("3."), or "" where it prints none or a bullet."""
        if properties is None:
            return ""
        held = properties.find("{*}numPr")
        style = properties.find("{*}pStyle")
        if held is None and style is not None:
            held = styles.numbered.get(attribute(style, "val") or "")
        if held is None:
            return ""
        values = {local_name(child): attribute(child, "val") or "" for child in held}
        key = (values.get("numId", ""), values.get("ilvl", "0"))
        form = self.forms.get(key)
        if form is None:
            return ""
        self._counts[key] = self._counts.get(key, 0) + 1
        return re.sub(r"%\d", str(self._counts[key]), form)


def read_numbering(root: etree._Element | None) -> Numbering:
    """Read `numbering.xml`: the printed form of decimal lists."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract: dict[str, dict[str, str]] = {}
    for definition in root.iterfind("{*}abstractNum"):
        levels = abstract.setdefault(attribute(definition, "abstractNumId") or "", {})
        for level in definition.iterfind("{*}lvl"):
            form, text = level.find("{*}numFmt"), level.find("{*}lvlText")
            printed = attribute(text, "val") or "" if text is not None else ""
            if form is not None and attribute(form, "val") == "decimal" and _PRINTED.match(printed):
                levels[attribute(level, "ilvl") or "0"] = printed
    for number in root.iterfind("{*}num"):
        link = number.find("{*}abstractNumId")
        identifier = attribute(number, "numId") or ""
        for level_id, printed in abstract.get(
            attribute(link, "val") or "" if link is not None else "", {}
        ).items():
            numbering.forms[identifier, level_id] = printed
    return numbering
