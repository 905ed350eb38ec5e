# Tolls by governorate and month from a Parquet export:
#   marsad export happenings.jsonl --format parquet --out happenings.parquet
#   Rscript tolls.R happenings.parquet
library(arrow)

path <- commandArgs(trailingOnly = TRUE)[1]
happenings <- as.data.frame(read_parquet(path))
counted <- subset(happenings, counted == 1 & !is.na(killed))
counted$month <- format(counted$date_start, "%Y-%m")
print(aggregate(killed ~ admin1 + month, data = counted, FUN = sum))
