/** What a benchmark says: one line a figure, beside what is to be reached, and whether it is. */

export interface Row {
  readonly what: string
  readonly figure: string
  /** What DESIGN "Speed to reach" asks for; empty where the line only explains another. */
  readonly reach: string
  readonly ok: boolean | null
}

export function atLeast(what: string, value: number, least: number, shown: (value: number) => string): Row {
  return { what, figure: shown(value), reach: `≥ ${shown(least)}`, ok: value >= least }
}

export function atMost(what: string, value: number, most: number, shown: (value: number) => string): Row {
  return { what, figure: shown(value), reach: `≤ ${shown(most)}`, ok: value <= most }
}

export function plain(what: string, figure: string): Row {
  return { what, figure, reach: '', ok: null }
}

export function tableOf(rows: readonly Row[]): string {
  const cells = [['what', 'figure', 'reach', 'ok'], ...rows.map((row) => [row.what, row.figure, row.reach, row.ok === null ? '' : row.ok ? 'yes' : 'NO'])]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const lines = cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ').trimEnd())
  return [lines[0], '-'.repeat(widths.reduce((sum, width) => sum + width, 9)), ...lines.slice(1)].join('\n')
}

export function thousands(value: number): string {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

export function ratio(value: number): string {
  return value.toFixed(2)
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}
