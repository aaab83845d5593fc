"""What the network means to bring about: priorities with their baselines, and results on a ladder.

Words (GLOSSARY.md): a *priority* is one of the few areas a network has chosen; its *baseline* is the first dated,
sourced statement or value. A *result* is something the network means to bring about, under one priority, at one
*level* (network, organization, population) and on one *rung*: idea, exploring, committed, in progress, achieved,
sustained, or dropped. A *change* is one step of a result, with who, when, evidence and the rung before.

A *change agenda* is a community's own set of strategies; only its community partnership writes it, version by version.
A *long-term outcome* and a *strategic plan* are a funder's. An *alignment* ties a strategy to an outcome: the community
proposes it, the funder confirms it or says why not.

Verbs: add a priority, set its baseline, add a result, change its rung. A network that shows its results shows this
room to everybody; any other network only to its members.
"""
