/** Texts of the summary view. */
export const summary = {
  label: 'Summary',
  between: ' ',
  /** A thing that most of the memory is only probably of. */
  probably: 'probably {name}',
  /** Memory of unknown purpose. */
  nameless: 'anonymous memory',
  sentence: {
    mostIs: 'Most is {name}: {amount} of {total} resident ({percent} %).',
    mostIsWithNext: 'Most is {name}: {amount} of {total} resident ({percent} %); next {next} {nextAmount}.',
    largestIs: 'The largest part is {name}: {amount} of {total} resident ({percent} %).',
    largestIsWithNext:
      'The largest part is {name}: {amount} of {total} resident ({percent} %); next {next} {nextAmount}.',
    ownAndShared: 'Uses {own} of its own; {shared} more is mapped more than once, as a rule by other processes.',
    own: 'Uses {own} of its own; nothing of it is mapped a second time.',
    resident: 'Has {resident} in memory; how much of it is its own is not known from this source.',
    cut: 'Only a part of its mappings is listed: all amounts are of the {mappings} that are.',
    mayBeCut: 'The listing has no total, so it may not be whole: all amounts are of the {mappings} mappings in it.',
    listedOnly:
      'The listed mappings have {size} of addresses; how much of that is in memory is not known from this source.',
    sizeOnly: 'Its address space is {size}; how much of it is in memory is not known from this source.',
    reserved:
      'Of its address space, {reserved} without a file or with no access rights (PROT_NONE) holds no page now, neither in memory nor in swap.',
    reservedInMemory:
      'Of its address space, {reserved} without a file or with no access rights (PROT_NONE) holds no page in memory now; swap is not known from this source.',
    swapped: '{swap} of its memory is swapped out.',
    huge: 'It also holds {huge} of huge pages, which count neither as RSS nor as PSS.',
    pageTables: 'Its page tables take {tables} more.',
    pageTablesShare: 'Its page tables take {tables} more, {percent} % of what is resident.',
    manyMappings: 'It has {mappings} mappings, {percent} % of the {most} that this machine allows a process.'
  },
  barLabel: '{metric} by category',
  barParts: '{label}: {parts}',
  instead: '{metric} is not known from this source; {shown} is shown.',
  barEmpty: '{metric} is 0 for all categories.',
  part: '{category}: {amount}, {share}',
  showAll: 'Show all mappings again',
  category: 'Category',
  categories: 'Categories',
  largest: 'Largest',
  showEmpty: '{count} more category with 0 | {count} more categories with 0',
  hideEmpty: 'Hide categories with 0',
  mappings: 'Mappings',
  total: 'All'
}
