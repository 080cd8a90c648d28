/** Texts of the summary view. */
export const summary = {
  label: 'Summary',
  between: ' ',
  sentence: {
    mostIs: 'Most is {name}: {amount} of {total} resident ({percent} %).',
    mostIsWithNext: 'Most is {name}: {amount} of {total} resident ({percent} %); next {next} {nextAmount}.',
    largestIs: 'Largest is {name}: {amount} of {total} resident ({percent} %).',
    largestIsWithNext: 'Largest is {name}: {amount} of {total} resident ({percent} %); next {next} {nextAmount}.',
    ownAndShared: 'Uses {own} of its own; shares {shared} with others.',
    own: 'Uses {own} of its own and shares nothing.',
    resident: 'Has {resident} in memory; how much of it is its own is not known from this source.',
    sizeOnly: 'Its address space is {size}; how much of it is in memory is not known from this source.',
    reserved: 'Of its address space, {reserved} without a file holds no page now, neither in memory nor in swap.',
    swapped: '{swap} of it is swapped out.',
    huge: 'Besides, it holds {huge} of huge pages, which count neither as RSS nor as PSS.',
    manyMappings: 'It has {mappings} mappings, {percent} % of the {most} that this machine allows a process.'
  },
  barLabel: '{metric} by category',
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
