/**
 * The `count` members of `candidates` with the largest keys, largest first; equal keys by number, smaller first.
 * Finds the smallest key that is still in by selection, so that a million candidates are not sorted for the sake of a
 * few hundred. `candidates` is left as it is.
 */
export function largestFirst(candidates: Uint32Array, keys: Float64Array, count: number): Uint32Array {
  const wanted = Math.min(Math.max(0, count), candidates.length)
  if (wanted === 0) return new Uint32Array(0)
  if (wanted === candidates.length) return sorted(candidates.slice(), keys)
  const threshold = nthLargest(candidates, keys, wanted)
  const chosen = new Uint32Array(wanted)
  let filled = 0
  for (const candidate of candidates) if (keys[candidate]! > threshold) chosen[filled++] = candidate
  for (const candidate of candidates) {
    if (filled === wanted) break
    if (keys[candidate]! === threshold) chosen[filled++] = candidate
  }
  return sorted(chosen, keys)
}

function sorted(rows: Uint32Array, keys: Float64Array): Uint32Array {
  return rows.sort((a, b) => keys[b]! - keys[a]! || a - b)
}

/** The n-th largest key (n from 1 to the number of candidates), by three-way partition around the middle of three. */
function nthLargest(candidates: Uint32Array, keys: Float64Array, n: number): number {
  const values = new Float64Array(candidates.length)
  candidates.forEach((candidate, at) => {
    values[at] = keys[candidate]!
  })
  let low = 0
  let high = values.length
  while (high - low > 1) {
    const pivot = middleOf(values[low]!, values[(low + high) >> 1]!, values[high - 1]!)
    let larger = low
    let smaller = high
    for (let at = low; at < smaller;) {
      const value = values[at]!
      if (value > pivot) {
        values[at++] = values[larger]!
        values[larger++] = value
      } else if (value < pivot) {
        values[at] = values[--smaller]!
        values[smaller] = value
      } else at++
    }
    if (n <= larger) high = larger
    else if (n > smaller) low = smaller
    else return pivot
  }
  return values[low]!
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
