/** Texts of the treemap. */
export const treemap = {
  label: 'Treemap',
  keys: 'Treemap. Left and right arrows go to neighbours, down and up into and out of a group, Enter opens or selects, Escape goes back.',
  whole: 'Address space',
  pathLabel: 'Shown part',
  afterLargest: 'after the {count} largest',
  unnamed: 'without a name',
  other: '{count} others',
  otherFrom: '{count} from {from}',
  addressesFrom: 'from {from}',
  asTable: 'Table',
  name: 'Name',
  address: 'Address',
  mappings: 'Mappings',
  share: 'Share',
  metricLabel: 'What the areas mean',
  metricUnknown: 'This source only lists mappings; it does not say how much of them is in memory.',
  spoken: '{title}, {subtitle}, {amount}, {share}. Mappings: {count}.',
  spokenMapping: '{title}, {subtitle}, {amount}, {share}.',
  idle: 'Choose a process to see its memory.',
  noMappings: 'There are no mappings to draw.',
  nothing: {
    size: 'Nothing is mapped here.',
    rss: 'Nothing of this is in memory.',
    pss: 'Nothing of this is in memory.',
    uss: 'No page of this belongs to this process alone.',
    swap: 'Nothing of this is swapped out.',
    dirty: 'No page of this has been changed.'
  }
}
