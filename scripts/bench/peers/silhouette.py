import numpy as np
from common import answer, load, parameters, timed
from sklearn.metrics import silhouette_score

rows = load()
labels = np.fromfile(parameters["labels"], dtype="<f8").astype(int)
seconds, value = timed(lambda: silhouette_score(rows, labels))
answer(seconds, silhouette=float(value))
