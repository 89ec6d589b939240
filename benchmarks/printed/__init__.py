"""Learns which column of a printed page goes on in which: pages drawn at random, their truth, and the fit."""
