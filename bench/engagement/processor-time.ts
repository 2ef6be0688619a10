/** Processor time of a process and its children, which doesn't hang on who else is at work on the machine. Linux tells it; elsewhere it is not known. */
import { readdirSync, readFileSync } from 'node:fs'

/** Of the kernel's clock, a hundred a second on every Linux we know. */
const TICK_MICROS = 10_000
const PARENT = 1
const USER = 11
const SYSTEM = 12

/** Microseconds so far of `pid` and its children that run still; null where nobody tells. */
export function processorMicros(pid: number): number | null {
  try {
    return readdirSync('/proc').reduce((sum, name) => {
      if (!/^\d+$/.test(name)) return sum
      const fields = fieldsOf(name)
      return fields !== null && (name === String(pid) || fields[PARENT] === String(pid)) ? sum + (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MICROS : sum
    }, 0)
  } catch {
    return null
  }
}

/** Behind the name in brackets, which may hold blanks. Null where the process has just ended. */
function fieldsOf(pid: string): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
