# R's dbscan: the kd-tree of ANN, in C++.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "common.R"))
suppressMessages(library(dbscan))

rows <- load_rows()
seconds <- seconds_of(fitted <- dbscan(rows, eps = parameter("eps"), minPts = parameter("min_samples"), borderPoints = TRUE))
answer(seconds, clusters = max(fitted$cluster), noise = sum(fitted$cluster == 0))
