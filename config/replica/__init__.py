"""Figures, lists and exports read from a streaming replica of PostgreSQL, without anybody missing what they wrote.

`routing` says which database a question goes to, once for each request; `standing` knows how far the replica is, and
whether it answers; `middleware` notes who has written, and asks the primary where the replica fails.
"""
