"""What the peer scripts share: their one JSON argument, the data, and the answer."""
import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
parameters = json.loads(sys.argv[1])


def load():
    """The table as NumPy holds it by habit: one row after the other."""
    flat = np.fromfile(parameters["file"], dtype="<f8")
    return np.ascontiguousarray(flat.reshape(parameters["columns"], parameters["rows"]).T)


def timed(call):
    started = time.perf_counter()
    result = call()
    return time.perf_counter() - started, result


def answer(seconds, **figures):
    print(json.dumps({"seconds": seconds, **figures}))
