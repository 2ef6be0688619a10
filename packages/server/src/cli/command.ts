/** A command of `troupe`: its options, and what it does. The exit code is what it resolves to. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { InvalidError } from '../base/errors.ts'
import { nearest } from '@troupe/contract'
import type { Terminal } from './terminal.ts'

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** How it is called, with its options explained. */
  readonly help: string
  readonly options: ParseArgsOptionsConfig
  readonly positionals?: boolean
  run(given: Given, terminal: Terminal): Promise<number>
}

export interface Given {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

/** Reads the words after the command's name; an unknown option is refused with the one that was probably meant. */
export function readGiven(command: Command, words: readonly string[]): Given {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: command.options, allowPositionals: command.positionals ?? false, strict: true })
    return { values, positionals }
  } catch (error) {
    const unknown = /Unknown option '(-+[\w-]+)/.exec(String(error))?.[1]
    if (unknown === undefined) throw new InvalidError(`${String((error as Error).message)}\n\n${usageOf(command.help)}`)
    const meant = nearest(unknown.replace(/^-+/, ''), Object.keys(command.options))
    throw new InvalidError(`There is no option ${unknown}${meant === null || meant === undefined ? '' : `; did you mean --${meant}?`}\n\n${usageOf(command.help)}`)
  }
}

/** The lines that say how it is called; all of the help would push what was wrong off the screen. */
export function usageOf(help: string): string {
  const [usage = ''] = help.split('\n\n', 1)
  const name = /^Usage: (troupe \S+)/.exec(usage)?.[1]
  return name === undefined ? usage : `${usage}\n\n${name} --help says more.`
}
