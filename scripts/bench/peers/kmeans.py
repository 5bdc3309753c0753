from common import answer, load, parameters, timed
from sklearn.cluster import KMeans

rows = load()
model = KMeans(parameters["k"], n_init=parameters["n_init"], random_state=parameters["seed"])
seconds, fitted = timed(lambda: model.fit(rows))
answer(seconds, inertia=float(fitted.inertia_))
