/** What is wrong with one persona of an imported file, and where. */
export interface ImportFault {
  /** From 1, counting personas; 0 is the header, or the file. */
  readonly row: number
  /** Line in the file, from 1; null in JSON. */
  readonly line: number | null
  /** The field, as far in as it goes: `voice.casing`; empty for the whole row. */
  readonly column: string
  readonly message: string
}
