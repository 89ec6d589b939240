"""What a build has printed so far, kept against what was there before: which units, which files, what is to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts.press.store.state import State
from scripts.press.store.units import Unit


class UnitLedger:
    """Books units into the state and gathers the files that no unit has any more.

    Only differences are held, so that a build of everything takes no more memory than one of a day.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._lost: set[str] = set()
        self._gained: set[str] = set()
        self.written = self.unchanged = 0

    def keep(self, units: Iterable[Unit], reads: Mapping[str, str] | None = None) -> None:
        """Book what was printed; `reads` are digests of what the site's own units were made from."""
        for unit in units:
            old = set(self._state.unit_files(unit.name))
            if old:
                new = {path for path, _ in unit.files}
                self._lost |= old - new
                self._gained |= new - old
            self._state.put_unit(unit.name, unit.files, (reads or {}).get(unit.name, ""))
            self.written += unit.written
            self.unchanged += len(unit.files) - unit.written

    def drop(self, name: str) -> None:
        """A unit that is not published any more."""
        self._lost.update(self._state.unit_files(name))
        self._state.remove_unit(name)

    def deleted(self) -> set[str]:
        """The files to be deleted: a file that another unit took over stays."""
        left = self._lost - self._gained
        return left.difference(path for path in self._state.files() if path in left) if left else left
