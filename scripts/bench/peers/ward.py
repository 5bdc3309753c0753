"""fastcluster's linkage_vector where it is installed (the faster peer), else scikit-learn."""
from common import answer, load, timed

rows = load()
try:
    import fastcluster

    seconds, tree = timed(lambda: fastcluster.linkage_vector(rows, method="ward"))
    heights, peer = tree[:, 2], 1
except ImportError:
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(n_clusters=5, linkage="ward", compute_distances=True)
    seconds, fitted = timed(lambda: model.fit(rows))
    heights, peer = fitted.distances_, 0
answer(seconds, heightSum=float(heights.sum()), top=float(heights[-1]), fastcluster=peer)
