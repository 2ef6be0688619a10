/** SPEC P3: says what made a text. `rehearsal` → "words by: rehearsal model". */
export function generatorWords(generator: string | null): string {
  if (generator === null) return 'words by: a person'
  const at = generator.indexOf(':')
  if (at === -1) return `words by: ${generator} model`
  return `words by: ${generator.slice(at + 1)} (${generator.slice(0, at)})`
}
