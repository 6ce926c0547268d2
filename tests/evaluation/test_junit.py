"""The XML that CI systems read."""

from xml.etree import ElementTree as ET

from summarizer.evaluation.gate import judge
from summarizer.evaluation.junit import to_junit
from tests.evaluation.test_compare import BEFORE, NAMES, article, result


def test_a_passing_run() -> None:
    suite = ET.fromstring(to_junit(judge(BEFORE, BEFORE)))[0]  # noqa: S314  our own output
    assert suite.attrib == {"name": "summarizer eval", "tests": "7", "failures": "0", "skipped": "0", "errors": "0"}


def test_losses_faults_and_unscored_metrics() -> None:
    worse = [article(name, 4) for name in NAMES[1:]]
    worse[0] = worse[0].model_copy(update={"counts": {**worse[0].counts, "new": (1.0, 1.0)}})
    first, second, *rest = BEFORE.articles
    second = second.model_copy(update={"counts": {**second.counts, "gone": (1.0, 1.0)}})
    verdict = judge(result(*worse, broken=('a: <no> "record" & no failure',)), result(first, second, *rest))
    suite = ET.fromstring(to_junit(verdict))[0]  # noqa: S314  our own output
    failed = {case.get("name"): case.find("failure") for case in suite if case.find("failure") is not None}
    assert list(failed) == ["a", "events.soft"]
    fault = failed["a"]
    assert fault is not None
    assert fault.get("message") == 'a: <no> "record" & no failure'
    assert [case.get("name") for case in suite if case.find("skipped") is not None] == ["gone"]
    assert (suite.get("failures"), suite.get("skipped"), suite.get("tests")) == ("2", "1", str(len(suite)))
