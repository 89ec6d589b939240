"""Banmian: raw newspaper page text in, a digital edition out.

One package a room; `python -m scripts` lists the commands.
"""
