from common import answer, load, parameters, timed
from sklearn.cluster import DBSCAN

rows = load()
model = DBSCAN(eps=parameters["eps"], min_samples=parameters["min_samples"])
seconds, fitted = timed(lambda: model.fit(rows))
labels = fitted.labels_
answer(seconds, clusters=int(labels.max() + 1), noise=int((labels == -1).sum()), corePoints=len(fitted.core_sample_indices_))
