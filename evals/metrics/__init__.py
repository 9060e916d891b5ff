"""Metrics: pure functions, one idea a module. Counts go in, numbers come out; nothing is read and nothing is printed.

Every statistic is a function of counts that add up over clusters (participants), so that the same function gives the
figure from all of them and, over clusters drawn anew, its interval.
"""
