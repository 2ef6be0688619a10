/** A subject and what stands under it on one line, for lists: no colon follows what has a stop of its own. */
export function oneLine(subject: string | null, text: string): string {
  const plain = subject?.trim() ?? ''
  if (plain === '') return text
  return /[.!?…:;,]["”’»)]*$/u.test(plain) ? `${plain} ${text}` : `${plain}: ${text}`
}
