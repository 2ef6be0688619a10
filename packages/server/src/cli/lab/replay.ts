/** `troupe replay`: runs a simulation again from its inputs and checks that the same journal comes out. */
import type { Command } from '../command.ts'

export const replay: Command = {
  name: 'replay',
  summary: 'run a simulation again and check that it comes out the same',
  help: `Usage: troupe replay RUN [--json]

Runs it once more from its inputs, into a folder that is thrown away, and compares the SHA-256 of both journals. Where they
differ it names the first record that does; the exit code is then 1.`,
  options: { json: { type: 'boolean' } },
  positionals: true,
  run: async (given, terminal) => (await import('./run-replay.ts')).runReplay(given, terminal, replay.help),
}
