# Loads the tables of solea batch: Rscript read_batch.R FOLDER
# Needs hdf5r (Debian: r-cran-hdf5r).
suppressPackageStartupMessages(library(hdf5r))
folder <- commandArgs(trailingOnly = TRUE)[1]
steps <- read.csv(file.path(folder, "steps.csv")) # a row a step; undefined is NA
zones <- read.csv(file.path(folder, "zones.csv")) # a row a zone of a step
valid <- steps[as.logical(steps$valid), ]

tell <- function(name, value) cat(name, format(value, digits = 15), "\n")
tell("valid_steps", nrow(valid))
tell("heel_peak_pressure_kpa", mean(valid$heel_peak_pressure_kpa, na.rm = TRUE))

# A mean a person first: steps of one person are no independent samples.
people <- aggregate(arch_index ~ subject, valid, mean)
tell("subjects", nrow(people))
tell("arch_index_sd_between_subjects", sd(people$arch_index))

hallux <- zones[as.logical(zones$valid) & zones$zone == "hallux", ]
tell("hallux_max_force_n", mean(hallux$max_force_n, na.rm = TRUE))

# Row k of steps.csv is column k of every array in /steps: R counts the other way round.
curves <- H5File$new(file.path(folder, "curves.h5"), mode = "r")
force <- curves[["steps/force_n"]]$read() # [node, step]
curves$close_all()
tell("force_at_50_pct_n", mean(force[51, as.logical(steps$valid)], na.rm = TRUE))
