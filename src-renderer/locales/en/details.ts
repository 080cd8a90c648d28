import { fieldTexts, flagTexts } from './glossary.ts'

/** Texts of the details view. */
export const details = {
  lesson: 'See the lesson: {title}',
  label: 'Details',
  unnamed: 'Mapping without a name',
  addresses: 'Addresses',
  change: 'Change',
  size: 'Size',
  access: 'Access',
  allowed: {
    none: 'No access: touching it is a segmentation fault (SIGSEGV)',
    r: 'Reading only',
    w: 'Writing only',
    x: 'Executing only',
    rw: 'Reading and writing',
    rx: 'Reading and executing',
    wx: 'Writing and executing',
    rwx: 'Reading, writing and executing'
  },
  kind: 'Kind',
  private: 'Private: what this process writes stays its own (copy on write)',
  shared: 'Shared: what is written is seen by all who map it',
  why: 'Why',
  what: 'What',
  parts: 'What it holds',
  part: 'Part',
  share: 'Share',
  sure: 'How sure',
  sentence: '{words}.',
  where: 'Where',
  moreRanges: 'and {count} more ranges',
  manyRanges: 'in too many ranges to list',
  backing: 'Backed by',
  file: 'File on device {device}, inode {inode}, from byte {offset}',
  noFile: 'No file: anonymous memory',
  special: 'No file: made by the kernel',
  numbers: 'Numbers',
  noNumbers: 'This source only lists mappings; it does not report how much of them is in memory.',
  zeros: '{count} more that are 0',
  flags: 'Flags',
  unknownFlag: 'not known to this version',
  since: 'since Linux {version}',
  commands: 'Equivalent command',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'The browser does not allow copying; select the text instead.',
  gone: 'The mapping that was chosen no longer exists in this reading.',
  help: 'Choose a mapping in the table or in the treemap to see here what it is, why it is there and what its numbers mean.',
  several: '{count} mappings are selected; this is the last one chosen.',
  cards: 'Often misunderstood',
  card: {
    size: {
      claim: '“{size} of virtual memory: it uses too much.”',
      truth: 'Size is address space, and address space costs almost nothing. {resident} of it is in memory.'
    },
    rssSum: {
      claim: '“Add up RSS of all processes to see how much is used.”',
      truth: 'Shared pages would be counted once for each process; here {shared} are. PSS adds up.'
    },
    own: {
      claim: '“If it ends, I get its RSS back.”',
      truth: 'Closer: the pages only it maps, {own} (USS).'
    },
    heap: {
      claim: '“[heap] is what malloc uses.”',
      truth:
        'It is only the part that grows by brk ({heap} resident). Malloc’s arenas ({arenas} resident) and large blocks are elsewhere.'
    },
    stack: {
      claim: '“Each stack takes 8 MiB.”',
      truth:
        'That is the most it may grow to, or the addresses that are kept for it. Of {size} mapped for stacks here, {resident} is in memory.'
    },
    privateKind: {
      claim: '“Private mappings are not shared.”',
      truth:
        'The p means copy on write. Unchanged pages of a library are in memory once for all who map it: {shared} here are mapped more than once.'
    },
    guard: {
      claim: '“Reserved and guard mappings waste memory.”',
      truth: 'Addresses by themselves take no memory: of {size} here, {resident} is in memory.'
    },
    huge: {
      claim: '“RSS holds everything.”',
      truth: 'hugetlb pages are in neither RSS nor PSS: {huge} come on top.'
    },
    swap: {
      claim: '“Swap is used, so memory is short now.”',
      truth: '{swap} were moved out at some time; they stay there until they are needed.'
    },
    copies: {
      claim: '“A file’s row shows memory taken by that file.”',
      truth: 'It may hold the process’s own copies of changed pages: {copies} here.'
    },
    dirty: {
      claim: '“Dirty pages must be written to disk.”',
      truth: 'Only those of shared files. Those of private memory without a file ({dirty}) could only go to swap.'
    },
    merged: {
      claim: '“One mmap is one row.”',
      truth: 'The kernel joins neighbours that are alike and splits what is changed in part.'
    }
  },
  field: fieldTexts,
  flag: flagTexts
}
