"""A topic of a few rows, and a sound article that rests on it."""

from datetime import date
from html.parser import HTMLParser

from symptom_checker_workshop.tables.rows import (
    Fact,
    Kind,
    Knowledge,
    Option,
    Question,
    Rule,
    Source,
    Statement,
    Topic,
)

TODAY = date(2026, 11, 23)

GOOD = """---
title: Cramps
description: What a cramp is, and what to do.
tags: [charley horse]
statements: [S01, S02]
facts: [F-03]
about: symptom
reviewed: 2026-11-01
review_by: 2027-11-01
check_place: calf
---

# Cramps

## What it is

A muscle tightens [@F-02].

## What it feels or looks like

- it hurts [@F-01]

## Common causes

- hard work [@F-01]

## What you can do now

1. Stretch it [@F-01 F-02].

## More about it

It passes [@F-01].

## When to get help

/// emergency
- you cannot breathe [@F-01]
///

## How the checker can help

[Check your symptoms](../check/index.md).
"""

KNOWLEDGE = Knowledge(
    folder="knowledge",
    topic=Topic(
        id="spasms",
        version="1",
        language="en-US",
        region="US",
        title="Spasms",
        checker_name="Spasm checker",
        sources_checked=date(2026, 1, 1),
        review_by=date(2027, 1, 1),
        scope=(),
        always="Call for help.",
        disclaimer="This is information, not a diagnosis.",
        emergency_heading="Now",
        emergency_line="Call.",
        abroad="Call there.",
        considered=(),
        emergency_sign=(),
    ),
    facts={
        "F-01": Fact(id="F-01", text="One.", sources=("A-1", "A-2"), read="seen"),
        "F-02": Fact(id="F-02", text="Two.", sources=("B",), read="inferred"),
        "F-03": Fact(id="F-03", text="Three.", sources=("C",), read="seen"),
        "F-04a": Fact(id="F-04a", text="Four, first half.", sources=("C",), read="seen"),
        "F-09": Fact(id="F-09", text="Reported.", sources=("D",), read="relayed", single=True),
    },
    sources={
        "A-1": Source(
            key="A-1", publisher="NHS", title="Cramps", url="https://a.example/", date="2012", read="relayed"
        ),
        "A-2": Source(key="A-2", publisher="NHS", title="Cramps", url="https://a.example/", date="2020", read="copy"),
        "B": Source(key="B", publisher="A & B", title="<Spasms>", url="", date="not shown", read="direct"),
        "C": Source(key="C", publisher="CDC", title="Heat", url="https://c.example/", date="", read="direct"),
        "D": Source(key="D", publisher="Blog", title="Tips", url="", date="", read="relayed"),
    },
    statements={
        name: Statement(id=name, text="", refined="", section=("types",), checker="", facts=())
        for name in ("S01", "S02")
    },
    rules={
        "hot": Rule(id="hot", level="urgent", when="place.calf", because="It is hot.", facts=("F-03",)),
        "calm": Rule(id="calm", level="self-care", when="place.calf", because="It passes.", facts=("F-01",)),
    },
    kinds={"heat": Kind(id="heat", title="Heat", text="", article="", fits="x.y", facts=("F-03",))},
    questions={
        "place": Question(
            id="place",
            select="one",
            text="Where?",
            why="",
            unsure="as_no",
            option=(Option(id="calf", text="Calf"), Option(id="hand_arm", text="Hand or arm")),
        ),
        "kind": Question(
            id="kind",
            select="one",
            text="What?",
            why="",
            unsure="as_no",
            option=(Option(id="hiccups", text="Hiccups"),),
        ),
    },
    lines={("statement", "S02"): 12},
)


def text_of(html: str) -> str:
    """The text of some HTML, white space made one."""
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(html)
    return " ".join("".join(parts).split())
