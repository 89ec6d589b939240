"""What a line should not part: a number and what it counts, a date's month and day, the parts of a telephone number.

A browser breaks Chinese between any two characters, so that 4月18日 may end a line with 18. Pure.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_NUMBER = r"\d[\d.,:]*"
_COUNTED = "年月日时時分秒点點元米吨噸人次个個名户戶件台辆輛艘斤里公度岁歲届屆版期篇条條场場亩畝万萬亿億千百%％‰℃"
_TELEPHONE = re.compile(r"(?<![\d-])(?:\d{2,4}-){1,3}\d{3,8}(?![\d-])")
"""0571-88001234, 400-800-1234, 010-6500-1234-801; a year and day in the same form stand whole as well."""

_MEASURE = rf"{_NUMBER}(?:[万萬亿億千百](?=[{_COUNTED}]))?[{_COUNTED}]"
_WHOLE = re.compile(
    rf"{_NUMBER}[年月时時]{_NUMBER}[月日分](?!\d)|{_MEASURE}[～~—–]{_MEASURE}|{_MEASURE}|{_TELEPHONE.pattern}"
)
_TAG_OR_TELEPHONE = re.compile(rf"<[^>]*>|{_TELEPHONE.pattern}")


def steady(text: str) -> Markup:
    """Plain text as HTML, each of them in a span of the class `steady`."""
    return Markup(_WHOLE.sub(_spanned, str(escape(text))))  # noqa: S704 - escaped first


def steady_telephones(html: str) -> str:
    """The same in a body's HTML for telephone numbers alone, in which a hyphen would end a line; tags stay."""
    if "-" not in html:
        return html
    return _TAG_OR_TELEPHONE.sub(lambda match: match[0] if match[0][0] == "<" else _spanned(match), html)


def _spanned(match: re.Match[str]) -> str:
    return f'<span class="steady">{match[0]}</span>'
