/** The measures by which areas, bars and totals can be drawn. */
export const METRICS = ['size', 'rss', 'pss', 'uss', 'swap', 'dirty'] as const
export type Metric = (typeof METRICS)[number]
