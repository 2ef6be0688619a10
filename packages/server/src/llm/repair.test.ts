import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { readJson } from './repair.ts'

const POST = { body: 'Fog again.', tags: ['sea'] }
const plain = JSON.stringify(POST)

/** What models really send instead of the object: each reads as `POST` unless it says otherwise. */
const MALFORMED: readonly (readonly [name: string, text: string, expected?: unknown])[] = [
  ['nothing wrong', plain],
  ['spaces and newlines round it', `\n\n  ${plain}  \n`],
  ['a byte-order mark', `\ufeff${plain}`],
  ['a fence with a language', `\`\`\`json\n${plain}\n\`\`\``],
  ['a fence without one', `\`\`\`\n${plain}\n\`\`\``],
  ['a fence with a capitalised language', `\`\`\`JSON\n${plain}\n\`\`\``],
  ['a fence in one line', `\`\`\`json ${plain}\`\`\``],
  ['a fence that never closes', `\`\`\`json\n${plain}`],
  ['a fence after prose', `Sure! Here is the JSON you asked for:\n\n\`\`\`json\n${plain}\n\`\`\`\nLet me know if you need changes.`],
  ['an example in a fence before the answer', `The format is:\n\`\`\`json\n{"body":"…"}\n\`\`\`\nSo:\n\`\`\`json\n${plain}\n\`\`\``],
  ['prose before', `Here's the post: ${plain}`],
  ['prose after', `${plain}\n\nI kept it short.`],
  ['prose on both sides', `Of course.\n${plain}\nHope this helps!`],
  ['prose with brackets before', `I used [two] tags {as asked}: ${plain}`],
  ['prose with an apostrophe before', `Here's what you'd want, it's short: ${plain}`],
  ['prose with a bracket after', `${plain} [end of reply]`],
  ['a label', `JSON: ${plain}`],
  ['thinking in tags', `<think>The user wants {"body": ...}. Fine.</think>${plain}`],
  ['thinking that opened before the reply', `hm, {maybe} this\n</think>\n\n${plain}`],
  ['a trailing comma in the object', '{"body":"Fog again.","tags":["sea"],}'],
  ['a trailing comma in the list', '{"body":"Fog again.","tags":["sea",]}'],
  ['single quotes', "{'body':'Fog again.','tags':['sea']}"],
  ['curly quotes', '{“body”:“Fog again.”,“tags”:[“sea”]}'],
  ['keys without quotes', '{body:"Fog again.",tags:["sea"]}'],
  ['a missing comma between members', '{"body":"Fog again."\n"tags":["sea"]}'],
  ['line comments', '{"body":"Fog again.", // the text\n"tags":["sea"]}'],
  ['block comments', '{/* text */"body":"Fog again.","tags":["sea"]}'],
  ['an ellipsis in a list', '{"body":"Fog again.","tags":["sea", ...]}'],
  ['cut off in the list', '{"body":"Fog again.","tags":["sea"'],
  ['cut off after the list', '{"body":"Fog again.","tags":["sea"]'],
  ['cut off in a key', '{"body":"Fog again.","tags":["sea"],"la', { ...POST, la: null }],
  ['cut off in a string', '{"tags":["sea"],"body":"Fog aga', { tags: ['sea'], body: 'Fog aga' }],
  ['cut off after prose', `Here you go:\n{"body":"Fog again.","tags":["sea"]`],
  ['a newline inside a string', '{"body":"Fog\nagain.","tags":["sea"]}', { ...POST, body: 'Fog\nagain.' }],
  ['a tab inside a string', '{"body":"Fog\tagain.","tags":["sea"]}', { ...POST, body: 'Fog\tagain.' }],
  ['control characters', '{"body":"Fog\u0000 \u0007again.","tags":["sea"]}'],
  ['a zero-width space', `\u200b${plain}\u200b`],
  ['Python words', '{"body":"Fog again.","tags":["sea"],"open":True,"age":None}', { ...POST, open: true, age: null }],
  ['an escaped object in a string', JSON.stringify(plain)],
  ['escaped twice', JSON.stringify(JSON.stringify(plain))],
  ['quotes escaped without need', '{\\"body\\":\\"Fog again.\\",\\"tags\\":[\\"sea\\"]}'],
  ['unescaped quotes in a string', '{"body":"He said "fog" again.","tags":["sea"]}', { ...POST, body: 'He said "fog" again.' }],
  ['two objects, the longer meant', `{"a":1}\n${plain}`],
  ['a JSONP wrapper', `callback(${plain});`],
  ['an assignment', `const post = ${plain};`],
  ['a closing bracket too many', `${plain}}`],
  ['a list of one', `[${plain}]`, [POST]],
  ['Windows line ends', plain.replace(',', ',\r\n')],
  ['an emoji and a lone surrogate', '{"body":"Fog \ud83c\udf2b\ufe0f again.\ud800","tags":["sea"]}', { ...POST, body: 'Fog \ud83c\udf2b\ufe0f again.\ud800' }],
  ['an empty object', '{}', {}],
]

describe('readJson', () => {
  test.each(MALFORMED.map(([name, text, expected = POST]) => ({ name, text, expected })))('reads $name', ({ text, expected }) => {
    const read = readJson(text)
    expect(read.kind === 'read' ? read.value : read).toEqual(expected)
  })

  test('says what it mended, and nothing when there was nothing', () => {
    const note = (text: string): unknown => {
      const read = readJson(text)
      return read.kind === 'read' ? read.mended : null
    }
    expect(note(plain)).toEqual([])
    expect(note(`Here: ${plain}`)).toEqual(['prose round it removed'])
    expect(note('{"body":"Fog')).toEqual(['cut off, closed'])
    expect(note(`\`\`\`json\n${plain}\n\`\`\``)).toEqual(['code fence removed'])
  })

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['prose', 'I am sorry, but I cannot help with that.'],
    ['prose with brackets', 'As noted [citation needed], {name} left.'],
    ['HTML', '<html><body><h1>502 Bad Gateway</h1></body></html>'],
    ['only thinking', '<think>what would she say'],
  ])('does not read %s', (_name, text) => {
    expect(readJson(text).kind).toBe('unreadable')
  })

  test('is bounded in length and depth', () => {
    expect(readJson(`x${'{'.repeat(300_000)}`).kind).toBe('unreadable')
    expect(() => readJson('['.repeat(100_000))).not.toThrow()
    expect(() => readJson(`${'{"a":'.repeat(20_000)}1`)).not.toThrow()
  })

  test('a key that names the prototype stays a key', () => {
    const read = readJson('{"__proto__":{"admin":true},}')
    expect(read.kind).toBe('read')
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test('property: any JSON value survives, bare or in a fence; any text is survived', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const clean = JSON.parse(JSON.stringify(value)) as unknown
      const read = readJson(JSON.stringify(value))
      expect(read.kind === 'read' && read.value).toEqual(clean)
    }), { seed: 7, numRuns: 200 })
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(['read', 'unreadable']).toContain(readJson(text).kind)
    }), { seed: 7, numRuns: 500 })
  })
})
