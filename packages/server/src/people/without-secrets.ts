/** A copy of a document for the audit log: whatever is named like a secret is there, but not what it is. */

const HIDDEN = '(hidden)'
/** Whole words of a name, so that `tokensMax` and `keyboard` stay readable and `apiKey` and `access_token` don't. */
const SECRET_WORDS = new Set(['password', 'token', 'secret', 'credential', 'credentials', 'cookie', 'authorization', 'passphrase'])
const SECRET_PAIRS = /(^|_)(api|private|secret|access|sealed|provider)_?key$|^key$/
/** Deeper documents are cut: they come from outside, and a stack has an end. */
const DEPTH_MOST = 12

export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEPTH_MOST) return '(too deep)'
  if (value instanceof Date) return value.toISOString()
  if (ArrayBuffer.isView(value)) return '(bytes)'
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) =>
    [name, isSecret(name) && item !== null && item !== undefined ? HIDDEN : withoutSecrets(item, depth + 1)]))
}

function isSecret(name: string): boolean {
  const snake = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll('-', '_').toLowerCase()
  return SECRET_PAIRS.test(snake) || snake.split('_').some((word) => SECRET_WORDS.has(word))
}
