"""The notebook's way from a file to segments, as a whole process: imports are counted, as they are on our side."""
import time

started = time.perf_counter()
from common import answer, parameters
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

frame = pd.read_csv(parameters["file"])
features = StandardScaler().fit_transform(frame.select_dtypes("number"))
model = KMeans(parameters["k"], n_init=parameters["n_init"], random_state=parameters["seed"]).fit(features)
frame["segment"] = model.labels_
frame.to_csv(parameters["out"], index=False)
answer(time.perf_counter() - started, inertia=float(model.inertia_))
