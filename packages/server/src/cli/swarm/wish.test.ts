import { expect, test } from 'vitest'
import { readGiven } from '../command.ts'
import { ThirdPartyNetworkError } from '../../site/third-party-network-error.ts'
import { swarm } from './swarm.ts'
import { readWish } from './wish.ts'

const wish = (words: string, env: NodeJS.ProcessEnv = {}) => readWish(readGiven(swarm, words.split(' ').filter((word) => word !== '')), env, swarm.help)

test('reads what is asked for, and what is not', () => {
  expect(wish('')).toEqual({ pack: 'gallery', count: 12, archetypes: null, seed: 'troupe', place: { kind: 'gallery', isPublic: false }, workspace: null, forMs: null, everyMs: null, dryRun: false, json: false })
  expect(wish('--platform showcase --url http://127.0.0.1:8090/ --token T --count 6 --for 60s --archetype a,b --archetype b --json')).toMatchObject({
    place: { kind: 'showcase', address: { origin: 'http://127.0.0.1:8090', by: 'private-number' }, token: 'T' }, count: 6, forMs: 60_000, everyMs: 7_500, archetypes: ['a', 'b'], json: true,
  })
  expect(wish('--platform showcase --url https://gallery.example --token-from TOKEN', { TOKEN: ' secret ' }).place).toMatchObject({ token: 'secret' })
  expect(wish('--platform showcase --url https://gallery.example').place).toMatchObject({ token: null })
})

test('a run that is there to be looked at has a pace, a long one its rhythms', () => {
  expect([wish('--for 10s').everyMs, wish('--for 10m').everyMs, wish('--for 30m').everyMs, wish('--for 2h').everyMs, wish('--for 60s --rhythm').everyMs]).toEqual([5_000, 75_000, null, null, null])
})

test.each([
  ['--count 0', '--count takes a whole number from 1 to 10,000, not "0"'],
  ['--count 6.5', '--count takes a whole number'],
  ['--for soon', '--for takes a time from 5s to 365d, such as 60s, 10m, 2h or 1d, not "soon"'],
  ['--for 10', 'not "10"'],
  ['--for 1s', 'not "1s"'],
  ['--archetype ,', '--archetype takes names of archetypes'],
  ['--platform mastodon', '--platform takes gallery or showcase, not "mastodon"'],
  ['--platform showcase', '--platform showcase needs --url'],
  ['--platform showcase --url gallery.example', '--url: This address cannot be used: begin the address with https://'],
  ['--platform showcase --url https://gallery.example/app', 'give the address without what follows the host: https://gallery.example'],
  ['--platform showcase --url https://u:p@gallery.example', 'leave user and password out'],
  ['--platform showcase --url https://gallery.example --public', '--public is for the gallery that comes with Troupe'],
  ['--platform showcase --url https://gallery.example --token T --token-from T', 'Give the token once'],
  ['--platform showcase --url https://gallery.example --token-from NOT_THERE', 'the environment has no variable NOT_THERE'],
  ['--url https://gallery.example', '--url is for a site of your own: say --platform showcase'],
  ['--token T', '--token is for a site of your own'],
  ['--cont 6', 'There is no option --cont; did you mean --count?'],
  ['6', 'Usage: troupe swarm'],
])('%s is refused with how to mend it', (words, message) => {
  expect(() => wish(words)).toThrow(message)
})

test('networks of others are refused as the options are read', () => {
  for (const url of ['https://mastodon.social', 'https://www.instagram.com', 'https://BSKY.app.']) {
    expect(() => wish(`--platform showcase --url ${url} --token T --dry-run`)).toThrow(ThirdPartyNetworkError)
  }
})
