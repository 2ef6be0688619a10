/** All commands, in the order they are listed. */
import { ExpectedError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { doctor } from './doctor.ts'
import { readGiven, type Command } from './command.ts'
import { compare } from './lab/compare.ts'
import { exportRun } from './lab/export.ts'
import { fork } from './lab/fork.ts'
import { interview } from './lab/interview.ts'
import { replay } from './lab/replay.ts'
import { simulate } from './lab/simulate.ts'
import { migrate } from './migrate.ts'
import { personas } from './personas.ts'
import { publish } from './publish.ts'
import type { Terminal } from './terminal.ts'
import { up } from './up.ts'
import { worker } from './worker.ts'

const COMMANDS: readonly Command[] = [up, worker, simulate, fork, compare, interview, replay, exportRun, publish, personas, migrate, doctor]

/** 0 done, 1 failed, 2 called wrongly. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...rest] = words
  if (name === 'help' || name === '--help' || name === '-h') {
    terminal.out(list())
    return 0
  }
  const command = COMMANDS.find((one) => one.name === name)
  if (command === undefined) {
    const meant = nearest(name, COMMANDS.map((one) => one.name))
    terminal.say(`There is no command "${name}"${meant === null ? '' : `; did you mean "${meant}"?`}\n\n${list()}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(command.help)
    return 0
  }
  try {
    return await command.run(readGiven(command, rest), terminal)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    terminal.say(error.message)
    return error.kind === 'invalid' ? 2 : 1
  }
}

function list(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length))
  return ['Usage: troupe <command> [options]', '', ...COMMANDS.map((command) => `  ${command.name.padEnd(width)}   ${command.summary}`), '', 'troupe <command> --help says more.'].join('\n')
}
