import { removals, type Protection } from './protection.ts'

const COMPARE = ['src-shared/compare/compare-captures.test.ts']
const TRUTH = ['src-shared/classify/evidence-truth.test.ts', 'src-shared/classify/names-of-files.test.ts']

/** What keeps sentences and sums from saying more than their numbers prove. */
export const SENTENCE_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-shared/compare/growth.ts',
    COMPARE,
    [
      'the largest single growth is named, not the sum of its group',
      'groups, grewMost, shrankMost }',
      'groups, grewMost: grewMost && { ...grewMost, deltaKb: grewMost.group.deltaKb }, shrankMost }'
    ],
    [
      'the largest shrinkage is named',
      'if (deltaKb < (shrankMost?.deltaKb ?? 0)) shrankMost = { deltaKb, group }',
      'shrankMost ??= null'
    ],
    ['shrinkage is not taken off growth', 'group.shrunkKb -= deltaKb', 'group.grownKb += deltaKb']
  ),
  ...removals(
    'src-renderer/tasks/compare.ts',
    ['src-renderer/tasks/compare.test.ts'],
    ['a moment is not compared with itself', 'all.slice(0, moment)', 'all.slice(moment)'],
    ['the first moment is compared with the last', 'all.slice(moment + 1).reverse()', '[]'],
    [
      'comparisons go forwards in time',
      'if (!isLater(side, capture, shownSide(), current)) return setBase',
      'return setBase'
    ]
  ),
  ...removals(
    'src-renderer/views/compare/CompareBar.vue',
    ['src-renderer/views/compare/CompareBar.test.ts'],
    [
      'the sentence names the moment that is on the screen',
      'momentText(moment.file, sources.moment)]',
      'momentText(moment.file, moment.index)]'
    ],
    ['shrinkage is shown beside growth', "t('compare.shrankMost', { what: changeText(shrankMost) })", "''"]
  ),
  ...removals(
    'src-shared/formats/snapshot/snapshot-of-captures.ts',
    ['src-shared/formats/snapshot/share-captures.test.ts'],
    [
      'labels are made before anything is moved, and stored',
      "files['labels.json'] = encoder",
      "files['labels.txt'] = encoder"
    ]
  ),
  ...removals(
    'src-shared/redact/redact-labels.ts',
    ['src-shared/redact/redact-capture.test.ts'],
    ['labels have the made-up names', 'known.get(own) ?? names.words(own)', 'own']
  ),
  ...removals(
    'src-renderer/views/mapping-table/AddressField.vue',
    ['src-renderer/views/mapping-table/AddressField.test.ts'],
    [
      'an offset in a file counts from the file’s beginning',
      "return t('mappingTable.goTo.insideFile', { ...words, fileOffset })",
      "return t('mappingTable.goTo.inside', words)"
    ],
    ['and counts where the mapping begins in it', 'u64BigInt(props.table.offset, row) + offset', 'offset'],
    ['a gap brings the table there', "emit('beside', beside.row)", 'void 0']
  ),
  ...removals(
    'src-renderer/views/summary/summary-facts.ts',
    ['src-renderer/views/summary/summary-facts.test.ts'],
    [
      'a file without an inode is a file',
      'return areNamesKnown && WITHOUT_FILE.has(kind)',
      "return areNamesKnown && u64Decimal(backings.inode, at) === '0'"
    ],
    [
      'names that are not reported say nothing',
      'return areNamesKnown && WITHOUT_FILE.has(kind)',
      'return WITHOUT_FILE.has(kind)'
    ],
    ['nor permissions that are not reported', 'arePermsKnown && (table', '(table'],
    ['what is in swap is not called empty', "'Rss', 'Swap', ", "'Rss', "]
  ),
  ...removals(
    'src-shared/classify/name-kind.ts',
    TRUTH,
    ['memory that a driver hands out is a device’s', 'i915|', ''],
    ['what a file is called does not make it a segment', 'if (SEGMENT.test(path))', "if (path.startsWith('/SYSV'))"]
  ),
  ...removals(
    'src-shared/classify/recognise-files.ts',
    TRUTH,
    ['a deleted file and one that is so named are both said', "isDeleted ? 'file-deleted' : 'file'", "'file'"],
    [
      'memory behind a library is its .bss up to what a .bss can be',
      'if (cursor.bytes > (isLibraryName(name) ? LARGEST_LIBRARY_BSS : LARGEST_PROGRAM_BSS)) return null',
      ''
    ]
  ),
  ...removals(
    'src-renderer/tasks/keep-exact.ts',
    ['src-renderer/tasks/keep-exact.test.ts'],
    ['exact numbers of the list are read again', 'schedule(rest)', 'void rest'],
    ['those of processes that are gone are dropped', 'if (!there(key)) next.delete(key)', 'void there(key)']
  ),
  ...removals(
    'src-shared/memory/totals.ts',
    [
      'src-shared/memory/metric-columns.test.ts',
      'src-renderer/views/summary/summary-facts.test.ts',
      'src-shared/formats/absent-columns.test.ts'
    ],
    [
      'a sum of what a source does not report is unknown',
      'if (!fields.every((field) => field !== undefined)) return null',
      'if (!fields.every((field) => field !== undefined)) return 0n'
    ]
  ),
  ...removals(
    'src-renderer/views/summary/summary-model.ts',
    ['src-renderer/views/summary/summary-model.test.ts', 'src-shared/formats/listing/cut-listing.test.ts'],
    ['sums of a listing that was cut are labelled as those', 'if (facts.cut !== null) add(', 'if (false) add(']
  ),
  ...removals(
    'src-renderer/tasks/open-process.ts',
    ['src-renderer/tasks/watch-process.test.ts'],
    [
      'the last picture of a process that its parent reaps late stays',
      "if (capture.notes.some(({ kind }) => kind === 'zombie')) {",
      'if (false) {'
    ],
    ['and of one that is just ending', 'return capture.notes.length > 0 ? null : gone(', 'return true ? null : gone(']
  ),
  ...removals(
    'src-shared/compare/pair-by-overlap.ts',
    COMPARE,
    [
      'a new object at the same addresses is another one',
      'if (overlaps && objectOf(before, rowA) === objectOf(after, rowB)) {',
      'if (overlaps) {'
    ],
    [
      'a mapping is the one that it overlaps with the same permissions',
      'const changed = others.filter(([rowA, rowB]) => !(pairedA.has(rowA) && pairedB.has(rowB)))',
      'const changed = others; void pairedA; void pairedB'
    ]
  ),
  ...removals(
    'src-shared/compare/follow-mappings.ts',
    ['src-shared/compare/follow-mappings.test.ts', 'src-renderer/tasks/follow-selection.test.ts'],
    [
      'the selection follows a mapping whose start moves',
      'followed.set(startA, mappingStart(b, rowB))',
      'if (startA === mappingStart(b, rowB)) followed.set(startA, startA)'
    ],
    [
      'and goes to no other object or permissions',
      'if (!isSame || shared <= most) continue',
      'if (shared <= most) continue; void isSame'
    ]
  ),
  ...removals(
    'src-renderer/tasks/follow-selection.ts',
    ['src-renderer/tasks/follow-selection.test.ts'],
    ['the details follow as well', 'focused === null ? null : startOf(focused)', 'focused']
  ),
  ...removals(
    'src-renderer/views/mapping-table/table-totals.ts',
    ['src-renderer/views/mapping-table/MappingTableView.test.ts'],
    [
      'what a filter hides is not summed with the selection',
      'const inSight = rows === null || isAllShown ? null : new Set(shown.order)',
      'const inSight = null'
    ]
  ),
  ...removals(
    'src-renderer/views/mapping-table/MappingTableView.vue',
    ['src-renderer/views/mapping-table/MappingTableView.test.ts'],
    [
      'the row of a tile that is clicked comes into sight',
      "if (row >= 0) rows.value?.revealRow(row, 'nearest')\n  },\n  { flush: 'post' }",
      "void row\n  },\n  { flush: 'post' }"
    ]
  ),
  ...removals(
    'src-main/evidence/so-named-files.ts',
    ['src-main/evidence/so-named-files.test.ts'],
    ['a file that is named like a deleted one is not called deleted', 'found.add(name)', 'void name'],
    ['another file of that name does not stand for it', 'status.ino === u64BigInt(backings.inode, at)', 'true']
  ),
  ...removals(
    'src-shared/address/address-module.ts',
    ['src-renderer/views/mapping-table/AddressField.test.ts'],
    [
      'offsets of sockets and devices are none in a file',
      'return FILES.has(nameFacts(',
      "return inode !== '0' || FILES.has(nameFacts("
    ]
  ),
  ...removals(
    'src-renderer/views/details/mapping-facts.ts',
    ['src-renderer/views/details/mapping-facts.test.ts'],
    [
      'an object of the kernel is no file',
      "kind === 'kernel-page' || kind === 'kernel-object'",
      "kind === 'kernel-page'"
    ]
  ),
  ...removals(
    'src-renderer/views/treemap/MetricSwitch.vue',
    ['src-renderer/views/treemap/TreemapView.test.ts'],
    [
      'a source that reports RSS does not only list mappings',
      ": t('treemap.notReported', { metric: t(amountTextKey(option)) })",
      ": t('treemap.metricUnknown')"
    ]
  ),
  ...removals(
    'src-shared/findings/large-reservation.ts',
    ['src-shared/findings/findings.test.ts'],
    [
      'addresses full of huge pages or swap are no reservation',
      "['Rss', 'Swap', 'Private_Hugetlb', 'Shared_Hugetlb']",
      "['Rss']"
    ],
    [
      'nor are windows to devices',
      "categoryOf(classification, row) !== 'device'",
      'true || categoryOf(classification, row)'
    ]
  ),
  ...removals(
    'src-shared/findings/core-dump.ts',
    ['src-shared/findings/findings.test.ts'],
    [
      'shared memory is dumped as coredump_filter says',
      'UNNAMED.test(name) ? SHARED_UNNAMED : SHARED_FILE',
      'SHARED_FILE'
    ],
    ['files of which a page was written are dumped whole', "(own > 0 && name.startsWith('/'))", 'false']
  ),
  ...removals(
    'src-shared/findings/memory-files.ts',
    ['src-shared/findings/findings.test.ts'],
    ['what a private mapping holds goes with the process', 'return isShared && (', 'return ('],
    ['only a key makes a segment', '/^\\/SYSV[0-9a-f]{8}(?: \\(deleted\\))?$/', '/^\\/SYSV/']
  ),
  ...removals(
    'src-shared/findings/deleted-library.ts',
    ['src-shared/findings/findings.test.ts'],
    [
      'a library that is so named was not deleted',
      "values['name'] === name) return false",
      "values['name'] === name) void 0"
    ]
  ),
  ...removals(
    'src-main/machine/exact-reader.ts',
    ['src-main/machine/exact-reader.test.ts'],
    [
      'PSS in sight does not stand still while others are read for the first time',
      'this.#turns++ % 2 === 1',
      'this.#turns++ < 0'
    ]
  ),
  ...removals(
    'src-renderer/views/process-list/ListFooter.vue',
    ['src-renderer/views/process-list/ListFooter.test.ts'],
    ['its age is shown also meanwhile', 'return [unread, old]', 'return [unread || old]']
  )
]
