/** Four times what vm.max_map_count is where it is raised for games and databases. */
export const MOST_ROWS = 1 << 22
/** More different fields than any kernel has; beyond it they are skipped, so that hostile input stays cheap. */
export const MOST_FIELDS = 256
