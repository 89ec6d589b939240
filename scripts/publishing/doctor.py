"""Whether a paper's folder is ready to be published from GitHub: what is seen here, where to click for the rest.

Each check looks at one thing and answers with a CheckResult; none changes anything or asks the network, but for `gh`
where it is installed and signed in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from scripts.publishing import gitchecks
from scripts.publishing.patient import CheckResult, Patient

WORKFLOWS = ("convert.yml", "preview.yml", "publish.yml", "test.yml", "accept.yml")
SAMPLE_NAME = "岚汀日报"
NO_ADDRESS = "https://example.org"


def _settings(patient: Patient) -> Iterator[CheckResult]:
    if patient.settings is None:
        yield CheckResult(
            "wrong",
            (f"the settings cannot be used: {patient.why}", f"设置不可用：{patient.why}"),
            ("mend the file that it names", "请改正其中写明的文件"),
        )
        return
    if patient.settings.get("SITENAME") == SAMPLE_NAME:
        yield CheckResult(
            "wrong",
            ("this is the sample paper still", "这还是样报"),
            ("make it yours: python -m scripts start", "请先运行 python -m scripts start，改成您的报纸"),
        )
    else:
        name = patient.settings.get("SITENAME", "")
        yield CheckResult("good", (f"the paper is {name}", f"报纸是 {name}"))
    yield from _address(patient, str(patient.settings.get("SITEURL", "")).rstrip("/"))
    yield from _form_editor(patient, dict(patient.settings.get("CMS", {})))


def _address(patient: Patient, address: str) -> Iterator[CheckResult]:
    remote = patient.remote
    if not patient.online or not remote:
        if address == NO_ADDRESS:
            yield CheckResult(
                "wrong",
                ("publishconf.py does not say where the site will be", "publishconf.py 没有写网址"),
                ("set ADDRESS there", "请写上 ADDRESS"),
            )
        return
    owner, _, repo = remote["repo"].partition("/")
    pages = f"https://{owner.lower()}.github.io" + ("" if repo.lower() == f"{owner.lower()}.github.io" else f"/{repo}")
    own = urlsplit(address).hostname or ""
    if address == NO_ADDRESS:
        yield CheckResult(
            "good",
            (
                f"GitHub will tell the address; without a domain of your own it is {pages}/",
                f"网址由 GitHub 告知；没有自己的域名时是 {pages}/",
            ),
        )
    elif own.endswith(".github.io") and address.lower() != pages.lower():
        yield CheckResult(
            "wrong",
            (
                f"publishconf.py says {address}, Pages will publish at {pages}",
                f"publishconf.py 写着 {address}，Pages 的网址是 {pages}",
            ),
            (f'set ADDRESS = "{pages}"', f'请改为 ADDRESS = "{pages}"'),
        )
    else:
        yield CheckResult("good", (f"the address is {address}", f"网址是 {address}"))


def _form_editor(patient: Patient, cms: Mapping[str, Any]) -> Iterator[CheckResult]:
    remote = patient.remote
    if cms and remote and patient.online and str(cms.get("repo", "")).lower() != remote["repo"].lower():
        yield CheckResult(
            "wrong",
            (
                f"the form editor saves to {cms.get('repo')}, this is {remote['repo']}",
                f"表单编辑保存到 {cms.get('repo')}，而本仓库是 {remote['repo']}",
            ),
            (
                f'set CMS = {{"repo": "{remote["repo"]}"}} in pelicanconf.py',
                f'请在 pelicanconf.py 里写 CMS = {{"repo": "{remote["repo"]}"}}',
            ),
        )


def _workflows(patient: Patient) -> Iterator[CheckResult]:
    folder = patient.root / ".github" / "workflows"
    missing = [name for name in WORKFLOWS if not (folder / name).is_file()]
    if missing:
        names = ", ".join(missing)
        yield CheckResult(
            "wrong",
            (f"workflow files are missing: {names}", f"缺少工作流文件：{names}"),
            ("take them from the tool again: python -m scripts upgrade", "请用 python -m scripts upgrade 从程序取回"),
        )
    else:
        yield CheckResult("good", ("the workflow files are there", "工作流文件齐全"))


def _corrections(patient: Patient) -> Iterator[CheckResult]:
    if patient.settings and patient.settings.get("CORRECTIONS") == "git" and patient.online:
        yield CheckResult(
            "click",
            ('CORRECTIONS is "git": the build needs the whole history', "CORRECTIONS 是 git：构建需要完整的历史"),
            ("add the variable FETCH_DEPTH with the value 0", "新建变量 FETCH_DEPTH，值为 0"),
            f"{patient.online}/settings/variables/actions",
        )


def _reader(patient: Patient) -> Iterator[CheckResult]:
    """A model reader needs a key. On GitHub it is a secret, whose value cannot be read, so it is only mentioned."""
    reader = dict(patient.settings.get("READER", {})) if patient.settings else {}
    if reader.get("mode") in ("model", "both") and patient.online:
        name = str(reader.get("key_env", "READER_API_KEY"))
        yield CheckResult(
            "click",
            (f"the model reader's key must be the secret {name}", f"模型解读的密钥须存为机密 {name}"),
            ("New repository secret", "点 New repository secret"),
            f"{patient.online}/settings/secrets/actions",
        )


def _host(patient: Patient) -> Iterator[CheckResult]:
    """Settings on GitHub: checked with `gh` where that is possible, otherwise listed for a person to click."""
    remote = patient.remote
    if not patient.online or not remote:
        return
    pages = _asked(patient, f"repos/{remote['repo']}/pages")
    if pages.get("build_type") == "workflow":
        yield CheckResult("good", ("Pages publishes from GitHub Actions", "Pages 的来源是 GitHub Actions"))
    else:
        yield CheckResult(
            "click",
            ("Settings → Pages", "Settings → Pages"),
            ("under Source choose GitHub Actions", "Source 选 GitHub Actions"),
            f"{patient.online}/settings/pages",
        )
    allowed = _asked(patient, f"repos/{remote['repo']}/actions/permissions/workflow")
    if allowed.get("can_approve_pull_request_reviews"):
        yield CheckResult("good", ("Actions may open pull requests", "Actions 可以开拉取请求"))
    else:
        yield CheckResult(
            "click",
            ("Settings → Actions → General, at the bottom", "Settings → Actions → General，最下方"),
            (
                "tick “Allow GitHub Actions to create and approve pull requests”, Save",
                "勾选 Allow GitHub Actions to create and approve pull requests，点 Save",
            ),
            f"{patient.online}/settings/actions",
        )


def _asked(patient: Patient, path: str) -> dict[str, Any]:
    try:
        answer = json.loads(patient.run(["gh", "api", path]) or "{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


CHECKS: tuple[Callable[[Patient], Iterator[CheckResult]], ...] = (
    gitchecks.repository,
    gitchecks.remote,
    gitchecks.pushed,
    _settings,
    _workflows,
    _corrections,
    _reader,
    _host,
)
"""In the order in which a first day meets them."""


def look(patient: Patient) -> list[CheckResult]:
    """Everything that was seen, in order."""
    return [result for check in CHECKS for result in check(patient)]
