import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidError } from '../base/errors.ts'
import { ForbiddenAddressError } from '../base/guarded-fetch.ts'
import { readOrigin, refuseUnreachable } from './site-origin.ts'
import { ThirdPartyNetworkError } from './third-party-network-error.ts'
import { THIRD_PARTY_DOMAINS, thirdPartyNetworkOf } from './third-party-networks.ts'

function verdictOn(address: string): 'network' | 'invalid' | 'taken' {
  try {
    readOrigin(address)
    return 'taken'
  } catch (error) {
    if (error instanceof ThirdPartyNetworkError) return 'network'
    if (error instanceof InvalidError) return 'invalid'
    throw error
  }
}

/** Ways to write the same host that every client reads alike. */
const DISGUISES: readonly ((host: string) => string)[] = [
  (host) => host,
  (host) => host.toUpperCase(),
  (host) => [...host].map((letter, at) => at % 2 === 0 ? letter.toUpperCase() : letter).join(''),
  (host) => `${host}.`,
  (host) => `${host}..`,
  (host) => host.replaceAll('.', '\u3002'),
  (host) => host.replaceAll('.', '\uFF0E'),
  (host) => [...host].map((letter) => /[a-z]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xFEE0) : letter).join(''),
  (host) => [...host].map((letter) => /[a-z]/.test(letter) ? `%${letter.charCodeAt(0).toString(16)}` : letter).join(''),
  (host) => [...host].join('\u00AD'),
  (host) => `\u200B${host}`,
  (host) => [...host].join('\t'),
  (host) => host.replace('s', '\u017F'),
]
const SUBDOMAINS = ['', 'www.', 'm.', 'api.eu-west.', 'xn--bcher-kva.', 'bücher.', '_dmarc.', '127.0.0.1.']
const BEFORE = ['https://', 'http://', 'HTTPS://', 'https://me:secret@', 'https://gallery.example@', 'https://gallery.example%2f@', '  https://']
const AFTER = ['', '/', ':443', ':8443', '/.well-known/troupe.json', '?x=1', '#top', '\\@gallery.example', '/@gallery.example', '?@gallery.example']

describe('a third party\'s network', () => {
  test('is known however its address is written', () => {
    const written = fc.record({ domain: fc.constantFrom(...THIRD_PARTY_DOMAINS), below: fc.constantFrom(...SUBDOMAINS), disguise: fc.constantFrom(...DISGUISES), before: fc.constantFrom(...BEFORE), after: fc.constantFrom(...AFTER) })
    fc.assert(fc.property(written, ({ domain, below, disguise, before, after }) => {
      const verdict = verdictOn(`${before}${below}${disguise(domain)}${after}`)
      // Some disguises are an address to nobody; none is an address of one's own.
      expect(verdict, `${before}${below}${disguise(domain)}${after}`).not.toBe('taken')
    }), { numRuns: 5_000 })
  })

  test.each([
    'https://mastodon.social', 'https://MASTODON.SOCIAL.', 'https://a.b.mastodon.social:8443', 'https://me@mastodon.social', 'https://gallery.example@mastodon.social/',
    'https://mastodon.social\\@gallery.example', 'https://ｍastodon。social', 'https://mastodon%2esocial', 'https://shiitake.us-east.host.bsky.network', 'http://x.com', 'https://www.instagram.com/',
    'https://facebook.com', 'https://threads.com', 'https://tiktok.com', 'https://old.reddit.com', 'https://uk.linkedin.com', 'https://youtu.be', 'https://pinterest.co.uk', 'https://someone.tumblr.com',
    'https://discord.gg', 'https://t.me', 'https://bsky.social',
  ])('%s is refused as one', (address) => {
    expect(verdictOn(address)).toBe('network')
  })

  test('leaves those alone that only look like one', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
    fc.assert(fc.property(fc.constantFrom(...THIRD_PARTY_DOMAINS), label, (domain, own) => {
      for (const host of [`${domain}.${own}.example`, `${own}-${domain}.example`, `${own}.example`]) expect(verdictOn(`https://${host}`), host).toBe('taken')
      expect(thirdPartyNetworkOf(`${own}${domain}`) === null || THIRD_PARTY_DOMAINS.includes(`${own}${domain}`)).toBe(true)
    }), { numRuns: 500 })
    for (const other of ['https://mastodon.social@gallery.example', 'https://mastоdon.social', 'https://notmastodon.social', 'https://mastodon.social.gallery.example', 'https://box.com']) {
      expect(verdictOn(other), other).not.toBe('network')
    }
  })

  test('says that nothing can be done, and where the fault is', () => {
    expect(() => readOrigin('https://mastodon.social')).toThrow(/belongs to Mastodon.*no setting/)
    expect(() => readOrigin('https://mastodon.social')).toThrow(expect.objectContaining({ code: 'third-party-network', kind: 'forbidden', faults: [{ path: '/origin', message: expect.stringContaining('of your own') as string }] }))
  })

  test('has domains only, in the spelling they are compared in', () => {
    for (const domain of THIRD_PARTY_DOMAINS) expect(new URL(`https://${domain}`).hostname).toBe(domain)
    expect(new Set(THIRD_PARTY_DOMAINS).size).toBe(THIRD_PARTY_DOMAINS.length)
    expect(THIRD_PARTY_DOMAINS.filter((domain) => thirdPartyNetworkOf(domain.slice(domain.indexOf('.') + 1)) !== null)).toEqual([])
  })
})

describe('an address', () => {
  test.each([
    ['https://Gallery.Example', 'https://gallery.example', 'name'], ['https://gallery.example.', 'https://gallery.example', 'name'], ['https://gallery.example:443/', 'https://gallery.example', 'name'],
    ['http://127.1:8080', 'http://127.0.0.1:8080', 'private-number'], ['http://0x7f000001', 'http://127.0.0.1', 'private-number'], ['http://[::1]:3000', 'http://[::1]:3000', 'private-number'],
    ['http://[::ffff:10.0.0.1]', 'http://[::ffff:a00:1]', 'private-number'], ['https://8.8.8.8', 'https://8.8.8.8', 'public-number'], ['https://bücher.example', 'https://xn--bcher-kva.example', 'name'],
  ])('%s is kept as %s', (given, origin, by) => {
    expect(readOrigin(given)).toMatchObject({ origin, by })
  })

  test.each(['gallery.example', 'ftp://gallery.example', 'javascript:alert(1)', 'https://', 'https://me:secret@gallery.example', 'https://gallery.example/blog', 'https://gallery.example?x', 'https://gallery.example/#a', 'https://a b', 'https://.',
    'http://[::ffff:8.8.8.8]', 'http://[64:ff9b::808:808]', 'https://[2002:808:808::]', 'http://169.254.169.254', 'http://224.0.0.1'])('%s is none', (given) => {
    expect(() => readOrigin(given)).toThrow(InvalidError)
  })

  test('inside takes the grant, and outside https', () => {
    const refused = (given: string, granted: boolean) => () => refuseUnreachable(readOrigin(given), granted)
    for (const inside of ['http://127.0.0.1:3000', 'http://localhost:3000', 'https://10.0.0.4', 'http://[fd00::1]', 'http://app.localhost']) {
      expect(refused(inside, false), inside).toThrow(ForbiddenAddressError)
      expect(refused(inside, true), inside).not.toThrow()
    }
    expect(refused('http://gallery.example', false)).toThrow(/https alone/)
    expect(refused('http://8.8.8.8', true)).toThrow(/https alone/)
    // Only a look-up tells where this name leads.
    expect(refused('http://gallery.lan', true)).not.toThrow()
    expect(refused('https://gallery.example', false)).not.toThrow()
  })
})
