/** Twice what vm.max_map_count is where it is raised for games and databases. */
export const MOST_ROWS = 1 << 21
/** More different fields than any kernel has; beyond it they are skipped, so that hostile input stays cheap. */
export const MOST_FIELDS = 256
/**
 * Bytes for the files of one scan: their names, which are there three times while a list is made, and what is found out about
 * each. Databases map some ten thousand files.
 */
export const MOST_FILE_BYTES = 48 * 1024 * 1024
/** What a file takes beside its name, about. */
export const BYTES_OF_FILE = 400
