/** What a command writes to whoever runs it. Results go to standard output, progress and remarks to standard error. */
import type { WriteStream } from 'node:tty'

export interface Terminal {
  readonly isInteractive: boolean
  /** Lines that are redrawn in place; null where what is written stays, as in a file. */
  readonly screen: Screen | null
  out(line: string): void
  /** A remark, not part of the result. */
  say(line: string): void
  /** Shows how far something has come; on a terminal the line is redrawn in place. */
  progress(label: string, share: number): void
}

export interface Screen {
  readonly columns: number
  readonly rows: number
  /** Off where NO_COLOR asks for it (no-color.org). */
  readonly colours: boolean
  /** In place of the lines drawn before. None may be wider than the screen: it would take two rows, and the next drawing would miss one. */
  draw(lines: readonly string[]): void
  /** What is drawn stays, and what follows goes below it. */
  leave(): void
}

const BAR_WIDTH = 28
/** What a terminal without a size is taken for. */
const COLUMNS = 80
const ROWS = 24

export function systemTerminal(): Terminal {
  const { stderr } = process
  const isInteractive = stderr.isTTY === true
  const screen = isInteractive ? new TerminalScreen(stderr, !(process.env['NO_COLOR'] ?? '') && process.env['TERM'] !== 'dumb') : null
  // Whoever reads on, as `head`, may have seen enough: what is left to say is for nobody, what is left to do is done.
  for (const stream of [process.stdout, stderr]) stream.on('error', ignoreBrokenPipe)
  let drawn = false
  let lastTenth = -1
  const clear = (): void => {
    if (drawn) stderr.write('\r\u001b[2K')
    drawn = false
    screen?.wipe()
  }
  return {
    isInteractive,
    screen,
    out: (line) => {
      clear()
      process.stdout.write(`${line}\n`)
    },
    say: (line) => {
      clear()
      stderr.write(`${line}\n`)
    },
    progress: (label, share) => {
      const filled = Math.round(share * BAR_WIDTH)
      const line = `${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${String(Math.round(share * 100)).padStart(3)} %`
      if (isInteractive) {
        screen?.wipe()
        stderr.write(`\r${line}`)
        drawn = share < 1
        if (share >= 1) stderr.write('\n')
        return
      }
      // A log gets a line each quarter, not hundreds.
      const tenth = Math.floor(share * 4)
      if (tenth > lastTenth) stderr.write(`${label} ${Math.round(share * 100)} %\n`)
      lastTenth = share >= 1 ? -1 : tenth
    },
  }
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

export class TerminalScreen implements Screen {
  readonly #stream: Pick<WriteStream, 'columns' | 'rows' | 'write'>
  readonly colours: boolean
  #drawn = 0

  constructor(stream: Pick<WriteStream, 'columns' | 'rows' | 'write'>, colours: boolean) {
    this.#stream = stream
    this.colours = colours
  }

  get columns(): number {
    return this.#stream.columns || COLUMNS
  }

  get rows(): number {
    return this.#stream.rows || ROWS
  }

  /** One write, line by line over what stood there: wiped first, the whole would flicker. */
  draw(lines: readonly string[]): void {
    const up = this.#drawn > 0 ? `\r\u001b[${this.#drawn}A` : ''
    this.#stream.write(`${up}${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[J`)
    this.#drawn = lines.length
  }

  wipe(): void {
    if (this.#drawn > 0) this.#stream.write(`\r\u001b[${this.#drawn}A\u001b[J`)
    this.#drawn = 0
  }

  leave(): void {
    this.#drawn = 0
  }
}
