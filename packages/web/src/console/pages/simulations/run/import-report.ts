/** How a run's files were read, which is told once, when it begins; kept for the tab so that its page can show it. */
import type { BegunSimulation } from '@troupe/contract'

export type ImportReport = NonNullable<BegunSimulation['import']>

const key = (id: string): string => `troupe.import.${id}`

export function rememberImport(id: string, report: ImportReport): void {
  try {
    sessionStorage.setItem(key(id), JSON.stringify(report))
  } catch {
    // No room left in the tab's storage: the command line tells the same again.
  }
}

export function importOf(id: string): ImportReport | null {
  const text = sessionStorage.getItem(key(id))
  return text === null ? null : JSON.parse(text) as ImportReport
}
