"""The ledger in its forms, and what it counts."""

from __future__ import annotations

import json

from symrules.report import ledger
from symrules.report.terminal import plain_ledger


def test_every_link_has_a_row(results):
    """One row per link, in order, with the equation that it belongs to."""
    assert ["3", "10", "10", "13", "13", "open-1"] == [row.label for row in ledger.rows(results)]


def test_undecided_is_counted_and_is_not_as_recorded(results, recorded):
    """An undecided link is counted as such and spoils the whole; without it everything is as recorded."""
    assert 1 == ledger.undecided(ledger.rows(results))
    assert not ledger.as_recorded(ledger.rows(results))
    assert 0 == ledger.undecided(ledger.rows(recorded))
    assert ledger.as_recorded(ledger.rows(recorded))


def test_summary_counts_each_status_once(results):
    """The counts of the summary add up to the number of links, and the deviating link is named."""
    text = ledger.summary(ledger.rows(results))
    assert (
        "6 links: 1 postulate, 1 proved, 1 proved under hypotheses, 1 asymptotic, 1 refuted, 1 undecided; "
        "NOT as recorded: (open-1) f → g"
    ) == text
    assert 6 == sum(ledger.counts(ledger.rows(results)).values())


def test_record_holds_what_a_machine_needs(results):
    """The JSON row of the expansion carries statement, order, side condition and the path of its certificate."""
    record = json.loads(json.dumps(ledger.ledger_record(results)))
    row = record["rows"][1]
    assert ("10", "line 1", "line 2", "asymptotic", 4) == tuple(
        row[key] for key in ("equation", "from", "to", "status", "order")
    )
    assert ["x != 0"] == row["side_conditions"]
    assert "certificates/eq-10.json" == row["certificate"]
    assert row["statement"].endswith("+ O(x**4) as x -> 0")
    assert {"at": {"T": "1/2", "x": "1"}} == {"at": record["rows"][2]["witness"]["at"]}
    assert (1, False) == (record["undecided"], record["as_recorded"])


def test_markdown_has_one_table_per_section(results):
    """Each section has its heading and table; a bar in a cell is escaped, so every row has five cells."""
    text = ledger.ledger_markdown(results)
    assert ["## Basics", "## Two terminals", "## Beyond"] == [x for x in text.splitlines() if x.startswith("## ")]
    rows = [line for line in text.splitlines() if line.startswith("| [(")]
    assert [6] * 6 == [line.replace("\\|", "").count("|") for line in rows]
    assert "witness: at T = 1/2, x = 1" in text


def test_plain_ledger_is_aligned_and_free_of_control_codes(results):
    """For a pipe: no escape sequence, and every status begins in the same column."""
    text = plain_ledger(results)
    assert "\x1b" not in text
    lines = text.splitlines()
    columns = {
        line.index(word)
        for line, word in [
            (lines[0], "status"),
            (lines[2], "postulate"),
            (lines[4], "asymptotic"),
            (lines[6], "refuted"),
        ]
    }
    assert 1 == len(columns)
    assert text.endswith(ledger.summary(ledger.rows(results)) + "\n")


def test_plain_ledger_says_what_was_recorded_instead(results):
    """A link that does not have its recorded status says so on its own line."""
    assert "undecided (!)" in plain_ledger(results)
    assert "recorded as proved; open: f is unknown; name its law" in plain_ledger(results)


def test_hypotheses_stand_once(recorded):
    """A hypothesis that the link names and the proof used is listed once."""
    assert ("neutrality: the number of carriers does not depend on the current",) == ledger.rows(recorded)[0].hypotheses
    assert ("stability",) == ledger.rows(recorded)[3].hypotheses


def test_printed_record_has_the_documented_shape(recorded):
    """The shape of ``derive --format json`` is a contract."""
    record = ledger.equations_record(recorded[1:2], {"10": "LATEX"})
    assert {"equations", "undecided"} == set(record)
    (equation,) = record["equations"]
    assert ("10", "LATEX") == (equation["label"], equation["latex"])
    assert {"label", "links", "latex"} == set(equation)
    assert [
        {
            "from": "line 1",
            "to": "line 2",
            "status": "asymptotic",
            "statement": "T**2 + T*x*(1 - T)*coth(x) = T + 1/3*T*x**2*(1 - T) + O(x**4) as x -> 0",
            "method": "series",
            "hypotheses": [],
            "order": 4,
        },
        {
            "from": "left",
            "to": "right",
            "status": "refuted",
            "statement": "T**2 + T*x*(1 - T)*coth(x) = T + 1/3*T*x**2*(1 - T)",
            "method": "balls",
            "hypotheses": [],
            "order": None,
        },
    ] == equation["links"]
