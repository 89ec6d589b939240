"""Tests: one module beside each module they test, golden cases as readable files."""
