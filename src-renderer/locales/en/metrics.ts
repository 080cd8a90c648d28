/** Texts of the metrics (src-shared/memory/metrics.ts): one in each list for every metric. */

/** Names, short: headers, switches. */
export const metric = {
  size: 'Size',
  rss: 'RSS',
  pss: 'PSS',
  uss: 'USS',
  swap: 'Swap',
  dirty: 'Dirty',
  huge: 'Huge %'
}

/** What each one is, for tooltips. */
export const metricMeaning = {
  size: 'Address space: costs no memory by itself',
  rss: 'Resident: in memory now, shared pages counted in full',
  pss: 'Proportional: each page divided by how many times it is mapped',
  uss: 'Unique: pages that only this process maps, and once (Private_Clean + Private_Dirty)',
  swap: 'Moved to swap',
  dirty: 'In memory, written to and not yet saved to a file',
  huge: 'Part of the resident memory that lies in huge pages (AnonHugePages / Rss)'
}

/** Shown instead of a picture where the amount is 0. */
export const metricNothing = {
  size: 'Nothing is mapped here.',
  rss: 'None of this is in memory.',
  pss: 'PSS is 0 here: nothing of this is in memory, or less than 1 KiB of each mapping is its share.',
  uss: 'No page of this in memory is mapped by this process alone.',
  swap: 'None of this is swapped out.',
  dirty: 'No page of this in memory is dirty.',
  huge: 'None of this is mapped as a whole transparent huge page.'
}

/** Of a share: what its amount in KiB is called, which areas and differences go by. */
export const metricPart = {
  huge: 'Huge pages'
}
