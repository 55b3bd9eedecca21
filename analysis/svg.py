"""A drawing in fewer bytes: the SVG that matplotlib writes, without what no reader can see.

Coordinates keep a hundredth of a point, finer than a screen shows. Paths go in steps from point to point, so
that the same letter reads the same wherever it stands, and compresses well.
"""

import re
from collections.abc import Collection
from math import floor, log10
from xml.etree import ElementTree as tree

SPACES = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}
LINK = "xlink:href"
DECIMALS = 2
"""How much of a point is kept."""
LETTER = 0.015625
"""By how much matplotlib shrinks the outline of a letter, which it gives once and refers to."""
GRID = 4
"""In how many parts a unit of a run of letters is cut, of which a letter has a hundred in its height; at the
charts' sizes no point is then off by more than a hundredth of a point or so."""

Segment = tuple[str, list[tuple[int, int]]]
"""A letter of a path with its points, in whole numbers."""


def small(svg: str) -> str:
    """The same picture in about half the bytes, with its links and the ids that the marks of a chart have."""
    root = named(svg)
    spelt = spell(root)
    rename(root)
    clear(root)
    for element in root.iter():
        if "d" in element.attrib and element not in spelt:
            places = decimals(element.get("transform", ""))
            element.set("d", steps(segments(element.attrib["d"], 10**places), places))
        if element is not root:
            move(element)
    return tree.tostring(root, encoding="unicode").replace(" />", "/>")


def named(svg: str) -> tree.Element:
    """The drawing with its names as written. The library would have them be known to the whole process."""
    root = tree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key in [key for key in element.attrib if key.endswith("}href")]:
            element.attrib = {LINK if k == key else k: value for k, value in element.attrib.items()}
    root.attrib = SPACES | root.attrib
    return root


def clear(element: tree.Element) -> None:
    """Take out what says who drew it, the space between elements, and groups that say nothing."""
    kept: list[tree.Element] = []
    for child in element:
        clear(child)
        child.tail = None
        group = child.tag == "g"
        if child.tag != "metadata" and (len(child) or not group and child.tag != "defs"):
            kept += list(child) if group and not child.attrib else [child]
    element[:] = kept
    element.text = element.text.strip() if element.text else None


def rename(root: tree.Element) -> None:
    """Give short ids to what the drawing itself refers to, such as the outlines of letters."""
    used = {reference for element in root.iter() for reference in references(element)}
    names: dict[str, str] = {}
    for element in root.iter():
        id = element.get("id", "")
        if id in used:
            names[id] = f"i{len(names):x}"
            element.set("id", names[id])
        elif not id.startswith("link-"):
            element.attrib.pop("id", None)
    for element in root.iter():
        for key, value in element.attrib.items():
            element.set(key, re.sub(r"url\(#([^)]+)\)", lambda found: f"url(#{names[found[1]]})", value))
        if element.tag == "use":
            element.set(LINK, f"#{names[element.attrib[LINK][1:]]}")


def references(element: tree.Element) -> list[str]:
    """The ids that an element refers to inside the drawing; where a link leads is not among them."""
    used = [element.attrib[LINK][1:]] if element.tag == "use" else []
    return used + re.findall(r"url\(#([^)]+)\)", " ".join(element.attrib.values()))


def move(element: tree.Element) -> None:
    """Cut the place of an element to the decimals that show."""
    for key in ("x", "y", "width", "height"):
        if re.fullmatch(r"-?[\d.]+", element.get(key, "")):
            element.set(key, rounded(element.attrib[key]))
    whole = re.sub(
        r"translate\(([^)]*)\)",
        lambda found: f"translate({' '.join(map(rounded, found[1].split()))})",
        element.get("transform", ""),
    )
    only = re.fullmatch(r"translate\((\S+) (\S+)\)", whole)
    if only and element.tag == "use" and not {"x", "y"} & element.attrib.keys():
        del element.attrib["transform"]
        element.attrib |= {key: n for key, n in zip("xy", only.groups(), strict=True) if n != "0"}
    elif whole:
        element.set("transform", whole)


def rounded(number: str) -> str:
    return written(round(float(number) * 10**DECIMALS), DECIMALS)


def decimals(transform: str) -> int:
    """How many decimals the coordinates of something so transformed need: fewer when it is drawn smaller."""
    scale = re.search(r"scale\(([\d.]+)", transform)
    return max(0, DECIMALS + floor(log10(float(scale[1])))) if scale else DECIMALS


def spell(root: tree.Element) -> set[tree.Element]:
    """Draw each run of letters as one outline, and return these. A browser makes a copy for every reference
    to a letter's outline, and thousands of copies are slow."""
    defined = [(defs, path) for defs in root.iter("defs") for path in defs]
    letters = {
        path.get("id", ""): segments(path.get("d", ""), LETTER * GRID)
        for _, path in defined
        if path.get("transform") == f"scale({LETTER})"
    }
    spelt: set[tree.Element] = set()
    for group in [group for group in root.iter("g") if is_run(group, letters)]:
        run: list[Segment] = []
        for letter in group.iter("use"):
            place = re.findall(r"-?[\d.]+", letter.get("transform", "0 0"))
            x, y = (round(float(n) * GRID) for n in place)
            outline = letters[letter.attrib[LINK][1:]]
            run += [(sign, [(a + x, b + y) for a, b in points]) for sign, points in outline]
        group[:] = []
        if run:
            spelt.add(group)
            group.tag = "path"
            group.attrib |= {"d": steps(run, 0), "transform": f"{group.get('transform')} scale({1 / GRID})"}
    left = {reference for element in root.iter() for reference in references(element)}
    for defs, path in defined:
        if path.get("id") in letters.keys() - left and path in list(defs):
            defs.remove(path)
    return spelt


def is_run(group: tree.Element, letters: Collection[str]) -> bool:
    """Whether a group holds nothing but letters beside each other, and outlines of letters."""
    uses = [child for child in group if child.tag == "use"]
    return (
        group.attrib.keys() <= {"id", "style", "transform"}
        and len(uses) > 0
        and all(child.tag in ("use", "defs") for child in group)
        and all(use.attrib.keys() <= {LINK, "transform"} for use in uses)
        and all(re.fullmatch(r"(translate\(\S+ \S+\))?", use.get("transform", "")) for use in uses)
        and all(use.attrib[LINK][1:] in letters for use in uses)
    )


def segments(d: str, factor: float) -> list[Segment]:
    """A path of M, L, Q, C and z in whole numbers of a `factor`th; any other letter raises ValueError."""
    found: list[Segment] = []
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", d):
        if letter not in "MLQCz":
            raise ValueError(f"a path with {letter!r}, which is not known here: {d[:60]}")
        numbers = [round(float(n) * factor) for n in rest.split()]
        found.append((letter, list(zip(numbers[::2], numbers[1::2], strict=True))))
    return found


def steps(path: list[Segment], places: int) -> str:
    """A path as steps between its points, which have `places` decimals, so that errors don't add up."""
    out: list[str] = []
    here, start, last = (0, 0), (0, 0), ""
    for sign, points in path:
        letter = sign.lower()
        relative = [written(n, places) for x, y in points for n in (x - here[0], y - here[1])]
        out += [letter] if letter != last or last in "mz" else [" "] * (relative[0][0] != "-")
        out += [n if i == 0 or n.startswith("-") else f" {n}" for i, n in enumerate(relative)]
        here, last = points[-1] if points else start, letter
        start = here if letter == "m" else start
    return "".join(out)


def written(number: int, places: int) -> str:
    """A whole number of the smallest steps as a decimal number, as short as it goes."""
    whole, part = divmod(abs(number), 10**places)
    fraction = f"{part:0{places}d}".rstrip("0") if places else ""
    digits = f"{whole or ''}.{fraction}" if fraction else str(whole)
    return f"-{digits}" if number < 0 else digits
