"""Customers of five businesses whose files are written from the published interface alone, in four languages.

    python -m benchmarks.personas [--each 2] [--part develop|report|all] [--languages en,de] [--kinds a,b] [--blind]

Nothing here imports from ``bots``: a business knows its own hours, a customer sees replies, buttons and what is asked.
``shops`` holds the businesses, ``words/<language>.yaml`` how people talk (a hash sets half of each list aside,
which is measured and never listed), ``people`` the kinds of customer, ``desk`` the talk through the command line.
"""
