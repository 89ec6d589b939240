"""Banmian: raw newspaper page text in, a digital edition out.

One package a station; the modules here are the commands.
"""
