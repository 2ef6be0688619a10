/** Names of groups: one line, and no two in a world that look alike. */

export function groupNameOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * What a name is known by: compatible letters are one letter and case does not matter. Made here and stored, since every
 * database lowers letters in its own way. What nobody sees (zero widths) tells no two names apart.
 */
export function groupKey(name: string): string {
  return groupNameOf(name.normalize('NFKC').replace(/\p{Cf}/gu, '')).toLowerCase()
}
