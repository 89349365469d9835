"""Counts an export anew, in another language and the plainest way, and checks what a review says of it.

Usage: recount.py <folder> <report.json>; prints what differs, and how many numbers were compared.
"""

import gzip
import json
import pathlib
import sys
from collections import Counter

folder, report_path = sys.argv[1:]
report = json.load(open(report_path, encoding="utf-8"))
latest = {}
lines = 0
for path in pathlib.Path(folder).rglob("*.jsonl.gz"):
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            finding = json.loads(line)
            lines += 1
            known = latest.get(finding["id"])
            if known is None or known["updatedAt"] <= finding["updatedAt"]:
                latest[finding["id"]] = finding

everything = list(latest.values())
findings = [f for f in everything if f["service"]["additionalInfo"].get("sample") is not True]


def band(finding):
    severity = finding["severity"]
    return "CRITICAL" if severity >= 9 else "HIGH" if severity >= 7 else "MEDIUM" if severity >= 4 else "LOW"


def values(at, path):
    """Every value at a path; lists are gone into, as GuardDuty's filters do."""
    if isinstance(at, list):
        return [found for each in at for found in values(each, path)]
    if not path:
        return [] if at is None else [at]
    return values(at[path[0]], path[1:]) if isinstance(at, dict) and path[0] in at else []


def matches(finding, proposed):
    return (
        finding["type"] in proposed["findingTypes"]
        and band(finding) in proposed["severities"]
        and all(
            any(value in condition["equals"] for value in values(finding, field.split(".")))
            for field, condition in proposed["criteria"].items()
        )
    )


compared = 0


def check(what, said, counted):
    global compared
    compared += 1
    if said != counted:
        print(f"{what}: the review says {said}, counted were {counted}")


AI_TYPES = {
    "Impact:IAMUser/AnomalousModelInvocation",
    "Impact:IAMUser/CostHarvesting",
    "Impact:IAMUser/PromptInjection.Direct",
    "DefenseEvasion:IAMUser/BedrockLoggingDisabled",
    "PrivilegeEscalation:IAM/AccountManipulation",
    "Execution:SageMaker/CommandAndScriptingInterpreter",
}


def ai(finding):
    resource = finding["resource"]
    named = bool(resource.get("modelDetails") or resource.get("bedrockGuardrailDetails"))
    return named or finding["type"] in AI_TYPES


check("lines", report["read"]["lines"], lines)
check("findings", report["totals"]["findings"], len(findings))
check("samples", report["totals"]["samples"], len(everything) - len(findings))
check("archived", report["totals"]["archived"], sum(f["service"]["archived"] for f in findings))
check("occurrences", report["totals"]["occurrences"], sum(f["service"]["count"] for f in findings))
check("about AI", report["totals"]["aboutAi"], sum(map(ai, findings)))
check("sequences", report["totals"]["attackSequences"], sum(f["type"].startswith("AttackSequence:") for f in findings))
bands = Counter(map(band, findings))
check("severities", report["severities"], {name: bands[name] for name in report["severities"]})

for name, key in (("types", "type"), ("accounts", "accountId"), ("regions", "region")):
    counts = Counter(f[key] for f in findings)
    check(name, {group["name"]: group["findings"] for group in report[name]}, dict(counts))
    for group in report[name]:
        own = [f for f in findings if f[key] == group["name"]]
        own_bands = Counter(map(band, own))
        check(group["name"], group["severities"], {each: own_bands[each] for each in group["severities"]})
        check(group["name"], group["lastSeen"], max(f["service"]["eventLastSeen"] for f in own))

if report["timeline"]["step"] == "day":
    days = Counter((f["service"]["eventFirstSeen"][:10], band(f)) for f in findings)
    for period in report["timeline"]["periods"]:
        for each in report["severities"]:
            check(f"{period['day']} {each}", period[each], days.pop((period["day"], each), 0))
    check("days left over", {}, dict(days))

worst = sorted(findings, key=lambda f: (f["severity"], f["service"]["eventLastSeen"]), reverse=True)
listed = report["findings"]
check("severities listed", [f["severity"] for f in listed], [f["severity"] for f in worst[: len(listed)]])
check("times listed", [f["lastSeen"] for f in listed], [f["service"]["eventLastSeen"] for f in worst[: len(listed)]])

hidden_by_any = set()
for proposal in report["proposals"]:
    proposed = proposal["filter"]
    hidden = [f for f in findings if not f["service"]["archived"] and matches(f, proposed)]
    hidden_by_any.update(f["id"] for f in hidden)
    check(proposed["name"], proposal["hides"], len(hidden))
    check(f"{proposed['name']}, high or critical", 0, sum(f["severity"] >= 7 for f in hidden))
    check(f"{proposed['name']}, about AI", 0, sum(map(ai, hidden)))
    check(f"{proposed['name']}, sequences", 0, sum(f["type"].startswith("AttackSequence:") for f in hidden))
    hidden_bands = Counter(map(band, hidden))
    check(proposed["name"], proposal["severities"], {each: hidden_bands[each] for each in proposal["severities"]})
    check(proposed["name"], proposal["firstSeen"], min(f["service"]["eventFirstSeen"] for f in hidden))
    check(proposed["name"], proposal["lastSeen"], max(f["service"]["eventLastSeen"] for f in hidden))
    of_type = [f for f in findings if f["type"] == proposed["findingTypes"][0]]
    check(f"{proposed['name']}, share", round(proposal["share"], 9), round(len(hidden) / len(findings), 9))
    check(f"{proposed['name']}, of type", round(proposal["shareOfType"], 9), round(len(hidden) / len(of_type), 9))
    check(f"{proposed['name']}: grave ones of the type", 0, sum(f["severity"] >= 7 for f in of_type))
check("hidden together", report["hiddenByProposals"], len(hidden_by_any))

print(f"compared {compared}")
