# R's kmeans: Hartigan and Wong, the best of some starts.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "common.R"))

rows <- load_rows()
set.seed(parameter("seed"))
seconds <- seconds_of(fitted <- suppressWarnings(kmeans(rows, parameter("k"), iter.max = 100, nstart = parameter("n_init"))))
answer(seconds, inertia = fitted$tot.withinss)
