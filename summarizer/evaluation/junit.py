"""The gate's answer as JUnit XML, for the test reports of CI systems."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from summarizer.evaluation.gate import Verdict
from summarizer.evaluation.tables import percent, span

_NAME = "summarizer eval"


def to_junit(verdict: Verdict) -> str:
    """One test case per hard fault, article and metric; a metric that was not scored is skipped."""
    suite = ET.Element("testsuite", name=_NAME)
    for article in verdict.result.articles:
        ET.SubElement(suite, "testcase", classname="articles", name=article.article_id)
    metrics = {row.metric for row in verdict.comparison.worse} if verdict.comparison else set()
    for fault in verdict.faults:
        if fault.split(":")[0] not in metrics:
            case = ET.SubElement(suite, "testcase", classname="faults", name=fault.split(":")[0])
            ET.SubElement(case, "failure", message=fault)
    for row in verdict.comparison.rows if verdict.comparison else ():
        case = ET.SubElement(suite, "testcase", classname="metrics", name=row.metric)
        moved = f"{percent(row.before)} before, {percent(row.after)} now, difference {span(row.interval, sign=True)}"
        if row.movement == "unscored":
            ET.SubElement(case, "skipped", message="unscored")
        elif row.judges and row.movement == "worse":
            ET.SubElement(case, "failure", message=moved)
        else:
            ET.SubElement(case, "system-out").text = moved
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("errors", "0")
    root = ET.Element("testsuites", name=_NAME)
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
