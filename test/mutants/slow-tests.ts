// What is not run while faults are counted: tests with very large input, or with all that the machine runs. They take seconds
// for each fault that they reach, and what only they can notice is time and memory.

/**
 * Whole files of such tests. They run most of the code of their folder and compare it with itself: a file read twice, its
 * size, its time.
 */
export const SLOW_FILES: readonly string[] = [
  'src-shared/formats/{every-importer,hostile,many-processes}.test.ts',
  // It runs the script in every shell of the machine.
  'src-shared/formats/archive/capture-script.test.ts',
  // These find the lessons by Vite's import.meta.glob, and play their recorded runs.
  'src-shared/lesson/{answer-sheet,check-lesson,hand-out,lesson-of-evidence,lesson-snapshot}.test.ts',
  'src-shared/lesson/{lying-subject,page-size,recordings}.test.ts'
]

/** Single tests, by their titles. */
export const SLOW_TESTS: ReadonlySet<string> = new Set([
  // src-shared/formats
  'more than 65,535 entries, with and without zip64',
  'of very many frames takes no longer for each of them',
  'a core file, of which the memory is not unpacked',
  'of a core file, of which the memory is not unpacked',
  'a text that has to be rewritten for its %s',
  'of %s end somewhere, which is noted',
  // src-shared/compare
  'compares very many mappings in bounded time',
  'holds a mapping that was split into very many',
  // src-shared/formats/crash
  'holds more than 65,534 headers',
  // src-shared/formats/unwrap
  'is asked for above 16 MiB, and where something is rewritten',
  // src-shared/history
  'costs little more than one capture where little changes, and keeps its budget',
  // src-shared/layout
  '65,000 mappings in 65,000 groups stay under 700 nodes',
  'are few, however many mappings there are',
  // src-shared/scan
  'on maps and smaps of every process of this machine',
  'on input several times longer than the buffer, cut by it anywhere',
  'a line of 100 MB: it is passed over without being kept',
  'of very many or very long names of files those that there is room for are kept, and the rest is listed as skipped'
])
