"""The edges of conversion: files in, items out, an editor's work kept, and a report of what happened.

`scripts.pagetext` turns bytes into items and knows no files. This package finds the raw pages (`sources`), settles
which number an item gets (`place`), what becomes of a file that a person changed (`merge`), what was written last
(`record`), does it for one edition (`editions`), and reports as JSON (`report`), text (`explain`) and HTML (`review`).
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    # numpy's threads wait in loops: on matrices as small as a page's they cost more than they bring, and pages are
    # spread over processes anyway. It reads this once, when it is loaded; whoever sets it keeps it.
    os.environ.setdefault(_name, "1")
