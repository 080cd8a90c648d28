// Runs our pmap from source, without the rest of the command line.
import { pmap } from '#main/commands/pmap.ts'

process.exitCode = await pmap(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  programName: 'pmap'
})
