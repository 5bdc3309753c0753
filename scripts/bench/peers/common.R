# What the R peers share: their one JSON argument (flat, so no package is needed), the data, and the answer.
json <- commandArgs(trailingOnly = TRUE)[1]

parameter <- function(name) {
  value <- regmatches(json, regexec(sprintf('"%s":("([^"]*)"|[-0-9.eE+]+)', name), json))[[1]]
  if (nzchar(value[3])) value[3] else as.numeric(value[2])
}

load_rows <- function() {
  rows <- parameter("rows")
  columns <- parameter("columns")
  matrix(readBin(parameter("file"), "double", rows * columns, size = 8, endian = "little"), rows, columns)
}

seconds_of <- function(call) unname(system.time(call)["elapsed"])

answer <- function(seconds, ...) {
  figures <- c(seconds = seconds, ...)
  cat(sprintf("{%s}\n", paste(sprintf('"%s":%.17g', names(figures), figures), collapse = ",")))
}
