import type { MappingTable } from '../memory/mapping-table.ts'
import {
  CATEGORIES,
  CONFIDENCES,
  MOST_EVIDENCES,
  type Classification,
  type Evidence,
  type MappingGroup
} from '../memory/category.ts'
import { finding, type Finding } from './finding.ts'
import { RECOGNISERS } from './recognisers.ts'
import { RowCursor } from './row-cursor.ts'

const NO_ACCESS = finding('reserved', 'kernel', 'no-access')
const NAME_UNKNOWN = finding('anonymous', 'unknown', 'name-unknown')

/** Where the parts of one finding stand in the columns. */
interface Place {
  readonly category: number
  readonly confidence: number
  readonly evidence: number
  readonly group: number
}

function recognise(cursor: RowCursor): Finding {
  for (const recogniser of RECOGNISERS) {
    const found = recogniser.recognise(cursor)
    if (found !== null) return found
  }
  throw new Error('the last recogniser always answers')
}

/** What can be said of a mapping of which nobody told whether it has a file. */
function nameless(cursor: RowCursor): Finding {
  return cursor.hasNoAccess() ? NO_ACCESS : NAME_UNKNOWN
}

/**
 * Labels every row of a table: what it is for, how sure that is, and why. Works on maps as well, with less evidence.
 * @param areNamesKnown false for a source that tells no names at all: a mapping without one is then not anonymous
 */
export function classify(table: MappingTable, areNamesKnown = true): Classification {
  const cursor = new RowCursor(table)
  const evidences: Evidence[] = []
  const groups: MappingGroup[] = []
  const groupIds = new Map<string, number>()
  const places = new Map<Finding, Place>()

  function placeOf(found: Finding): Place {
    const groupKey = `${found.category} ${found.label}`
    let group = groupIds.get(groupKey)
    if (group === undefined) {
      group = groups.push({ category: found.category, label: found.label }) - 1
      groupIds.set(groupKey, group)
    }
    const evidence = evidences.length < MOST_EVIDENCES ? evidences.push(found.evidence) - 1 : evidences.length - 1
    const place = {
      category: CATEGORIES.indexOf(found.category),
      confidence: CONFIDENCES.indexOf(found.confidence),
      evidence,
      group
    }
    places.set(found, place)
    return place
  }

  const category = new Uint8Array(table.rowCount)
  const confidence = new Uint8Array(table.rowCount)
  const evidence = new Uint16Array(table.rowCount)
  const group = new Uint32Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row++) {
    cursor.row = row
    const found = areNamesKnown ? recognise(cursor) : nameless(cursor)
    const place = places.get(found) ?? placeOf(found)
    category[row] = place.category
    confidence[row] = place.confidence
    evidence[row] = place.evidence
    group[row] = place.group
    cursor.previous = found
  }
  return { category, confidence, evidence, evidences, group, groups }
}
