/**
 * Makes of a model's reply the text that was asked for: no fences, no "Sure, here's a post:", no quotation marks round
 * the whole, no control characters, no longer than allowed. Careful by design: every step needs clear evidence, since
 * a persona may well begin with "Sure" or quote somebody. Pure; never throws.
 */
export interface CleanText {
  readonly text: string
  /** What was mended, in a few words each; empty when the text came as it should. */
  readonly mended: readonly string[]
}

/** Longest opening line that may be taken for a preface; a longer one is content. */
const PREFACE_CHARS_MAX = 140

/** C0 and C1 controls but tab and newline, zero-width spaces and marks, byte-order marks, direction overrides. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/** Carriage returns become newlines, lone surrogates go. A zero-width joiner stays: emoji are made with it. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROLS, '').replaceAll('\ufffd', '')
}

/** Open models and MiniMax write their reasoning into the reply between tags; cut off, it never closes. */
export function withoutThinking(text: string): string {
  if (!/<\/?think(?:ing)?>/i.test(text)) return text
  return text
    .replace(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi, '')
    .replace(/^[\s\S]*<\/think(?:ing)?>/i, '')
    .replace(/<think(?:ing)?>[\s\S]*$/i, '')
}

export function cleanText(reply: string, longest: number): CleanText {
  const mended: string[] = []
  let text = reply
  const step = (name: string, change: (text: string) => string): void => {
    const next = change(text)
    if (next !== text && next.trim() !== text.trim()) mended.push(name)
    text = next
  }
  step('thinking left out', withoutThinking)
  step('control characters removed', withoutControls)
  text = text.trim()
  step('taken out of JSON', outOfJson)
  step('code fence removed', outOfFence)
  step('taken out of JSON', outOfJson)
  step('preface removed', withoutPreface)
  step('closing remark removed', withoutRemark)
  step('quotation marks removed', outOfQuotes)
  text = text.trim()
  step(`cut to ${longest} characters`, (uncut) => shortened(uncut, longest))
  return { text, mended }
}

const TEXT_KEYS = ['text', 'body', 'content', 'post', 'comment', 'reply', 'message', 'bio', 'caption', 'answer', 'response', 'output']

/** `{"post": "…"}`, `["…", "…"]` and `"…"` where text is due. Anything with more in it is left alone. */
function outOfJson(text: string): string {
  const begins = text[0]
  if (begins !== '{' && begins !== '[' && begins !== '"') return text
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  return textOf(value) ?? text
}

/** The text in a value that should have been text: a string, an array of strings, an object with one text in it. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const parts = value.map(textOf)
    return parts.length > 0 && parts.every((part) => part !== null) ? parts.join('\n') : null
  }
  if (typeof value !== 'object' || value === null) return null
  const entries = Object.entries(value)
  // Chat parts, as some servers give them back: {"type":"text","text":"…"}.
  const texts = entries.filter(([key]) => TEXT_KEYS.includes(key.toLowerCase()))
  const only = texts.length === 1 ? texts[0] : entries.length === 1 ? entries[0] : undefined
  return only && (typeof only[1] === 'string' || Array.isArray(only[1])) ? textOf(only[1]) : null
}

function outOfFence(text: string): string {
  const match = /^```[ \t]*[\w-]*[ \t]*\n?([\s\S]*?)\n?```$/.exec(text)
  return match && !match[1]?.includes('```') ? (match[1] as string).trim() : text
}

const AGREEING = String.raw`(?:(?:sure(?: thing)?|certainly|absolutely|of course|okay|ok|alright|great|no problem|happy to help)[!,.:]?\s+)?`
const ANNOUNCING = String.raw`here(?:'s|’s| is| are| you go)`
const PREFACE = new RegExp(String.raw`^${AGREEING}${ANNOUNCING}[^\n:]*:[ \t]*\n?\s*(?=\S)`, 'i')
const LABEL = /^\**(?:post|tweet|comment|reply|caption|bio|final answer)\**:\**[ \t]+(?=\S)/i

function withoutPreface(text: string): string {
  const preface = PREFACE.exec(text)
  if (preface && preface[0].length <= PREFACE_CHARS_MAX && preface[0].length < text.length) return text.slice(preface[0].length)
  const label = LABEL.exec(text)
  return label ? text.slice(label[0].length) : text
}

const REMARK = /\n{1,2}(?:let me know if|would you like|feel free to|i hope this|hope this helps|\(?(?:word|character) count:|\(\d+ (?:words|characters)\))[^\n]{0,160}$/i

function withoutRemark(text: string): string {
  return text.replace(REMARK, '').trimEnd()
}

const QUOTES: readonly (readonly [string, string])[] = [['"', '"'], ['“', '”'], ['«', '»'], ['„', '“'], ["'", "'"], ['`', '`']]

/** Only when the marks enclose the whole: `"a" and "b"` begins and ends with one too. */
function outOfQuotes(text: string): string {
  for (const [open, close] of QUOTES) {
    if (text.length < 3 || !text.startsWith(open) || !text.endsWith(close)) continue
    const inside = text.slice(1, -1)
    if (!inside.includes(open) && !inside.includes(close)) return inside.trim()
  }
  return text
}

/** At the end of a sentence where one ends in the last half, else at a word with an ellipsis; never inside a character. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const head = whole(text.slice(0, longest))
  const sentence = lastSentenceEnd(head)
  if (sentence >= longest / 2) return head.slice(0, sentence)
  const room = whole(text.slice(0, Math.max(0, longest - 1)))
  const nextIsSpace = /\s/.test(text[room.length] ?? '')
  const word = nextIsSpace ? room.length : room.search(/\s\S*$/)
  return `${(word >= longest / 2 ? room.slice(0, word) : room).trimEnd()}…`
}

/** Without the half of a character that a cut may leave at the end. */
function whole(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1)
}

/** The index after the last sentence that ends in this text; -1 if none does. */
export function lastSentenceEnd(text: string): number {
  let end = -1
  for (const match of text.matchAll(/[.!?…](?=\s)|[。！？]/g)) end = match.index + 1
  return end
}
