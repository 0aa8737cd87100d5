# Reads a Solea session without Solea: Rscript read_session.R session.h5
# Needs hdf5r and jsonlite (Debian: r-cran-hdf5r r-cran-jsonlite).
suppressPackageStartupMessages({
  library(hdf5r)
  library(jsonlite)
})
contact_kpa <- 10 # as solea analyze: a cell counts from this pressure on

session <- H5File$new(commandArgs(trailingOnly = TRUE)[1], mode = "r")
if (h5attr(session, "format") != "solea-session") stop("no Solea session")
for (number in sort(names(session[["trials"]]))) {
  trial <- session[["trials"]][[number]]
  device <- trial[["device"]]
  cat("trial", number, "\n")
  if ("counts" %in% names(trial)) { # a recording: counts, and the calibration that counts
    history <- trial[["calibrations"]]
    if (length(names(history)) == 0) { # there is no calibration
      cat("frames", tail(trial[["counts"]]$dims, 1), "\n")
      cat("pressures none\n")
      next
    }
    last <- tail(sort(names(history)), 1)
    calibration <- fromJSON(h5attr(history[[last]], "json"))
    # [column, row, frame]: R counts the other way round. One row stays an axis.
    counts <- trial[["counts"]]$read(drop = FALSE)
    kpa <- pmax(counts - calibration$zero_count, 0) * calibration$kpa_per_count
    dim(kpa) <- dim(counts)
  } else if (!("pressure_kpa" %in% names(trial))) { # imported: centres of pressure alone
    cat("frames", trial[["time_s"]]$dims, "\n")
    cat("pressures none\n")
    next
  } else { # imported from another vendor's file
    kpa <- trial[["pressure_kpa"]]$read(drop = FALSE)
  }
  kpa[kpa < contact_kpa] <- 0
  area_mm2 <- h5attr(device, "pitch_x_mm") * h5attr(device, "pitch_y_mm")
  force_n <- apply(kpa, 3, sum) * area_mm2 * 1e-3
  cat("frames", dim(kpa)[3], "\n")
  cat("rate_hz", h5attr(device, "rate_hz"), "\n")
  cat("peak_pressure_kpa", format(max(kpa), digits = 15), "\n")
  # A pitch of 0 is an unknown one: then there is no force.
  known <- area_mm2 > 0
  cat("max_force_n", if (known) format(max(force_n), digits = 15) else "unknown", "\n")
}
session$close_all()
