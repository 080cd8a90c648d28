import { METRIC, type Metric } from '../memory/metrics.ts'
import { pooledValue, type RowPool } from './row-pool.ts'

/** A row's amount in kB, by the fields that a metric is made of (see metricColumn); what is unknown of it counts as 0. */
export function pooledAmount(pool: RowPool, metric: Metric): (id: number) => number {
  const { amount } = METRIC[metric]
  if (amount === 'addresses') return (id) => pooledKb(pool, id)
  const names = amount.find((each) => each.every((name) => pool.fields.has(name))) ?? []
  const fields = names.map((name) => pool.fields.get(name))
  return (id) => {
    let sum = 0
    for (const field of fields) if (field !== undefined) sum += Number(pooledValue(field, id) ?? 0)
    return sum
  }
}

/** Size of a row of the pool in kB, as mappingKb has it of a table. */
function pooledKb(pool: RowPool, id: number): number {
  return Math.floor(pooledBytes(pool, id) / 1024)
}

/** The same in bytes. */
export function pooledBytes({ words }: RowPool, id: number): number {
  return (words.endHi.get(id) - words.startHi.get(id)) * 4294967296 + (words.endLo.get(id) - words.startLo.get(id))
}
