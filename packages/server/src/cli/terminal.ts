/** What a command writes to whoever runs it. Results go to standard output, progress and remarks to standard error. */
export interface Terminal {
  readonly isInteractive: boolean
  out(line: string): void
  /** A remark, not part of the result. */
  say(line: string): void
  /** Shows how far something has come; on a terminal the line is redrawn in place. */
  progress(label: string, share: number): void
}

const BAR_WIDTH = 28

export function systemTerminal(): Terminal {
  const isInteractive = process.stderr.isTTY === true
  let drawn = false
  let lastTenth = -1
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\u001b[2K')
    drawn = false
  }
  return {
    isInteractive,
    out: (line) => {
      clear()
      process.stdout.write(`${line}\n`)
    },
    say: (line) => {
      clear()
      process.stderr.write(`${line}\n`)
    },
    progress: (label, share) => {
      const filled = Math.round(share * BAR_WIDTH)
      const line = `${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${String(Math.round(share * 100)).padStart(3)} %`
      if (isInteractive) {
        process.stderr.write(`\r${line}`)
        drawn = share < 1
        if (share >= 1) process.stderr.write('\n')
        return
      }
      // A log gets a line each quarter, not hundreds.
      const tenth = Math.floor(share * 4)
      if (tenth > lastTenth) process.stderr.write(`${label} ${Math.round(share * 100)} %\n`)
      lastTenth = share >= 1 ? -1 : tenth
    },
  }
}
