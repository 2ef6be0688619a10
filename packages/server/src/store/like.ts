/** A pattern for LIKE that holds the text as it stands: what somebody types is no pattern. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}
