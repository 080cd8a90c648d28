// Loaded before a measured program: writes its largest resident size (kB) to a file when it ends. VmHWM, because the
// figure of getrusage(2) starts with the size of the program that started this one.
import { readFileSync, writeFileSync } from 'node:fs'

process.on('exit', () => {
  const status = readFileSync('/proc/self/status', 'utf8')
  writeFileSync(process.env.BENCH_PEAK_FILE, /^VmHWM:\s+(\d+)/m.exec(status)[1])
})
