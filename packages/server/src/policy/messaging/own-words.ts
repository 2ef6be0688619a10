/** A longer text is judged by its beginning: people say what they want first. */
const CHARACTERS_MOST = 2_000

/** What somebody wrote themselves, in small letters: without signature, and without what mail programs quote, since our own words say nothing of what the lead wants. */
export function ownWords(text: string): string {
  const lines = text.slice(0, CHARACTERS_MOST).normalize('NFKC').toLowerCase().replaceAll(/[’‘`´]/g, "'").split(/\r?\n/)
  const signature = lines.findIndex((line) => /^--\s*$/.test(line))
  const own = (signature > 0 ? lines.slice(0, signature) : lines).filter((line) => !line.startsWith('>')).join(' ').replaceAll(/\s+/g, ' ').trim()
  const quoted = own.search(/\bon .{4,80} wrote:|-{3,} ?original message|_{10,}|\bfrom: .{1,80} (sent|to): /)
  return quoted > 0 ? own.slice(0, quoted).trim() : own
}
