"""The paper's settings. What is said here of the paper holds for every build; publishconf.py adds the real address."""

import sys
from pathlib import Path

if (_ROOT := str(Path(__file__).resolve().parent)) not in sys.path:
    sys.path.insert(0, _ROOT)  # for the `pelican` command, which does not look here

from scripts.press import pelican_class as PELICAN_CLASS  # noqa: F401, N812 - Pelican's name for it

SITENAME = "岚汀日报"
SITESUBTITLE = "一张虚构城市的日报"
SITE_PLACE = ""

# The site's address without a final slash; with a path (https://example.org/paper) every link carries it.
SITEURL = ""

# The script of content/ and of the site's root; then the variants, each with how many of the newest editions are to
# have it (None: all). zh-Hans, zh-Hant-TW, zh-Hant-HK, or zh-Hant for traditional script of no one region.
DEFAULT_LANG = "zh-Hans"
VARIANTS = {"zh-Hant-TW": None, "zh-Hant-HK": None}

# In traditional variants “ ” become 「 」 (and 「 」 become “ ” in the simplified one of a traditional paper).
CORNER_QUOTES = True
# Labels with letters: 1 prints A1, 2 prints A01, None what each edition printed. 带字母的版次：1 写作 A1，2 写作 A01
LABEL_DIGITS = None

# The menu at the foot of every page: pairs of an address and its words.
SITE_LINKS = ()

# What the theme may be told; docs/theme.md lists it.
THEME_SETTINGS: dict[str, object] = {
    "report": "mailto:desk@lanting.example?subject={title}&body={address}",
    "notice": "示例报纸，人物与新闻皆为虚构。",
}

# The form editor at /admin/ (docs/cms.md): where it reads and saves, as {"repo": "owner/name"}; empty: there is none.
CMS: dict[str, object] = {}

# Corrections that readers see: "list" (those in front matter), or "git" (what was changed after publication, too).
CORRECTIONS = "list"

# Warnings of `check` that the paper does not want, by their codes in docs/findings.md ("page-name-missing",
# "photo-without-picture"), and the pages it puts online, where that is not all: labels, ranges, sections ("1-4", "A").
CHECKS_OFF = ()
PAGES_ONLINE = ()

# What readers get of pictures, where it is not what docs/press.md tells: {"full": 2400, "quality": 82}, and
# {"originals": True}, which publishes the files as they lie here, too.
PICTURES: dict[str, object] = {}

# Whether pages are shown as they were printed, where there are pictures of them: True, False, or a number of the newest
# editions.
PAGE_PICTURES: bool | int = True

# What is not wanted, by name: docs/outputs.md lists what there is and what it costs.
PRODUCERS_OFF = ()

# What is made only when asked for: "epub-vertical", "pdf".
PRODUCERS_ON = ()

# Who reads pages when they are converted: {} is the built-in reader; docs/readers.md tells how a language model does,
# such as {"mode": "model", "model": "qwen3:8b"}. A key belongs into the environment (READER_API_KEY), never here.
READER: dict[str, object] = {}

# The host name that begins the ids in feeds, for ever the same ("": SITEURL's).
SITE_AUTHORITY = ""

# What the host gives, in bytes: GitHub Pages publishes up to 1 GB. 0: as much as one likes.
SITE_BUDGET = 1_000_000_000

# Years that are published on sites of their own, by address; here their pages lead there (docs/publishing.md).
YEAR_SITES: dict[int, str] = {}

# The rest is what Pelican needs to know.
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS = ["scripts.press"]
TIMEZONE = "Asia/Shanghai"
