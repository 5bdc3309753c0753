from common import answer, load, parameters, timed
from sklearn.decomposition import PCA

rows = load()
model = PCA(parameters["components"])
seconds, _ = timed(lambda: model.fit_transform(rows))
answer(seconds, ratio=float(model.explained_variance_ratio_[0]))
