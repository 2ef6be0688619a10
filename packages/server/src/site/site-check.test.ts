import { expect, test } from 'vitest'
import { VirtualClock } from '../base/clock.ts'
import { guardedFetch } from '../base/guarded-fetch.ts'
import { lookAtSite } from './site-check.ts'
import { farSide, notFound, says, standingInFor } from './testing/far-side.ts'
import { proofFile } from './well-known-file.ts'

const WORKSPACE = '0190a000-0000-7000-8000-000000000001'
const TOKEN = 'troupe_site_abc'
const NAME = 'gallery.example'

async function stage() {
  const side = await farSide()
  const outside = standingInFor(NAME, side)
  const look = (origin = `https://${NAME}`, privateNetwork = false) => lookAtSite({ origin, workspaceId: WORKSPACE, token: TOKEN, privateNetwork },
    { ...outside, clock: new VirtualClock(0), fetchInside: guardedFetch({ privateNetwork: true, publicNetwork: false }) }, new AbortController().signal)
  return { side, look, tried: outside.tried, [Symbol.asyncDispose]: () => side[Symbol.asyncDispose]() }
}

test('says of each answer what it is and what to do', async () => {
  await using town = await stage()
  const { side, look } = town
  const answers = [
    [says(proofFile(WORKSPACE, TOKEN)), 'owned', 'proved', /leave it in place/],
    [says(JSON.stringify({ troupe: [{ workspace: WORKSPACE, token: TOKEN }], showsAutomatedFlag: true })), 'owned', 'proved', /declares/],
    [notFound, 'wrong', 'no-file', /404/],
    [says(proofFile(WORKSPACE, 'troupe_site_other')), 'disowned', 'token-missing', /another token/],
    [says('{"troupe":[]}'), 'disowned', 'token-missing', new RegExp(`empty.*${WORKSPACE}`)],
    [says('<!doctype html><title>Gallery</title>', { 'content-type': 'text/html' }), 'wrong', 'not-a-file', /HTML/],
    [(_request: unknown, response: { writeHead(status: number, headers: object): { end(): void } }) => response.writeHead(302, { location: 'https://elsewhere.example/x' }).end(), 'wrong', 'redirect', /elsewhere\.example/],
    [says(' '.repeat(10 * 1024 * 1024)), 'wrong', 'too-large', /256 KB/],
    [(_request: unknown, response: { writeHead(status: number): { end(): void } }) => response.writeHead(503).end(), 'silent', 'trouble', /503/],
    [(_request: unknown, response: { writeHead(status: number): { end(): void } }) => response.writeHead(401).end(), 'wrong', 'no-file', /without signing in/],
  ] as const
  for (const [answer, kind, outcome, message] of answers) {
    side.answer = answer as typeof side.answer
    expect(await look()).toMatchObject({ finding: { kind }, outcome, fetched: 'https://gallery.example/.well-known/troupe.json', message: expect.stringMatching(message) as string })
  }
  side.answer = answers[1][0]
  expect((await look()).showsAutomatedFlag).toBe(true)
})

test('asks nobody who cannot be it', async () => {
  await using town = await stage()
  const { side, look, tried } = town
  expect(await look('https://mastodon.social')).toMatchObject({ finding: { kind: 'refused' }, outcome: 'third-party', fetched: null })
  expect(tried).toEqual([])
  expect(await look('http://localhost:1')).toMatchObject({ finding: { kind: 'wrong' }, outcome: 'forbidden-address', fetched: null })
  expect(await look(`http://${NAME}`, true)).toMatchObject({ finding: { kind: 'wrong' }, outcome: 'not-https', fetched: null })
  expect(await look('https://unknown.example')).toMatchObject({ finding: { kind: 'silent' }, outcome: 'unreachable', message: expect.stringContaining('DNS') as string })
  expect([side.asked, tried.some((asked) => asked.startsWith('http'))]).toEqual([[], false])
})

test('takes what lies inside for owned where that was granted, file or none', async () => {
  await using town = await stage()
  const { side, look } = town
  expect(await look(side.url, true)).toMatchObject({ finding: { kind: 'owned', basis: 'private-network' }, outcome: 'private-network', status: 404, showsAutomatedFlag: false })
  side.answer = says(JSON.stringify({ troupe: [{ workspace: WORKSPACE, token: TOKEN }], showsAutomatedFlag: true }))
  expect(await look(side.url, true)).toMatchObject({ finding: { kind: 'owned' }, showsAutomatedFlag: true })
  expect(await look('http://127.0.0.1:9', true)).toMatchObject({ finding: { kind: 'owned' }, message: expect.stringContaining('Nothing answers') as string })
  expect((await look(side.url, false)).finding.kind).toBe('wrong')
  expect(await look('http://localhost:9', true)).toMatchObject({ finding: { kind: 'owned' } })
})

test('does not let a name with a foot inside prove what lies outside', async () => {
  await using town = await stage()
  // Its look-up has a public and a private answer: it counts as public, and needs https and the file from there.
  expect(await town.look('http://app.mixed', true)).toMatchObject({ finding: { kind: 'wrong' }, outcome: 'not-https' })
  expect((await town.look('https://app.mixed', true)).finding.kind).not.toBe('owned')
})
