"""The law library's public face: every program with its rules and figures, how exact it is, and a form to try it.

It has no tables and writes nothing down: the law stands in files of `konbit_rules`, and what somebody tries is forgotten.
"""
