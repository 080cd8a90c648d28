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
  pss: 'Proportional: shared pages divided among those who use them',
  uss: 'Unique: pages that only this process uses (Private_Clean + Private_Dirty)',
  swap: 'Moved to swap',
  dirty: 'Changed since it was read or created',
  huge: 'Part of the resident memory that lies in huge pages (AnonHugePages / Rss)'
}

/** Said in place of a picture where the amount is 0. */
export const metricNothing = {
  size: 'Nothing is mapped here.',
  rss: 'Nothing of this is in memory.',
  pss: 'Nothing of this is in memory.',
  uss: 'No page of this belongs to this process alone.',
  swap: 'Nothing of this is swapped out.',
  dirty: 'No page of this has been changed.',
  huge: 'Nothing of this lies in huge pages.'
}

/** Of a share: what its amount in KiB is called, which areas and differences go by. */
export const metricPart = {
  huge: 'Huge pages'
}
