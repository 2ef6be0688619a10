/**
 * All commands, in the order they are listed. Only the one that is called is loaded: with the whole instance behind `up` beside it,
 * `simulate` held 90 MB more and began half a second later.
 */
import { ExpectedError } from '../base/errors.ts'
import { nearest } from '@troupe/contract'
import { readGiven, type Command } from './command.ts'
import type { Terminal } from './terminal.ts'

const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['up', async () => (await import('./up.ts')).up],
  ['worker', async () => (await import('./worker.ts')).worker],
  ['simulate', async () => (await import('./lab/simulate.ts')).simulate],
  ['fork', async () => (await import('./lab/fork.ts')).fork],
  ['compare', async () => (await import('./lab/compare.ts')).compare],
  ['interview', async () => (await import('./lab/interview.ts')).interview],
  ['replay', async () => (await import('./lab/replay.ts')).replay],
  ['export', async () => (await import('./lab/export.ts')).exportRun],
  ['publish', async () => (await import('./publish.ts')).publish],
  ['swarm', async () => (await import('./swarm/swarm.ts')).swarm],
  ['platform', async () => (await import('./platform.ts')).platform],
  ['personas', async () => (await import('./personas.ts')).personas],
  ['migrate', async () => (await import('./migrate.ts')).migrate],
  ['doctor', async () => (await import('./doctor.ts')).doctor],
])

/** 0 done, 1 failed, 2 called wrongly. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...rest] = words
  if (name === 'help' || name === '--help' || name === '-h') {
    terminal.out(await list())
    return 0
  }
  const load = COMMANDS.get(name)
  if (load === undefined) {
    const meant = nearest(name, [...COMMANDS.keys()])
    terminal.say(`There is no command "${name}"${meant === null ? '' : `; did you mean "${meant}"?`}\n\n${await list()}`)
    return 2
  }
  const command = await load()
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

async function list(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()))
  const width = Math.max(...commands.map((command) => command.name.length))
  return ['Usage: troupe <command> [options]', '', ...commands.map((command) => `  ${command.name.padEnd(width)}   ${command.summary}`), '', 'troupe <command> --help says more.'].join('\n')
}
