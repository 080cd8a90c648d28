// Runs one command of the command line from source, for tests that need it as a process of its own: run-command.ts NAME WORDS…
import { COMMANDS } from '#main/commands/index.ts'
import { openErrorOutput, openOutput } from '#main/output/standard-output.ts'

const [name, ...words] = process.argv.slice(2)
const command = COMMANDS.find((each) => each.name === name)
if (command === undefined) throw new Error(`there is no command ${name}`)
const run = await command.load()
process.exitCode = await run(words, {
  stdin: process.stdin,
  stdout: openOutput(),
  stderr: openErrorOutput(),
  environment: process.env,
  programName: 'vmatlas'
})
