/** The follow graph as GraphML 1.0, as Gephi, Cytoscape, igraph and NetworkX read it. */
import type { Camps } from '../measures/camps.ts'
import { degreesOf } from '../measures/graph.ts'
import { NOBODY, type WorldRecord } from '../measures/world-record.ts'
import { isoTime, piecesOf } from './table.ts'

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="username" for="node" attr.name="username" attr.type="string"/>
  <key id="archetype" for="node" attr.name="archetype" attr.type="string"/>
  <key id="followers" for="node" attr.name="followers" attr.type="int"/>
  <key id="following" for="node" attr.name="following" attr.type="int"/>
`

/** Each of `camps` becomes an attribute of the members that are in one. */
export function* graphMlOf(record: WorldRecord, camps: readonly Camps[] = []): Generator<string> {
  const { members, follows } = record
  const { followers, following } = degreesOf(members.count, follows)
  yield HEAD
  for (const [index, { kind }] of camps.entries()) yield `  <key id="camp${index}" for="node" attr.name="${escaped(kind)}" attr.type="string"/>\n`
  if (follows.atMs) yield '  <key id="at" for="edge" attr.name="at" attr.type="string"/>\n'
  yield '  <graph id="follows" edgedefault="directed">\n'
  yield* piecesOf(members.count, (row) => {
    const archetype = members.archetype(row)
    const sides = camps.map(({ labels, names }, index) => (labels[row] === NOBODY ? '' : data(`camp${index}`, names[labels[row] as number] as string)))
    return `    <node id="n${row}">${data('username', members.username(row))}${archetype === null ? '' : data('archetype', archetype)}`
      + `${data('followers', String(followers[row]))}${data('following', String(following[row]))}${sides.join('')}</node>\n`
  })
  const { from, to, atMs } = follows
  yield* piecesOf(follows.count, (row) => {
    const ends = `    <edge source="n${from[row]}" target="n${to[row]}"`
    return atMs === null ? `${ends}/>\n` : `${ends}>${data('at', isoTime(atMs[row] as number))}</edge>\n`
  })
  yield '  </graph>\n</graphml>\n'
}

function data(key: string, value: string): string {
  return `<data key="${key}">${escaped(value)}</data>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML 1.0 cannot hold at all becomes U+FFFD. */
export function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uFFFD]/g, '\uFFFD').replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] as string)
}
