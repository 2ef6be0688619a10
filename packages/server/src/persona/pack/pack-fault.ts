/** What is wrong with a pack's files, said so that it can be mended without reading code. */
import { ExpectedError, type FieldFault } from '../../base/errors.ts'

export interface PackFault {
  /** As the reader knows it: `archetypes/agora/hustler.yaml`. */
  readonly file: string
  /** From 1; 1:1 where the fault is the file itself. */
  readonly line: number
  readonly column: number
  /** `rhythm.rules.0.days`; empty for the whole file. */
  readonly path: string
  /** What is wrong and how to mend it. */
  readonly message: string
}

/** `archetypes/agora/hustler.yaml:14:3 rythm: unknown field - did you mean "rhythm"?` */
export function describeFault(fault: PackFault): string {
  const path = fault.path === '' ? '' : ` ${fault.path}:`
  return `${fault.file}:${fault.line}:${fault.column}${path} ${fault.message}`
}

/** All faults of all files, not just the first. */
export class PackInvalidError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'pack-invalid'
  readonly packFaults: readonly PackFault[]
  override readonly faults: readonly FieldFault[]

  constructor(packFaults: readonly PackFault[]) {
    super(packFaults.map(describeFault).join('\n'))
    this.packFaults = packFaults
    this.faults = packFaults.map((fault) => ({ path: `${fault.file}:${fault.line}:${fault.column}`, message: `${fault.path}: ${fault.message}` }))
  }
}
